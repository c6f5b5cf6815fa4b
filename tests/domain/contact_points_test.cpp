// Contact points: as typed, beside it the form by which equal ones are found, and marks that stay where they
// belong.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using Points = std::vector<crm::ContactPoint>;

crm::StoreOptions in_china() {
  crm::StoreOptions options = fixture::options();
  options.default_country = "CN";
  return options;
}

std::vector<std::string> values(const Points& points) {
  std::vector<std::string> found;
  for (const crm::ContactPoint& p : points) found.push_back(p.value);
  return found;
}

}  // namespace

TEST_CASE("A phone keeps what was typed and gets its international form") {
  fixture::MemoryStore store(in_china());
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada",
                                           .phones = {{"138-0013-8000"},
                                                      {"+86 138 0013 8000"},
                                                      {"１３８００１３８０００"},
                                                      {"010-8888 8888 转 123"},
                                                      {"+49 30 123456"},
                                                      {"call the porter"}}});
    const Points phones = tx.customers().get(id).phones;
    CHECK(values(phones) == std::vector<std::string>{"138-0013-8000", "+86 138 0013 8000",
                                                     "１３８００１３８０００", "010-8888 8888 转 123",
                                                     "+49 30 123456", "call the porter"});
    CHECK(phones[0].normal == "+8613800138000");
    CHECK(phones[1].normal == "+8613800138000");
    CHECK(phones[2].normal == "+8613800138000");
    CHECK(phones[3].normal == "+861088888888");
    CHECK(phones[4].normal == "+4930123456");
    CHECK(phones[5].normal.empty());
    CHECK(tx.customers().count(crm::customer::phones == Points{{"13800138000"}}) == 1);
    CHECK(tx.customers().count(crm::customer::phones == Points{{"call the porter"}}) == 1);
    CHECK(tx.customers().count(crm::parse_filter("phone = \"+86 (138) 0013-8000\"")) == 1);
    CHECK(tx.customers().count(crm::parse_filter("phone = \"+86 139 0013 8000\"")) == 0);
  });
}

TEST_CASE("Without a default country only international numbers are understood") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto c = tx.customers().get(
        tx.customers().insert({.name = "Ada", .phones = {{"13800138000"}, {"+8613800138000"}}}));
    CHECK(c.phones[0].normal.empty());
    CHECK(c.phones[1].normal == "+8613800138000");
  });
}

TEST_CASE("E-mails, web addresses and messaging ids are found in any spelling") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto c = tx.customers().get(
        tx.customers().insert({.name = "Ada",
                               .emails = {{"Ada.L@X.Example"}, {"no address"}},
                               .urls = {{"https://www.X.example/Shop/"}},
                               .messaging = {{.value = "Ada_ＷＸ", .service = "wechat"}}}));
    CHECK(c.emails[0].normal == "ada.l@x.example");
    CHECK(c.emails[1].value == "no address");
    CHECK(c.emails[1].normal.empty());
    CHECK(c.urls[0].normal == "x.example/Shop");
    CHECK(c.messaging[0].normal == "ada_wx");
    CHECK(tx.customers().count(crm::parse_filter("email = ADA.L@x.example")) == 1);
    CHECK(tx.customers().count(crm::parse_filter("url = \"http://x.example/Shop\"")) == 1);
    CHECK(tx.customers().count(crm::parse_filter("messaging = ada_wx")) == 1);
  });
}

TEST_CASE("What cannot be normalised is listed by a query") {
  fixture::MemoryStore store(in_china());
  store.write([](crm::WriteTx& tx) {
    tx.customers().insert({.name = "good", .emails = {{"a@x.example"}}, .phones = {{"138 0013 8000"}}});
    const auto odd = tx.customers().insert({.name = "odd", .phones = {{"138 0013 8000"}, {"12"}}});
    const auto bad = tx.customers().insert({.name = "bad", .emails = {{"nowhere"}}, .phones = {{"?"}}});
    tx.customers().insert({.name = "none"});

    std::vector<crm::CustomerId> found;
    for (const crm::Customer& c : tx.customers().list({.where = crm::is_unnormalised(crm::customer::phones)}))
      found.push_back(c.id);
    CHECK(found == std::vector{odd, bad});
    CHECK(tx.customers().count(crm::parse_filter("phone is unnormalised")) == 2);
    CHECK(tx.customers().count(crm::parse_filter("emails is unnormalised")) == 1);
    CHECK(tx.customers().count(crm::parse_filter("phone is not unnormalised")) == 2);
    CHECK(tx.customers().count(crm::parse_filter("phone is unnormalised and email is unnormalised")) == 1);
    CHECK(to_string(crm::parse_filter("PHONES Is Unnormalised")) == "PHONES is unnormalised");
    CHECK(to_string(crm::is_unnormalised(crm::customer::phones)) == "phones is unnormalised");
    CHECK_THROWS_AS(tx.customers().count(crm::parse_filter("address is unnormalised")), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().count(crm::parse_filter("city is unnormalised")), crm::Invalid);

    tx.customers().update(bad, {crm::customer::phones = Points{{"138 0013 8001"}}});
    CHECK(tx.customers().count(crm::parse_filter("phone is unnormalised")) == 1);
  });
}

TEST_CASE("At most one point of a list is the primary one") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const crm::ContactPoint a{.value = "a@x.example", .primary = true},
        b{.value = "b@x.example", .primary = true};
    CHECK_THROWS_AS(tx.customers().insert({.name = "Ada", .emails = {a, b}}), crm::Invalid);
    const auto id = tx.customers().insert(
        {.name = "Ada", .emails = {a}, .phones = {{.value = "+4930123456", .primary = true}}});
    try {
      tx.customers().update(id, {crm::customer::emails = Points{a, b}});
      FAIL("accepted");
    } catch (const crm::Invalid& e) {
      REQUIRE(e.issues().size() == 1);
      CHECK(e.issues()[0].field == "emails");
      CHECK(e.issues()[0].rule == "primary");
    }
    CHECK(tx.customers().update(id, {crm::customer::emails = Points{{.value = "a@x.example"}, b}}));
    CHECK(tx.customers().get(id).emails[1].primary);
    CHECK_THROWS_AS(
        tx.customers().update(
            id, {crm::customer::addresses = std::vector<crm::Address>{{.value = "1", .primary = true},
                                                                      {.value = "2", .primary = true}}}),
        crm::Invalid);
  });
}

TEST_CASE("A list given as plain texts keeps the marks of points that stay") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada",
                                           .emails = {{.value = "Ada@X.example",
                                                       .use = crm::ContactUse::work,
                                                       .label = "desk",
                                                       .primary = true,
                                                       .opt_out = true},
                                                      {.value = "old@x.example", .invalid = true}},
                                           .phones = {{.value = "porter", .label = "night"}}});
    CHECK(tx.records("customer")
              .update(id,
                      {{"emails", "new@x.example; ada@x.example"}, {"phones", crm::Value::Texts{"porter"}}}));
    const auto c = tx.customers().get(id);
    REQUIRE(c.emails.size() == 2);
    CHECK(c.emails[0] == crm::ContactPoint{.value = "new@x.example", .normal = "new@x.example"});
    CHECK(c.emails[1].value == "ada@x.example");  // as typed last
    CHECK(c.emails[1].use == crm::ContactUse::work);
    CHECK(c.emails[1].label == "desk");
    CHECK(c.emails[1].primary);
    CHECK(c.emails[1].opt_out);
    CHECK(c.phones[0].label == "night");
    // The very same texts are no change.
    const auto revision = c.revision;
    CHECK_FALSE(tx.records("customer").update(id, {{"emails", "new@x.example;ada@x.example"}}));
    CHECK(tx.customers().get(id).revision == revision);
    // Twice the same address: the marks are one's alone.
    tx.records("customer").update(id, {{"emails", "ada@x.example; ADA@x.example"}});
    CHECK(tx.customers().get(id).emails[0].primary);
    CHECK_FALSE(tx.customers().get(id).emails[1].primary);
  });
}

TEST_CASE("A list given as points is the list from then on, marks and all") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id =
        tx.customers().insert({.name = "Ada", .emails = {{.value = "a@x.example", .opt_out = true}}});
    Points points = tx.customers().get(id).emails;
    points[0].invalid = true;
    points.push_back({"b@x.example"});
    CHECK(tx.customers().update(id, {crm::customer::emails = points}));
    CHECK(tx.customers().get(id).emails[0].opt_out);
    CHECK(tx.customers().get(id).emails[0].invalid);
    CHECK_FALSE(tx.customers().update(id, {crm::customer::emails = points}));
    CHECK(tx.customers().update(id, {crm::customer::emails = Points{{"a@x.example"}}}));
    CHECK(tx.customers().get(id).emails == Points{{.value = "a@x.example", .normal = "a@x.example"}});
    CHECK(tx.customers().update(id, {crm::customer::emails = crm::none}));
    CHECK(tx.customers().get(id).emails.empty());
  });
}

TEST_CASE("Addresses have lines, parts, or both") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id =
        tx.customers().insert({.name = "Ada", .addresses = {{.value = "1 Main St"}, {.city = "Wien"}}});
    CHECK(tx.customers().get(id).addresses.size() == 2);
    for (const crm::Address& bad :
         {crm::Address{}, crm::Address{.use = crm::ContactUse::work, .primary = true},
          crm::Address{.city = "Wien", .country = "Austria"}}) {
      CHECK_THROWS_AS(tx.customers().insert({.name = "Bo", .addresses = {bad}}), crm::Invalid);
      CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::addresses = std::vector{bad}}), crm::Invalid);
    }
    CHECK(tx.customers().count(crm::contains(crm::customer::addresses, "main")) == 1);
  });
}

TEST_CASE("A point needs a value") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada"});
    for (const crm::ContactPoint& bad :
         {crm::ContactPoint{}, crm::ContactPoint{.label = "desk"},
          crm::ContactPoint{.value = "x", .use = static_cast<crm::ContactUse>(77)}}) {
      CHECK_THROWS_AS(tx.customers().insert({.name = "Bo", .phones = {bad}}), crm::Invalid);
      CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::phones = Points{bad}}), crm::Invalid);
    }
    CHECK(tx.customers().get(id).phones.empty());
    CHECK(tx.customers().count() == 1);
  });
}
