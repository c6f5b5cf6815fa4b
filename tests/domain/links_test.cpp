// What ties a customer to others: users who look after it, days that come round, names in other systems,
// references.
#include <functional>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

template <class F>
crm::Issue issue_of(F&& call) {
  try {
    call();
  } catch (const crm::Error& e) {
    REQUIRE(e.issues().size() == 1);
    return e.issues()[0];
  }
  FAIL("nothing was refused");
  return {};
}

}  // namespace

TEST_CASE("Owners are users, each with a role, in their order") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto ada = tx.users().insert({.name = "Ada"}), bo = tx.users().insert({.name = "Bo"});
    const auto id = tx.customers().insert({.name = "Acme", .owners = {{bo, {}}, {ada, "service"}}});
    CHECK(tx.customers().get(id).owners == std::vector<crm::Owner>{{bo, {}}, {ada, "service"}});
    tx.customers().update(id, {crm::customer::owners = std::vector<crm::Owner>{{ada, "sales"}}});
    CHECK(tx.customers().get(id).owners == std::vector<crm::Owner>{{ada, "sales"}});
    // As texts: names of users, who keep their roles.
    tx.records("customer").update(id, {{"owners", "bo; Ada"}});
    CHECK(tx.customers().get(id).owners == std::vector<crm::Owner>{{bo, {}}, {ada, "sales"}});
    tx.records("customer").update(id, {{"owner", "Ada=service"}});
    CHECK(tx.customers().get(id).owners == std::vector<crm::Owner>{{ada, "service"}});
    CHECK(tx.customers().count(crm::parse_filter("owner = Ada")) == 1);
    CHECK(tx.customers().count(crm::parse_filter("owner = Bo")) == 0);
  });
}

TEST_CASE("Nobody but a user can be an owner") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme"});
    for (const std::int64_t nobody : {std::int64_t{999}, std::int64_t{-1}, std::int64_t{0}, id.value()}) {
      const std::vector<crm::Owner> owners{{crm::UserId{nobody}, "sales"}};
      CHECK_THROWS_AS(tx.customers().insert({.name = "Bo", .owners = owners}), crm::Invalid);
      CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::owners = owners}), crm::Invalid);
    }
    const auto issue = issue_of([&] {
      tx.records("customer").update(id, {{"owners", "nobody of this name"}});
    });
    CHECK(issue.field == "owners");
    CHECK(issue.rule == "reference");
    CHECK(tx.customers().count() == 1);
    CHECK(tx.customers().get(id).revision == 1);
  });
}

TEST_CASE("A user who owns something stays; the message counts what is owned") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto ada = tx.users().insert({.name = "Ada"});
    const auto a = tx.customers().insert({.name = "A", .owners = {{ada}, {ada, "service"}}});
    const auto b = tx.customers().insert({.name = "B", .owners = {{ada}}});
    try {
      tx.users().remove(ada);
      FAIL("removed");
    } catch (const crm::Conflict& e) {
      REQUIRE(e.issues().size() == 1);
      CHECK(e.issues()[0].field == "owners");
      CHECK(e.issues()[0].rule == "referenced");
      CHECK(e.issues()[0].message.find("2 customer records") != std::string::npos);
      CHECK(e.issues()[0].record == to_string(ada));
    }
    tx.customers().update(a, {crm::customer::owners = crm::none});
    tx.customers().remove(b);
    tx.users().remove(ada);
    CHECK_FALSE(tx.users().find(ada));
  });
}

TEST_CASE("Anniversaries need a date, which may be partial") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert(
        {.name = "Ada", .anniversaries = {{"wedding", {2001, 6, 9}}, {{}, {0, 12, 24}}}});
    CHECK(tx.customers().get(id).anniversaries.size() == 2);
    CHECK_THROWS_AS(tx.customers().insert({.name = "Bo", .anniversaries = {{"wedding", {}}}}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().insert({.name = "Bo", .anniversaries = {{"wedding", {2023, 2, 29}}}}),
                    crm::Invalid);
    CHECK_THROWS_AS(
        tx.customers().update(id, {crm::customer::anniversaries = std::vector<crm::Anniversary>{{"x", {}}}}),
        crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::anniversaries =
                                                   std::vector<crm::Anniversary>{{"x", {0, 2, 30}}}}),
                    crm::Invalid);
    tx.records("customer").update(id, {{"anniversaries", "founding=1901; first order=2019-05"}});
    CHECK(tx.customers().get(id).anniversaries ==
          std::vector<crm::Anniversary>{{"founding", {1901, 0, 0}}, {"first order", {2019, 5, 0}}});
  });
}

TEST_CASE("An id in another system names one customer") {
  fixture::MemoryStore store;
  using Ids = std::vector<crm::ExternalId>;
  store.write([](crm::WriteTx& tx) {
    const auto a = tx.customers().insert({.name = "A", .external_ids = {{"erp", "1"}, {"shop", "1"}}});
    const auto b = tx.customers().insert({.name = "B", .external_ids = {{"erp", "2"}}});
    for (const auto& call : std::vector<std::function<void()>>{
             [&] {
               tx.customers().insert({.name = "C", .external_ids = {{"erp", "1"}}});
             },
             [&] {
               tx.customers().insert({.name = "C", .external_ids = {{"erp", "3"}, {"erp", "3"}}});
             },
             [&] {
               tx.customers().update(b, {crm::customer::external_ids = Ids{{"shop", "1"}}});
             },
             [&] {
               tx.customers().update(b, {crm::customer::external_ids = Ids{{"x", "1"}, {"x", "1"}}});
             }}) {
      const auto issue = issue_of(call);
      CHECK(issue.field == "external_ids");
      CHECK(issue.rule == "unique");
    }
    // Its own ids are not in the way, in whatever order.
    CHECK(tx.customers().update(
        a, {crm::customer::external_ids = Ids{{"shop", "1"}, {"erp", "1"}, {"erp", "9"}}}));
    CHECK(tx.customers().get(a).external_ids == Ids{{"shop", "1"}, {"erp", "1"}, {"erp", "9"}});
    // What was given up is free.
    tx.customers().update(a, {crm::customer::external_ids = Ids{{"erp", "9"}}});
    tx.customers().update(b, {crm::customer::external_ids = Ids{{"erp", "1"}}});
    tx.customers().remove(b);
    CHECK(tx.customers().insert({.name = "C", .external_ids = {{"erp", "1"}}}));
    CHECK_THROWS_AS(tx.customers().insert({.name = "D", .external_ids = {{"erp", ""}}}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().insert({.name = "D", .external_ids = {{"", "5"}}}), crm::Invalid);
    CHECK_THROWS_AS(tx.records("customer").update(a, {{"external_ids", "no system"}}), crm::Invalid);
    CHECK(tx.customers().count() == 2);
  });
}

TEST_CASE("Two rows change their places without being taken for one another") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    using Ids = std::vector<crm::ExternalId>;
    const auto id =
        tx.customers().insert({.name = "A", .external_ids = {{"a", "1"}, {"b", "2"}, {"c", "3"}}});
    tx.customers().update(id, {crm::customer::external_ids = Ids{{"b", "2"}, {"c", "3"}, {"a", "1"}}});
    CHECK(tx.customers().get(id).external_ids == Ids{{"b", "2"}, {"c", "3"}, {"a", "1"}});
    tx.customers().update(id, {crm::customer::external_ids = Ids{{"c", "3"}}});
    CHECK(tx.customers().get(id).external_ids == Ids{{"c", "3"}});
  });
}
