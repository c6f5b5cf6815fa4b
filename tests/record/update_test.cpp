// Changes: what differs is written and noted once, what is equal is no change, and nobody's newer change is
// overwritten.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "dump.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, crm::Money> revenue{"revenue"};
constexpr crm::Field<crm::Customer, crm::Decimal> discount{"discount"};
constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};
constexpr crm::Field<crm::Customer, std::string> vat{"vat"};

void define_fields(crm::WriteTx& tx) {
  tx.fields().ensure(score, {.min = 0, .max = 100});
  tx.fields().ensure(revenue);
  tx.fields().ensure(discount);
  tx.fields().ensure(tier, {.choices = {"bronze", "gold"}});
  tx.fields().ensure(likes, {.choices = {"tea", "coffee"}});
  tx.fields().ensure(vat, {.unique = true});
}

}  // namespace

TEST_CASE("Built-in and custom fields change together, in one revision") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    define_fields(tx);
    const auto id = tx.customers().insert({.name = "Acme", .city = "Wien", .fields = {score = 1}});
    const auto before = tx.customers().get(id);
    CHECK(tx.customers().update(
        id, {crm::customer::name = "Acme AG", crm::customer::city = crm::none,
             crm::customer::stage = crm::LifecycleStage::customer, score = 2, tier = "GOLD",
             likes = crm::Choices{"tea"}, revenue = crm::Money{5, "EUR"}}));
    const auto after = tx.customers().get(id);
    CHECK(after.name == "Acme AG");
    CHECK(after.city.empty());
    CHECK(after.stage == crm::LifecycleStage::customer);
    CHECK(after.custom.get(score) == 2);
    CHECK(after.custom.get(tier) == crm::Choice{"gold"});
    CHECK(after.custom.get(likes)->names == std::vector<std::string>{"tea"});
    CHECK(after.custom.get(revenue) == crm::Money{5, "EUR"});
    CHECK(after.revision == before.revision + 1);
    CHECK(after.created == before.created);
    CHECK(tx.customers().count(crm::customer::name == "Acme AG") == 1);
    CHECK(tx.customers().count(crm::customer::name == "Acme") == 0);
  });
}

TEST_CASE("Equal values are no change: no revision, no row of the journal, no time") {
  fixture::FileStore store;
  const auto id = store->write([](crm::WriteTx& tx) {
    define_fields(tx);
    return tx.customers().insert(
        {.name = "Rene\u0301",
         .birthday = crm::PartialDate{0, 3, 7},
         .city = "Wien",
         .emails = {{.value = "a@x.example", .primary = true}},
         .tags = {"vip"},
         .fields = {score = 7, revenue = crm::Money{5, "EUR"}, discount = crm::Decimal{150, 2}, tier = "gold",
                    likes = crm::Choices{"tea", "coffee"}, vat = "DE 1"}});
  });
  auto db = store.look();
  const std::string before = fixture::everything(db);
  store->write([&](crm::WriteTx& tx) {
    CHECK_FALSE(tx.customers().update(id, {}));
    CHECK_FALSE(tx.customers().update(id, {crm::customer::name = "Ren\u00E9", crm::customer::city = "Wien",
                                           crm::customer::region = crm::none, crm::customer::region = "",
                                           crm::customer::birthday = crm::PartialDate{0, 3, 7},
                                           crm::customer::stage = crm::LifecycleStage::lead}));
    CHECK_FALSE(tx.customers().update(
        id, {score = 7, revenue = crm::Money{5, "EUR"}, discount = crm::Decimal{15, 1}, tier = "GOLD",
             likes = crm::Choices{"coffee", "TEA", "tea"}, vat = "DE 1"}));
    CHECK_FALSE(tx.customers().update(id, {crm::customer::emails = std::vector<crm::ContactPoint>{
                                               {.value = "a@x.example", .primary = true}}}));
    CHECK_FALSE(tx.customers().set(id, score, 7));
    CHECK_FALSE(tx.customers().clear(id, crm::customer::region));
    CHECK_FALSE(tx.customers().tag(id, "VIP"));
    CHECK_FALSE(tx.customers().untag(id, "other"));
    tx.customers().restore(id);
    CHECK(tx.customers().update_where({}, {score = 7}).changed == 0);
  });
  CHECK(fixture::everything(db) == before);
}

TEST_CASE("Of two values for one field the last one counts") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    define_fields(tx);
    const auto id = tx.customers().insert({.name = "Acme"});
    CHECK(tx.customers().update(id, {score = 1, crm::customer::city = "Wien", score = 2}));
    CHECK(tx.customers().get(id).custom.get(score) == 2);
    CHECK(tx.customers().get(id).revision == 2);
    CHECK(tx.records("customer").update(id, {{"SCORE", 3}, {"score", crm::Value()}}));
    CHECK_FALSE(tx.customers().get(id).custom.get(score));
    const auto other = tx.customers().insert({.name = "Beta", .fields = {score = 1, score = 2}});
    CHECK(tx.customers().get(other).custom.get(score) == 2);
  });
}

TEST_CASE("A change for an older revision is refused") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    define_fields(tx);
    const auto id = tx.customers().insert({.name = "Acme"});
    CHECK(tx.customers().update(id, {score = 1}, {.if_revision = 1}));
    for (const std::int64_t stale : {std::int64_t{1}, std::int64_t{3}, std::int64_t{0}, std::int64_t{-2}}) {
      try {
        tx.customers().update(id, {score = 2}, {.if_revision = stale});
        FAIL("accepted");
      } catch (const crm::Conflict& e) {
        REQUIRE(e.issues().size() == 1);
        CHECK(e.issues()[0].rule == "revision");
        CHECK(e.issues()[0].record == to_string(id));
        CHECK(e.record() == to_string(id));
      }
    }
    // Even where there would be nothing to change.
    CHECK_THROWS_AS(tx.customers().update(id, {score = 1}, {.if_revision = 1}), crm::Conflict);
    CHECK_THROWS_AS(tx.customers().update(id, {}, {.if_revision = 1}), crm::Conflict);
    CHECK(tx.customers().get(id).custom.get(score) == 1);
    CHECK(tx.customers().update(id, {score = 2}, {.if_revision = 2}));
  });
}

TEST_CASE("Tags and their marks do not make a record another one") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme"});
    tx.customers().tag(id, "vip");
    tx.tags().rename("vip", "VIP");
    CHECK(tx.customers().get(id).revision == 1);
    CHECK(tx.customers().update(id, {crm::customer::city = "Wien"}, {.if_revision = 1}));
  });
}

TEST_CASE("An archived record leaves the lists and comes back") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto a = tx.customers().insert({.name = "A", .tags = {"vip"}}),
               b = tx.customers().insert({.name = "B"});
    tx.customers().archive(a);
    const auto archived = tx.customers().get(a).archived;
    REQUIRE(archived);
    CHECK(*archived == tx.now());
    CHECK(tx.customers().get(a).revision == 2);
    tx.customers().archive(a);  // a second time changes nothing
    CHECK(tx.customers().get(a).revision == 2);
    CHECK(tx.customers().list().size() == 1);
    CHECK(tx.customers().count() == 1);
    CHECK(tx.customers().count({}, crm::Archived::included) == 2);
    CHECK(tx.customers().list({.archived = crm::Archived::only})[0].id == a);
    CHECK(tx.customers().find(a));
    CHECK(tx.customers().update(a, {crm::customer::city = "Wien"}));  // it can still be changed
    CHECK(tx.customers().update_where({}, {crm::customer::city = "Graz"}).matched == 1);
    tx.customers().restore(a);
    CHECK_FALSE(tx.customers().get(a).archived);
    CHECK(tx.customers().count() == 2);
    CHECK(tx.customers().get(a).tags == std::vector<std::string>{"vip"});
    tx.customers().restore(b);
    CHECK(tx.customers().get(b).revision == 2);  // of the bulk change
    CHECK_THROWS_AS(tx.customers().archive(crm::CustomerId{99}), crm::NotFound);
    CHECK_THROWS_AS(tx.customers().restore(crm::CustomerId{99}), crm::NotFound);
  });
}

TEST_CASE("A unique value is refused with its field, and nothing is changed") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    define_fields(tx);
    const auto a = tx.customers().insert({.name = "A", .fields = {vat = "DE 1"}});
    const auto b = tx.customers().insert({.name = "B", .tags = {"x"}, .fields = {vat = "DE 2"}});
    for (const char* same : {"DE 1", "de 1", "ＤＥ　１"}) {
      try {
        tx.customers().update(b, {crm::customer::city = "Wien", vat = same});
        FAIL("accepted");
      } catch (const crm::Conflict& e) {
        REQUIRE(e.issues().size() == 1);
        CHECK(e.issues()[0].field == "vat");
        CHECK(e.issues()[0].rule == "unique");
        CHECK(e.code() == crm::ErrorCode::conflict);
      }
    }
    CHECK(tx.customers().get(b).city.empty());
    CHECK(tx.customers().get(b).revision == 1);
    CHECK(tx.customers().update(a, {vat = "de 1"}));  // its own in another spelling
    CHECK(tx.customers().update(b, {vat = crm::none}));
    CHECK(tx.customers().update(a, {vat = "DE 2"}));
    CHECK(tx.customers().update(b, {vat = "DE 1"}));
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Tags and what the library keeps are not assigned") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme"});
    for (const char* field :
         {"id", "revision", "created", "updated", "archived", "tags", "nothing", "", "sort_name", "parts"}) {
      INFO(field);
      try {
        tx.records("customer").update(id, {{field, 5}});
        FAIL("accepted");
      } catch (const crm::Invalid& e) {
        REQUIRE(e.issues().size() == 1);
        CHECK(e.issues()[0].field == field);
      }
    }
    CHECK(tx.customers().get(id).revision == 1);
  });
}

TEST_CASE("An archived field cannot be written, and is not asked about") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    define_fields(tx);
    const auto id = tx.customers().insert({.name = "Acme", .fields = {score = 1}});
    tx.fields().archive("customer", "score");
    CHECK_THROWS_AS(tx.customers().update(id, {score = 2}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().insert({.name = "B", .fields = {score = 2}}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().count(score == 1), crm::Invalid);
    CHECK_FALSE(tx.customers().get(id).custom.get(score));
    tx.fields().restore("customer", "score");
    CHECK(tx.customers().get(id).custom.get(score) == 1);
  });
}
