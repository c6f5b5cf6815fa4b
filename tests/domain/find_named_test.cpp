// Records as people name them: by code, id, external id, e-mail, and users by name.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

template <class F>
std::string rule_of_conflict(F&& call) {
  try {
    call();
  } catch (const crm::Conflict& e) {
    REQUIRE(e.issues().size() == 1);
    CHECK(std::string(e.what()).find('@') == std::string::npos);
    return e.issues()[0].rule;
  }
  return {};
}

struct World : fixture::MemoryStore {
  crm::CustomerId acme, twin, beta;
  crm::UserId ada;

  World() {
    write([&](crm::WriteTx& tx) {
      tx.codes().ensure("customer", {.pattern = "C{SEQ:3}"});
      acme = tx.customers().insert({.name = "Acme",
                                    .emails = {{"hello@acme.example"}, {"Sales@Acme.example"}},
                                    .external_ids = {{"erp", "4711"}, {"shop", "4711"}}});
      twin = tx.customers().insert({.name = "Twin", .emails = {{"hello@acme.example"}}});
      beta = tx.customers().insert({.name = "Beta", .external_ids = {{"erp", "S-1"}}});
      ada = tx.users().insert({.name = "Ada Lovelace", .email = "ada@crm.example"});
      tx.users().insert({.name = "Bo", .email = "desk@crm.example"});
      tx.users().insert({.name = "Cy", .email = "desk@crm.example"});
      tx.customers().update(acme, {crm::customer::code = "KEY-1"});
    });
  }
};

}  // namespace

TEST_CASE("a customer is found by its codes, its id and what it alone has") {
  const World store;
  store.read([&](const crm::ReadTx& tx) {
    const crm::Reader<crm::Customer> customers = tx.customers();
    for (const std::string& name :
         {to_string(store.acme), std::string("KEY-1"), std::string("C001"), std::string(" C001 "),
          std::string("sales@acme.example"), std::string("SALES@ACME.EXAMPLE"), std::string("4711")}) {
      INFO(name);
      REQUIRE(customers.find_named(name));
      CHECK(customers.find_named(name)->id == store.acme);
      CHECK(customers.find_named(name)->emails.size() == 2);
      CHECK(tx.records("customer").find_named(name)->id == store.acme);
      REQUIRE(tx.find_named(name));
      CHECK(tx.find_named(name)->id == store.acme);
      CHECK(tx.find_named(name)->kind == "customer");
      CHECK_FALSE(tx.find_named(name)->removed);
    }
    CHECK(customers.find_named("S-1")->id == store.beta);
  });
}

TEST_CASE("what names nothing finds nothing") {
  const World store;
  store.read([&](const crm::ReadTx& tx) {
    for (const char* name :
         {"", " ", "#", "#0", "#999", "#-1", "#1x", "#99999999999999999999", "C004", "Acme",
          "nobody@acme.example", "@", "\xff\xfe", "'; DROP TABLE customer; --"}) {
      INFO(name);
      CHECK_FALSE(tx.customers().find_named(name));
      CHECK_FALSE(tx.records("customer").find_named(name));
      CHECK_FALSE(tx.find_named(name));
      CHECK_FALSE(tx.find_named(name, crm::Removed::included));
    }
    CHECK_FALSE(tx.customers().find_named(to_string(store.ada)));
    CHECK_FALSE(tx.users().find_named("KEY-1"));
    CHECK_FALSE(tx.customers().find_named("Ada Lovelace"));
    CHECK_FALSE(tx.customers().find_named(std::string("C001\0", 5)));
  });
}

TEST_CASE("a user is found by name in any spelling, too") {
  const World store;
  store.read([&](const crm::ReadTx& tx) {
    for (const char* name :
         {"Ada Lovelace", "ada  lovelace", "ＡＤＡ LOVELACE", "ada@crm.example", "Ada@CRM.example"}) {
      INFO(name);
      REQUIRE(tx.users().find_named(name));
      CHECK(tx.users().find_named(name)->id == store.ada);
      CHECK(tx.find_named(name)->kind == "user");
      CHECK(tx.find_named(name)->id == store.ada);
    }
  });
}

TEST_CASE("what several records are called is a conflict, in one kind and over all") {
  World store;
  store.write([&](crm::WriteTx& tx) {
    CHECK(rule_of_conflict([&] { tx.customers().find_named("hello@acme.example"); }) == "ambiguous");
    CHECK(rule_of_conflict([&] { tx.find_named("hello@acme.example"); }) == "ambiguous");
    CHECK(rule_of_conflict([&] { tx.records("user").find_named("desk@crm.example"); }) == "ambiguous");
    CHECK_FALSE(tx.users().find_named("hello@acme.example"));
    // A customer and a user.
    tx.customers().update(store.beta,
                          {crm::customer::emails = std::vector<crm::ContactPoint>{{"ada@crm.example"}}});
    CHECK(rule_of_conflict([&] { tx.find_named("ada@crm.example"); }) == "ambiguous");
    CHECK(tx.customers().find_named("ada@crm.example")->id == store.beta);
    CHECK(tx.users().find_named("ada@crm.example")->id == store.ada);
    // Two systems that give the same id.
    tx.customers().update(store.beta,
                          {crm::customer::external_ids = std::vector<crm::ExternalId>{{"crm", "4711"}}});
    CHECK(rule_of_conflict([&] { tx.customers().find_named("4711"); }) == "ambiguous");
    // An archived record has its names still; a removed one has not.
    tx.customers().archive(store.twin);
    CHECK(rule_of_conflict([&] { tx.customers().find_named("hello@acme.example"); }) == "ambiguous");
    tx.customers().remove(store.twin);
    CHECK(tx.customers().find_named("hello@acme.example")->id == store.acme);
    CHECK(tx.find_named("hello@acme.example")->id == store.acme);
  });
}

TEST_CASE("a code comes before everything else that reads like it") {
  World store;
  store.write([&](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Odd", .code = "Ada Lovelace"});
    CHECK(tx.find_named("Ada Lovelace")->id == id);
    CHECK(tx.customers().find_named("Ada Lovelace")->id == id);
    CHECK(tx.users().find_named("Ada Lovelace")->id == store.ada);
  });
}

TEST_CASE("a removed record is found by code and id when it is asked for, with its kind") {
  World store;
  crm::UserId eve;
  const auto check = [&](const crm::ReadTx& tx) {
    const std::vector<std::pair<std::string, crm::NamedRecord>> cases = {
        {"KEY-1", {store.acme, "customer", true}},
        {"C001", {store.acme, "customer", true}},
        {to_string(store.acme), {store.acme, "customer", true}},
        {to_string(eve), {eve, "user", true}}};
    for (const auto& [name, wanted] : cases) {
      INFO(name);
      CHECK_FALSE(tx.find_named(name));
      const auto found = tx.find_named(name, crm::Removed::included);
      REQUIRE(found);
      CHECK(found->id == wanted.id);
      CHECK(found->kind == wanted.kind);
      CHECK(found->removed);
      CHECK_FALSE(tx.records(found->kind).find_named(name));
      CHECK_FALSE(tx.records(found->kind).history(found->id).empty());
    }
    CHECK_FALSE(tx.find_named("sales@acme.example", crm::Removed::included));
    CHECK_FALSE(tx.find_named(to_string(store.beta), crm::Removed::included)->removed);
    CHECK(tx.codes().resolve("C001")->kind == "customer");
  };
  store.write([&](crm::WriteTx& tx) {
    eve = tx.users().insert({.name = "Eve"});
    tx.users().tag(eve, "new");
    tx.customers().remove(store.acme);
    tx.users().remove(eve);
    check(tx);
  });
  store.read(check);
}

TEST_CASE("the kinds are told by name, and an unknown one is refused with those there are") {
  const World store;
  store.read([](const crm::ReadTx& tx) {
    std::string known;
    for (const std::string& kind : tx.kinds()) {
      CHECK_NOTHROW(tx.records(kind).count());
      known += (known.empty() ? "" : ", ") + kind;
    }
    CHECK_THAT(known, Catch::StartsWith("customer, user, interaction"));
    for (const char* unknown : {"robot", "", "Customer s"}) {
      try {
        tx.fields().list(unknown);
        FAIL("accepted");
      } catch (const crm::Invalid& e) {
        CHECK(e.message() == "there is no such kind of records, only " + known);
      }
      CHECK_THROWS_AS(tx.records(unknown), crm::Invalid);
    }
  });
}

TEST_CASE("a reference that several records answer to is refused as that") {
  World store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().define("customer", "parent", {.type = crm::FieldType::reference, .target = "customer"});
    crm::AnyWriter customers = tx.records("customer");
    const auto id = customers.insert({{"name", "Child"}, {"parent", "Beta"}});  // a name that no other has
    CHECK(customers.get(id).values.find("parent"));
    for (const auto& [text, message] :
         {std::pair("hello@acme.example", "names several records of kind customer"),
          std::pair("nobody", "names no customer")}) {
      try {
        customers.update(id, {{"parent", text}});
        FAIL("accepted");
      } catch (const crm::Invalid& e) {
        REQUIRE(e.issues().size() == 1);
        CHECK(e.issues()[0].rule == "reference");
        CHECK(e.issues()[0].message == message);
      }
    }
  });
}
