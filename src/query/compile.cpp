#include "query/compile.hpp"

#include <algorithm>
#include <map>

#include <crmlite/error.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "record/encode.hpp"

namespace crmlite::query {
namespace {

constexpr int deepest_sql = 80;  // of the 100 symbols that SQLite's parser holds; the rest of a statement needs some
constexpr std::size_t most_conditions = 900;  // SQLite may put them all into one expression, of at most 1,000 operators

using detail::FilterNode;
using record::Cell;
using record::Encoded;
using record::FieldDef;
using record::KindDef;
using record::Place;
using record::Session;

bool is_order(Compare op) {
  return op == Compare::in_last || op == Compare::in_next || op == Compare::less || op == Compare::less_equal || op == Compare::greater || op == Compare::greater_equal ||
         op == Compare::between;
}
bool is_part(Compare op) { return op == Compare::contains || op == Compare::starts || op == Compare::ends; }

std::string_view sign(Compare op) {
  switch (op) {
    case Compare::not_equal: return " <> ?";
    case Compare::less: return " < ?";
    case Compare::less_equal: return " <= ?";
    case Compare::greater: return " > ?";
    case Compare::greater_equal: return " >= ?";
    default: return " = ?";
  }
}

/// Side by side in brackets. SQLite's parser holds three symbols while it reads any part but the first, so the deepest
/// comes first.
Sql joined(std::vector<Sql> parts, std::string_view word) {
  std::stable_sort(parts.begin(), parts.end(), [](const Sql& a, const Sql& b) { return a.depth > b.depth; });
  if (parts.size() == 1) return std::move(parts[0]);
  Sql out{"(", {}};
  for (Sql& part : parts) {
    if (out.text.size() > 1) out.text += word;
    out.append(part);
  }
  out.text += ')';
  out.depth = std::max(parts[0].depth + 1, parts[1].depth + 3);
  return out;
}

Sql pair(Sql a, std::string_view word, Sql b) {
  std::vector<Sql> both;
  both.push_back(std::move(a));
  both.push_back(std::move(b));
  return joined(std::move(both), word);
}

/// One of the values, however many they are: a list is one parameter.
Sql one_of(const std::string& what, const std::vector<Cell>& values) {
  if (values.size() == 1) return {what + " = ?", values};
  std::string list = "[";
  for (const Cell& value : values) {
    if (list.size() > 1) list += ',';
    if (const auto* number = std::get_if<std::int64_t>(&value)) list += std::to_string(*number);
    else base::append_json_string(list, std::get<std::string>(value));
  }
  return {what + " IN (SELECT value FROM json_each(?))", {Cell{list + ']'}}};
}

/// Whether the column by which people call a record has a sort key beside it.
bool sorts_apart(const KindDef& def) {
  return !def.kind->display_search.empty() && def.kind->display_search != def.kind->display;
}

/// E-mails and telephone numbers are compared by their normalised forms.
bool by_twin(const FieldDef& f) {
  return record::has_twin(f) && (f.type == FieldType::email || f.type == FieldType::phone);
}

class Compiler {
 public:
  Compiler(Session& s, const KindDef& def, const FilterNode* settled)
      : s_(s), def_(def), table_(def.kind->table), settled_(settled) {}

  Sql node(const FilterNode& n) {
    if (&n == settled_) return {"1", {}};
    switch (n.op) {
      case FilterNode::Op::compare: return compare(n);
      case FilterNode::Op::tag: return tag(n);
      case FilterNode::Op::negate: {
        Sql inner = node(*n.parts[0]);
        inner.text = "(" + inner.text + ") IS NOT TRUE";
        ++inner.depth;
        return inner;
      }
      case FilterNode::Op::all_of:
      case FilterNode::Op::any_of: return join(n);
    }
    return {"1", {}};
  }

  std::size_t conditions() const { return conditions_; }

 private:
  [[noreturn]] void refuse(const FieldDef& f, std::string_view rule, std::string message) const {
    throw Invalid(Issue{{}, f.name, std::string(rule), std::move(message), {}});
  }

  std::string id() const { return table_ + ".id"; }

  Sql join(const FilterNode& n) {
    const bool all = n.op == FilterNode::Op::all_of;
    if (n.parts.empty()) return {all ? "1" : "0", {}};
    std::vector<Sql> parts;
    for (const auto& part : n.parts) parts.push_back(node(*part));
    return joined(std::move(parts), all ? " AND " : " OR ");
  }

  Sql tag(const FilterNode& n) {
    ++conditions_;
    const record::TagDef* tag = s_.catalogue->tags->find(n.name);
    if (!tag) return {"0", {}};  // a tag that nobody has defined is on no record
    return {id() + " IN (SELECT record FROM record_tag WHERE tag = ? AND kind = ?)",
            {Cell{tag->id}, Cell{std::int64_t{def_.kind->number}}}};
  }

  Sql compare(const FilterNode& n) {
    ++conditions_;
    const FieldDef* f = def_.find(n.name);
    if (!f)
      throw Invalid(Issue{{}, n.name, "field", std::string(def_.kind->name) + " has no such field", {}});
    if (!f->live()) refuse(*f, "archived", "an archived field");
    const bool without_value = n.compare == Compare::empty || n.compare == Compare::unnormalised;
    if (!without_value && (n.values.empty() || (n.compare == Compare::between && n.values.size() < 2)))
      refuse(*f, "value", "nothing to compare with");
    if (n.compare == Compare::unnormalised && !(f->list && f->list->normal))
      refuse(*f, "unnormalised", "its values have no normalised form");
    if (is_order(n.compare) && (f->place == Place::list || f->place == Place::choices || f->type == FieldType::choice ||
                                f->type == FieldType::boolean || f->type == FieldType::reference))
      refuse(*f, "order", "its values have no order to compare by");
    switch (f->place) {
      case Place::list: return list(*f, n);
      case Place::choices: return choices(*f, n);
      default: return column(*f, n);
    }
  }

  Encoded value(const FieldDef& f, const Value& v) const {
    record::Issues issues{std::string()};
    auto encoded = record::encode(s_, f, v, issues, false);
    issues.raise();
    if (encoded->empty()) refuse(f, "value", "compared with nothing: use `is empty`");
    return std::move(*encoded);
  }

  std::string text_part(const FieldDef& f, const FilterNode& n) const {
    const auto* part = n.values[0].get_if<std::string>();
    std::string form;
    const std::string given = part ? *part : to_string(n.values[0]);
    if (const auto* rule = record::check_text(given, 10'000, form)) refuse(f, rule->name, rule->message);
    const std::string pattern = escaped(form.empty() ? given : form);
    return (n.compare == Compare::starts ? "" : "%") + pattern + (n.compare == Compare::ends ? "" : "%");
  }

  /// From so many days before now up to now, or after it.
  Sql period(const FieldDef& f, const std::string& column, const FilterNode& n) const {
    const auto* days = n.values[0].get_if<std::int64_t>();
    constexpr std::int64_t most = 1'000'000, day = 24 * 60 * 60 * 1000;
    if (!days || *days < 0 || *days > most) refuse(f, "days", "a number of days from 0 to 1,000,000 is wanted");
    if (f.type != FieldType::date_time && f.type != FieldType::date) refuse(f, "days", "neither a day nor a time");
    const Timestamp now = s_.now(), other{now.ms + (n.compare == Compare::in_last ? -*days : *days) * day};
    const auto cell = [&](Timestamp t) {
      return f.type == FieldType::date_time ? Cell{t.ms} : Cell{to_string(s_.env.zone.local_date(t))};
    };
    return pair({column + " >= ?", {cell(std::min(now, other))}}, " AND ",
                {column + " <= ?", {cell(std::max(now, other))}});
  }

  Sql column(const FieldDef& f, const FilterNode& n) const {
    const std::string column = table_ + "." + f.physical;
    if (n.compare == Compare::empty) return {column + " IS NULL", {}};
    if (n.compare == Compare::in_last || n.compare == Compare::in_next) return period(f, column, n);
    if (is_part(n.compare)) {
      if (f.type != FieldType::text && f.type != FieldType::long_text && f.type != FieldType::email &&
          f.type != FieldType::phone && f.type != FieldType::url)
        refuse(f, "text", "not a text");
      return {column + " LIKE ? ESCAPE '\\'", {Cell{text_part(f, n)}}};
    }
    if (n.compare == Compare::between)
      return pair(single(f, column, Compare::greater_equal, n.values[0]), " AND ",
                  single(f, column, Compare::less_equal, n.values[1]));
    if (n.compare == Compare::in) return equal_to(f, column, n.values);
    if (n.compare == Compare::equal) return equal_to(f, column, {n.values[0]});
    return single(f, column, n.compare, n.values[0]);
  }

  /// Equal to one of the values.
  Sql equal_to(const FieldDef& f, const std::string& column, const std::vector<Value>& values) const {
    std::vector<Cell> cells, twins;
    std::map<Cell, std::vector<Cell>> amounts;
    for (const Value& v : values) {
      Encoded e = value(f, v);
      if (f.type == FieldType::money) amounts[e.currency].push_back(e.cell);
      if (f.physical == def_.kind->display && sorts_apart(def_)) e.twin = base::sort_key(std::get<std::string>(e.cell));
      cells.push_back(std::move(e.cell));
      twins.push_back(std::move(e.twin));
    }
    std::vector<Sql> found;
    for (const auto& [currency, minor] : amounts)
      found.push_back(pair({column + "_currency = ?", {currency}}, " AND ", one_of(column, minor)));
    if (!found.empty()) return joined(std::move(found), " OR ");
    if (by_twin(f)) return one_of(table_ + "." + f.twin_column(), twins);
    // Other texts are equal as they were typed, but found along an index that has them in another form.
    const std::string index = record::has_twin(f) ? table_ + "." + f.twin_column()
                              : f.physical == def_.kind->display && sorts_apart(def_)
                                  ? table_ + "." + std::string(def_.kind->display_search)
                                  : std::string();
    const bool indexed = std::none_of(twins.begin(), twins.end(), [](const Cell& twin) { return record::is_null(twin); });
    if (!index.empty() && indexed) return pair(one_of(index, twins), " AND ", one_of(column, cells));
    if (f.place != Place::engine || f.name != "code") return one_of(column, cells);
    Sql known = one_of("canon", cells);  // the registry of codes is the index
    known.text = id() + " IN (SELECT record FROM code WHERE " + known.text + ")";
    return pair(std::move(known), " AND ", one_of(column, cells));
  }

  Sql single(const FieldDef& f, const std::string& column, Compare op, const Value& v) const {
    const Encoded e = value(f, v);
    const std::string compared(sign(op));
    if (by_twin(f)) return {table_ + "." + f.twin_column() + compared, {e.twin}};
    if (f.type != FieldType::money) return {column + compared, {e.cell}};
    // Amounts of different currencies are not equal, and in no order.
    const bool differs = op == Compare::not_equal;
    return pair({column + compared, {e.cell}}, differs ? " OR " : " AND ",
                {column + "_currency" + (differs ? " <> ?" : " = ?"), {e.currency}});
  }

  /// Equal is a record that has every choice of the value, `in` one that has a choice of any value.
  Sql choices(const FieldDef& f, const FilterNode& n) const {
    const std::string any = "SELECT 1 FROM record_choice WHERE record = " + id() + " AND field = ?";
    if (n.compare == Compare::empty) return {"NOT EXISTS (" + any + ")", {Cell{f.id}}};
    if (is_part(n.compare)) refuse(f, "text", "not a text");
    std::vector<Cell> wanted;
    for (const Value& v : n.values)
      for (const std::int64_t choice : value(f, v).choices) wanted.emplace_back(choice);
    std::vector<Sql> parts;
    const auto with = [&](const std::vector<Cell>& some) {
      Sql has = one_of("choice", some);
      has.text = id() + " IN (SELECT record FROM record_choice WHERE " + has.text + ")";
      parts.push_back(std::move(has));
    };
    if (n.compare == Compare::in) with(wanted);
    else for (const Cell& choice : wanted) with({choice});
    Sql all = joined(std::move(parts), " AND ");
    if (n.compare != Compare::not_equal) return all;
    all.text = "NOT " + all.text;
    return pair(std::move(all), " AND ", {"EXISTS (" + any + ")", {Cell{f.id}}});
  }

  /// The element that a filter compares with. A text is one element as a whole, `;` or not.
  std::vector<Cell> element(const FieldDef& f, const Value& v) const {
    Encoded e = value(f, v.rows() || v.get_if<Value::Texts>() ? v : Value(Value::Texts{to_string(v)}));
    if (e.rows.size() != 1) refuse(f, "value", "compared with one element at a time");
    return std::move(e.rows[0]);
  }

  /// Equal is what normalises to the same; what cannot be normalised is equal as typed. Of a pair (`system=value`) both
  /// count as far as they are given.
  Sql element_in(const FieldDef& f, const std::vector<Value>& values) {
    const record::Child& list = *f.list;
    std::vector<Cell> normal, typed;
    std::vector<Sql> parts;
    for (const Value& v : values) {
      std::vector<Cell> cells = element(f, v);
      if (list.normal && !record::is_null(cells.back())) {
        normal.push_back(std::move(cells.back()));
      } else if (list.text_columns == 1) {
        if (record::is_null(cells[0])) refuse(f, "value", "nothing to compare with");
        typed.push_back(std::move(cells[0]));
      } else {
        std::vector<Sql> both;
        for (std::size_t i = 0; i < 2; ++i)
          if (!record::is_null(cells[i])) both.push_back({std::string(list.columns[i].name) + " = ?", {cells[i]}});
        parts.push_back(joined(std::move(both), " AND "));
        ++conditions_;
      }
    }
    if (!normal.empty()) parts.push_back(one_of("normal", normal));
    if (!typed.empty()) parts.push_back(one_of(std::string(list.columns[0].name), typed));
    return joined(std::move(parts), " OR ");
  }

  Sql list(const FieldDef& f, const FilterNode& n) {
    const record::Child& list = *f.list;
    const std::string where = " FROM " + std::string(list.table) + " WHERE " +
                              (list.list.empty() ? "" : "list = '" + std::string(list.list) + "' AND ") +
                              (list.with_kind ? "kind = " + std::to_string(def_.kind->number) + " AND " : "");
    const std::string any = "SELECT 1" + where + "owner = " + id();
    if (n.compare == Compare::empty) return {"NOT EXISTS (" + any + ")", {}};
    const std::string owners = id() + " IN (SELECT owner" + where;
    if (n.compare == Compare::unnormalised) return {owners + "normal IS NULL)", {}};
    if (is_part(n.compare))
      return {"EXISTS (" + any + " AND " + std::string(list.columns[0].name) + " LIKE ? ESCAPE '\\')",
              {Cell{text_part(f, n)}}};
    Sql out = element_in(f, n.values);
    out.text = owners + out.text + ")";
    if (n.compare != Compare::not_equal) return out;
    out.text = "NOT " + out.text;
    return pair(std::move(out), " AND ", {"EXISTS (" + any + ")", {}});
  }

  Session& s_;
  const KindDef& def_;
  std::string table_;
  const FilterNode* settled_;
  std::size_t conditions_ = 0;
};

}  // namespace

std::string escaped(std::string_view part) {
  std::string out;
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

void bind_all(sqlite::Statement& q, const std::vector<Cell>& binds, int first) {
  for (const Cell& cell : binds) record::bind_cell(q, first++, cell);
}

Sql compile(Session& s, const KindDef& def, const Filter& filter, Archived archived, const FilterNode* settled) {
  Sql sql{"1", {}};
  if (!filter.empty()) {
    Compiler compiler(s, def, settled);
    sql = compiler.node(*filter.root());
    if (compiler.conditions() > most_conditions)
      throw Invalid("filter: more than " + std::to_string(most_conditions) + " conditions");
    if (sql.depth > deepest_sql) throw Invalid("filter: nested too deep");
  }
  const std::string column = std::string(def.kind->table) + ".archived";
  if (archived == Archived::left_out) sql.text += " AND " + column + " IS NULL";
  if (archived == Archived::only) sql.text += " AND " + column + " IS NOT NULL";
  return sql;
}

bool wants_value(const KindDef& def, const Filter& filter, const FieldDef& f) {
  if (filter.empty()) return false;
  const auto wants = [&](const FilterNode& n) {
    return n.op == FilterNode::Op::compare && n.compare != Compare::empty && def.find(n.name) == &f;
  };
  const FilterNode& root = *filter.root();
  if (root.op != FilterNode::Op::all_of) return wants(root);
  return std::any_of(root.parts.begin(), root.parts.end(), [&](const auto& part) { return wants(*part); });
}

const FilterNode* required_tag(Session& s, const Filter& filter) {
  if (filter.empty()) return nullptr;
  const auto asks = [&](const FilterNode& n) { return n.op == FilterNode::Op::tag && s.catalogue->tags->find(n.name); };
  const FilterNode& root = *filter.root();
  if (asks(root)) return &root;
  if (root.op != FilterNode::Op::all_of) return nullptr;
  const auto it = std::find_if(root.parts.begin(), root.parts.end(), [&](const auto& part) { return asks(*part); });
  return it == root.parts.end() ? nullptr : it->get();
}

std::string sort_column(const KindDef& def, const FieldDef& f) {
  if (f.place == Place::list || f.place == Place::choices)
    throw Invalid(Issue{{}, f.name, "order", "records cannot be sorted by it", {}});
  const std::string table = std::string(def.kind->table) + ".";
  if (record::has_twin(f)) return table + f.twin_column();  // as its index has it
  return table + (f.physical == def.kind->display && sorts_apart(def) ? std::string(def.kind->display_search) : f.physical);
}

}  // namespace crmlite::query
