// Codes where something goes wrong or comes back half-way: what failed leaves no trace, and what a code says
// stays what its record says.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::WriteTx;

constexpr crm::Field<crm::Customer, crm::Choice> grade{"grade"};
constexpr crm::Field<crm::Customer, std::string> route{"route"};
constexpr crm::Field<crm::Customer, std::int64_t> band{"band"};
constexpr crm::Field<crm::Customer, crm::Date> signed_on{"signed"};

crm::CustomerId add(WriteTx& tx, std::string code = {}) {
  return tx.customers().insert({.name = "x", .code = std::move(code)});
}

std::string code_of(WriteTx& tx, crm::CustomerId id) { return tx.customers().get(id).code; }

template <class F>
std::string rule_of(F&& f) {
  try {
    f();
  } catch (const crm::Error& e) {
    return e.issues().empty() ? "no issue" : e.issues()[0].rule;
  }
  return {};
}

}  // namespace

TEST_CASE("A code that cannot be written gives its number back") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(signed_on);
    tx.codes().ensure("customer", {.pattern = "{YY}-{SEQ:3;chrono}", .date = "signed"});
    const auto on = [&](std::int16_t year) {
      return tx.customers().insert({.name = "x", .fields = {signed_on = crm::Date{year, 1, 1}}});
    };
    CHECK(code_of(tx, on(2026)) == "26-001");
    CHECK(rule_of([&] { on(2150); }) == "year_window");
    CHECK(code_of(tx, on(2027)) == "27-002");
    CHECK(tx.codes().gaps("customer").empty());
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Random codes that are used up are refused instead of tried for ever") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "R{RAND:1;base=10}"});
    CHECK(rule_of([&] {
            for (int i = 0; i < 11; ++i) add(tx);
          }) == "exhausted");
    CHECK(tx.customers().count() == 10);
  });
}

TEST_CASE("A code given by hand is stored as its series prints it") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "K{-}{SEQ:4}"});
    const auto a = add(tx), b = add(tx);
    tx.customers().update(a, {crm::AnyField("code") = "ｋ0009"});
    CHECK(code_of(tx, a) == "K-0009");
    tx.customers().update(b, {crm::AnyField("code") = "k0002"});
    CHECK(code_of(tx, b) == "K-0002");
  });
  CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
}

TEST_CASE("A code that is given again with its record follows all the same") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A", "B"}});
    tx.codes().ensure("customer", {.pattern = "{SEQ:4}{F:grade:1U;dyn}"});
    const auto id = tx.customers().insert({.name = "x", .fields = {grade = "A"}});
    CHECK(code_of(tx, id) == "0001A");
    tx.customers().update(id, {crm::AnyField("code") = "0001A", grade = "B"});
    CHECK(code_of(tx, id) == "0001B");
    CHECK(rule_of([&] { tx.customers().update(id, {crm::AnyField("code") = "0001A"}); }) == "code_part");
    CHECK(code_of(tx, id) == "0001B");
    CHECK(tx.codes().review().empty());
  });
}

TEST_CASE("A withdrawn code does not come back with the value that it shows") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A", "B"}});
    tx.codes().ensure("customer", {.pattern = "{SEQ:4}{F:grade:1U;dyn}"});
    const auto id = tx.customers().insert({.name = "x", .fields = {grade = "A"}});
    tx.customers().update(id, {grade = "B"});
    tx.codes().withdraw("0001A", "printed on forged papers");
    CHECK(rule_of([&] { tx.customers().update(id, {grade = "A"}); }) == "withdrawn");
    CHECK(code_of(tx, id) == "0001B");
    CHECK(tx.codes().resolve("0001A")->status == crm::CodeStatus::withdrawn);
  });
}

TEST_CASE("What is set back with a savepoint or a rollback is not remembered by series") {
  fixture::MemoryStore store;
  const auto define = [](WriteTx& tx, const char* secret) {
    tx.codes().set_key("k", secret);
    tx.codes().ensure("customer", {.pattern = "{SEQ:7;key=k}"});
    return code_of(tx, add(tx));
  };
  std::string first;
  CHECK_THROWS(store.write([&](WriteTx& tx) {
    first = define(tx, "0123456789abcdef");
    throw 1;
  }));
  std::string second;
  store.write([&](WriteTx& tx) {
    CHECK_THROWS(tx.savepoint([&] {
      define(tx, "0123456789abcdef");
      throw 1;
    }));
    second = define(tx, "another key of 32 bytes, or more");
  });
  CHECK(first != second);
  fixture::MemoryStore other;
  other.write([&](WriteTx& tx) { CHECK(define(tx, "another key of 32 bytes, or more") == second); });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A series that was rolled back and defined for another kind") {
  fixture::MemoryStore store;
  CHECK_THROWS(store.write([&](WriteTx& tx) {
    tx.codes().ensure("s", {.pattern = "S{SEQ:3}", .kind = "customer"});
    add(tx);
    throw 1;
  }));
  store.write([&](WriteTx& tx) {
    tx.codes().ensure("s", {.pattern = "S{SEQ:3}", .kind = "note"});
    CHECK(tx.codes().parse("S001")->kind == "note");
  });
}

TEST_CASE("A pattern that begins at a greater number or goes on by another step") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    const auto define = [&](const char* pattern) { tx.codes().ensure("customer", {.pattern = pattern}); };
    const auto next = [&] {
      const std::string foreseen = tx.codes().preview("customer", 2)[0];
      const std::string code = code_of(tx, add(tx));
      CHECK(foreseen == code);
      return code;
    };
    define("C{SEQ:4}");
    CHECK(next() == "C0001");
    define("C{SEQ:4;from=1000}");
    CHECK(tx.codes().health()[0].used == 0);
    CHECK(next() == "C1000");
    define("C{SEQ:4;from=1000;step=10}");
    CHECK(tx.codes().preview("customer", 2) == std::vector<std::string>{"C1010", "C1020"});
    CHECK(next() == "C1010");
    CHECK(tx.codes().gaps("customer").empty());
    define("C{SEQ:4}");
    CHECK(next() == "C1020");
    for (const crm::CodeGap& gap : tx.codes().gaps("customer")) CHECK(gap.why != "");
  });
}

TEST_CASE("A text that one series prints is not taken for a slip of another") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
    tx.codes().ensure("note", {.pattern = "CO{SEQ:2}"});
    for (int i = 0; i < 12; ++i) add(tx);
    REQUIRE(tx.codes().parse("CO12"));
    CHECK(tx.codes().parse("CO12")->series == "note");
    CHECK_FALSE(tx.codes().resolve("CO12"));
    CHECK(tx.codes().resolve("CO1O")->code_now == "C010");
  });
}

TEST_CASE("A code is read by the pattern that it was given under") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().set_key("k", "0123456789abcdef");
    tx.codes().ensure("customer", {.pattern = "{SEQ:7;key=k}"});
    const std::string code = code_of(tx, add(tx));
    CHECK(tx.codes().parse(code)->number == 1);
    tx.codes().set_key("k", "another key of 32 bytes, or more");
    CHECK(tx.codes().parse(code)->number == 1);
  });
}

TEST_CASE("Records are found by a part that prints their value in another form") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A", "gold"}});
    tx.fields().ensure(route, {.indexed = true});
    tx.fields().ensure(band);
    tx.codes().ensure("customer",
                      {.pattern = "{SEQ:4}{F:route:3X;dyn}{F:grade:1-4U;dyn}-{MAP:band;1=X;2=Y;dyn}"
                                  "-{F:band:2D;dyn}"});
    const auto id = tx.customers().insert(
        {.name = "x", .fields = {grade = "gold", route = "a 1 b", band = std::int64_t{2}}});
    CHECK(code_of(tx, id) == "0001A1BGOLD-Y-02");
    CHECK(tx.codes().find("customer", {{"band", "2"}}).items.size() == 1);
    CHECK(tx.codes().find("customer", {{"route", "a1b"}}).items.size() == 1);
    CHECK(tx.codes().find("customer", {{"grade", "gold"}}).items.size() == 1);
    CHECK(tx.codes().find("customer", {{"grade", "A"}}).items.empty());
  });
}

TEST_CASE("Renumbering loses no number of a gapless series") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A"}});
    const auto a = add(tx, "old 1"), b = add(tx, "old 2"), c = add(tx, "D0002");
    tx.codes().ensure("customer", {.pattern = "D{SEQ:4}"});
    const auto report = tx.codes().recode("customer");
    CHECK(code_of(tx, a) == "D0001");
    CHECK(code_of(tx, b) == "D0003");
    CHECK(code_of(tx, c) == "D0004");
    CHECK(report.issues.empty());
    for (const crm::CodeGap& gap : tx.codes().gaps("customer")) CHECK(gap.why != "");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Fields that are empty in every new record are no part of codes") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure("customer", "parent", {.type = crm::FieldType::reference, .target = "customer"});
    for (const char* pattern : {"{F:id:12D}{SEQ:3}", "{F:code:3X}{SEQ:3}", "{F:revision:3D}{SEQ:3}"})
      CHECK(rule_of([&] { tx.codes().ensure("customer", {.pattern = pattern}); }) == "field");
    CHECK(rule_of([&] { tx.codes().ensure("customer", {.pattern = "{SEQ:3}{F:parent:4X;dyn}"}); }) == "dyn");
  });
}

TEST_CASE("Numbers set aside per device count in the device's own counter") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().set_node(7);
    tx.codes().ensure("customer", {.pattern = "{NODE:1}-{SEQ:4;per=node;fast}"});
    const auto block = tx.codes().reserve("customer", {.numbers = 10, .holder = "tablet"});
    CHECK(block.scope == "7");
    CHECK(block.codes.size() == 10);
    CHECK(code_of(tx, add(tx)) == "7-0011");
    CHECK(rule_of([&] { tx.codes().reserve("customer", {.holder = std::string(2000, 'x')}); }) != "");
    CHECK(rule_of([&] { tx.codes().reserve("customer", {.holder = "\xFF"}); }) != "");
  });
}

TEST_CASE("A key that a pattern does not name makes no version of it") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().set_key("k", "0123456789abcdef");
    tx.codes().ensure("customer", {.pattern = "{SEQ:7;key=k}"});
    tx.codes().set_key("other", "0123456789abcdef");
    tx.codes().ensure("customer", {.pattern = "{SEQ:7;key=k}"});
    CHECK(tx.codes().list()[0].version == 1);
  });
}
