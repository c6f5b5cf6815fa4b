// Codes looked for, counted, imported, renumbered, withdrawn and set aside.
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::WriteTx;

constexpr crm::Field<crm::Customer, crm::Choice> grade{"grade"};

struct Abandoned {};

std::string code_of(WriteTx& tx, crm::CustomerId id) { return tx.customers().get(id).code; }
std::string next(WriteTx& tx) { return code_of(tx, tx.customers().insert({.name = "x"})); }

template <class F>
std::string rule_of(F&& f) {
  try {
    f();
  } catch (const crm::Error& e) {
    return e.issues().empty() ? "no issue" : e.issues()[0].rule;
  }
  return {};
}

std::vector<std::string> all_found(const crm::ReadTx& tx, const std::vector<crm::PartIs>& parts,
                                   int limit = 3) {
  std::vector<std::string> codes;
  std::string after;
  do {
    const auto page = tx.codes().find("customer", parts, limit, after);
    CHECK(page.size() <= static_cast<std::size_t>(limit));
    for (const crm::CodedRecord& c : page) codes.push_back(c.code);
    after = page.next;
  } while (!after.empty());
  std::sort(codes.begin(), codes.end());
  return codes;
}

}  // namespace

TEST_CASE("Records are found and counted by the parts of their codes") {
  fixture::MemoryStore store;
  std::map<std::string, std::vector<std::string>> by_country, by_grade;
  store.write([&](WriteTx& tx) {
    tx.fields().ensure(grade, {.indexed = true, .choices = {"A", "B", "C"}});
    tx.codes().ensure("customer", {.pattern = "{F:country:2U}{YY}{MM}{SEQ:3}{F:grade:1U;dyn}"});
    const char *countries[] = {"US", "CN", "UA"}, *grades[] = {"A", "B", "C"};
    for (int i = 0; i < 60; ++i) {
      const char *country = countries[i % 3], *letter = grades[i % 7 % 3];
      const auto id = tx.customers().insert({.name = "x", .country = country, .fields = {grade = letter}});
      by_country[country].push_back(code_of(tx, id));
      by_grade[letter].push_back(code_of(tx, id));
    }
  });
  store.read([&](const crm::ReadTx& tx) {
    for (auto& [country, codes] : by_country) {
      std::sort(codes.begin(), codes.end());
      CHECK(all_found(tx, {{"country", country}}) == codes);
    }
    for (auto& [letter, codes] : by_grade) {
      std::sort(codes.begin(), codes.end());
      CHECK(all_found(tx, {{"grade", letter}}) == codes);
    }
    CHECK(all_found(tx, {{"month", "2026-03"}}, 50).size() == 60);
    CHECK(all_found(tx, {{"month", "2026-04"}}).empty());
    CHECK(all_found(tx, {{"country", "US"}, {"month", "2026-03"}}).size() == 20);
    std::vector<std::string> both;
    for (const std::string& code : by_country["US"])
      if (code.back() == 'A') both.push_back(code);
    CHECK(all_found(tx, {{"country", "US"}, {"grade", "A"}}) == both);
    CHECK(rule_of([&] { tx.codes().find("customer", {{"colour", "red"}}); }) == "part");
    CHECK(rule_of([&] { tx.codes().find("customer", {{"grade", "too long"}}); }) == "part");
    CHECK_THROWS_AS(tx.codes().find("nothing", {}), crm::NotFound);
    const auto counts = tx.codes().count_by("customer", "grade");
    REQUIRE(counts.size() == 3);
    for (const auto& c : counts) CHECK(c.codes == by_grade[c.value].size());
    CHECK(tx.codes().count_by("customer", "year").at(0).value == "2026");
    CHECK(rule_of([&] { tx.codes().count_by("customer", "colour"); }) == "part");
  });
}

TEST_CASE("A new pattern renumbers with aliases, after a look at what would happen") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
    std::vector<crm::CustomerId> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(tx.customers().insert({.name = "x"}));
    const auto odd = tx.customers().insert({.name = "x", .code = "old 1"});
    tx.codes().ensure("customer", {.pattern = "K{-}{SEQ:5}{-}{CHK}"});
    const auto planned = tx.codes().recode("customer", crm::DryRun::yes);
    CHECK(planned.records == 6);
    CHECK(planned.changes.size() == 6);
    CHECK(code_of(tx, ids[0]) == "C001");
    const auto done = tx.codes().recode("customer");
    REQUIRE(done.changes.size() == 6);
    CHECK(done.issues.empty());
    for (std::size_t i = 0; i < done.changes.size(); ++i)
      CHECK(done.changes[i].now == planned.changes[i].now);
    CHECK(done.changes[0].before == "C001");
    CHECK(done.changes[0].now.substr(0, 8) == "K-00001-");
    CHECK(code_of(tx, ids[4]).substr(0, 7) == "K-00005");
    CHECK(code_of(tx, odd).substr(0, 7) == "K-00006");
    CHECK(tx.codes().resolve("C003")->record == ids[2]);
    CHECK(tx.codes().resolve("old 1")->record == odd);
    CHECK(tx.codes().resolve("old 1")->code_now == code_of(tx, odd));
    CHECK(tx.codes().recode("customer").changes.empty());
    CHECK(tx.codes().table("customer").size() == 5);  // the codes of the series itself
    CHECK(tx.codes().gaps("customer").empty());
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Existing codes come in, and numbering goes on after them in each scope") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    std::vector<crm::CustomerId> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(tx.customers().insert({.name = "x"}));
    tx.codes().ensure("customer", {.pattern = "{YYYY}-{SEQ:3;per=year}{CHK}"});
    const auto sample = [&](int year, int n) {
      const std::string bare = std::to_string(year) +
                               (n < 10    ? "00"
                                : n < 100 ? "0"
                                          : "") +
                               std::to_string(n);
      return bare.substr(0, 4) + "-" + bare.substr(4) + crm::check_character(crm::CheckSystem::damm, bare);
    };
    const auto report = tx.codes().import_codes("customer", {{ids[0], sample(2024, 7)},
                                                             {ids[1], sample(2025, 12)},
                                                             {ids[2], "KD-77"},
                                                             {ids[3], sample(2024, 7)},
                                                             {ids[4], sample(2024, 9).substr(0, 8) + "0"},
                                                             {ids[0], "KD-78"},
                                                             {crm::RecordId{999'999}, "KD-79"},
                                                             {ids[5], " "}});
    CHECK(report.taken == 2);
    CHECK(report.legacy == 2);
    CHECK(report.issues.size() >= 3);
    CHECK(code_of(tx, ids[0]) == sample(2024, 7));
    CHECK(code_of(tx, ids[2]) == "KD-77");
    CHECK(tx.codes().resolve("KD-78")->record == ids[0]);
    CHECK(tx.codes().resolve("KD-78")->status == crm::CodeStatus::legacy);
    CHECK(tx.codes().resolve("KD-78")->code_now == sample(2024, 7));
    CHECK(next(tx) == sample(2026, 1));
    for (const auto& gap : tx.codes().gaps("customer")) CHECK_FALSE(gap.why.empty());
    CHECK(tx.codes().gaps("customer").size() == 2);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A code taken out of use stays so") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
    const auto id = tx.customers().insert({.name = "x"});
    CHECK(rule_of([&] { tx.codes().withdraw("C001", " "); }) == "required");
    CHECK_THROWS_AS(tx.codes().withdraw("C999", "why not"), crm::NotFound);
    tx.codes().withdraw("c001", "printed twice");
    CHECK(code_of(tx, id).empty());
    CHECK(tx.codes().resolve("C001")->status == crm::CodeStatus::withdrawn);
    CHECK(tx.codes().resolve("C001")->record == id);
    CHECK(rule_of([&] { tx.customers().update(id, {crm::customer::code = "C001"}); }) == "withdrawn");
    CHECK(rule_of([&] { tx.customers().insert({.name = "y", .code = "C001"}); }) == "unique");
    CHECK(next(tx) == "C002");
    CHECK(tx.codes().gaps("customer").empty());
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Each number that is missing is explained") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4;step=5}"});
    CHECK(next(tx) == "C0001");
    CHECK(next(tx) == "C0006");
    tx.customers().insert({.name = "x", .code = "C0031"});
    CHECK(next(tx) == "C0036");
    const auto gaps = tx.codes().gaps("customer");
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].first == 11);
    CHECK(gaps[0].last == 26);
    CHECK_FALSE(gaps[0].why.empty());
  });
}

TEST_CASE("A fast series leaves explained gaps, a gapless one none") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "F{SEQ:5;fast}"}); });
  std::set<std::string> codes;
  for (int round = 0; round < 60; ++round) {
    try {
      store.write([&](WriteTx& tx) {
        std::vector<std::string> mine{next(tx), next(tx)};
        try {
          tx.savepoint([&] {
            next(tx);
            if (round % 4 == 1) throw Abandoned{};
          });
        } catch (const Abandoned&) {
        }
        if (round % 3 == 0) throw Abandoned{};
        for (const std::string& code : mine) CHECK(codes.insert(code).second);
      });
    } catch (const Abandoned&) {
    }
  }
  store.read([](const crm::ReadTx& tx) {
    const auto gaps = tx.codes().gaps("customer");
    CHECK_FALSE(gaps.empty());
    for (const auto& gap : gaps) CHECK_FALSE(gap.why.empty());
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Numbers are set aside for devices, used, and given back") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4}"});
    CHECK(rule_of([&] { tx.codes().reserve("customer", {.holder = "till 1"}); }) == "gapless");
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4;fast}", .by_hand = "no"});
    const auto block = tx.codes().reserve("customer", {.numbers = 10, .holder = "till 1"});
    CHECK(block.first == 1);
    CHECK(block.last == 10);
    REQUIRE(block.codes.size() == 10);
    CHECK(block.codes[9] == "C0010");
    CHECK(next(tx) == "C0011");
    // What the device gave out comes in by hand, though nobody else may type codes.
    CHECK(code_of(tx, tx.customers().insert({.name = "from the till", .code = "C0003"})) == "C0003");
    CHECK(rule_of([&] { tx.customers().insert({.name = "x", .code = "C5000"}); }) == "by_hand");
    tx.codes().return_block(block.id);
    CHECK(tx.codes().blocks("customer").at(0).returned);
    const auto gaps = tx.codes().gaps("customer");
    REQUIRE(gaps.size() >= 2);
    CHECK(gaps[0].first == 1);
    CHECK(gaps[0].last == 2);
    CHECK(gaps[0].by == "till 1");
    for (const auto& gap : gaps) CHECK_FALSE(gap.why.empty());
    CHECK(rule_of([&] { tx.codes().reserve("customer", {.numbers = 1'000'000, .holder = "x"}); }) ==
          "exhausted");
    CHECK(rule_of([&] { tx.codes().reserve("customer", {.numbers = 5}); }) == "required");
    CHECK_THROWS_AS(tx.codes().return_block(77), crm::NotFound);
  });
}

TEST_CASE("A block at the end of its counter is used again") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:4;fast}"});
    const auto block = tx.codes().reserve("customer", {.numbers = 10, .holder = "till 1"});
    tx.customers().insert({.name = "from the till", .code = "C0004"});
    tx.codes().return_block(block.id);
    CHECK(next(tx) == "C0005");
  });
}

TEST_CASE("Devices with copies of the file number apart") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "{NODE:2}{-}{SEQ:7;per=node}{-}{CHK:damm}"});
    CHECK(next(tx).substr(0, 3) == "00-");
    tx.codes().set_node(7);
    CHECK(tx.codes().node() == 7);
    std::string code;
    for (int i = 0; i < 42; ++i) code = next(tx);
    CHECK(code == "07-0000042-6");
    CHECK(tx.codes().resolve("0700000426"));
    CHECK(tx.customers().find("07 0000042 6"));
    // What another device numbered comes in without moving our own counter.
    tx.customers().insert(
        {.name = "x", .code = "08-0000001-" + crm::check_character(crm::CheckSystem::damm, "080000001")});
    CHECK(next(tx).substr(0, 10) == "07-0000043");
    CHECK(rule_of([&] { tx.codes().set_node(-1); }) == "range");
    tx.codes().set_node(100);
    CHECK(rule_of([&] { next(tx); }) == "code_part");
  });
}

TEST_CASE("What comes next is shown, and not set aside by that") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.fields().ensure(grade, {.choices = {"A", "B"}});
    tx.codes().ensure("customer", {.pattern = "{F:country:2U}{SEQ:3;per=country}{F:grade:1U}"});
    const auto id = tx.customers().insert({.name = "x", .country = "DE", .fields = {grade = "B"}});
    CHECK(tx.codes().preview("customer", 2) == std::vector<std::string>{"AA001A", "AA002A"});
    CHECK(tx.codes().preview("customer", 2, id) == std::vector<std::string>{"DE002B", "DE003B"});
    CHECK(tx.codes().preview("customer", 1, id) == std::vector<std::string>{"DE002B"});
    CHECK(code_of(tx, tx.customers().insert({.name = "x", .country = "DE", .fields = {grade = "B"}})) ==
          "DE002B");
  });
  store.read([](const crm::ReadTx& tx) { CHECK(tx.codes().preview("customer", 10'000).size() == 999); });
}

TEST_CASE("A series announces its end") {
  crm::StoreOptions options = fixture::options();
  auto now = std::make_shared<crm::Timestamp>(crm::Timestamp{fixture::noon});
  auto warnings = std::make_shared<int>(0);
  options.clock = [now] { return *now; };
  options.log = [warnings](crm::LogLevel level, std::string_view text) {
    if (level == crm::LogLevel::warning && text.find("customer") != std::string_view::npos) ++*warnings;
  };
  fixture::MemoryStore store(options);
  store.write([](WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:2}"}); });
  for (int day = 0; day < 30; ++day) {
    now->ms += 86'400'000;
    store.write([](WriteTx& tx) { next(tx); });
  }
  store.read([](const crm::ReadTx& tx) {
    const auto health = tx.codes().health();
    REQUIRE(health.size() == 1);
    CHECK(health[0].used == 30);
    CHECK(health[0].capacity == 99);
    CHECK(health[0].per_day == Approx(30.0 / 29));
    REQUIRE(health[0].exhausted_on);
    CHECK(to_string(*health[0].exhausted_on) == "2026-06-06");
    CHECK(health[0].warning);
    CHECK(tx.codes().review().at(0).rule == "near its end");
  });
  CHECK(*warnings == 0);
  for (int day = 30; day < 99; ++day) store.write([](WriteTx& tx) { next(tx); });
  CHECK(*warnings == 2);
  CHECK(rule_of([&] { store.write([](WriteTx& tx) { next(tx); }); }) == "exhausted");
}

TEST_CASE("The rule card says it in two languages") {
  fixture::MemoryStore store;
  store.write([](WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "{MAP:kind;company=C;person=P}-{YYYY}-{SEQ:4;per=year}{CHK}"});
    const auto zh = tx.codes().card("customer", "zh"), en = tx.codes().card("customer");
    REQUIRE(zh.size() == 6);
    CHECK(zh[0].meaning == "类型: C = 企业, P = 个人");
    CHECK(en[0].meaning == "kind: C = company, P = person");
    CHECK(en[0].characters == "C, P");
    CHECK(en[2].first == 3);
    CHECK(en[2].last == 6);
    CHECK(en[2].example == "2026");
    CHECK(zh[4].meaning == "流水号，按年分别计数");
    CHECK(en[4].meaning == "running number, anew for each year");
    CHECK(zh[5].meaning == "校验码");
  });
}
