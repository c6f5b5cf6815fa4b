// Customers: everything that can be said of one comes back as it was said, and nothing that breaks a rule
// goes in.
#include <set>

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

std::string rule_of(const crm::Invalid& e) {
  return e.issues().empty() ? e.message() : e.issues().front().rule;
}

/// The broken rules of an insert, as `field:rule`, in the order they are reported.
std::vector<std::string> broken(crm::Store& store, const crm::NewCustomer& c) {
  std::vector<std::string> found;
  store.write([&](crm::WriteTx& tx) {
    try {
      tx.customers().insert(c);
    } catch (const crm::Invalid& e) {
      for (const crm::Issue& issue : e.issues()) found.push_back(issue.field + ":" + issue.rule);
    }
  });
  return found;
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

TEST_CASE("A name is put together from its parts in the order of its script") {
  fixture::MemoryStore store;
  const auto name = [&](crm::NewCustomer c) {
    return store.write([&](crm::WriteTx& tx) { return tx.customers().get(tx.customers().insert(c)).name; });
  };
  CHECK(name({.given_name = "Ada", .middle_name = "King", .family_name = "Lovelace"}) == "Ada King Lovelace");
  CHECK(name({.given_name = "Ada"}) == "Ada");
  CHECK(name({.family_name = "Lovelace"}) == "Lovelace");
  CHECK(name({.given_name = "伟", .family_name = "王"}) == "王伟");
  CHECK(name({.given_name = "太郎", .family_name = "山田"}) == "山田太郎");
  CHECK(name({.given_name = "さくら", .family_name = "たなか"}) == "たなかさくら");
  CHECK(name({.given_name = "민수", .family_name = "김"}) == "김민수");
  CHECK(name({.given_name = "Peter", .family_name = "王"}) == "王Peter");
  CHECK(name({.given_name = "伟", .family_name = "Wang"}) == "伟 Wang");
  CHECK(name({.given_name = "Анна", .family_name = "Каренина"}) == "Анна Каренина");
  CHECK(name({.name = "Countess of Lovelace", .given_name = "Ada", .family_name = "King"}) ==
        "Countess of Lovelace");
  CHECK(name({.given_name = "伟", .family_name = "王", .fields = {crm::customer::family_name = "李"}}) ==
        "李伟");
}

TEST_CASE("A name is stored in composed form, given whole or in parts") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto whole = tx.customers().insert({.name = "Rene\u0301"});
    const auto parts =
        tx.customers().insert({.given_name = "Rene\u0301", .family_name = "\u1112\u1161\u11AB"});
    CHECK(tx.customers().get(whole).name == "Ren\u00E9");
    CHECK(tx.customers().get(parts).given_name == "Ren\u00E9");
    CHECK(tx.customers().get(parts).name == "\uD55CRen\u00E9");
    CHECK(tx.customers().count(crm::customer::name == "Ren\u00E9") == 1);
    CHECK(tx.customers().count(crm::customer::name == "Rene\u0301") == 1);
  });
}

TEST_CASE("Nobody needs a first name, but everybody needs some name") {
  fixture::MemoryStore store;
  CHECK(broken(store, {}) == std::vector<std::string>{"name:required"});
  CHECK(broken(store, {.name = "  \t　"}) == std::vector<std::string>{"name:required"});
  CHECK(broken(store, {.family_name = "王"}).empty());
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada"});
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::name = crm::none}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::name = ""}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::name = " \u00A0"}), crm::Invalid);
    CHECK(tx.customers().get(id).name == "Ada");
  });
}

TEST_CASE("All broken rules of a customer are reported at once") {
  fixture::MemoryStore store;
  const auto found = broken(store, {.kind = static_cast<crm::CustomerKind>(9),
                                    .birthday = crm::PartialDate{2023, 2, 29},
                                    .stage = static_cast<crm::LifecycleStage>(200),
                                    .language = "not a language",
                                    .country = "Germany",
                                    .emails = {{"a@x.example", {}, {}, true}, {"b@x.example", {}, {}, true}},
                                    .addresses = {crm::Address{}},
                                    .owners = {{crm::UserId{99}}},
                                    .anniversaries = {{"x", {}}},
                                    .external_ids = {{"erp", ""}}});
  std::set<std::string> fields;
  for (const std::string& f : found) fields.insert(f.substr(0, f.find(':')));
  CHECK(fields == std::set<std::string>{"kind", "name", "birthday", "stage", "language", "country", "emails",
                                        "addresses", "owners", "anniversaries", "external_ids"});
}

TEST_CASE("Dates may be partial, but must exist") {
  fixture::MemoryStore store;
  const auto accepted = [&](crm::PartialDate d) {
    return broken(store, {.name = "x", .birthday = d}).empty();
  };
  for (const crm::PartialDate d : {crm::PartialDate{1985, 3, 7},
                                   {1985, 3, 0},
                                   {1985, 0, 0},
                                   {0, 3, 7},
                                   {0, 2, 29},
                                   {2024, 2, 29},
                                   {1, 1, 1},
                                   {9999, 12, 31}})
    CHECK(accepted(d));
  for (const crm::PartialDate d : {crm::PartialDate{2023, 2, 29},
                                   {1985, 0, 7},
                                   {0, 0, 7},
                                   {0, 3, 0},
                                   {1985, 13, 1},
                                   {1985, 4, 31},
                                   {-5, 1, 1},
                                   {10'000, 1, 1},
                                   {0, 0, 0}})
    CHECK_FALSE(accepted(d));
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada", .birthday = crm::PartialDate{0, 3, 7}});
    CHECK(tx.customers().get(id).birthday == crm::PartialDate{0, 3, 7});
    tx.customers().update(id, {crm::customer::birthday = crm::Date{1985, 3, 7}});
    CHECK(tx.customers().get(id).birthday == crm::PartialDate{1985, 3, 7});
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::birthday = crm::PartialDate{2023, 2, 29}}),
                    crm::Invalid);
    tx.customers().update(id, {crm::customer::birthday = crm::none});
    CHECK_FALSE(tx.customers().get(id).birthday);
  });
}

TEST_CASE("Countries are ISO codes and languages are tags") {
  fixture::MemoryStore store;
  for (const char* good : {"DE", "CN", "US", ""})
    CHECK(broken(store, {.name = "x", .country = good}).empty());
  for (const char* bad : {"de", "DEU", "Germany", "XX", "D E"})
    CHECK_FALSE(broken(store, {.name = "x", .country = bad}).empty());
  for (const char* good : {"de", "zh-CN", "zh-Hant-TW", ""})
    CHECK(broken(store, {.name = "x", .language = good}).empty());
  for (const char* bad : {"d", "zh_CN", "German language", "-"})
    CHECK_FALSE(broken(store, {.name = "x", .language = bad}).empty());
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Ada"});
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::country = "Germany"}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::language = "zh_CN"}), crm::Invalid);
    CHECK(tx.customers().update(id, {crm::customer::country = "DE", crm::customer::language = "de-AT"}));
  });
}

TEST_CASE("Texts have limits, which count characters and not bytes") {
  fixture::MemoryStore store;
  const auto han = [](std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += "汉";
    return text;
  };
  CHECK(broken(store, {.name = han(1000)}).empty());
  CHECK(broken(store, {.name = han(1001)}) == std::vector<std::string>{"name:max_length"});
  CHECK(broken(store, {.name = "x", .needs = han(10'000)}).empty());
  CHECK(broken(store, {.name = "x", .needs = han(10'001)}) == std::vector<std::string>{"needs:max_length"});
  CHECK(broken(store, {.name = "x", .description = han(100'001)}) ==
        std::vector<std::string>{"description:max_length"});
  CHECK(broken(store, {.name = "x", .emails = {{han(1001)}}}) ==
        std::vector<std::string>{"emails:max_length"});
  CHECK(broken(store, {.given_name = han(600), .family_name = han(600)}) ==
        std::vector<std::string>{"name:max_length"});
  store.write([&](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "x"});
    try {
      tx.customers().update(id, {crm::customer::city = han(1001)});
      FAIL("accepted");
    } catch (const crm::Invalid& e) {
      CHECK(rule_of(e) == "max_length");
      CHECK(e.record() == to_string(id));
      CHECK(e.issues()[0].record == to_string(id));
      CHECK(e.operation() == "update customer");
    }
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
