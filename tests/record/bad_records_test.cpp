// Records and what cannot be one: every public call with input of every wrong sort.
#include <crmlite/crmlite.hpp>

#include "record/bad_input.hpp"

namespace {

namespace crm = crmlite;
using bad::broken_texts;
using bad::secret;
using crm::Value;
using crm::WriteTx;

/// A store with one field of each type, two customers and a user.
struct World : bad::Store {
  crm::CustomerId acme, beta;
  crm::UserId ada;

  World() {
    (**this).write([&](WriteTx& tx) {
      auto fields = tx.fields();
      for (const auto& [name, type] : std::vector<std::pair<const char*, crm::FieldType>>{
               {"a text", crm::FieldType::text},
               {"a long text", crm::FieldType::long_text},
               {"an integer", crm::FieldType::integer},
               {"a decimal", crm::FieldType::decimal},
               {"a money", crm::FieldType::money},
               {"a boolean", crm::FieldType::boolean},
               {"a date", crm::FieldType::date},
               {"a partial date", crm::FieldType::partial_date},
               {"an instant", crm::FieldType::date_time},
               {"an e-mail", crm::FieldType::email},
               {"a phone", crm::FieldType::phone},
               {"a url", crm::FieldType::url}})
        fields.define("customer", name, {.type = type});
      fields.define("customer", "a choice", {.type = crm::FieldType::choice, .choices = {"gold"}});
      fields.define("customer", "some choices", {.type = crm::FieldType::choices, .choices = {"tea"}});
      fields.define("customer", "a customer", {.type = crm::FieldType::reference, .target = "customer"});
      fields.define("customer", "a user", {.type = crm::FieldType::reference, .target = "user"});
      ada = tx.users().insert({.name = "Ada"});
      acme = tx.customers().insert({.name = "Acme", .tags = {"vip"}});
      beta = tx.customers().insert({.name = "Beta", .emails = {{"b@x.example"}}});
    });
  }

  /// The value is refused when a record is made with it and when one is given it.
  void refuses_value(const std::string& field, const Value& value, const std::string& rule) {
    refuses(field, rule, [&](WriteTx& tx) {
      tx.records("customer").insert({{"name", "x"}, {field, value}});
    });
    refuses(field, rule, [&](WriteTx& tx) { tx.records("customer").update(acme, {{field, value}}); });
    refuses(field, rule, [&](WriteTx& tx) { tx.records("customer").update_where({}, {{field, value}}); });
  }
};

}  // namespace

TEST_CASE("Texts that are none are refused in every field that holds texts") {
  World w;
  for (const auto& [text, rule] : broken_texts())
    for (const char* field : {"name", "city", "description", "a text", "a long text", "an e-mail", "a phone",
                              "a url", "emails", "phones", "urls", "messaging", "addresses", "code"})
      if (rule != "max_length" || field != std::string("a long text")) w.refuses_value(field, text, rule);
  w.refuses_value("a long text", secret + std::string(1'000'000, 'x'), "max_length");
}

TEST_CASE("Texts that are none are refused in every member of a new customer") {
  World w;
  for (const auto& [text, rule] : broken_texts()) {
    const std::vector<std::pair<const char*, std::function<void(crm::NewCustomer&, std::string)>>> members = {
        {"name", [](crm::NewCustomer& c, std::string t) { c.name = t; }},
        {"given_name", [](crm::NewCustomer& c, std::string t) { c.name.clear(), c.given_name = t; }},
        {"company", [](crm::NewCustomer& c, std::string t) { c.company = t; }},
        {"needs", [](crm::NewCustomer& c, std::string t) { c.needs = t; }},
        {"description", [](crm::NewCustomer& c, std::string t) { c.description = t; }},
        {"language", [](crm::NewCustomer& c, std::string t) { c.language = t; }},
        {"country", [](crm::NewCustomer& c, std::string t) { c.country = t; }},
        {"emails", [](crm::NewCustomer& c, std::string t) { c.emails = {{t}}; }},
        {"phones", [](crm::NewCustomer& c, std::string t) { c.phones = {{.value = "1", .label = t}}; }},
        {"messaging",
         [](crm::NewCustomer& c, std::string t) { c.messaging = {{.value = "1", .service = t}}; }},
        {"addresses", [](crm::NewCustomer& c, std::string t) { c.addresses = {{.street = t}}; }},
        {"anniversaries", [](crm::NewCustomer& c, std::string t) { c.anniversaries = {{t, {1990, 0, 0}}}; }},
        {"external_ids", [](crm::NewCustomer& c, std::string t) { c.external_ids = {{"erp", t}}; }},
        {"tags", [](crm::NewCustomer& c, std::string t) { c.tags = {t}; }},
        {"code", [](crm::NewCustomer& c, std::string t) { c.code = t; }}};
    for (const auto& [field, set] : members)
      w.refuses(field, rule, [&, &set = set, &text = text](WriteTx& tx) {
        crm::NewCustomer c{.name = "x"};
        set(c, text);
        tx.customers().insert(c);
      });
    w.refuses("name", rule, [&, &text = text](WriteTx& tx) { tx.users().insert({.name = text}); });
    w.refuses("email", rule,
              [&, &text = text](WriteTx& tx) { tx.users().insert({.name = "x", .email = text}); });
    w.refuses("tags", rule, [&, &text = text](WriteTx& tx) { tx.customers().tag(w.acme, text); });
    w.refuses("tags", rule, [&, &text = text](WriteTx& tx) { tx.customers().tag_where({}, {"fine", text}); });
  }
}

TEST_CASE("Values of another type are refused by their field") {
  World w;
  const Value list(crm::ValueRows{{Value(secret)}});
  for (const char* field : {"name", "city", "a text", "an e-mail"})
    for (const Value& value : {list, Value(Value::Texts{secret, "b"})}) w.refuses_value(field, value, "type");
  for (const Value& value :
       {Value(secret), Value("12" + secret), Value("1.5"), Value("9223372036854775808"), Value(true),
        Value(crm::Decimal{15, 1}), Value(crm::Date{2024, 1, 1}), list, Value(" 1")})
    w.refuses_value("an integer", value, "type");
  for (const Value& value :
       {Value(secret), Value("1e5"), Value("1,5"), Value(true), Value(crm::Money{1, "EUR"}), list})
    w.refuses_value("a decimal", value, "type");
  for (const Value& value : {Value("0.001"), Value(crm::Decimal{1, 3}), Value(crm::Decimal{1, 200}),
                             Value(crm::Decimal{INT64_MAX, 0}), Value(INT64_MIN)})
    w.refuses_value("a decimal", value, "scale");
  for (const Value& value :
       {Value(secret), Value("5"), Value(5), Value("5.001 EUR"), Value(crm::Decimal{5, 0}), list})
    w.refuses_value("a money", value, "type");
  for (const Value& value :
       {Value(crm::Money{5, secret}), Value(crm::Money{5, ""}), Value(crm::Money{5, "eur"})})
    w.refuses_value("a money", value, "currency");
  for (const Value& value : {Value(secret), Value("perhaps"), Value(2), Value(crm::Decimal{15, 1}), list})
    w.refuses_value("a boolean", value, "type");
  for (const Value& value :
       {Value(secret), Value("2023-02-29"), Value("29.02.2024"), Value("2024-2-9"), Value(20240229),
        Value(crm::Date{2023, 2, 29}), Value(crm::Date{}), Value(crm::PartialDate{2024, 2}), list})
    w.refuses_value("a date", value, "date");
  for (const Value& value : {Value(secret), Value("2023-02-29"), Value("--02-30"), Value("2024-13"),
                             Value(crm::PartialDate{}), Value(crm::PartialDate{0, 0, 5}), Value(true), list})
    w.refuses_value("a partial date", value, "date");
  w.refuses_value("birthday", "2023-02-29", "date");
  for (const Value& value :
       {Value(secret), Value("2024-02-30T00:00:00Z"), Value("2024-02-29T12:00:00"), Value(5),
        Value(crm::Timestamp{INT64_MAX}), Value(crm::Timestamp{INT64_MIN}), list})
    w.refuses_value("an instant", value, "date-time");
  for (const Value& value : {Value(secret), Value("gold " + secret), Value(5)})
    w.refuses_value("a choice", value, "choice");
  for (const Value& value : {Value(Value::Texts{"gold"}), list}) w.refuses_value("a choice", value, "type");
  for (const Value& value : {Value(secret), Value(Value::Texts{"tea", secret}), Value(5)})
    w.refuses_value("some choices", value, "choice");
  w.refuses_value("some choices", list, "type");
  for (const Value& value : {Value(secret), Value(secret + "@"), Value("a b@x.example")})
    w.refuses_value("an e-mail", value, "e-mail");
  for (const Value& value : {Value(secret), Value("12"), Value("1380013800013800138000")})
    w.refuses_value("a phone", value, "phone");
  for (const Value& value : {Value(secret), Value("http://")}) w.refuses_value("a url", value, "url");
  for (const char* field : {"kind", "stage"})
    for (const Value& value : {Value(secret), Value(5)}) w.refuses_value(field, value, "choice");
}

TEST_CASE("Ids that name nothing, something removed or another kind's record are refused") {
  World w;
  const auto removed = w->write([](WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "gone"});
    tx.customers().remove(id);
    return id;
  });
  for (const std::int64_t id :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{INT64_MIN}, std::int64_t{INT64_MAX},
        std::int64_t{1} << 53, removed.value(), w.ada.value()}) {
    const crm::CustomerId customer{id};
    w.refuses_value("a customer", customer, "reference");
    w.refuses_value("a customer", id, "reference");
    w.refuses_value("a customer", to_string(customer), "reference");
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.customers().get(customer); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.view(customer); });
    w.refuses<crm::NotFound>(
        [&](WriteTx& tx) { tx.customers().update(customer, {crm::customer::city = secret}); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.customers().archive(customer); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.customers().restore(customer); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.customers().remove(customer); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.customers().tag(customer, secret); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.customers().untag(customer, "vip"); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.customers().untag(customer, secret); });
    w->read([&](const crm::ReadTx& tx) {
      CHECK_FALSE(tx.customers().find(customer));
      CHECK_FALSE(tx.records("customer").find(customer));
      CHECK(tx.customers().tags(customer).empty());
    });
  }
  w.refuses_value("a user", w.acme, "reference");
  w.refuses_value("a customer", secret, "reference");
  w.refuses_value("a customer", true, "reference");
  w.refuses_value("owners", Value(crm::ValueRows{{Value(w.acme)}}), "reference");
  w.refuses_value("owners", secret, "reference");
  w->read([&](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.customers().find(secret));
    CHECK_FALSE(tx.customers().find(""));
    CHECK_FALSE(tx.customers().find("\xff"));
    CHECK_FALSE(tx.customers().find(std::string_view("a\0b", 3)));
  });
}

TEST_CASE("Fields that a kind does not have are refused by name") {
  World w;
  for (const std::string& field :
       {std::string("nothing"), std::string(), std::string("team"), std::string("sort_name"),
        std::string("parts"), std::string("x_a text"), std::string("custom."), std::string("name\0", 5),
        std::string("\xff"), std::string("name; --"), std::string("\"name\""), std::string(5000, 'f')})
    w.refuses_value(field, secret, "field");
  for (const char* field : {"id", "revision", "created", "updated", "archived"})
    w.refuses_value(field, 5, "read_only");
  w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.records("nothing"); });
  w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.records(""); });
  w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.records("Customer; --"); });
  w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.records("\xff"); });
}

TEST_CASE("Elements of lists have their own rules, and lists a limit") {
  World w;
  const auto rows = [](std::vector<std::vector<Value>> r) { return Value(crm::ValueRows(std::move(r))); };
  w.refuses_value("emails", rows({{}}), "required");
  w.refuses_value("emails", rows({{Value(), Value("work")}}), "required");
  w.refuses_value("emails", rows({{Value("a@x.example"), Value(secret)}}), "choice");
  w.refuses_value("emails", rows({{Value("a@x.example"), Value(), Value(), Value(secret)}}), "type");
  w.refuses_value("emails", rows({std::vector<Value>(8, Value("a"))}), "type");
  w.refuses_value("emails", rows({{rows({{Value(secret)}})}}), "type");
  w.refuses_value("addresses", rows({{}}), "required");
  w.refuses_value("addresses", rows({std::vector<Value>(13, Value("a"))}), "type");
  w.refuses_value("anniversaries", rows({{Value(secret)}}), "required");
  w.refuses_value("anniversaries", rows({{Value("x"), Value("2023-02-29")}}), "date");
  w.refuses_value("anniversaries", rows({{Value("x"), Value(secret)}}), "date");
  w.refuses_value("external_ids", rows({{Value("erp")}}), "required");
  w.refuses_value("external_ids", secret, "required");
  w.refuses_value("owners", rows({{Value(), Value(secret)}}), "required");
  w.refuses_value("emails", rows(std::vector<std::vector<Value>>(10'001, {Value(secret)})), "max_length");
  w.refuses("phones", "max_length", [](WriteTx& tx) {
    tx.customers().insert({.name = "x", .phones = std::vector<crm::ContactPoint>(10'001, {secret})});
  });
  w.refuses("tags", "type", [](WriteTx& tx) { tx.records("customer").insert({{"name", "x"}, {"tags", 5}}); });
  w.refuses("tags", "required", [](WriteTx& tx) {
    tx.records("customer").insert({{"name", "x"}, {"tags", Value::Texts{" "}}});
  });
  w->write([](WriteTx& tx) {
    std::vector<crm::ContactPoint> many(10'000, {"a@x.example"});
    std::vector<crm::ExternalId> ids;
    for (int i = 0; i < 10'000; ++i) ids.push_back({"erp", std::to_string(i)});
    const auto id = tx.customers().insert({.name = "many", .emails = many, .external_ids = ids});
    CHECK(tx.customers().get(id).emails.size() == 10'000);
    CHECK(tx.customers().get(id).external_ids == ids);
    ids.push_back({"erp", "4711"});
    std::swap(ids.back(), ids.front());
    ids.pop_back();
    CHECK_THROWS_AS(tx.customers().update(id, {crm::customer::external_ids = ids}), crm::Invalid);
    tx.customers().remove(id);
  });
}

TEST_CASE("Questions that make no sense are refused") {
  World w;
  const auto list = [](crm::ListSpec<crm::AnyRecord> spec) {
    return [spec](WriteTx& tx) { tx.records("customer").list(spec); };
  };
  w.refuses<crm::Invalid>(list({.limit = 0}));
  w.refuses<crm::Invalid>(list({.limit = 10'001}));
  w.refuses<crm::Invalid>(list({.after = secret}));
  w.refuses<crm::Invalid>(list({.after = "\xff"}));
  w.refuses("nothing", "field", list({.order = std::vector<crm::AnySort>{{"nothing"}}}));
  w.refuses("emails", "order", list({.order = std::vector<crm::AnySort>{{"emails"}}}));
  w.refuses("nothing", "field",
            list({.where = where(crm::AnyField("nothing"), crm::Compare::equal, {secret})}));
  w.refuses("an integer", "type",
            list({.where = where(crm::AnyField("an integer"), crm::Compare::equal, {secret})}));
  w.refuses("an integer", "value",
            list({.where = where(crm::AnyField("an integer"), crm::Compare::equal, {})}));
  w.refuses("an integer", "value",
            list({.where = where(crm::AnyField("an integer"), crm::Compare::between, {1})}));
  w.refuses("a date", "date",
            list({.where = where(crm::AnyField("a date"), crm::Compare::less, {"2023-02-29"})}));
  w.refuses("a choice", "choice",
            list({.where = where(crm::AnyField("a choice"), crm::Compare::equal, {secret})}));
  w.refuses("a choice", "order",
            list({.where = where(crm::AnyField("a choice"), crm::Compare::less, {"gold"})}));
  w.refuses("name", "utf8",
            list({.where = where(crm::AnyField("name"), crm::Compare::contains, {secret + "\xff"})}));
  w.refuses(
      "name", "nul",
      list({.where = where(crm::AnyField("name"), crm::Compare::starts, {secret + std::string(1, '\0')})}));
  w.refuses("an integer", "text",
            list({.where = where(crm::AnyField("an integer"), crm::Compare::contains, {secret})}));
  for (const char* text :
       {"name =", "name = \"SECRET", "= SECRET", "name SECRET", "(name = SECRET", "tag:", "name in (SECRET",
        "not", "name = SECRET)", "name between SECRET", "name is SECRET"})
    w.refuses<crm::Invalid>([&](WriteTx&) { crm::parse_filter(text); });
  w.refuses<crm::Invalid>([&](WriteTx&) { crm::parse_filter(std::string("name = \xff")); });
}

TEST_CASE("Quotes, semicolons and SQL are ordinary text") {
  World w;
  const std::string name = "Robert'); DROP TABLE customer; -- \" ` [x] ? ?1 :a @b $c %s {} \\ \r\n\t%_";
  w->write([&](WriteTx& tx) {
    const auto id = tx.customers().insert({.name = name,
                                           .emails = {{.value = name, .label = name}},
                                           .addresses = {{.street = name}},
                                           .anniversaries = {{name, {1990, 0, 0}}},
                                           .external_ids = {{name, name}},
                                           .tags = {"'; DROP TABLE tag; --"},
                                           .code = "a'b\"c;--"});
    const auto c = tx.customers().get(id);
    CHECK(c.name == name);
    CHECK(c.emails[0].label == name);
    CHECK(c.external_ids[0].system == name);
    CHECK(c.tags[0] == "'; DROP TABLE tag; --");
    CHECK(tx.customers().find("a'b\"c;--")->id == id);
    CHECK(tx.customers().count(crm::customer::name == name) == 1);
    CHECK(tx.customers().count(crm::contains(crm::customer::name, "%_")) == 1);
    CHECK(tx.customers().count(crm::has_tag("'; DROP TABLE tag; --")) == 1);
    CHECK(tx.customers().count(crm::parse_filter(to_string(crm::customer::name == name))) == 1);
    CHECK(tx.customers().update(id, {crm::customer::city = name}));
    tx.customers().remove(id);
  });
  CHECK(w->check(crm::CheckDepth::full).ok());
}
