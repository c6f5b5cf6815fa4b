// The world that the tests of filters and orders look at: a few hundred customers with every type of field,
// in a store and as the model's rows, and random conditions on them. One seed gives one world.
#pragma once

#include "model.hpp"

namespace model {

using crm::Choices;
using crm::Date;
using crm::Decimal;
using crm::FieldType;
using crm::Money;
using crm::PartialDate;
using crm::Timestamp;

inline Value text(const char* t) { return Value(t); }

inline const std::vector<Value>& words() {
  static const std::vector<Value> pool = {
      text("Berlin"),  text("berlin"),     text("上海"),       text("上海市"),
      text("100%"),    text("100x"),       text("a_b"),        text("a\\b"),
      text("aXb"),     text("O'Neil; --"), text("\"quoted\""), text("münchen"),
      text("MÜNCHEN"), text("😀 smile"),    text("not empty"),  text("两　个")};
  return pool;
}

inline std::vector<FieldPlan> built_in_fields() {
  std::vector<FieldPlan> fields;
  for (const char* name : {"company", "department", "position", "city", "industry", "region", "source"})
    fields.push_back({.name = name, .pool = words(), .built_in = true});
  fields.push_back({.name = "name", .pool = words(), .built_in = true, .always = true});
  fields.push_back(
      {.name = "kind", .pool = {text("person"), text("company")}, .built_in = true, .always = true});
  fields.push_back({.name = "stage",
                    .pool = {text("lead"), text("customer"), text("inactive"), text("lost")},
                    .built_in = true,
                    .always = true});
  fields.push_back({.name = "language", .pool = {text("zh-CN"), text("de"), text("en")}, .built_in = true});
  fields.push_back({.name = "country", .pool = {text("CN"), text("DE"), text("FR")}, .built_in = true});
  fields.push_back({.name = "birthday",
                    .pool = {PartialDate(1985, 3, 7), PartialDate(1985, 3), PartialDate(1985),
                             PartialDate(0, 3, 7), PartialDate(2000, 12, 31)},
                    .built_in = true});
  fields.push_back(
      {.name = "emails",
       .pool = {text("ada@x.example"), text("ADA@X.example"), text("bo@y.example"), text("张@z.example")},
       .built_in = true,
       .list = true});
  return fields;
}

inline std::vector<FieldPlan> custom_fields() {
  std::vector<FieldPlan> fields;
  const auto add = [&](const char* name, crm::FieldSpec spec, std::vector<Value> pool) {
    fields.push_back({.name = name, .spec = std::move(spec), .pool = std::move(pool)});
  };
  add("score", {.type = FieldType::integer, .indexed = true},
      {-5, 0, 7, 50, 72, std::int64_t{9'000'000'000'000'000'000}});
  add("size", {.type = FieldType::integer}, {1, 2, 3, 50, 1000});
  add("price", {.type = FieldType::decimal, .scale = 3},
      {Decimal{125, 1}, Decimal{-1, 3}, Decimal{12, 0}, Decimal{1'000'500, 3}});
  add("budget", {.type = FieldType::money, .indexed = true},
      {Money{1250, "EUR"}, Money{1250, "USD"}, Money{-3, "EUR"}, Money{500, "JPY"}, Money{99'999, "USD"}});
  add("checked", {.type = FieldType::boolean}, {true, false});
  add("since", {.type = FieldType::date, .indexed = true},
      {Date{2020, 2, 29}, Date{2021, 1, 1}, Date{2026, 3, 1}, Date{1, 1, 1}});
  add("seen", {.type = FieldType::date_time},
      {Timestamp{0}, Timestamp{fixture::noon}, Timestamp{fixture::noon + 1}, Timestamp{-1}});
  add("tier",
      {.type = FieldType::choice,
       .indexed = true,
       .choices = {"silver", "gold", "bronze", "白金 卡", "2026"}},
      {text("silver"), text("gold"), text("bronze"), text("白金 卡"), text("2026")});
  add("likes", {.type = FieldType::choices, .choices = {"tea", "coffee", "茶", "not"}},
      {text("tea"), text("coffee"), text("茶"), text("not")});
  add("mail", {.type = FieldType::email},
      {text("Ada@x.example"), text("ada@x.example"), text("bo@y.example")});
  add("site", {.type = FieldType::url},
      {text("https://x.example/a"), text("http://y.example"), text("z.example/100%")});
  add("remarks", {.type = FieldType::long_text}, words());
  add("客户 等级", {.type = FieldType::text}, words());
  add("and", {.type = FieldType::text, .indexed = true}, words());
  return fields;
}

class World {
 public:
  World(unsigned seed, int customers) : random(seed), fields(built_in_fields()) {
    for (FieldPlan& f : custom_fields()) fields.push_back(std::move(f));
    fields.push_back({.name = "vat", .spec = {.type = FieldType::text, .unique = true}});
    fields.push_back({.name = "parent", .spec = {.type = FieldType::reference, .target = "customer"}});
    store.write([&](crm::WriteTx& tx) {
      for (const FieldPlan& f : fields)
        if (!f.built_in) tx.fields().define("customer", f.name, f.spec);
      for (int i = 0; i < customers; ++i) insert(tx);
      engine_values(tx);
    });
  }

  const FieldPlan& field(std::string_view name) const {
    return *std::find_if(fields.begin(), fields.end(), [&](const FieldPlan& f) { return f.name == name; });
  }
  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(random() % n); }
  template <class T>
  const T& any(const std::vector<T>& from) {
    return from[pick(from.size())];
  }

  /// The rows for which the condition holds and which are not archived, by id.
  std::vector<std::int64_t> expected(const crm::Filter& filter) const {
    std::vector<std::int64_t> ids;
    for (const Row& row : rows)
      if (!row.archived && (filter.empty() || holds(*filter.root(), row, fields))) ids.push_back(row.id);
    return ids;
  }
  std::vector<std::int64_t> answered(const crm::Filter& filter) const {
    std::vector<std::int64_t> ids;
    store.read([&](const crm::ReadTx& tx) {
      for (const crm::Customer& c : tx.customers().list({.where = filter, .limit = 10'000}))
        ids.push_back(c.id.value());
    });
    return ids;
  }

  crm::Filter leaf() {
    const FieldPlan& f = any(fields);
    if (pick(10) == 0) return crm::has_tag(any(tags));
    const crm::AnyField handle(f.name);
    if (pick(8) == 0) return where(handle, Compare::empty, {});
    if (f.pool.empty()) return where(handle, pick(2) ? Compare::equal : Compare::not_equal, {present(f)});
    const bool is_text = f.pool[0].get_if<std::string>() && f.spec.type != FieldType::choice &&
                         f.spec.type != FieldType::choices;
    if (is_text && pick(3) == 0) return where(handle, any(parts), {part()});
    const bool ordered = !f.list && !f.pool[0].get_if<bool>() && f.spec.type != FieldType::choice &&
                         f.spec.type != FieldType::choices;
    const Compare op = ordered ? any(ordering) : any(equality);
    std::vector<Value> values = {any(f.pool)};
    if (op == Compare::between) values.push_back(any(f.pool));
    for (std::size_t n = op == Compare::in ? pick(4) : 0; n > 0; --n) values.push_back(any(f.pool));
    return where(handle, op, std::move(values));
  }

  crm::Filter tree(int depth) {
    if (depth == 0 || pick(4) == 0) return leaf();
    if (pick(4) == 0) return !tree(depth - 1);
    crm::Filter joined = tree(depth - 1);
    for (std::size_t n = 1 + pick(3); n > 0; --n)
      joined = pick(2) ? joined && tree(depth - 1) : joined || tree(depth - 1);
    return joined;
  }

  std::mt19937 random;
  std::vector<FieldPlan> fields;
  std::vector<Row> rows;
  const std::vector<std::string> tags = {"vip", "老客户", "churn risk", "or", "nobody has it"};
  fixture::MemoryStore store;

 private:
  static inline const std::vector<Compare> equality = {Compare::equal, Compare::not_equal, Compare::in};
  static inline const std::vector<Compare> ordering = {
      Compare::equal,   Compare::not_equal,     Compare::in,     Compare::less, Compare::less_equal,
      Compare::greater, Compare::greater_equal, Compare::between};
  static inline const std::vector<Compare> parts = {Compare::contains, Compare::starts, Compare::ends};

  /// A value of a unique field or a reference, of a record that has one if the first one picked does.
  Value present(const FieldPlan& f) {
    const Row& row = any(rows);
    const auto it = row.values.find(f.name);
    if (it != row.values.end()) return it->second;
    return f.name == "vat" ? Value("DE 1") : Value(crm::RecordId{row.id});
  }
  Value part() {
    static const std::vector<Value> some = {text("ber"), text("%"),  text("_"),      text("\\"), text("上"),
                                            text("X"),   text("ü"),  text(""),       text("0%"), text("\""),
                                            text("😀"),   text("@X"), text("example")};
    return any(some);
  }

  void insert(crm::WriteTx& tx);
  void engine_values(crm::WriteTx& tx);
};

inline void World::insert(crm::WriteTx& tx) {
  Row row;
  std::vector<crm::AnyChange> values;
  for (const FieldPlan& f : fields) {
    if (!f.always && pick(3) == 0) continue;
    Value v;
    if (f.name == "vat") {
      if (pick(2)) v = Value("De " + std::to_string(rows.size()));
    } else if (f.name == "parent") {
      if (!rows.empty()) v = crm::RecordId{any(rows).id};
    } else if (f.list || f.spec.type == FieldType::choices) {
      std::set<std::string> some;
      for (std::size_t n = 1 + pick(3); n > 0; --n) some.insert(*any(f.pool).get_if<std::string>());
      v = Value(Value::Texts(some.begin(), some.end()));
    } else {
      v = any(f.pool);
    }
    if (v.empty()) continue;
    row.values[f.name] = v;
    values.push_back({f.name, v});
  }
  Value::Texts carried;
  for (const std::string& tag : tags)
    if (tag != "nobody has it" && pick(4) == 0) row.tags.insert(tag), carried.push_back(tag);
  values.push_back({"tags", carried});
  if (pick(3)) {
    row.values["code"] = "K-" + std::to_string(1000 - rows.size());
    values.push_back({"code", row.values["code"]});
  }
  row.id = tx.records("customer").insert(values).value();
  row.values["id"] = row.id;
  rows.push_back(std::move(row));
}

/// What the library itself keeps of each row; some rows are changed and some archived.
inline void World::engine_values(crm::WriteTx& tx) {
  for (Row& row : rows) {
    const crm::RecordId id{row.id};
    if (pick(5) == 0) row.archived = true, tx.records("customer").archive(id);
    const crm::AnyRecord record = tx.records("customer").get(id);
    row.values["revision"] = record.revision;
    row.values["created"] = record.created;
    row.values["updated"] = record.updated;
    if (record.archived) row.values["archived"] = *record.archived;
  }
  for (const char* name : {"id", "code", "revision", "created", "updated", "archived"}) {
    FieldPlan f{.name = name,
                .built_in = true,
                .always = std::string(name) != "code" && std::string(name) != "archived"};
    for (std::size_t i = 0; i < rows.size() && f.pool.size() < 8; i += 3)
      if (rows[i].values.contains(name)) f.pool.push_back(rows[i].values.at(name));
    fields.push_back(std::move(f));
  }
}

}  // namespace model
