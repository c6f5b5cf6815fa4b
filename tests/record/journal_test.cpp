// The journal as its documentation has it: readable with any sqlite3, and chained by hashes that anybody can
// make anew.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "dump.hpp"
#include "record/journal_walk.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, crm::Money> revenue{"revenue"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};

/// The rows of the newest transaction: table, owner = row?, op, before.
std::vector<std::string> newest(crmlite::sqlite::Connection& db) {
  std::vector<std::string> found;
  crmlite::sqlite::Statement q(
      db,
      "SELECT t.name, c.owner, c.row, c.op, c.before FROM change c JOIN journal_table t ON t.id = "
      "c.tab WHERE c.txn = (SELECT max(id) FROM txn) ORDER BY c.id");
  while (q.step())
    found.push_back(std::string(q.text(0)) + " " + std::to_string(q.int64(1)) + " " +
                    std::to_string(q.int64(2)) + " " + std::to_string(q.int64(3)) + " " +
                    (q.is_null(4) ? "-" : std::string(q.text(4))));
  return found;
}

/// The number under which the journal knows a column.
std::string column(crmlite::sqlite::Connection& db, const std::string& table, const std::string& name) {
  return std::to_string(
      db.int64_of("SELECT j.id FROM journal_column j JOIN journal_table t ON t.id = j.tab WHERE t.name = '" +
                  table + "' AND j.physical = '" + name + "'"));
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A new record is one row, whatever is born with it") {
  fixture::FileStore store;
  auto db = store.look();
  store->write([](crm::WriteTx& tx) {
    tx.tags().ensure("vip");
    tx.users().insert({.name = "Ada"});
  });
  const auto id = store->write([](crm::WriteTx& tx) {
    return tx.customers().insert({.name = "Acme",
                                  .emails = {{"a@x.example"}, {"b@x.example"}},
                                  .owners = {{tx.users().list()[0].id}},
                                  .tags = {"vip"}});
  });
  const std::string n = std::to_string(id.value());
  CHECK(newest(db) == Lines{"customer " + n + " " + n + " 1 -"});
}

TEST_CASE("A change is one row with what was there before, by numbers of columns") {
  fixture::FileStore store;
  auto db = store.look();
  const auto id = store->write([](crm::WriteTx& tx) {
    tx.fields().ensure(revenue);
    tx.fields().ensure(likes, {.choices = {"tea", "coffee"}});
    return tx.customers().insert(
        {.name = "Say \"hi\"\n\\",
         .emails = {{.value = "a@x.example", .use = crm::ContactUse::work, .primary = true}},
         .fields = {revenue = crm::Money{5, "EUR"}, likes = crm::Choices{"tea"}}});
  });
  const std::string n = std::to_string(id.value());
  store->write([&](crm::WriteTx& tx) {
    tx.customers().update(
        id, {crm::customer::city = "Wien", crm::customer::name = "Acme", crm::customer::emails = crm::none,
             revenue = crm::Money{5, "USD"}, likes = crm::Choices{"tea", "coffee"}});
  });
  const std::string name = column(db, "customer", "name"), city = column(db, "customer", "city"),
                    emails = column(db, "customer", "emails"), amount = column(db, "customer", "x_revenue"),
                    currency = column(db, "customer", "x_revenue_currency"),
                    drinks = column(db, "customer", "x_likes");
  CHECK(newest(db) == Lines{"customer " + n + " " + n + " 2 {\"" + name + "\":\"Say \\\"hi\\\"\\n\\\\\",\"" +
                            city + "\":null,\"" + emails +
                            "\":[{\"value\":\"a@x.example\",\"use\":\"work\",\"is_primary\":1}],\"" + amount +
                            "\":5,\"" + currency + "\":\"EUR\",\"" + drinks + "\":[1]}"});
  // Any sqlite3 reads it.
  CHECK(db.text_of("SELECT json_extract(before, '$.\"" + name +
                   "\"') FROM change ORDER BY id DESC LIMIT 1") == "Say \"hi\"\n\\");
}

TEST_CASE("Tags have rows of their own, which belong to the record") {
  fixture::FileStore store;
  auto db = store.look();
  const auto id = store->write([](crm::WriteTx& tx) { return tx.customers().insert({.name = "Acme"}); });
  const std::string n = std::to_string(id.value());
  store->write([&](crm::WriteTx& tx) {
    tx.customers().tag(id, "vip");
    tx.customers().tag(id, "VIP");
  });
  const std::string tag = std::to_string(db.int64_of("SELECT id FROM tag"));
  CHECK(newest(db) == Lines{"tag " + tag + " " + tag + " 1 -", "record_tag " + n + " " + tag + " 1 -"});
  store->write([&](crm::WriteTx& tx) { tx.customers().untag(id, "vip"); });
  CHECK(newest(db) == Lines{"record_tag " + n + " " + tag + " 3 -"});
}

TEST_CASE("A removed record leaves all it was") {
  fixture::FileStore store;
  auto db = store.look();
  const auto id = store->write([](crm::WriteTx& tx) {
    return tx.customers().insert({.name = "Acme", .phones = {{"?"}}, .tags = {"vip"}, .code = "K1"});
  });
  const std::string n = std::to_string(id.value());
  const std::string created = std::to_string(db.int64_of("SELECT created FROM customer"));
  store->write([&](crm::WriteTx& tx) { tx.customers().remove(id); });
  const auto c = [&](const char* name) { return "\"" + column(db, "customer", name) + "\":"; };
  CHECK(newest(db) == Lines{"customer " + n + " " + n + " 3 {" + c("code") + "\"K1\"," + c("created") +
                            created + "," + c("kind") + "\"person\"," + c("name") + "\"Acme\"," + c("stage") +
                            "\"lead\"," + c("phones") + "[{\"value\":\"?\"}]," + c("tags") + "[1]}"});
}

TEST_CASE("Each change is a row, never a net difference") {
  fixture::FileStore store;
  auto db = store.look();
  store->write([&](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme"});
    for (const char* city : {"Wien", "Graz", "Wien", "Wien"})
      tx.customers().update(id, {crm::customer::city = city});
    tx.customers().remove(id);
  });
  CHECK(newest(db).size() == 5);
}

TEST_CASE("Definitions are journaled like records") {
  fixture::FileStore store;
  auto db = store.look();
  store->write([&](crm::WriteTx& tx) {
    tx.fields().define("customer", "tier", {.type = crm::FieldType::choice, .choices = {"gold"}});
    tx.codes().ensure("customer", {.pattern = "C{SEQ:2}"});
    tx.tags().ensure("vip", {.group = "rank"});
  });
  CHECK(newest(db) == Lines{"field 1 1 1 -", "choice 1 1 1 -", "code_series 1 1 1 -", "tag 1 1 1 -",
                            "tag_group 1 1 1 -", "tag 1 1 2 {\"" + column(db, "tag", "grp") + "\":null}"});
  store->write([&](crm::WriteTx& tx) {
    tx.fields().rename("customer", "tier", "Tier!");
    tx.fields().rename("customer", "tier!", "Tier!");  // no change
    tx.fields().archive("customer", "Tier!");
    tx.codes().ensure("customer", {.pattern = "D{SEQ:2}"});
    tx.tags().retire("vip");
  });
  CHECK(newest(db) ==
        Lines{"field 1 1 2 {\"" + column(db, "field", "name") + "\":\"tier\",\"" +
                  column(db, "field", "folded") + "\":\"tier\"}",
              "field 1 1 2 {\"" + column(db, "field", "state") + "\":\"active\"}",
              "code_series 1 1 2 {\"" + column(db, "code_series", "pattern") + "\":\"C{SEQ:2}\"}",
              "tag 1 1 2 {\"" + column(db, "tag", "retired") + "\":0}"});
}

TEST_CASE("A transaction that changes nothing leaves no trace") {
  fixture::FileStore store;
  auto db = store.look();
  const std::string before = fixture::everything(db);
  store->write({.actor = "ada", .label = "nothing"}, [](crm::WriteTx& tx) { tx.customers().count(); });
  struct Abandoned {};
  CHECK_THROWS_AS(store->write([](crm::WriteTx& tx) {
    tx.customers().insert({.name = "Acme"});
    throw Abandoned{};
  }),
                  Abandoned);
  CHECK(fixture::everything(db) == before);
}

TEST_CASE("The journal's time never runs backwards, and keeps what the clock said") {
  crm::StoreOptions options = fixture::options();
  std::int64_t clock = 5000;
  options.clock = [&] { return crm::Timestamp{clock}; };
  fixture::FileStore store(std::move(options));
  std::vector<crm::Timestamp> created;
  for (const std::int64_t now :
       {std::int64_t{6000}, std::int64_t{4000}, std::int64_t{5999}, std::int64_t{6001}}) {
    clock = now;
    store->write([&](crm::WriteTx& tx) {
      created.push_back(tx.customers().get(tx.customers().insert({.name = "x"})).created);
      CHECK(tx.now() == created.back());
    });
  }
  CHECK(created == std::vector<crm::Timestamp>{{6000}, {6000}, {6000}, {6001}});
  auto db = store.look();
  CHECK(fixture::rows(db, "SELECT at, wall FROM txn ORDER BY id") ==
        "5000|5000\n6000|6000\n6000|4000\n6000|5999\n6001|6001\n");
  CHECK(walk::check_chain(db).empty());
}

TEST_CASE("Every row of the journal is salted, no salt twice") {
  fixture::FileStore store;
  auto db = store.look();
  store->write([](crm::WriteTx& tx) {
    for (int i = 0; i < 50; ++i) tx.customers().insert({.name = "the same"});
  });
  CHECK(db.int64_of("SELECT count(*) FROM change WHERE length(salt) = 16 AND length(leaf) = 32") ==
        db.int64_of("SELECT count(*) FROM change"));
  CHECK(db.int64_of("SELECT count(DISTINCT salt) FROM change") == db.int64_of("SELECT count(*) FROM change"));
  CHECK(db.int64_of("SELECT count(DISTINCT leaf) FROM change") == db.int64_of("SELECT count(*) FROM change"));
  CHECK(walk::check_chain(db).empty());
}

TEST_CASE("Who, why and from where are in the chain") {
  fixture::FileStore store;
  store->write({.actor = "ada", .label = "import", .source = "leads.csv"},
               [](crm::WriteTx& tx) { tx.customers().insert({.name = "x"}); });
  {
    auto db = store.look();
    CHECK(fixture::rows(db, "SELECT actor, label, source FROM txn ORDER BY id DESC LIMIT 1") ==
          "'ada'|'import'|'leads.csv'\n");
    CHECK(walk::check_chain(db).empty());
    CHECK(store->check(crm::CheckDepth::full).ok());
  }
  crmlite::sqlite::Connection outside((*store).path(), {});
  for (const char* tampering :
       {"UPDATE txn SET actor = 'bo' WHERE actor = 'ada'", "UPDATE txn SET label = NULL",
        "UPDATE txn SET wall = wall + 1", "UPDATE change SET leaf = zeroblob(32) WHERE id = 2",
        "DELETE FROM change WHERE id = (SELECT max(id) FROM change)"}) {
    INFO(tampering);
    outside.execute("SAVEPOINT s");
    outside.execute(tampering);
    CHECK_FALSE(walk::check_chain(outside).empty());
    outside.execute("ROLLBACK TO s; RELEASE s");
  }
  CHECK(walk::check_chain(outside).empty());
}

TEST_CASE("A leaf holds the values that were written, as they were") {
  fixture::FileStore store;
  store->write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme", .emails = {{"a@x.example"}}, .tags = {"vip"}});
    tx.customers().update(id, {crm::customer::city = "Wien"});
  });
  const auto nothing = [](std::int64_t, const std::string&) {};
  crmlite::sqlite::Connection outside((*store).path(), {});
  CHECK(walk::back(outside, nothing).empty());
  for (const char* tampering : {"UPDATE customer SET city = 'Graz'", "UPDATE customer SET name = 'Acne'",
                                "UPDATE contact_point SET invalid = 1", "DELETE FROM record_tag",
                                "UPDATE customer SET region = 'x'"}) {
    INFO(tampering);
    outside.execute("SAVEPOINT s");
    outside.execute(tampering);
    CHECK_FALSE(walk::back(outside, nothing).empty());
    outside.execute("ROLLBACK TO s; RELEASE s");
  }
}
