// Customers: everything that can be said of one comes back as it was said, and nothing that breaks a rule
// goes in.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, crm::Decimal> discount{"discount"};
constexpr crm::Field<crm::Customer, crm::Money> revenue{"revenue"};
constexpr crm::Field<crm::Customer, bool> partner{"partner"};
constexpr crm::Field<crm::Customer, crm::Date> since{"since"};
constexpr crm::Field<crm::Customer, crm::Timestamp> seen{"seen"};
constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};
constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};
constexpr crm::Field<crm::Customer, std::string> motto{"motto"};

/// Lists and columns of one are those of the other; the twins are the library's.
void check_same(crm::Customer stored, const crm::NewCustomer& given) {
  CHECK(stored.kind == given.kind);
  CHECK(stored.name == given.name);
  CHECK(stored.name_prefix == given.name_prefix);
  CHECK(stored.given_name == given.given_name);
  CHECK(stored.middle_name == given.middle_name);
  CHECK(stored.family_name == given.family_name);
  CHECK(stored.name_suffix == given.name_suffix);
  CHECK(stored.company == given.company);
  CHECK(stored.department == given.department);
  CHECK(stored.position == given.position);
  CHECK(stored.birthday == given.birthday);
  CHECK(stored.preferences == given.preferences);
  CHECK(stored.needs == given.needs);
  CHECK(stored.interests == given.interests);
  CHECK(stored.source == given.source);
  CHECK(stored.stage == given.stage);
  CHECK(stored.language == given.language);
  CHECK(stored.country == given.country);
  CHECK(stored.region == given.region);
  CHECK(stored.city == given.city);
  CHECK(stored.district == given.district);
  CHECK(stored.industry == given.industry);
  CHECK(stored.description == given.description);
  for (auto* list : {&stored.emails, &stored.phones, &stored.urls, &stored.messaging})
    for (crm::ContactPoint& point : *list) point.normal.clear();
  CHECK(stored.emails == given.emails);
  CHECK(stored.phones == given.phones);
  CHECK(stored.urls == given.urls);
  CHECK(stored.messaging == given.messaging);
  CHECK(stored.addresses == given.addresses);
  CHECK(stored.owners == given.owners);
  CHECK(stored.anniversaries == given.anniversaries);
  CHECK(stored.external_ids == given.external_ids);
}

crm::NewCustomer full(crm::UserId owner, crm::UserId helper) {
  crm::NewCustomer c;
  c.kind = crm::CustomerKind::person;
  c.name = "Dr. Ada Ω O'Neil; --";
  c.name_prefix = "Dr.";
  c.given_name = "Ada";
  c.middle_name = "M.";
  c.family_name = "O'Neil";
  c.name_suffix = "Jr.";
  c.company = "上海样例有限公司";
  c.department = "R&D";
  c.position = "Engineer";
  c.birthday = crm::PartialDate{1985, 3, 7};
  c.preferences = "mornings\nonly";
  c.needs = "spare parts";
  c.interests = "sailing";
  c.source = "fair";
  c.stage = crm::LifecycleStage::repeat_customer;
  c.language = "zh-Hant-TW";
  c.country = "CN";
  c.region = "上海";
  c.city = "上海";
  c.district = "浦东";
  c.industry = "machines";
  c.description = "says \"hello\" \\ and %_";
  c.emails = {{.value = "Ada@X.example", .use = crm::ContactUse::work, .label = "desk", .primary = true},
              {.value = "ada@home.example", .use = crm::ContactUse::home, .opt_out = true, .invalid = true}};
  c.phones = {{.value = "+49 30 123456", .use = crm::ContactUse::mobile},
              {.value = "ring twice", .label = "odd"}};
  c.urls = {{.value = "https://X.example/a"}};
  c.messaging = {{.value = "ada_wx", .service = "wechat"}};
  c.addresses = {{.value = "1 Main St\n12345 Town", .use = crm::ContactUse::billing},
                 {.primary = true,
                  .street = "2 Side St",
                  .district = "D",
                  .city = "C",
                  .region = "R",
                  .postal_code = "00012",
                  .country = "DE"}};
  c.owners = {{owner, {}}, {helper, "service"}};
  c.anniversaries = {{"wedding", crm::PartialDate{0, 2, 29}}, {"first order", crm::PartialDate{2019, 5, 0}}};
  c.external_ids = {{"erp", "0017"}, {"shop", "A;1"}};
  c.tags = {"vip", "老客户"};
  return c;
}

}  // namespace

TEST_CASE("Everything that is given to a customer comes back") {
  fixture::MemoryStore store;
  crm::NewCustomer given;
  crm::CustomerId mother, id;
  store.write([&](crm::WriteTx& tx) {
    tx.fields().ensure(score);
    tx.fields().ensure(discount, {.scale = 3});
    tx.fields().ensure(revenue);
    tx.fields().ensure(partner);
    tx.fields().ensure(since);
    tx.fields().ensure(seen);
    tx.fields().ensure(tier, {.choices = {"bronze", "gold"}});
    tx.fields().ensure(likes, {.choices = {"tea", "茶", "coffee"}});
    tx.fields().ensure(parent);
    tx.fields().ensure(motto, {.type = crm::FieldType::long_text});
    tx.codes().ensure("customer", {.pattern = "C-{SEQ:3}"});
    const auto ada = tx.users().insert({.name = "Ada"}), bo = tx.users().insert({.name = "Bo"});
    mother = tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Mother AG"});
    given = full(ada, bo);
    given.fields = {score = -5,
                    discount = crm::Decimal{1250, 3},
                    revenue = crm::Money{199900, "EUR"},
                    partner = true,
                    since = crm::Date{2024, 2, 29},
                    seen = crm::Timestamp{1'700'000'000'123},
                    tier = "GOLD",
                    likes = crm::Choices{"茶", "tea", "茶"},
                    parent = mother,
                    motto = "per aspera\nad astra"};
    id = tx.customers().insert(given);
  });
  store.read([&](const crm::ReadTx& tx) {
    const crm::Customer c = tx.customers().get(id);
    check_same(c, given);
    CHECK(c.id == id);
    CHECK(c.code == "C-002");
    CHECK(c.revision == 1);
    CHECK(c.created.ms >= fixture::noon);
    CHECK(c.updated == c.created);
    CHECK_FALSE(c.archived);
    CHECK(c.tags == std::vector<std::string>{"vip", "老客户"});
    CHECK(c.custom.get(score) == -5);
    CHECK(c.custom.get(discount) == crm::Decimal{1250, 3});
    CHECK(c.custom.get(revenue) == crm::Money{199900, "EUR"});
    CHECK(c.custom.get(partner) == true);
    CHECK(c.custom.get(since) == crm::Date{2024, 2, 29});
    CHECK(c.custom.get(seen) == crm::Timestamp{1'700'000'000'123});
    CHECK(c.custom.get(tier) == crm::Choice{"gold"});
    CHECK(c.custom.get(likes)->names.size() == 2);
    CHECK(c.custom.get(parent) == mother);
    CHECK(c.custom.get(motto) == "per aspera\nad astra");
    CHECK(c.custom.size() == 10);
    // The same record, asked for in the other ways.
    CHECK(tx.customers().find(id)->name == given.name);
    CHECK(tx.customers().find("C-002")->id == id);
    const auto page =
        tx.customers().list({.where = crm::customer::name == given.name, .with = crm::With::everything});
    REQUIRE(page.size() == 1);
    check_same(page[0], given);
    CHECK(page[0].tags == c.tags);
    CHECK(page[0].custom.get(likes)->names == c.custom.get(likes)->names);
  });
}

TEST_CASE("A page loads lists and tags only when they are asked for") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto user = tx.users().insert({.name = "Ada"});
    tx.customers().insert(full(user, user));
    tx.customers().insert({.name = "plain"});
  });
  store.read([](const crm::ReadTx& tx) {
    const auto rows = tx.customers().list();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].emails.empty());
    CHECK(rows[0].owners.empty());
    CHECK(rows[0].tags.empty());
    CHECK(tx.customers().list({.with = crm::With::lists})[0].emails.size() == 2);
    CHECK(tx.customers().list({.with = crm::With::lists})[0].tags.empty());
    CHECK(tx.customers().list({.with = crm::With::tags})[0].tags.size() == 2);
    CHECK(tx.customers().list({.with = crm::With::tags})[0].emails.empty());
    CHECK(tx.customers().list({.with = crm::With::everything})[1].emails.empty());
  });
}

TEST_CASE("The run-time form of a customer holds the same values") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto user = tx.users().insert({.name = "Ada"});
    const crm::NewCustomer given = full(user, user);
    const auto id = tx.customers().insert(given);
    const crm::AnyRecord any = tx.records("customer").get(id);
    CHECK(any.kind == "customer");
    CHECK(any.id == id);
    CHECK(any.tags == std::vector<std::string>{"vip", "老客户"});
    const auto value = [&](const char* name) {
      const crm::Value* v = any.values.find(name);
      return v ? *v : crm::Value();
    };
    CHECK(value("name") == crm::Value(given.name));
    CHECK(value("kind") == crm::Value("person"));
    CHECK(value("stage") == crm::Value("repeat_customer"));
    CHECK(value("birthday") == crm::Value(crm::PartialDate{1985, 3, 7}));
    REQUIRE(value("emails").rows());
    CHECK(value("emails").rows()->size() == 2);
    CHECK(to_string(value("emails")) == "Ada@X.example; ada@home.example");
    // Put into another record, they give the same customer.
    std::vector<crm::AnyChange> values;
    any.values.each([&](std::string_view name, const crm::Value& v) {
      if (name != "external_ids") values.push_back({std::string(name), v});
    });
    values.push_back({"tags", crm::Value(any.tags)});
    const auto copy = tx.records("customer").insert(values);
    crm::Customer c = tx.customers().get(crm::CustomerId{copy.value()});
    crm::NewCustomer wanted = given;
    wanted.external_ids.clear();
    check_same(c, wanted);
    CHECK(c.tags == any.tags);
  });
}

TEST_CASE("A name alone makes a customer; everything else has its default") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto c = tx.customers().get(tx.customers().insert({.name = "Ada"}));
    CHECK(c.kind == crm::CustomerKind::person);
    CHECK(c.stage == crm::LifecycleStage::lead);
    CHECK(c.code.empty());
    CHECK_FALSE(c.birthday);
    check_same(c, {.name = "Ada"});
    CHECK(c.tags.empty());
    CHECK(c.custom.empty());
  });
}

TEST_CASE("Values given as fields stand above those of the struct") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert(
        {.name = "struct",
         .city = "struct",
         .emails = {{"struct@x.example"}},
         .fields = {crm::customer::name = "field", crm::customer::city = crm::none,
                    crm::customer::emails = std::vector<crm::ContactPoint>{{"Field@x.example"}},
                    crm::customer::stage = crm::LifecycleStage::customer}});
    const auto c = tx.customers().get(id);
    CHECK(c.name == "field");
    CHECK(c.city.empty());
    CHECK(c.stage == crm::LifecycleStage::customer);
    REQUIRE(c.emails.size() == 1);
    CHECK(c.emails[0].value == "Field@x.example");
    CHECK(c.emails[0].normal == "field@x.example");
    CHECK(tx.customers().count(crm::customer::name == "field") == 1);
  });
}

TEST_CASE("A customer is found by every name it goes by") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(parent);
    const auto acme = tx.customers().insert(
        {.name = "Acme", .emails = {{"Hello@Acme.example"}}, .external_ids = {{"erp", "17"}}, .code = "K1"});
    const auto by = [&](const std::string& text) {
      const auto id = tx.records("customer").insert({{"name", "child"}, {"parent", text}});
      return tx.customers().get(crm::CustomerId{id.value()}).custom.get(parent);
    };
    for (const std::string& text : {to_string(acme), std::string("K1"), std::string("17"),
                                    std::string("hello@acme.EXAMPLE"), std::string("Acme")})
      CHECK(by(text) == acme);
    CHECK_THROWS_AS(by("nobody"), crm::Invalid);
    CHECK_THROWS_AS(by("child"), crm::Invalid);  // several have this name
    CHECK_THROWS_AS(by("#999"), crm::Invalid);
  });
}
