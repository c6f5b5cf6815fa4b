// Users: a kind like any other, with names that are unique however they are written, and everybody who acts
// among them.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

std::vector<std::string> names(crm::Store& store) {
  std::vector<std::string> found;
  store.read([&](const crm::ReadTx& tx) {
    for (const crm::User& user : tx.users().list({.order = crm::ascending(crm::user::name)}))
      found.push_back(user.name);
  });
  return found;
}

}  // namespace

TEST_CASE("Everything that is given to a user comes back") {
  fixture::MemoryStore store;
  constexpr crm::Field<crm::User, std::int64_t> room{"room"};
  store.write([&](crm::WriteTx& tx) {
    tx.fields().ensure(room);
    tx.codes().ensure("user", {.pattern = "U{SEQ:2}"});
    const auto id = tx.users().insert({.name = "Ada 王",
                                       .email = "Ada@X.example",
                                       .team = "Süd",
                                       .active = false,
                                       .tags = {"boss"},
                                       .fields = {room = 7}});
    const crm::User user = tx.users().get(id);
    CHECK(user.name == "Ada 王");
    CHECK(user.email == "Ada@X.example");
    CHECK(user.team == "Süd");
    CHECK_FALSE(user.active);
    CHECK(user.tags == std::vector<std::string>{"boss"});
    CHECK(user.custom.get(room) == 7);
    CHECK(user.code == "U01");
    CHECK(user.revision == 1);
    CHECK(tx.users().get(tx.users().insert({.name = "Bo"})).active);
    CHECK(tx.users().update(id, {crm::user::active = true, crm::user::team = crm::none}));
    CHECK(tx.users().get(id).active);
    CHECK(tx.users().get(id).team.empty());
    CHECK(tx.users().count(crm::user::active == true) == 2);
  });
}

TEST_CASE("A user's name is taken in every spelling of it") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto ada = tx.users().insert({.name = "Ada  Lovelace"});
    const auto bo = tx.users().insert({.name = "Bo"});
    for (const char* other :
         {"Ada  Lovelace", "ada lovelace", "ＡＤＡ　ＬＯＶＥＬＡＣＥ", " Ada Lovelace "}) {
      try {
        tx.users().insert({.name = other});
        FAIL("accepted");
      } catch (const crm::Conflict& e) {
        REQUIRE(e.issues().size() == 1);
        CHECK(e.issues()[0].field == "name");
        CHECK(e.issues()[0].rule == "unique");
      }
      CHECK_THROWS_AS(tx.users().update(bo, {crm::user::name = other}), crm::Conflict);
    }
    CHECK(tx.users().update(ada, {crm::user::name = "ADA LOVELACE"}));
    CHECK(tx.users().update(bo, {crm::user::name = "Bob"}));
    CHECK(tx.users().insert({.name = "Bo"}));
    CHECK(tx.users().count() == 3);
  });
}

TEST_CASE("A user's e-mail is an address, and a user says whether it is active") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.users().insert({.name = "Ada", .email = "nowhere"}), crm::Invalid);
    CHECK_THROWS_AS(tx.users().insert({}), crm::Invalid);
    CHECK_THROWS_AS(tx.users().insert({.name = " "}), crm::Invalid);
    const auto id = tx.users().insert({.name = "Ada"});
    CHECK_THROWS_AS(tx.users().update(id, {crm::user::email = "nowhere"}), crm::Invalid);
    CHECK_THROWS_AS(tx.users().update(id, {crm::user::active = crm::none}), crm::Invalid);
    CHECK_THROWS_AS(tx.records("user").update(id, {{"active", "perhaps"}}), crm::Invalid);
    CHECK(tx.records("user").update(id, {{"active", "no"}}));
    CHECK_FALSE(tx.users().get(id).active);
  });
}

TEST_CASE("Whoever changes something is a user from then on") {
  fixture::MemoryStore store;
  store.write({.actor = "ada"}, [](crm::WriteTx&) {});
  CHECK(names(store).empty());  // a block that changes nothing is no act
  store.write({.actor = "ada"}, [](crm::WriteTx& tx) { tx.customers().insert({.name = "Acme"}); });
  CHECK(names(store) == std::vector<std::string>{"ada"});
  store.write({.actor = "Bo"}, [](crm::WriteTx& tx) { tx.customers().insert({.name = "Beta"}); });
  store.write({.actor = "ADA"}, [](crm::WriteTx& tx) { tx.customers().insert({.name = "Gamma"}); });
  CHECK(names(store) == std::vector<std::string>{"ada", "Bo"});
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Delta"}); });
  CHECK(names(store).size() == 2);  // nobody acted
}

TEST_CASE("Whoever makes a file is its first user") {
  fixture::MemoryStore store(fixture::options("ada"));
  CHECK(names(store) == std::vector<std::string>{"ada"});
}

TEST_CASE("An actor who was renamed or removed is made a user again by the next act") {
  fixture::MemoryStore store(fixture::options("ada"));
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Acme"}); });
  const auto ada = store.read([](const crm::ReadTx& tx) { return tx.users().list()[0].id; });
  store.write({.actor = "Bo"},
              [&](crm::WriteTx& tx) { tx.users().update(ada, {crm::user::name = "Ada Lovelace"}); });
  CHECK(names(store) == std::vector<std::string>{"Ada Lovelace", "Bo"});
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Beta"}); });
  CHECK(names(store) == std::vector<std::string>{"ada", "Ada Lovelace", "Bo"});
  store.write({.actor = "Bo"}, [&](crm::WriteTx& tx) { tx.users().remove_where(crm::user::name == "ada"); });
  CHECK(names(store) == std::vector<std::string>{"Ada Lovelace", "Bo"});
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "Gamma"}); });
  CHECK(names(store) == std::vector<std::string>{"ada", "Ada Lovelace", "Bo"});
}

TEST_CASE("An act counts although its actor cannot be made a user") {
  std::vector<std::string> said;
  crm::StoreOptions options = fixture::options();
  options.log = [&](crm::LogLevel, std::string_view text) { said.emplace_back(text); };
  fixture::MemoryStore store(std::move(options));
  constexpr crm::Field<crm::User, std::int64_t> room{"room"};
  store.write([&](crm::WriteTx& tx) { tx.fields().ensure(room, {.required = true}); });
  store.write({.actor = "secret person"}, [](crm::WriteTx& tx) { tx.customers().insert({.name = "Acme"}); });
  CHECK(names(store).empty());
  CHECK(store.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == 1);
  REQUIRE(said.size() == 1);
  CHECK(said[0].find("secret") == std::string::npos);

  store.write([&](crm::WriteTx& tx) {
    crm::FieldSpec spec = tx.fields().get("user", "room").spec;
    spec.required = false;
    tx.fields().change("user", "room", spec);
    tx.codes().ensure("user", {.pattern = "{SEQ:1}"});
    for (int i = 0; i < 9; ++i) tx.users().insert({.name = "u" + std::to_string(i)});
  });
  store.write({.actor = "one too many"}, [](crm::WriteTx& tx) { tx.customers().insert({.name = "Beta"}); });
  CHECK(names(store).size() == 9);
  CHECK(said.size() == 4);  // two of them announce the end of the series
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Who, why and from where are texts with limits") {
  fixture::MemoryStore store;
  const std::string longer(1001, 'x');
  for (const std::string& bad : {std::string("a\0b", 3), std::string("\xff"), longer}) {
    CHECK_THROWS_AS(store.write({.actor = bad}, [](crm::WriteTx&) {}), crm::Invalid);
    CHECK_THROWS_AS(store.write({.label = bad}, [](crm::WriteTx&) {}), crm::Invalid);
    CHECK_THROWS_AS(store.write({.source = bad}, [](crm::WriteTx&) {}), crm::Invalid);
  }
  store.write({.actor = "a", .label = "b", .source = "c"},
              [](crm::WriteTx& tx) { tx.customers().insert({.name = "x"}); });
  store.read([](const crm::ReadTx& tx) {
    const auto history = tx.customers().history(tx.customers().list()[0].id);
    REQUIRE(history.size() == 1);
    CHECK(history[0].actor == "a");
    CHECK(history[0].label == "b");
  });
}
