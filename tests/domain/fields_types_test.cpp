// Every type a custom field can have, through its life: defined, filled, read both ways, changed, cleared,
// asked for.
#include <algorithm>
#include <limits>
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::Compare;
using crm::FieldType;
using crm::Value;

struct TypeCase {
  FieldType type;
  std::vector<Value> values;       // ascending where there is an order
  std::vector<Value> others = {};  // other ways to give values[0]
  std::vector<Value> wrong = {};
  bool ordered = true;
};

const std::vector<TypeCase> cases = {
    {.type = FieldType::text,
     .values = {"'; DROP TABLE customer; --", "B", "a", "上海", "😀"},
     .wrong = {std::string("a\0b", 3), "\xff", std::string(1001, 'x'), Value::Texts{"a", "b"}}},
    {.type = FieldType::long_text,
     .values = {"a\nb", std::string(1'000'000, 'x')},
     .wrong = {std::string(1'000'001, 'x'), "\xc3\x28"}},
    {.type = FieldType::integer,
     .values = {std::numeric_limits<std::int64_t>::min(), -1, 0, std::numeric_limits<std::int64_t>::max()},
     .others = {"-9223372036854775808"},
     .wrong = {"x", "1.0", "9223372036854775808", "١٢", " 1", crm::Decimal{15, 1}, crm::Date{2020, 1, 1},
               Value::Texts{"1"}}},
    {.type = FieldType::decimal,
     .values = {crm::Decimal{-100, 2}, crm::Decimal{1, 2}, crm::Decimal{1250, 2}},
     .others = {"-1", "-1.0", -1, crm::Decimal{-1, 0}, crm::Decimal{-1000, 3}},
     .wrong = {"1.234", "1,5", "1e3", "NaN", crm::Decimal{1, 3}, std::numeric_limits<std::int64_t>::max(),
               true}},
    {.type = FieldType::money,
     .values = {crm::Money{-1, "EUR"}, crm::Money{0, "EUR"}, crm::Money{123'456'789'012'345, "EUR"}},
     .others = {"-0.01 EUR", "EUR -0.01"},
     .wrong = {"5", 5, "1.234 EUR", "1 eur", "1 XYZ", crm::Money{1, ""}, crm::Money{1, "eur"},
               crm::Money{1, "XXQ"}}},
    {.type = FieldType::boolean,
     .values = {false, true},
     .others = {"no", "false", 0, "0", "否", "Ｎ"},
     .wrong = {"maybe", 2, -1},
     .ordered = false},
    {.type = FieldType::date,
     .values = {crm::Date{1, 1, 1}, crm::Date{2020, 2, 29}, crm::Date{9999, 12, 31}},
     .others = {"0001-01-01"},
     .wrong = {"2023-02-29", "2023-2-9", "29.02.2020", "2020-02", crm::Date{2023, 2, 29}, crm::Date{},
               20200229, "2020-02-29T00:00:00Z"}},
    {.type = FieldType::partial_date,
     .values = {crm::PartialDate(0, 3, 7), crm::PartialDate(1985), crm::PartialDate(1985, 3),
                crm::PartialDate(1985, 3, 7)},
     .others = {"--03-07"},
     .wrong = {"1985-13", "--02-30", "03-07", crm::PartialDate(1985, 0, 7), crm::PartialDate(2023, 2, 29)}},
    {.type = FieldType::date_time,
     .values = {crm::Timestamp{-62'135'596'800'000}, crm::Timestamp{-1}, crm::Timestamp{0},
                crm::Timestamp{253'402'300'799'999}},
     .others = {"0001-01-01T00:00:00Z", "0001-01-01 00:00:00.000Z", "0001-01-01", crm::Date{1, 1, 1}},
     .wrong = {"2020-02-30T00:00:00Z", "2020-02-29T00:00:00", "noon", 0,
               crm::Timestamp{253'402'300'800'000}}},
    {.type = FieldType::choice,
     .values = {"b", "a", "白金 卡", "12"},
     .others = {"B", " ｂ "},
     .wrong = {"c", "a; b", true, Value::Texts{"a"}},
     .ordered = false},
    {.type = FieldType::choices,
     .values = {Value::Texts{"b"}, Value::Texts{"b", "a"}, Value::Texts{"b", "a", "白金 卡"},
                Value::Texts{"12"}},
     .others = {"b", "B; b;", Value::Texts{"b", "B"}},
     .wrong = {"c", "a; c", Value::Texts{"a", "c"}, Value::Texts{""}},
     .ordered = false},
    {.type = FieldType::email,
     .values = {"Ada@x.example", "bo@y.example"},
     .wrong = {"ada", "a@b@c", "ada@", Value::Texts{"a@x.example"}}},
    {.type = FieldType::phone,
     .values = {"+49 30 123456", "+49-30-123457"},
     .wrong = {"abc", "12", "030 123456"}},  // no default country
    {.type = FieldType::url,
     .values = {"http://x.example/a?b=c", "https://y.example"},
     .wrong = {"x", "ftp://x.example", "http://", "javascript:alert(1)"}},
    {.type = FieldType::reference,
     .values = {crm::RecordId{1}, crm::RecordId{2}},
     .others = {1, "#1", "first", "1"},
     .wrong = {3, "#3", "nobody", crm::RecordId{0}, -1, true},
     .ordered = false},
};

crm::FieldSpec spec_of(const TypeCase& c, bool indexed) {
  crm::FieldSpec spec{.type = c.type, .indexed = indexed};
  if (c.type == FieldType::choice || c.type == FieldType::choices) spec.choices = {"b", "a", "白金 卡", "12"};
  if (c.type == FieldType::reference) spec.target = "user";
  return spec;
}

/// The values, each on a customer of its own in another order than theirs, and one customer without.
struct Life : fixture::MemoryStore {
  Life(const TypeCase& of, bool indexed) : c(of) {
    write([&](crm::WriteTx& tx) {
      tx.users().insert({.name = "first", .code = "1"});
      tx.users().insert({.name = "second"});
      tx.fields().define("customer", "f", spec_of(c, indexed));
      for (std::size_t i = c.values.size(); i > 0; --i)
        ids.insert(ids.begin(), tx.records("customer").insert({{"name", "n"}, {"f", c.values[i - 1]}}));
      without = tx.records("customer").insert({{"name", "none"}});
    });
  }

  Value value(crm::RecordId id) const {
    return read([&](const crm::ReadTx& tx) {
      const crm::AnyRecord record = tx.records("customer").get(id);
      const crm::Customer customer = tx.customers().get(crm::CustomerId{id.value()});
      const Value *held = record.values.find("f"), *typed = customer.custom.find("f");
      CHECK((held ? *held : Value()) == (typed ? *typed : Value()));
      return held ? *held : Value();
    });
  }
  std::set<std::size_t> matching(Compare op, std::vector<Value> values) const {
    return read([&](const crm::ReadTx& tx) {
      std::set<std::size_t> found;
      const auto filter = where(crm::AnyField("f"), op, std::move(values));
      for (const crm::AnyRecord& r : tx.records("customer").list({.where = filter, .limit = 1000}))
        found.insert(r.id == without
                         ? c.values.size()
                         : static_cast<std::size_t>(std::find(ids.begin(), ids.end(), r.id) - ids.begin()));
      CHECK(tx.records("customer").count(filter) == found.size());
      return found;
    });
  }

  const TypeCase& c;
  std::vector<crm::RecordId> ids;
  crm::RecordId without;
};

/// The places whose value compares like that with the one at `i`.
std::set<std::size_t> places(const Life& life, std::size_t i, Compare op) {
  std::set<std::size_t> expected;
  for (std::size_t n = 0; n < life.c.values.size(); ++n) {
    const bool has_all =
        life.c.type == FieldType::choices && life.c.values[i] == life.c.values[0] && n < 3;  // has "b"
    const bool fits = op == Compare::equal
                          ? n == i || has_all || (life.c.type == FieldType::choices && i == 1 && n == 2)
                      : op == Compare::not_equal  ? n != i
                      : op == Compare::less       ? n < i
                      : op == Compare::less_equal ? n <= i
                      : op == Compare::greater    ? n > i
                                                  : n >= i;
    if (fits) expected.insert(n);
  }
  return expected;
}

}  // namespace

TEST_CASE(
    "a field of any type keeps what it is given, however it is given, and refuses what is not of its type") {
  for (const TypeCase& c : cases) {
    INFO(to_string(c.type));
    Life life(c, false);
    for (std::size_t i = 0; i < c.values.size(); ++i) CHECK(life.value(life.ids[i]) == c.values[i]);
    CHECK(life.value(life.without).empty());
    for (const Value& other : c.others) {
      INFO(to_string(other));
      life.write([&](crm::WriteTx& tx) {
        CHECK_FALSE(tx.records("customer").update(life.ids[0], {{"f", other}}));  // it is the same
        CHECK(tx.records("customer").update(life.without, {{"f", other}}));
      });
      CHECK(life.value(life.without) == c.values[0]);
      life.write([&](crm::WriteTx& tx) {
        CHECK(tx.records("customer").update(life.without, {{"f", Value{}}}));
      });
      CHECK(life.value(life.without).empty());
    }
    for (const Value& wrong : c.wrong) {
      INFO(to_string(wrong).substr(0, 50));
      life.write([&](crm::WriteTx& tx) {
        CHECK_THROWS_AS(tx.records("customer").update(life.ids[0], {{"f", wrong}}), crm::Invalid);
        CHECK_THROWS_AS(tx.records("customer").insert({{"name", "x"}, {"f", wrong}}), crm::Invalid);
        CHECK(tx.records("customer").count() == c.values.size() + 1);
      });
    }
    CHECK(life.value(life.ids[0]) == c.values[0]);
    CHECK(life.check(crm::CheckDepth::full).ok());
  }
}

TEST_CASE("a field of any type is changed and cleared, and its history tells") {
  for (const TypeCase& c : cases) {
    INFO(to_string(c.type));
    Life life(c, true);
    const crm::RecordId id = life.ids[0];
    life.write([&](crm::WriteTx& tx) {
      CHECK(tx.records("customer").update(id, {{"f", c.values.back()}}));
      CHECK_FALSE(tx.records("customer").update(id, {{"f", c.values.back()}}));
    });
    CHECK(life.value(id) == c.values.back());
    life.write([&](crm::WriteTx& tx) {
      CHECK(tx.records("customer").update(id, {{"f", ""}}));
    });  // an empty text is none
    CHECK(life.value(id).empty());
    life.read([&](const crm::ReadTx& tx) {
      const auto history = tx.records("customer").history(id);
      REQUIRE(history.size() == 3);
      REQUIRE(history[0].edits.size() == 1);
      CHECK(history[0].edits[0].before == c.values.back());
      CHECK(history[0].edits[0].after.empty());
      REQUIRE(history[1].edits.size() == 1);
      CHECK(history[1].edits[0].before == c.values[0]);
      CHECK(history[1].edits[0].after == c.values.back());
      const auto use = tx.fields().statistics("customer", "f");
      CHECK(use.records == c.values.size() + 1);
      CHECK(use.filled == c.values.size() - 1);
    });
  }
}

TEST_CASE("every operator of every type, with an index and without") {
  for (const TypeCase& c : cases)
    for (const bool indexed : {false, true}) {
      INFO(to_string(c.type) << (indexed ? ", indexed" : ""));
      if (c.type == FieldType::choices && indexed) continue;  // always along an index
      const Life life(c, indexed);
      const std::size_t n = c.values.size();
      CHECK(life.matching(Compare::empty, {}) == std::set{n});
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(life.matching(Compare::equal, {c.values[i]}) == places(life, i, Compare::equal));
        if (c.type != FieldType::choices) {
          CHECK(life.matching(Compare::not_equal, {c.values[i]}) == places(life, i, Compare::not_equal));
          CHECK(life.matching(Compare::in, {c.values[i], c.values[0]}) == std::set<std::size_t>{0, i});
        }
        for (const Compare op :
             {Compare::less, Compare::less_equal, Compare::greater, Compare::greater_equal}) {
          if (c.ordered)
            CHECK(life.matching(op, {c.values[i]}) == places(life, i, op));
          else
            CHECK_THROWS_AS(life.matching(op, {c.values[i]}), crm::Invalid);
        }
        if (c.ordered)
          CHECK(life.matching(Compare::between, {c.values[i], c.values[n - 1]}) ==
                places(life, i, Compare::greater_equal));
      }
      const Value* first = &c.values[0];
      const bool is_text = first->get_if<std::string>() && c.type != FieldType::choice;
      for (const Compare op : {Compare::contains, Compare::starts, Compare::ends})
        if (is_text)
          CHECK(life.matching(op, {*first}).contains(0));
        else
          CHECK_THROWS_AS(life.matching(op, {"x"}), crm::Invalid);
    }
}

TEST_CASE("records are sorted by a field of any type, empty ones last from either end") {
  for (const TypeCase& c : cases)
    for (const bool indexed : {false, true}) {
      INFO(to_string(c.type) << (indexed ? ", indexed" : ""));
      if (c.type == FieldType::choices && indexed) continue;
      const Life life(c, indexed);
      const auto sorted = [&](bool descending) {
        std::vector<crm::RecordId> ids;
        life.read([&](const crm::ReadTx& tx) {
          crm::ListSpec<crm::AnyRecord> spec{.order = std::vector<crm::AnySort>{{"f", descending}},
                                             .limit = 2};
          do {
            const auto page = tx.records("customer").list(spec);
            for (const crm::AnyRecord& r : page) ids.push_back(r.id);
            spec.after = page.next;
          } while (!spec.after.empty());
        });
        return ids;
      };
      if (c.type == FieldType::choices) {
        CHECK_THROWS_AS(sorted(false), crm::Invalid);
        continue;
      }
      std::vector<crm::RecordId> expected = life.ids;
      expected.push_back(life.without);
      CHECK(sorted(false) == expected);
      std::reverse(expected.begin(), expected.end() - 1);
      CHECK(sorted(true) == expected);
    }
}

TEST_CASE("typed handles give and take values of their own type") {
  constexpr crm::Field<crm::Customer, std::string> text{"text"};
  constexpr crm::Field<crm::Customer, std::int64_t> whole{"whole"};
  constexpr crm::Field<crm::Customer, crm::Decimal> exact{"exact"};
  constexpr crm::Field<crm::Customer, crm::Money> amount{"amount"};
  constexpr crm::Field<crm::Customer, bool> flag{"flag"};
  constexpr crm::Field<crm::Customer, crm::Date> day{"day"};
  constexpr crm::Field<crm::Customer, crm::PartialDate> partial{"partial"};
  constexpr crm::Field<crm::Customer, crm::Timestamp> instant{"instant"};
  constexpr crm::Field<crm::Customer, crm::Choice> one{"one"};
  constexpr crm::Field<crm::Customer, crm::Choices> several{"several"};
  constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};
  constexpr crm::Field<crm::Customer, crm::UserId> keeper{"keeper"};
  fixture::MemoryStore store;
  store.write([&](crm::WriteTx& tx) {
    auto fields = tx.fields();
    fields.ensure(one, {.choices = {"a", "b"}}), fields.ensure(several, {.choices = {"a", "b"}});
    fields.ensure(text, {.type = FieldType::url});
    fields.ensure(whole), fields.ensure(exact), fields.ensure(amount), fields.ensure(flag),
        fields.ensure(day);
    fields.ensure(partial), fields.ensure(instant), fields.ensure(parent), fields.ensure(keeper);
    CHECK(fields.get("customer", "text").spec.type == FieldType::url);
    CHECK(fields.get("customer", "parent").spec.target == "customer");
    CHECK(fields.get("customer", "keeper").spec.target == "user");
    const auto eva = tx.users().insert({.name = "Eva"});
    const auto id = tx.customers().insert(
        {.name = "n",
         .fields = {text = "x.example", whole = 7, exact = crm::Decimal{125, 1},
                    amount = crm::Money{5, "JPY"}, flag = false, day = crm::Date{2020, 2, 29},
                    partial = crm::Date{1985, 3, 7}, instant = crm::Timestamp{1}, one = "A",
                    several = crm::Choices{"b", "a", "b"}, keeper = eva}});
    tx.customers().set(id, parent, id);
    const crm::Customer c = tx.customers().get(id);
    CHECK(c.custom.size() == 12);
    CHECK(c.custom.get(text) == "x.example");
    CHECK(c.custom.get(whole) == 7);
    CHECK(c.custom.get(exact) == crm::Decimal{1250, 2});
    CHECK(c.custom.get(amount) == crm::Money{5, "JPY"});
    CHECK(c.custom.get(flag) == false);
    CHECK(c.custom.get(day) == crm::Date{2020, 2, 29});
    CHECK(c.custom.get(partial) == crm::PartialDate(1985, 3, 7));
    CHECK(c.custom.get(instant) == crm::Timestamp{1});
    CHECK(c.custom.get(one) == crm::Choice("a"));
    CHECK(c.custom.get(several) == crm::Choices{"a", "b"});
    CHECK(c.custom.get(parent) == id);
    CHECK(c.custom.get(keeper) == eva);
    std::vector<std::string> order;
    c.custom.each([&](std::string_view name, const Value&) { order.emplace_back(name); });
    std::vector<std::string> defined;
    for (const crm::FieldInfo& f : fields.list("customer"))
      if (!f.built_in) defined.push_back(f.name);
    CHECK(order == defined);
    for (const std::string& name : defined) CHECK(tx.records("customer").update(id, {{name, Value{}}}));
    CHECK(tx.customers().get(id).custom.empty());
    CHECK_FALSE(tx.customers().clear(id, whole));
    CHECK(tx.customers().get(id).custom.get(whole) == std::nullopt);
  });
}

TEST_CASE("a type is known by its name, and by what people write for it") {
  for (int i = 0; i <= static_cast<int>(FieldType::list); ++i) {
    const auto type = static_cast<FieldType>(i);
    std::string name(to_string(type));
    INFO(name);
    REQUIRE_FALSE(name.empty());
    CHECK(crm::parse_field_type(name) == type);
    std::replace(name.begin(), name.end(), ' ', '_');
    CHECK(crm::parse_field_type(name) == type);
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    CHECK(crm::parse_field_type(name) == type);
  }
  for (const auto& [name, type] :
       {std::pair("choice", FieldType::choice), std::pair("choices", FieldType::choices),
        std::pair("email", FieldType::email), std::pair("int", FieldType::integer),
        std::pair("bool", FieldType::boolean), std::pair("date_time", FieldType::date_time),
        std::pair("datetime", FieldType::date_time)})
    CHECK(crm::parse_field_type(name) == type);
  for (const char* none : {"", "colour", "text field", "\xff"}) CHECK_FALSE(crm::parse_field_type(none));
}
