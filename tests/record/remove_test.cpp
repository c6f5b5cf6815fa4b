// Removing: what belongs to a record goes with it, what refers to it lets go or forbids it, and no orphan is
// left.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "dump.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};
constexpr crm::Field<crm::Customer, crm::CustomerId> payer{"payer"};
constexpr crm::Field<crm::Customer, crm::UserId> agent{"agent"};
constexpr crm::Field<crm::User, crm::CustomerId> employer{"employer"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};

}  // namespace

TEST_CASE("A removed record takes everything of its own along") {
  fixture::FileStore store;
  store->write([](crm::WriteTx& tx) {
    tx.fields().ensure(likes, {.choices = {"tea"}});
    const auto ada = tx.users().insert({.name = "Ada"});
    const auto id = tx.customers().insert({.name = "x",
                                           .emails = {{"a@x.example"}},
                                           .addresses = {{.city = "Wien"}},
                                           .owners = {{ada}},
                                           .anniversaries = {{"wedding", {2001, 0, 0}}},
                                           .external_ids = {{"erp", "1"}},
                                           .tags = {"vip"},
                                           .fields = {likes = crm::Choices{"tea"}}});
    tx.customers().remove(id);
    CHECK_FALSE(tx.customers().find(id));
    CHECK_THROWS_AS(tx.customers().get(id), crm::NotFound);
    CHECK_THROWS_AS(tx.customers().remove(id), crm::NotFound);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::city = "Graz"}), crm::NotFound);
    CHECK_THROWS_AS(tx.customers().archive(id), crm::NotFound);
    CHECK_THROWS_AS(tx.customers().tag(id, "vip"), crm::NotFound);
    CHECK_THROWS_AS(tx.customers().untag(id, "vip"), crm::NotFound);
    CHECK(tx.customers().tags(id).empty());
    CHECK(tx.tags().get("vip").usage == 0);
    tx.users().remove(ada);
  });
  auto db = store.look();
  for (const char* table : {"record", "customer", "user", "contact_point", "record_owner", "anniversary",
                            "external_id", "record_tag", "record_choice"})
    CHECK(db.int64_of("SELECT count(*) FROM " + std::string(table)) == 0);
  CHECK(store->check(crm::CheckDepth::full).ok());
}

TEST_CASE("An id is never given twice") {
  fixture::FileStore store;
  const auto last = store->write([](crm::WriteTx& tx) {
    tx.customers().insert({.name = "a"});
    const auto id = tx.customers().insert({.name = "b"});
    tx.customers().remove(id);
    return id;
  });
  CHECK(store->write([](crm::WriteTx& tx) { return tx.customers().insert({.name = "c"}); }) > last);
}

TEST_CASE("A reference lets go of a record that is removed, with a change of its own") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(parent);
    tx.fields().ensure(agent);
    tx.fields().ensure(employer);
    const auto mother = tx.customers().insert({.name = "mother"});
    const auto child = tx.customers().insert({.name = "child", .fields = {parent = mother}});
    const auto ada = tx.users().insert({.name = "Ada", .fields = {employer = mother}});
    tx.customers().update(child, {agent = ada});
    tx.customers().archive(child);
    tx.customers().remove(mother);
    CHECK_FALSE(tx.customers().get(child).custom.get(parent));
    CHECK_FALSE(tx.users().get(ada).custom.get(employer));
    CHECK(tx.customers().get(child).revision == 4);
    const auto history = tx.customers().history(child);
    REQUIRE(history.size() == 4);
    REQUIRE(history[0].edits.size() == 1);
    CHECK(history[0].edits[0].field == "parent");
    CHECK(history[0].edits[0].before == crm::Value(mother));
    CHECK(history[0].edits[0].after.empty());
    tx.users().remove(ada);
    CHECK_FALSE(tx.customers().get(child).custom.get(agent));
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("References that forbid a removal are counted, field by field") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(parent, {.on_remove = crm::OnRemove::refuse});
    tx.fields().ensure(payer, {.required = false, .on_remove = crm::OnRemove::refuse});
    tx.fields().ensure(employer, {.on_remove = crm::OnRemove::set_none});
    const auto mother = tx.customers().insert({.name = "mother"});
    const auto a = tx.customers().insert({.name = "a", .fields = {parent = mother, payer = mother}});
    const auto b = tx.customers().insert({.name = "b", .fields = {parent = mother}});
    const auto ada = tx.users().insert({.name = "Ada", .fields = {employer = mother}});
    try {
      tx.customers().remove(mother);
      FAIL("removed");
    } catch (const crm::Conflict& e) {
      REQUIRE(e.issues().size() == 2);
      CHECK(e.issues()[0].field == "parent");
      CHECK(e.issues()[0].rule == "referenced");
      CHECK(e.issues()[0].message == "2 customer records refer to it");
      CHECK(e.issues()[1].field == "payer");
      CHECK(e.issues()[1].message == "1 customer record refers to it");
    }
    CHECK(tx.users().get(ada).custom.get(employer) == mother);  // nothing half done
    tx.customers().remove(a);
    tx.customers().update(b, {parent = crm::none});
    tx.customers().remove(mother);
    CHECK_FALSE(tx.users().get(ada).custom.get(employer));
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("What a record says of itself does not keep it") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(parent, {.on_remove = crm::OnRemove::refuse});
    tx.fields().ensure(payer);
    const auto id = tx.customers().insert({.name = "own boss"});
    tx.customers().update(id, {parent = id, payer = id});
    tx.customers().remove(id);
    CHECK(tx.customers().count() == 0);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A required reference forbids the removal whatever it says") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(parent);
    const auto mother = tx.customers().insert({.name = "mother"});
    tx.customers().update(mother, {parent = mother});
    const auto child = tx.customers().insert({.name = "child", .fields = {parent = mother}});
    crm::FieldSpec spec = tx.fields().get("customer", "parent").spec;
    spec.required = true;
    CHECK(tx.fields().change("customer", "parent", spec).applied);
    CHECK_THROWS_AS(tx.customers().remove(mother), crm::Conflict);
    tx.customers().remove(child);
    tx.customers().remove(mother);
  });
}

TEST_CASE("A reference nobody sees any more does not hold on to its record") {
  fixture::MemoryStore store;
  crm::CustomerId mother, child;
  store.write([&](crm::WriteTx& tx) {
    for (const char* name : {"hidden", "dropped", "retyped"})
      tx.fields().define("customer", name, {.type = crm::FieldType::reference, .target = "customer"});
    mother = tx.customers().insert({.name = "mother"});
    child = crm::CustomerId{
        tx.records("customer")
            .insert({{"name", "child"}, {"hidden", mother}, {"dropped", mother}, {"retyped", mother}})
            .value()};
  });
  store.write([&](crm::WriteTx& tx) {
    tx.fields().archive("customer", "hidden");
    tx.fields().remove("customer", "dropped");
    CHECK(tx.fields().retype("customer", "retyped", {.type = crm::FieldType::text}).applied);
  });
  store.write([&](crm::WriteTx& tx) { tx.customers().remove(mother); });
  store.read([&](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.customers().find(mother));
    CHECK(*tx.records("customer").get(child).values.find("retyped") ==
          crm::Value(to_string(crm::Value(mother))));
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A removal that is taken back leaves everything as it was") {
  fixture::FileStore store;
  const auto id = store->write([](crm::WriteTx& tx) {
    tx.fields().ensure(parent);
    tx.codes().ensure("customer", {.pattern = "C{SEQ:2}"});
    const auto mother =
        tx.customers().insert({.name = "mother", .emails = {{"a@x.example"}}, .tags = {"vip"}});
    tx.customers().insert({.name = "child", .fields = {parent = mother}});
    return mother;
  });
  auto db = store.look();
  const std::string before = fixture::everything(db);
  struct Abandoned {};
  CHECK_THROWS_AS(store->write([&](crm::WriteTx& tx) {
    tx.customers().remove(id);
    throw Abandoned{};
  }),
                  Abandoned);
  store->write([&](crm::WriteTx& tx) {
    try {
      tx.savepoint([&] {
        tx.customers().remove(id);
        CHECK_FALSE(tx.customers().find(id));
        throw Abandoned{};
      });
    } catch (const Abandoned&) {
    }
    CHECK(tx.customers().get(id).tags == std::vector<std::string>{"vip"});
    CHECK(tx.tags().get("vip").usage == 1);
  });
  CHECK(fixture::everything(db) == before);
}
