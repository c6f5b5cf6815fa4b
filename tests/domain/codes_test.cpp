// Codes: given in the record's own transaction, one after the other without gaps, each naming its record for
// ever.
#include <set>
#include <thread>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "dump.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::string> vat{"vat"};

struct Abandoned {};

std::string code_of(crm::WriteTx& tx, crm::NewCustomer c = {.name = "x"}) {
  return tx.customers().get(tx.customers().insert(c)).code;
}

crm::StoreOptions at(crm::Timestamp when, std::string zone) {
  crm::StoreOptions options = fixture::options();
  options.clock = [when] { return when; };
  options.zone = std::move(zone);
  return options;
}

crm::SeriesInfo series(const crm::ReadTx& tx) {
  REQUIRE(tx.codes().list().size() == 1);
  return tx.codes().list()[0];
}

}  // namespace

TEST_CASE("Patterns that say what a code looks like are taken") {
  const std::vector<std::pair<std::string, std::string>> sound{{"{SEQ:1}", "1"},
                                                               {"{SEQ:12}", "000000000001"},
                                                               {"CUST-{YYYY}-{SEQ:5}", "CUST-2026-00001"},
                                                               {"{YY}{MM}{DD}/{SEQ:3}", "260301/001"},
                                                               {"客户{SEQ:4}号", "客户0001号"},
                                                               {"a\\{b\\}\\\\{SEQ:2}", "a{b}\\01"},
                                                               {"{YYYY}{YYYY}{SEQ:2}", "2026202601"},
                                                               {"Rene\u0301{SEQ:2}", "Ren\u00E901"}};
  for (const auto& one : sound) {
    const std::string &pattern = one.first, &code = one.second;  // which clang lets lambdas have
    INFO(pattern);
    fixture::MemoryStore store;
    store.write([&](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = pattern});
      CHECK(code_of(tx) == code);
      CHECK(tx.codes().resolve(code));
      CHECK(tx.customers().find(code));
    });
    CHECK(store.check(crm::CheckDepth::full).ok());
  }
}

TEST_CASE("Patterns that could not number records are refused with the reason") {
  fixture::MemoryStore store;
  std::string long_literal(63, 'x');
  store.write([&](crm::WriteTx& tx) {
    for (const std::string& bad : {std::string(),
                                   std::string("C"),
                                   std::string("C{YYYY}"),
                                   std::string("{SEQ:0}"),
                                   std::string("{SEQ:13}"),
                                   std::string("{SEQ:}"),
                                   std::string("{SEQ}"),
                                   std::string("{SEQ:-1}"),
                                   std::string("{SEQ:2x}"),
                                   std::string("{SEQ:2}{SEQ:2}"),
                                   std::string("{seq:2}"),
                                   std::string("{X}{SEQ:2}"),
                                   std::string("{SEQ:2"),
                                   std::string("SEQ:2}"),
                                   std::string("}{SEQ:2}"),
                                   std::string("a b{SEQ:2}"),
                                   std::string("a\n{SEQ:2}"),
                                   std::string("{SEQ:2}\\"),
                                   std::string("\u3000{SEQ:2}"),
                                   std::string("{SEQ:2}\u00A0"),
                                   long_literal + "{SEQ:2}",
                                   std::string("\xff{SEQ:2}"),
                                   std::string("a\0{SEQ:2}", 9)}) {
      INFO(bad);
      CHECK_THROWS_AS(tx.codes().ensure("customer", {.pattern = bad}), crm::Invalid);
    }
    CHECK(tx.codes().list().empty());
    std::string han;
    for (int i = 0; i < 62; ++i) han += "汉";
    tx.codes().ensure("customer", {.pattern = han + "{SEQ:2}"});
    CHECK(code_of(tx) == han + "01");
    CHECK_THROWS_AS(tx.codes().ensure("customer", {.pattern = han + "汉{SEQ:2}"}), crm::Invalid);
  });
}

TEST_CASE("A series belongs to one kind, which has one series") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.codes().ensure("customers", {.pattern = "{SEQ:2}"}), crm::Invalid);
    CHECK_THROWS_AS(tx.codes().ensure("", {.pattern = "{SEQ:2}", .kind = "customer"}), crm::Invalid);
    CHECK_THROWS_AS(tx.codes().ensure("x", {.pattern = "{SEQ:2}", .kind = "nothing"}), crm::Invalid);
    tx.codes().ensure("clients", {.pattern = "C{SEQ:2}", .kind = "customer"});
    CHECK_THROWS_AS(tx.codes().ensure("customer", {.pattern = "K{SEQ:2}"}), crm::Conflict);
    CHECK_THROWS_AS(tx.codes().ensure("clients", {.pattern = "K{SEQ:2}", .kind = "user"}), crm::Conflict);
    // A code names one record of the file, of whatever kind.
    CHECK_THROWS_AS(tx.codes().ensure("user", {.pattern = "C{SEQ:2}"}), crm::Invalid);
    tx.codes().ensure("user", {.pattern = "U{SEQ:2}"});
    CHECK(code_of(tx) == "C01");
    CHECK(tx.users().get(tx.users().insert({.name = "Ada"})).code == "U01");
    CHECK(tx.codes().resolve("U01")->kind == "user");
    CHECK_FALSE(tx.customers().find("U01"));
    CHECK(tx.codes().list().size() == 2);
  });
}

TEST_CASE("The day in a code is the day in the file's zone") {
  const crm::Timestamp evening = *crm::Timestamp::parse("2025-12-31T20:30:00Z");
  const auto code = [&](const char* zone) {
    fixture::MemoryStore store(at(evening, zone));
    return store.write([](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = "{YYYY}-{MM}-{DD}-{SEQ:1}"});
      return code_of(tx);
    });
  };
  CHECK(code("UTC") == "2025-12-31-1");
  CHECK(code("Asia/Shanghai") == "2026-01-01-1");
  CHECK(code("America/New_York") == "2025-12-31-1");
}

TEST_CASE("A changed pattern goes on with the same numbers") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "A{SEQ:3}"});
    CHECK(code_of(tx) == "A001");
    tx.codes().ensure("customer", {.pattern = "B{SEQ:4}"});
    CHECK(code_of(tx) == "B0002");
    tx.codes().ensure("customer", {.pattern = "A{SEQ:3}"});
    CHECK(code_of(tx) == "A003");
    CHECK(series(tx).next == 4);
    CHECK(series(tx).issued == 3);
  });
  store.read([](const crm::ReadTx& tx) {
    CHECK(series(tx).pattern == "A{SEQ:3}");
    CHECK(series(tx).next == 4);
    CHECK(series(tx).kind == "customer");
  });
}

TEST_CASE("A code given by hand is kept, and numbering goes on behind it") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C-{SEQ:4}"});
    CHECK(code_of(tx, {.name = "x", .code = "C-0007"}) == "C-0007");
    CHECK(code_of(tx) == "C-0008");
    CHECK(code_of(tx, {.name = "x", .code = "C-0002"}) == "C-0002");  // below: nothing moves
    CHECK(code_of(tx) == "C-0009");
    CHECK(code_of(tx, {.name = "x", .code = "old 17"}) == "old 17");  // of another form
    CHECK(code_of(tx, {.name = "x", .code = "  C-0010 "}) == "C-0010");
    CHECK(code_of(tx, {.name = "x", .code = "C-10"}) == "C-10");
    CHECK(code_of(tx) == "C-0011");
    CHECK_THROWS_AS(tx.customers().insert({.name = "x", .code = "C-0002"}), crm::Conflict);
    CHECK_THROWS_AS(tx.customers().insert({.name = "x", .code = " old 17"}), crm::Conflict);
    CHECK_THROWS_AS(tx.customers().insert({.name = "x", .code = "   "}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().insert({.name = "x", .code = std::string(65, 'x')}), crm::Invalid);
    CHECK(code_of(tx, {.name = "x", .code = std::string(64, 'x')}).size() == 64);
    CHECK(code_of(tx) == "C-0012");
    const auto any = tx.records("customer").insert({{"name", "x"}, {"code", "K1"}});
    CHECK(tx.records("customer").get(any).code == "K1");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A code that somebody has by hand is passed over") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    for (const char* code : {"C01", "C02", "C04"}) tx.customers().insert({.name = "x", .code = code});
    tx.codes().ensure("customer", {.pattern = "C{SEQ:2}"});
    CHECK(code_of(tx) == "C03");
    CHECK(code_of(tx) == "C05");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("No number is lost with what was taken back") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"}); });
  CHECK_THROWS_AS(store.write([](crm::WriteTx& tx) {
    CHECK(code_of(tx) == "C001");
    CHECK(code_of(tx) == "C002");
    throw Abandoned{};
  }),
                  Abandoned);
  CHECK_FALSE(store.read([](const crm::ReadTx& tx) { return tx.codes().resolve("C001"); }));
  store.write([](crm::WriteTx& tx) {
    CHECK(code_of(tx) == "C001");
    try {
      tx.savepoint([&] {
        CHECK(code_of(tx) == "C002");
        CHECK(code_of(tx, {.name = "x", .code = "C100"}) == "C100");
        CHECK(code_of(tx) == "C101");
        throw Abandoned{};
      });
    } catch (const Abandoned&) {
    }
    CHECK(series(tx).next == 2);
    tx.savepoint([&] { CHECK(code_of(tx) == "C002"); });
    tx.customers().update_where({}, {crm::customer::city = "Wien"}, {.dry_run = crm::DryRun::yes});
    CHECK(code_of(tx) == "C003");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("No number is lost with a record that was refused") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
    tx.fields().ensure(vat, {.unique = true});
    const auto first = tx.customers().insert({.name = "x", .fields = {vat = "1"}});
    CHECK_THROWS_AS(tx.customers().insert({.name = ""}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().insert({.name = "x", .fields = {vat = "1"}}), crm::Conflict);
    CHECK_THROWS_AS(tx.customers().insert({.name = "x", .fields = {vat = "1"}, .code = "C500"}),
                    crm::Conflict);
    CHECK_FALSE(tx.codes().resolve("C500"));
    CHECK(series(tx).next == 2);
    const auto second = tx.customers().insert({.name = "x", .fields = {vat = "2"}});
    CHECK(tx.customers().get(second).code == "C002");
    CHECK_THROWS_AS(tx.customers().update(second, {vat = "1", crm::customer::code = "C700"}), crm::Conflict);
    CHECK_FALSE(tx.codes().resolve("C700"));
    CHECK_THROWS_AS(tx.customers().update(second, {crm::customer::code = "C001"}), crm::Conflict);
    CHECK(tx.customers().get(second).code == "C002");
    CHECK(series(tx).next == 3);
    CHECK(code_of(tx) == "C003");
    CHECK(tx.customers().get(first).revision == 1);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A code finds its record for ever, current or not") {
  fixture::MemoryStore store;
  crm::CustomerId id, gone;
  store.write([&](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
    id = tx.customers().insert({.name = "x"});
    gone = tx.customers().insert({.name = "y"});
    CHECK(tx.customers().update(id, {crm::customer::code = " NEW "}));
    CHECK_FALSE(tx.customers().update(id, {crm::customer::code = "NEW"}));
    CHECK_FALSE(tx.customers().update(id, {crm::customer::code = " NEW"}));
    tx.customers().remove(gone);
  });
  store.read([&](const crm::ReadTx& tx) {
    CHECK(tx.customers().get(id).code == "NEW");
    CHECK(tx.codes().resolve("C001")->record == id);
    CHECK_FALSE(tx.codes().resolve("C001")->current);
    CHECK(tx.codes().resolve(" NEW ")->current);
    CHECK(tx.codes().resolve("NEW")->kind == "customer");
    CHECK(tx.customers().find("C001")->id == id);
    CHECK(tx.codes().resolve("C002")->record == gone);
    CHECK_FALSE(tx.codes().resolve("C002")->current);
    CHECK(tx.codes().resolve("C002")->kind == "customer");
    CHECK_FALSE(tx.customers().find("C002"));
    CHECK(tx.codes().resolve("c001")->record == id);  // as people type
    CHECK_FALSE(tx.codes().resolve(""));
    CHECK_FALSE(tx.codes().resolve("\xff\xfe"));
  });
  store.write([&](crm::WriteTx& tx) {
    // Nobody else gets it; the record itself may have it back.
    CHECK_THROWS_AS(tx.customers().insert({.name = "z", .code = "C001"}), crm::Conflict);
    CHECK_THROWS_AS(tx.customers().insert({.name = "z", .code = "C002"}), crm::Conflict);
    CHECK(tx.customers().update(id, {crm::customer::code = "C001"}));
    CHECK(tx.codes().resolve("C001")->current);
    CHECK_FALSE(tx.codes().resolve("NEW")->current);
    CHECK(tx.codes().resolve("NEW")->record == id);
    CHECK(tx.customers().update(id, {crm::customer::code = crm::none}));
    CHECK(tx.customers().get(id).code.empty());
    CHECK_FALSE(tx.codes().resolve("C001")->current);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::code = "  "}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::code = std::string(65, 'x')}), crm::Invalid);
    CHECK(tx.customers().update(id, {crm::customer::code = "C009"}));
    CHECK(code_of(tx) == "C010");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A series that has used its last number says so") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C{SEQ:1}"});
    for (int i = 1; i <= 9; ++i) CHECK(code_of(tx) == "C" + std::to_string(i));
    for (int i = 0; i < 2; ++i) {
      try {
        tx.customers().insert({.name = "x", .tags = {"new tag"}});
        FAIL("accepted");
      } catch (const crm::Conflict& e) {
        REQUIRE(e.issues().size() == 1);
        CHECK(e.issues()[0].field == "code");
        CHECK(e.issues()[0].rule == "exhausted");
      }
    }
    CHECK(tx.tags().list().empty());
    CHECK(code_of(tx, {.name = "x", .code = "by hand"}) == "by hand");
    tx.codes().ensure("customer", {.pattern = "C{SEQ:2}"});
    CHECK(code_of(tx) == "C10");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A kind without a series gives no codes, and one defined later begins then") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    CHECK(code_of(tx).empty());
    tx.savepoint([&] { tx.codes().ensure("customer", {.pattern = "C{SEQ:2}"}); });
    CHECK(code_of(tx) == "C01");
  });
  try {
    store.write([](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = "D{SEQ:2}"});
      CHECK(code_of(tx) == "D02");
      throw Abandoned{};
    });
  } catch (const Abandoned&) {
  }
  store.write([](crm::WriteTx& tx) { CHECK(code_of(tx) == "C02"); });
}

TEST_CASE("Two threads and their taken-back work share one series without a gap", "[threads]") {
  fixture::FileStore store;
  (*store).write([](crm::WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:4}"}); });
  constexpr int rounds = 60;
  const auto work = [&](int which) {
    for (int i = 0; i < rounds; ++i) try {
        (*store).write([&](crm::WriteTx& tx) {
          tx.customers().insert({.name = "t" + std::to_string(which)});
          try {
            tx.savepoint([&] {
              tx.customers().insert({.name = "undone"});
              if (i % 3 == 0) throw Abandoned{};
            });
          } catch (const Abandoned&) {
          }
          if (i % 5 == 0) throw Abandoned{};
        });
      } catch (const Abandoned&) {
      }
  };
  std::thread other(work, 1);
  work(2);
  other.join();
  (*store).read([&](const crm::ReadTx& tx) {
    std::set<std::string> codes;
    tx.customers().each({}, [&](const crm::Customer& c) { codes.insert(c.code); });
    CHECK(codes.size() == tx.customers().count());
    REQUIRE_FALSE(codes.empty());
    std::string last = std::to_string(codes.size());
    last = "C" + std::string(4 - last.size(), '0') + last;
    CHECK(*codes.rbegin() == last);
    CHECK(tx.codes().list()[0].next == static_cast<std::int64_t>(codes.size()) + 1);
  });
  CHECK((*store).check(crm::CheckDepth::full).ok());
}
