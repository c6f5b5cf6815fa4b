// Series at work: what codes print of records, where numbers count, and what becomes of a code when its
// record changes.
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::WriteTx;

constexpr crm::Field<crm::Customer, crm::Choice> grade{"grade"};
constexpr crm::Field<crm::Customer, std::string> territory{"territory"};
constexpr crm::Field<crm::Customer, crm::Date> joined{"joined"};

crm::CustomerId add(WriteTx& tx, crm::CustomerKind kind, std::string name = "x") {
  return tx.customers().insert({.kind = kind, .name = std::move(name)});
}

std::string code_of(WriteTx& tx, crm::CustomerId id) { return tx.customers().get(id).code; }

std::string log_for(WriteTx& tx, crm::CustomerId id) {
  return tx.interactions()
      .get(tx.interactions().log({.customer = id, .kind = crm::InteractionKind::call, .subject = "x"}))
      .code;
}

/// The series of the two source documents: customers count within their type, what they buy within the
/// customer.
void define_both(WriteTx& tx, const std::string& company = "C", const std::string& person = "P") {
  const std::string letters = ";company=" + company + ";person=" + person + "}";
  tx.codes().ensure("customer", {.pattern = "{MAP:kind" + letters + "{SEQ:3;per=kind}"});
  tx.codes().ensure("interaction", {.pattern = "{F:customer.no:3D}{MAP:customer.kind" + letters +
                                               "{SEQ:3;per=customer.no+customer.kind}"});
}

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

TEST_CASE("Numbers run within the type: 001C002 and 001P002 are of two customers") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    define_both(tx);
    const auto acme = add(tx, crm::CustomerKind::company), ada = add(tx, crm::CustomerKind::person);
    const auto beta = add(tx, crm::CustomerKind::company);
    CHECK(code_of(tx, acme) == "C001");
    CHECK(code_of(tx, ada) == "P001");
    CHECK(code_of(tx, beta) == "C002");
    CHECK(log_for(tx, acme) == "001C001");
    CHECK(log_for(tx, acme) == "001C002");
    CHECK(log_for(tx, ada) == "001P001");
    CHECK(log_for(tx, ada) == "001P002");
    CHECK(log_for(tx, beta) == "002C001");
    CHECK(tx.codes().explain("001C002", "zh") == "第1个企业客户的第2次互动");
    CHECK(tx.codes().explain("001C002") == "interaction no. 2 of company customer no. 1");
    const auto parsed = tx.codes().parse("００１c００２");
    REQUIRE(parsed);
    CHECK(parsed->code == "001C002");
    CHECK(parsed->number == 2);
    CHECK(parsed->scope == "001|C");
    REQUIRE(parsed->parts.size() == 3);
    CHECK(parsed->parts[0].name == "customer.no");
    CHECK(parsed->parts[0].meaning == "1");
    CHECK(parsed->parts[1].meaning == "company");
    CHECK(parsed->parts[1].text == "C");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("The same in its form of two letters") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    define_both(tx, "CO", "PE");
    const auto acme = add(tx, crm::CustomerKind::company);
    log_for(tx, acme);
    CHECK(log_for(tx, acme) == "001CO002");
    CHECK(tx.codes().explain("001CO002", "zh") == "第1个企业客户的第2次互动");
  });
}

TEST_CASE("US12345A: the grade changes, and every former code finds the record") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A", "B", "C"}});
    tx.codes().ensure("customer", {.pattern = "{F:country:2U}{SEQ:5;from=12345}{F:grade:1U;dyn}"});
    const auto id = tx.customers().insert({.name = "x", .country = "US", .fields = {grade = "A"}});
    CHECK(code_of(tx, id) == "US12345A");
    CHECK(tx.customers().update(id, {grade = "B"}));
    CHECK(code_of(tx, id) == "US12345B");
    const auto old = tx.codes().resolve("US12345A");
    REQUIRE(old);
    CHECK(old->record == id);
    CHECK(old->status == crm::CodeStatus::superseded);
    CHECK(old->code_now == "US12345B");
    // Back again: the record's own former code is current anew.
    CHECK(tx.customers().update(id, {grade = "A"}));
    CHECK(code_of(tx, id) == "US12345A");
    CHECK(tx.codes().resolve("US12345A")->current);
    CHECK_FALSE(tx.codes().resolve("US12345B")->current);
    // Other fields, and the country, which is no dynamic part, leave the code alone.
    CHECK(tx.customers().update(id, {crm::customer::name = "y", crm::customer::country = "CN"}));
    CHECK(code_of(tx, id) == "US12345A");
    CHECK_THROWS_AS(tx.customers().update(id, {grade = crm::none}), crm::Invalid);
    CHECK(code_of(tx, id) == "US12345A");
    const auto next = tx.customers().insert({.name = "z", .country = "CN", .fields = {grade = "C"}});
    CHECK(code_of(tx, next) == "CN12346C");
    CHECK(tx.codes().explain("us12345a", "en") == "country US, customer no. 12345, grade A (may change)");
    CHECK(tx.codes().explain("us12345a", "zh") == "国家 US，第12345个客户，等级 A（可变）");
    // A code typed by hand says what the record says.
    CHECK(rule_of([&] {
            tx.customers().insert({.name = "x", .country = "US", .fields = {grade = "A"}, .code = "US00001B"});
          }) == "code_part");
    // A bulk change recodes each record.
    tx.customers().update_where({}, {grade = "B"});
    CHECK(code_of(tx, id) == "US12345B");
    CHECK(code_of(tx, next) == "CN12346B");
    CHECK(tx.codes().table("customer").size() == 2);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A dynamic part may be frozen, or its field") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A", "B"}});
    tx.codes().ensure("customer", {.pattern = "C{SEQ:3}{F:grade:1U;dyn=freeze}"});
    const auto id = tx.customers().insert({.name = "x", .fields = {grade = "A"}});
    CHECK(tx.customers().update(id, {grade = "B"}));
    CHECK(code_of(tx, id) == "C001A");
    CHECK(tx.codes().review().at(0).rule == "stale");
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4}{F:grade:1U;dyn=deny}"});
    const auto other = tx.customers().insert({.name = "x", .fields = {grade = "A"}});
    CHECK(code_of(tx, other) == "C0002A");
    CHECK(rule_of([&] { tx.customers().update(other, {grade = "B"}); }) == "code_part");
    CHECK(tx.customers().update(other, {grade = "A", crm::customer::name = "y"}));
    CHECK(code_of(tx, other) == "C0002A");
  });
}

TEST_CASE("What a record lacks for its code is said of the field, and nothing is written") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    define_both(tx);
    tx.fields().ensure(territory, {});
    try {
      tx.interactions().log({.kind = crm::InteractionKind::call, .subject = "of nobody"});
      FAIL("accepted");
    } catch (const crm::Invalid& e) {
      REQUIRE(e.issues().size() == 2);
      CHECK(e.issues()[0].field == "customer.no");
      CHECK(e.issues()[0].rule == "code_part");
    }
    CHECK(tx.interactions().count() == 0);
    tx.codes().ensure("customer", {.pattern = "{F:territory:2U}{SEQ:3;per=territory}"});
    for (const char* bad : {"SHH", "S", "12", "上海", "S1"})
      CHECK(rule_of([&] { tx.customers().insert({.name = "x", .fields = {territory = bad}}); }) ==
            "code_part");
    const auto id = tx.customers().insert({.name = "x", .fields = {territory = "sh"}});
    CHECK(code_of(tx, id) == "SH001");
    CHECK(tx.customers().count() == 1);
  });
}

TEST_CASE("Periods begin anew by themselves, each record in its own") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(joined, {});
    tx.codes().ensure("customer",
                      {.pattern = "{FYYY}{MM}-{SEQ:3;per=fy}", .fiscal_start = "04-01", .date = "joined"});
    const auto on = [&](const char* day) {
      return code_of(tx, tx.customers().insert({.name = "x", .fields = {joined = *crm::Date::parse(day)}}));
    };
    CHECK(on("2026-03-31") == "202603-001");
    CHECK(on("2026-04-01") == "202704-001");
    CHECK(on("2027-03-31") == "202703-002");
    CHECK(on("2025-12-31") == "202612-002");  // dated back: in its own year
    CHECK(on("2027-04-01") == "202804-001");
    CHECK(code_of(tx, tx.customers().insert({.name = "no date"})) == "202603-003");  // today, 2026-03-01
    CHECK(tx.codes().list()[0].next == 0);
    CHECK(tx.codes().list()[0].issued == 6);
    CHECK(tx.codes().gaps("customer").empty());
    CHECK(tx.codes().explain("202703-002", "en") == "fiscal year 2027, month 03, customer no. 2");
  });
}

TEST_CASE("A series has its own zone") {
  const crm::Timestamp evening = *crm::Timestamp::parse("2025-12-31T20:30:00Z");
  crm::StoreOptions options = fixture::options();
  options.clock = [evening] { return evening; };
  fixture::MemoryStore store(options);
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer",
                      {.pattern = "{YYYY}{DOY}{HH}{MI}{SS}-{SEQ:2;per=year}", .zone = "Asia/Shanghai"});
    CHECK(code_of(tx, tx.customers().insert({.name = "x"})) == "2026001043000-01");
    tx.codes().ensure("customer", {.pattern = "{YYYY}{DOY}{HH}{MI}{SS}-{SEQ:2;per=year}", .zone = "UTC"});
    CHECK(code_of(tx, tx.customers().insert({.name = "x"})) == "2025365203000-01");
    CHECK(rule_of([&] { tx.codes().ensure("customer", {.pattern = "{SEQ:2}", .zone = "Moon/Crater"}); }) ==
          "zone");
    CHECK(rule_of([&] { tx.codes().ensure("customer", {.pattern = "{SEQ:2}", .fiscal_start = "02-29"}); }) ==
          "format");
    CHECK(rule_of([&] { tx.codes().ensure("customer", {.pattern = "{SEQ:2}", .date = "name"}); }) == "field");
  });
}

TEST_CASE("Codes in the order of their dates, where that is asked for") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(joined, {});
    tx.codes().ensure("customer", {.pattern = "{SEQ:4;chrono}", .date = "joined"});
    const auto on = [&](const char* day) {
      tx.customers().insert({.name = "x", .fields = {joined = *crm::Date::parse(day)}});
    };
    on("2026-03-05");
    CHECK(rule_of([&] { on("2026-03-04"); }) == "chronology");
    on("2026-03-05");
    CHECK(rule_of([&] { tx.customers().insert({.fields = {joined = *crm::Date::parse("2030-01-01")}}); }) ==
          "required");
    on("2026-03-06");
    CHECK(tx.codes().list()[0].next == 4);
  });
}

TEST_CASE("What people may type is up to the series") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    const auto take = [&](const std::string& code) {
      return code_of(tx, tx.customers().insert({.name = "x", .code = code}));
    };
    const auto refused = [&](const std::string& code) { return rule_of([&] { take(code); }) == "by_hand"; };
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4}", .by_hand = "no"});
    CHECK(refused("C0005"));
    CHECK(refused("old"));
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4}", .by_hand = "pattern"});
    CHECK(take("c０005") == "C0005");
    CHECK(refused("old"));
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4}", .by_hand = "9000-9999"});
    CHECK(refused("C0100"));
    CHECK(take("C9000") == "C9000");
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4}", .by_hand = "X-{SEQ:3}"});
    CHECK(take("X-123") == "X-123");
    CHECK(refused("C0101"));
    CHECK(rule_of([&] { tx.codes().ensure("customer", {.pattern = "C{SEQ:4}", .by_hand = "1..9"}); }) ==
          "format");
    CHECK(rule_of([&] { tx.codes().ensure("user", {.pattern = "X-{SEQ:3}"}); }) == "E7");
  });
}

TEST_CASE("A mistyped code is not taken, and the right one is suggested") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "{MAP:kind;company=C;person=P}{SEQ:6^}{CHK}"});
    std::string last;
    for (int i = 0; i < 43; ++i) last = code_of(tx, add(tx, crm::CustomerKind::company));
    CHECK(tx.codes().resolve("C000042J"));
    CHECK(tx.codes().verify("C000042J") == crm::CodeVerdict::genuine);
    CHECK(tx.codes().verify("c oooo42j") == crm::CodeVerdict::genuine);
    CHECK(tx.codes().verify("C000024J") == crm::CodeVerdict::wrong_check);
    CHECK(tx.codes().verify("Q000042J") == crm::CodeVerdict::unknown);
    const auto meant = tx.codes().suggest("C000024J");
    CHECK(std::find(meant.begin(), meant.end(), "C000042J") != meant.end());
    CHECK(meant.size() <= 3);
    for (const std::string& code : meant) CHECK(tx.codes().resolve(code));
    CHECK(rule_of([&] { tx.customers().insert({.name = "x", .code = "C000024J"}); }) == "check_character");
    CHECK_FALSE(tx.codes().parse("C000024J"));
    CHECK(tx.codes().explain("C000024J").empty());
  });
}

TEST_CASE("Keys hide numbers and seal codes, and may be replaced") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    CHECK(rule_of([&] {
            tx.codes().ensure("customer", {.pattern = "GC{SEQ:6;base=32;key=k1}{-}{MAC:4;key=k1}{CHK:f32}"});
          }) == "E11");
    CHECK(rule_of([&] { tx.codes().set_key("k1", "short"); }) == "length");
    tx.codes().set_key("k1", "a secret of some length");
    tx.codes().ensure("customer", {.pattern = "GC{SEQ:6;base=32;key=k1}{-}{MAC:4;key=k1}{CHK:f32}"});
    std::vector<std::string> codes;
    for (int i = 0; i < 20; ++i) codes.push_back(code_of(tx, add(tx, crm::CustomerKind::company)));
    CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 20);
    for (int i = 0; i < 20; ++i) CHECK(tx.codes().parse(codes[static_cast<std::size_t>(i)])->number == i + 1);
    CHECK_FALSE(std::is_sorted(codes.begin(), codes.end()));
    tx.codes().make_key("k1");
    const std::string later = code_of(tx, add(tx, crm::CustomerKind::company));
    CHECK(tx.codes().parse(later)->number == 21);
    CHECK(tx.codes().parse(codes[4])->number == 5);  // by the key of its time
    CHECK(tx.codes().keys() == std::vector<std::string>{"k1"});
    std::string forged = codes[0];
    forged[2] = forged[2] == '2' ? '3' : '2';
    forged.pop_back();
    std::string bare = forged;
    std::erase(bare, '-');
    forged += crm::check_character(crm::CheckSystem::f32, bare);
    CHECK(tx.codes().verify(forged) == crm::CodeVerdict::forged);
    CHECK(rule_of([&] { tx.customers().insert({.name = "x", .code = forged}); }) == "forged");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A definition is judged with all that the file knows") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A", "B"}});
    tx.fields().ensure(territory, {.personal = true});
    const auto rule = [&](const std::string& pattern) {
      return rule_of([&] { tx.codes().ensure("customer", {.pattern = pattern}); });
    };
    CHECK(rule("{F:nothing:2U}{SEQ:3}") == "field");
    CHECK(rule("{F:emails:2U}{SEQ:3}") == "field");
    CHECK(rule("INV-{SEQ:4;per=year}") == "E3");
    const auto report = tx.codes().ensure("customer", {.pattern = "{F:territory:2U}{MAP:grade;A=1}{SEQ:3}"});
    CHECK(report.accepted());
    CHECK(report.capacity == 999);
    CHECK(report.samples.at(0) == "AA1001");
    REQUIRE(report.findings.size() == 2);
    CHECK(report.findings[0].rule == "W1");
    CHECK(report.findings[1].rule == "W2");
    CHECK(report.findings[1].witness == "B");
    CHECK(rule_of([&] {
            tx.codes().ensure("interaction", {.pattern = "{F:customer.grade:1U;dyn}{SEQ:3}"});
          }) == "dyn");
    CHECK(rule_of([&] {
            tx.codes().ensure("interaction", {.pattern = "{F:customer.territory:2U}{SEQ:4}"});
          }) == "E7");
    CHECK(rule_of([&] { tx.codes().ensure("user", {.pattern = "U{SEQ:2}", .volume = 100}); }) == "E10");
    // The codes of a former pattern are in the way, too.
    tx.codes().ensure("customer", {.pattern = "N{SEQ:3}"});
    CHECK(rule_of([&] { tx.codes().ensure("user", {.pattern = "ZZ1{SEQ:3}"}); }) == "E7");
  });
}

TEST_CASE("A block that was taken ahead ends where a narrower pattern does") {
  fixture::MemoryStore store;
  const auto next = [&] {
    return store.write([](WriteTx& tx) { return code_of(tx, add(tx, crm::CustomerKind::company)); });
  };
  store.write([](WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:4;fast}"}); });
  CHECK(next() == "C0001");
  store.write([](WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:1;fast}"}); });
  for (int number = 2; number <= 9; ++number) CHECK(next() == "C" + std::to_string(number));
  CHECK(rule_of(next) == "exhausted");
}
