#include "query/compile.hpp"

#include <crmlite/error.hpp>

#include "base/text.hpp"
#include "record/encode.hpp"

namespace crmlite::query {
namespace {

using detail::FilterNode;
using record::Cell;
using record::Encoded;
using record::FieldDef;
using record::KindDef;
using record::Place;
using record::Session;

std::string escaped(std::string_view part) {
  std::string out;
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

bool is_order(Compare op) {
  return op == Compare::less || op == Compare::less_equal || op == Compare::greater || op == Compare::greater_equal ||
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

class Compiler {
 public:
  Compiler(Session& s, const KindDef& def) : s_(s), def_(def), table_(def.kind->table) {}

  Sql node(const FilterNode& n) {
    switch (n.op) {
      case FilterNode::Op::compare: return compare(n);
      case FilterNode::Op::tag: return tag(n);
      case FilterNode::Op::negate: {
        Sql inner = node(*n.parts[0]);
        return {"NOT coalesce(" + inner.text + ", 0)", std::move(inner.binds)};
      }
      case FilterNode::Op::all_of:
      case FilterNode::Op::any_of: return join(n);
    }
    return {"1", {}};
  }

 private:
  [[noreturn]] void refuse(const FieldDef& f, std::string_view rule, std::string message) const {
    throw Invalid(Issue{{}, f.name, std::string(rule), std::move(message), {}});
  }

  std::string id() const { return table_ + ".id"; }

  Sql join(const FilterNode& n) {
    const bool all = n.op == FilterNode::Op::all_of;
    if (n.parts.empty()) return {all ? "1" : "0", {}};
    Sql out{"(", {}};
    for (const auto& part : n.parts) {
      if (out.text.size() > 1) out.text += all ? " AND " : " OR ";
      out.append(node(*part));
    }
    out.text += ')';
    return out;
  }

  Sql tag(const FilterNode& n) {
    const record::TagDef* tag = s_.catalogue->tags->find(n.name);
    if (!tag) return {"0", {}};  // a tag that nobody has defined is on no record
    return {id() + " IN (SELECT record FROM record_tag WHERE tag = ? AND kind = ?)",
            {Cell{tag->id}, Cell{std::int64_t{def_.kind->number}}}};
  }

  Sql compare(const FilterNode& n) {
    const FieldDef* f = def_.find(n.name);
    if (!f)
      throw Invalid(Issue{{}, n.name, "field", std::string(def_.kind->name) + " has no such field", {}});
    if (!f->live()) refuse(*f, "archived", "an archived field");
    if (n.compare != Compare::empty && (n.values.empty() || (n.compare == Compare::between && n.values.size() < 2)))
      refuse(*f, "value", "nothing to compare with");
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
    if (const char* rule = record::check_text(given, 10'000, form)) refuse(f, "value", rule);
    const std::string pattern = escaped(form.empty() ? given : form);
    return (n.compare == Compare::starts ? "" : "%") + pattern + (n.compare == Compare::ends ? "" : "%");
  }

  Sql column(const FieldDef& f, const FilterNode& n) const {
    const std::string column = table_ + "." + f.physical;
    if (n.compare == Compare::empty) return {column + " IS NULL", {}};
    if (is_part(n.compare)) {
      if (f.type != FieldType::text && f.type != FieldType::long_text && f.type != FieldType::email &&
          f.type != FieldType::phone && f.type != FieldType::url)
        refuse(f, "text", "not a text");
      return {column + " LIKE ? ESCAPE '\\'", {Cell{text_part(f, n)}}};
    }
    if (n.compare == Compare::between) {
      Sql low = single(f, column, Compare::greater_equal, n.values[0]);
      low.text = "(" + low.text + " AND ";
      low.append(single(f, column, Compare::less_equal, n.values[1]));
      low.text += ")";
      return low;
    }
    if (n.compare == Compare::in) {
      Sql out{"(", {}};
      for (const Value& v : n.values) {
        if (out.text.size() > 1) out.text += " OR ";
        out.append(single(f, column, Compare::equal, v));
      }
      out.text += ")";
      return out;
    }
    return single(f, column, n.compare, n.values[0]);
  }

  Sql single(const FieldDef& f, const std::string& column, Compare op, const Value& v) const {
    Encoded e = value(f, v);
    Sql out{column + std::string(sign(op)), {e.cell}};
    if (f.type == FieldType::money) {  // amounts of different currencies are neither equal nor ordered
      out.text = "(" + out.text + " AND " + column + "_currency = ?)";
      out.binds.push_back(e.currency);
    }
    // The display column is found through the index of its sort key.
    if (op == Compare::equal && f.physical == def_.kind->display && def_.kind->display_search != def_.kind->display) {
      out.text = "(" + table_ + "." + std::string(def_.kind->display_search) + " = ? AND " + out.text + ")";
      out.binds.insert(out.binds.begin(), Cell{base::sort_key(std::get<std::string>(e.cell))});
    }
    if (op == Compare::equal && record::has_twin(f)) {  // so does a unique text through that of its normalised form
      out.text = "(" + table_ + "." + f.twin_column() + " = ? AND " + out.text + ")";
      out.binds.insert(out.binds.begin(), e.twin);
    }
    return out;
  }

  Sql choices(const FieldDef& f, const FilterNode& n) const {
    if (n.compare == Compare::empty)
      return {"NOT EXISTS (SELECT 1 FROM record_choice WHERE record = " + id() + " AND field = ?)", {Cell{f.id}}};
    if (is_part(n.compare)) refuse(f, "text", "not a text");
    Sql out{id() + " IN (SELECT record FROM record_choice WHERE choice IN (", {}};
    for (const Value& v : n.values)
      for (const std::int64_t choice : value(f, v).choices) {
        if (!out.binds.empty()) out.text += ", ";
        out.text += '?';
        out.binds.emplace_back(choice);
      }
    out.text += "))";
    if (n.compare == Compare::not_equal) {
      out.text = "(NOT " + out.text + " AND EXISTS (SELECT 1 FROM record_choice WHERE record = " + id() + " AND field = ?))";
      out.binds.emplace_back(f.id);
    }
    return out;
  }

  Sql list(const FieldDef& f, const FilterNode& n) const {
    const record::Child& list = *f.list;
    const std::string from = "SELECT owner FROM " + std::string(list.table);
    const std::string of_list = list.list.empty() ? "" : "list = '" + std::string(list.list) + "' AND ";
    if (n.compare == Compare::empty)
      return {"NOT EXISTS (SELECT 1 FROM " + std::string(list.table) + " WHERE " + of_list + "owner = " + id() + ")", {}};
    const std::string first(list.columns[0].name);
    if (is_part(n.compare))
      return {"EXISTS (SELECT 1 FROM " + std::string(list.table) + " WHERE " + of_list + "owner = " + id() + " AND " +
                  first + " LIKE ? ESCAPE '\\')",
              {Cell{text_part(f, n)}}};
    Sql any{"(", {}};
    for (const Value& v : n.values) {
      if (any.text.size() > 1) any.text += " OR ";
      const Encoded e = value(f, v);
      // Equal is what normalises to the same; what cannot be normalised is equal as typed.
      const bool twin = list.normal && !record::is_null(e.rows[0].back());
      any.text += id() + " IN (" + from + " WHERE " + of_list + (twin ? "normal" : first) + " = ?)";
      any.binds.push_back(twin ? e.rows[0].back() : e.rows[0][0]);
    }
    any.text += ")";
    if (n.compare == Compare::not_equal)
      any.text = "(NOT " + any.text + " AND EXISTS (SELECT 1 FROM " + std::string(list.table) + " WHERE " + of_list +
                 "owner = " + id() + "))";
    return any;
  }

  Session& s_;
  const KindDef& def_;
  std::string table_;
};

}  // namespace

void bind_all(sqlite::Statement& q, const std::vector<Cell>& binds, int first) {
  for (const Cell& cell : binds) record::bind_cell(q, first++, cell);
}

Sql compile(Session& s, const KindDef& def, const Filter& filter) {
  return filter.empty() ? Sql{"1", {}} : Compiler(s, def).node(*filter.root());
}

Sql compile(Session& s, const KindDef& def, const Filter& filter, Archived archived) {
  Sql sql = compile(s, def, filter);
  const std::string column = std::string(def.kind->table) + ".archived";
  if (archived == Archived::left_out) sql.text += " AND " + column + " IS NULL";
  if (archived == Archived::only) sql.text += " AND " + column + " IS NOT NULL";
  return sql;
}

std::string sort_column(const KindDef& def, const FieldDef& f) {
  if (f.place == Place::list || f.place == Place::choices)
    throw Invalid(Issue{{}, f.name, "order", "records cannot be sorted by it", {}});
  const std::string table = std::string(def.kind->table) + ".";
  return table + (f.physical == def.kind->display ? std::string(def.kind->display_search) : f.physical);
}

}  // namespace crmlite::query
