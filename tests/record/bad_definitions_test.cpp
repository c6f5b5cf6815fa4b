// Definitions and what cannot be one: fields, choices, tags and series with input of every wrong sort.
#include <crmlite/crmlite.hpp>

#include "record/bad_input.hpp"

namespace {

namespace crm = crmlite;
using bad::broken_texts;
using bad::secret;
using crm::FieldSpec;
using crm::FieldType;
using crm::WriteTx;

struct World : bad::Store {
  World() {
    (**this).write([&](WriteTx& tx) {
      tx.fields().define("customer", "score", {.type = FieldType::integer});
      tx.fields().define("customer", "tier", {.type = FieldType::choice, .choices = {"gold", "silver"}});
      tx.fields().define("customer", "note", {});
      tx.customers().insert({.name = "Acme", .tags = {"vip", "new"}, .fields = {crm::AnyChange{"score", 5}}});
      tx.customers().insert({.name = "Beta", .fields = {crm::AnyChange{"note", "x"}}});
      tx.records("customer").insert({{"name", "Gamma"}, {"note", "X"}, {"tier", "gold"}});
    });
  }

  /// Refused when a field is defined so, and when one is changed or ensured to be so.
  void refuses_spec(const std::string& rule, const FieldSpec& spec, const char* existing = nullptr) {
    refuses("new", rule, [&](WriteTx& tx) { tx.fields().define("customer", "new", spec); });
    refuses("new", rule, [&](WriteTx& tx) { tx.fields().ensure("customer", "new", spec); });
    if (existing)
      refuses(existing, rule, [&](WriteTx& tx) { tx.fields().change("customer", existing, spec); });
    if (existing)
      refuses(existing, rule, [&](WriteTx& tx) { tx.fields().check("customer", existing, spec); });
  }
};

const std::vector<std::string>& bad_names() {
  static const std::vector<std::string> names = {
      "", " ", "\u3000", "a\nb", "a\tb", std::string("a\0b", 3), "\xff", std::string(101, 'n'), "custom.x"};
  return names;
}

}  // namespace

TEST_CASE("Fields need names that people can write") {
  World w;
  for (const std::string& name : bad_names()) {
    INFO(name);
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().define("customer", name, {}); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().ensure("customer", name, {}); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().rename("customer", "score", name); });
  }
  for (const char* taken :
       {"name", "NAME", "ｎａｍｅ", "emails", "email", "tags", "Tag", "id", "revision", "score", " Score "}) {
    INFO(taken);
    w.refuses("name", "unique", [&](WriteTx& tx) { tx.fields().define("customer", taken, {}); });
    if (std::string(taken).find("core") == std::string::npos)
      w.refuses("name", "unique", [&](WriteTx& tx) { tx.fields().rename("customer", "score", taken); });
  }
}

TEST_CASE("Fields and kinds that are not there are not found") {
  World w;
  for (const char* kind : {"", "nothing", "Customer", "customer; --", "\xff"}) {
    INFO(kind);
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().define(kind, "x", {}); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().ensure(kind, "x", {}); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().list(kind); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().get(kind, "name"); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().statistics(kind, "name"); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().suggest(kind, "name", secret); });
    w.refuses<crm::Invalid>([&](WriteTx& tx) { tx.fields().remove(kind, "name"); });
  }
  for (const std::string& field :
       {std::string("nothing"), std::string(), std::string("\xff"), std::string("a\0b", 3)}) {
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().get("customer", field); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().statistics("customer", field); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().suggest("customer", field, secret); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().change("customer", field, {}); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().check("customer", field, {}); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().rename("customer", field, "x"); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().archive("customer", field); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().restore("customer", field); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().remove("customer", field); });
    w.refuses<crm::NotFound>(
        [&](WriteTx& tx) { tx.fields().retype("customer", field, {.type = FieldType::date}); });
    w.refuses<crm::NotFound>([&](WriteTx& tx) { tx.fields().add_choice("customer", field, secret); });
  }
}

TEST_CASE("Built-in fields stay as they are") {
  World w;
  for (const char* field : {"name", "emails", "stage", "code", "created"}) {
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().change("customer", field, {}); });
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().check("customer", field, {}); });
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().rename("customer", field, "x"); });
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().archive("customer", field); });
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().restore("customer", field); });
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().remove("customer", field); });
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().ensure("customer", field, {}); });
    w.refuses(field, "built_in", [&](WriteTx& tx) { tx.fields().add_choice("customer", field, secret); });
    w.refuses(field, "built_in",
              [&](WriteTx& tx) { tx.fields().retype("customer", field, {.type = FieldType::date}); });
  }
}

TEST_CASE("Rules that contradict themselves or their type are refused") {
  World w;
  const crm::Decimal one{1, 0}, two{2, 0};
  const crm::Date early{2020, 1, 1}, late{2021, 1, 1};
  w.refuses_spec("range", {.type = FieldType::integer, .min = two, .max = one}, "score");
  w.refuses_spec("range", {.min = one}, "note");
  w.refuses_spec("range", {.type = FieldType::date, .earliest = late, .latest = early});
  w.refuses_spec("range", {.type = FieldType::integer, .earliest = early}, "score");
  w.refuses_spec("range", {.type = FieldType::date, .earliest = crm::Date{2023, 2, 29}});
  w.refuses_spec("length", {.min_length = 5, .max_length = 4}, "note");
  w.refuses_spec("length", {.max_length = 1'000'001}, "note");
  w.refuses_spec("length", {.type = FieldType::integer, .max_length = 5}, "score");
  w.refuses_spec("pattern", {.pattern = "(" + secret}, "note");
  w.refuses_spec("pattern", {.pattern = "[z-a]"}, "note");
  w.refuses_spec("pattern", {.pattern = secret + std::string(500, 'x')}, "note");
  w.refuses_spec("check_character", {.type = FieldType::integer, .check_character = crm::CheckSystem::luhn},
                 "score");
  w.refuses_spec("scale", {.type = FieldType::decimal, .scale = 10});
  w.refuses_spec("review", {.review = crm::Date{2023, 2, 29}}, "note");
  w.refuses_spec("utf8", {.pattern = secret + "\xff"}, "note");
  w.refuses_spec("nul", {.pattern = secret + std::string("\0", 1)}, "note");
  w.refuses_spec("yearly", {.yearly = true}, "note");
  w.refuses_spec("unique", {.type = FieldType::long_text, .unique = true});
  w.refuses_spec("unique", {.type = FieldType::choices, .unique = true, .choices = {"a"}});
  w.refuses_spec("choices", {.choices = {secret}}, "note");
  w.refuses_spec("choices", {.type = FieldType::choice, .choices = {secret, "secret"}});
  w.refuses_spec("choices", {.type = FieldType::choice, .choices = {" "}});
  w.refuses_spec("choices", {.type = FieldType::choice, .choices = {secret + "\xff"}});
  w.refuses_spec("choices", {.type = FieldType::choice, .choices = std::vector<std::string>(1001, secret)});
  w.refuses_spec("target", {.type = FieldType::reference, .target = secret});
  w.refuses_spec("target", {.type = FieldType::reference});
  w.refuses_spec("target", {.target = "customer"}, "note");
  w.refuses_spec("type", {.type = FieldType::list});
  w.refuses_spec("type", {.type = static_cast<FieldType>(99)});
  w.refuses_spec("check_character", {.check_character = static_cast<crm::CheckSystem>(99)}, "note");
  w.refuses_spec("default", {.type = FieldType::integer, .default_text = secret}, "score");
  w.refuses_spec("default", {.type = FieldType::choice, .choices = {"a"}, .default_text = secret});
  w.refuses_spec("default", {.type = FieldType::integer, .max = one, .default_text = "2"});
  for (const auto& [text, rule] : broken_texts()) {
    w.refuses_spec(rule, {.label = text}, "note");
    w.refuses_spec(rule, {.labels = {{"zh", text}}}, "note");
    w.refuses_spec(rule, {.labels = {{text, "x"}}}, "note");
    w.refuses_spec(rule, {.purpose = text}, "note");
    w.refuses_spec(rule, {.help = text}, "note");
    w.refuses_spec(rule, {.example = text}, "note");
    w.refuses_spec(rule, {.default_text = text}, "note");
    w.refuses_spec(rule, {.owner = text}, "note");
  }
}

TEST_CASE("A change says what it cannot change") {
  World w;
  w.refuses("score", "type", [](WriteTx& tx) { tx.fields().change("customer", "score", {}); });
  w.refuses("score", "type", [](WriteTx& tx) { tx.fields().ensure("customer", "score", {}); });
  w.refuses("tier", "choices", [](WriteTx& tx) {
    tx.fields().change("customer", "tier", {.type = FieldType::choice, .choices = {"gold", secret}});
  });
  w.refuses("score", "type",
            [](WriteTx& tx) { tx.fields().retype("customer", "score", {.type = FieldType::integer}); });
  w.refuses("score", "type",
            [](WriteTx& tx) { tx.fields().retype("customer", "score", {.type = FieldType::list}); });
  w.refuses("", "required", [](WriteTx& tx) { tx.fields().define("customer", "new", {.required = true}); });
}

TEST_CASE("A rule that records break changes nothing, and says which do") {
  World w;
  auto db = [&] { return w->read([](const crm::ReadTx& tx) { return tx.fields().dictionary_json(); }); };
  const std::string before = db();
  w->write([](WriteTx& tx) {
    auto fields = tx.fields();
    for (const auto& [name, spec, violations] :
         std::vector<std::tuple<const char*, FieldSpec, std::uint64_t>>{
             {"note", {.required = true}, 1},
             {"note", {.unique = true}, 1},
             {"note", {.min_length = 2}, 2},
             {"score", {.type = FieldType::integer, .max = crm::Decimal{4, 0}}, 1}}) {
      const auto report = fields.change("customer", name, spec);
      CHECK_FALSE(report.applied);
      CHECK(report.violations == violations);
      CHECK(report.first.size() == violations);
      for (const auto& v : report.first) CHECK(v.rule.find(' ') == std::string::npos);
    }
    const auto report = fields.retype("customer", "note", {.type = FieldType::integer});
    CHECK_FALSE(report.applied);
    CHECK(report.violations == 2);
  });
  CHECK(db() == before);
}

TEST_CASE("Choices that are none are refused") {
  World w;
  for (const auto& [name, rule] : broken_texts()) {
    w.refuses("tier", rule,
              [&, &name = name](WriteTx& tx) { tx.fields().add_choice("customer", "tier", name); });
    w.refuses("tier", rule, [&, &name = name](WriteTx& tx) {
      tx.fields().rename_choice("customer", "tier", "gold", name);
    });
  }
  w.refuses("tier", "choices", [](WriteTx& tx) { tx.fields().add_choice("customer", "tier", " "); });
  w.refuses("tier", "unique", [](WriteTx& tx) { tx.fields().add_choice("customer", "tier", "ＧＯＬＤ"); });
  w.refuses("tier", "unique",
            [](WriteTx& tx) { tx.fields().rename_choice("customer", "tier", "gold", "Silver"); });
  w.refuses("tier", "choices",
            [](WriteTx& tx) { tx.fields().replace_choice("customer", "tier", "gold", "GOLD"); });
  w.refuses<crm::NotFound>([](WriteTx& tx) { tx.fields().rename_choice("customer", "tier", secret, "x"); });
  w.refuses<crm::NotFound>([](WriteTx& tx) { tx.fields().retire_choice("customer", "tier", secret); });
  w.refuses<crm::NotFound>(
      [](WriteTx& tx) { tx.fields().replace_choice("customer", "tier", secret, "gold"); });
  w.refuses<crm::NotFound>(
      [](WriteTx& tx) { tx.fields().replace_choice("customer", "tier", "gold", secret); });
  w.refuses("score", "type", [](WriteTx& tx) { tx.fields().add_choice("customer", "score", secret); });
  w.refuses("score", "type", [](WriteTx& tx) { tx.fields().retire_choice("customer", "score", secret); });
}

TEST_CASE("Tags and groups that are none are refused") {
  World w;
  for (const auto& [name, rule] : broken_texts()) {
    w.refuses("name", rule, [&, &name = name](WriteTx& tx) { tx.tags().ensure(name); });
    w.refuses("name", rule, [&, &name = name](WriteTx& tx) { tx.tags().rename("vip", name); });
    w.refuses("group", rule, [&, &name = name](WriteTx& tx) {
      tx.tags().ensure("fresh", {.group = name, .colour = "#000000"});
    });
    w.refuses("group", rule, [&, &name = name](WriteTx& tx) { tx.tags().set_group("vip", name); });
    w.refuses("group", rule,
              [&, &name = name](WriteTx& tx) { tx.tags().ensure_group(name, crm::GroupMode::exclusive); });
    w.refuses("colour", "form", [&, &name = name](WriteTx& tx) { tx.tags().set_colour("vip", name); });
    w.refuses<crm::NotFound>([&, &name = name](WriteTx& tx) { tx.tags().get(name); });
    w.refuses<crm::NotFound>([&, &name = name](WriteTx& tx) { tx.tags().retire(name); });
    w.refuses<crm::NotFound>([&, &name = name](WriteTx& tx) { tx.tags().revive(name); });
    w.refuses<crm::NotFound>([&, &name = name](WriteTx& tx) { tx.tags().merge(name, "vip"); });
    w.refuses<crm::NotFound>([&, &name = name](WriteTx& tx) { tx.tags().merge("vip", name); });
    w.refuses<crm::NotFound>([&, &name = name](WriteTx& tx) { tx.tags().rename(name, "x"); });
    w.refuses<crm::NotFound>([&, &name = name](WriteTx& tx) { tx.tags().set_group(name, "x"); });
    w->read(
        [&, &name = name](const crm::ReadTx& tx) { CHECK(tx.customers().count(crm::has_tag(name)) == 0); });
  }
  for (const char* blank : {"", " \t", "\u3000"}) {
    w.refuses("name", "required", [&](WriteTx& tx) { tx.tags().ensure(blank); });
    w.refuses("name", "required", [&](WriteTx& tx) { tx.tags().rename("vip", blank); });
    w.refuses("group", "required",
              [&](WriteTx& tx) { tx.tags().ensure_group(blank, crm::GroupMode::any_number); });
  }
  w.refuses("name", "unique", [](WriteTx& tx) { tx.tags().rename("vip", "NEW"); });
  w.refuses<crm::Invalid>([](WriteTx& tx) { tx.tags().merge("vip", "VIP"); });
}

TEST_CASE("Series that are none are refused") {
  World w;
  for (const auto& [text, rule] : broken_texts()) {
    w.refuses<crm::Invalid>(
        [&, &text = text](WriteTx& tx) { tx.codes().ensure("customer", {.pattern = text + "{SEQ:3}"}); });
    w.refuses<crm::Invalid>([&, &text = text](WriteTx& tx) {
      tx.codes().ensure(text, {.pattern = "{SEQ:3}", .kind = "customer"});
    });
    w.refuses<crm::Invalid>(
        [&, &text = text](WriteTx& tx) { tx.codes().ensure("x", {.pattern = "{SEQ:3}", .kind = text}); });
    w->read([&, &text = text](const crm::ReadTx& tx) { CHECK_FALSE(tx.codes().resolve(text)); });
  }
  w.refuses<crm::Invalid>(
      [](WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "{" + secret + "}{SEQ:3}"}); });
}

TEST_CASE("Hostile names of definitions are ordinary names") {
  World w;
  const std::vector<std::string> names = {"x\"; DROP TABLE customer; --",
                                          "Robert'); --",
                                          "[select]",
                                          "select",
                                          "rowid",
                                          "`a`",
                                          "a.b",
                                          "a%b_c",
                                          "a\\b",
                                          "Größe €",
                                          "客户等级",
                                          "🙂",
                                          "and",
                                          "is empty",
                                          "tag:x",
                                          "?1",
                                          "x_name",
                                          "name ",
                                          "1",
                                          "-",
                                          std::string(100, 'n')};
  w->write([&](WriteTx& tx) {
    std::vector<crm::AnyChange> values = {{"name", "x"}};
    for (const std::string& name : names) {
      if (name == "name ") continue;  // that is `name`
      INFO(name);
      tx.fields().define("customer", name, {.indexed = true});
      values.push_back({name, "value of " + name});
      tx.tags().ensure(name, {.group = name});
    }
    const auto id = tx.records("customer").insert(values);
    const auto stored = tx.records("customer").get(id);
    for (std::size_t i = 1; i < values.size(); ++i) {
      INFO(values[i].field);
      REQUIRE(stored.values.find(values[i].field));
      CHECK(*stored.values.find(values[i].field) == values[i].value);
      const auto filter = where(crm::AnyField(values[i].field), crm::Compare::equal, {values[i].value});
      CHECK(tx.records("customer").count(filter) == 1);
      CHECK(tx.records("customer").count(crm::parse_filter(to_string(filter))) == 1);
      CHECK(tx.records("customer")
                .list({.where = filter, .order = std::vector<crm::AnySort>{{values[i].field}}})
                .size() == 1);
      CHECK(tx.records("customer").update(id, {{values[i].field, "other"}}));
      CHECK(tx.records("customer").tag(id, values[i].field));
    }
    tx.records("customer").remove(id);
  });
  CHECK(w->check(crm::CheckDepth::full).ok());
}

TEST_CASE("A kind has 1,000 fields of its own and not one more", "[slow]") {
  bad::Store w;
  w->write([](WriteTx& tx) {
    for (int i = 0; i < 1000; ++i)
      tx.fields().define("customer", "f" + std::to_string(i),
                         {.type = i % 2 ? FieldType::text : FieldType::integer});
  });
  w.refuses("", "too_many_fields", [](WriteTx& tx) { tx.fields().define("customer", "one more", {}); });
  w->write([](WriteTx& tx) {
    std::vector<crm::AnyChange> values = {{"name", "wide"}};
    for (int i = 0; i < 1000; ++i)
      values.push_back({"f" + std::to_string(i), i % 2 ? crm::Value("text") : crm::Value(i)});
    const auto id = tx.records("customer").insert(values);
    const auto c = tx.customers().get(crm::CustomerId{id.value()});
    CHECK(c.custom.size() == 1000);
    CHECK(*c.custom.find("f998") == crm::Value(998));
    std::vector<crm::AnyChange> changes;
    for (int i = 0; i < 1000; ++i)
      changes.push_back({"f" + std::to_string(i), i % 2 ? crm::Value("other") : crm::Value(-i)});
    CHECK(tx.records("customer").update(id, changes));
    tx.fields().archive("customer", "f0");
    tx.fields().define("customer", "one more", {});
    tx.records("customer").remove(id);
  });
  w.refuses("", "too_many_fields", [](WriteTx& tx) { tx.fields().restore("customer", "f0"); });
  w->write([](WriteTx& tx) {
    crm::FieldSpec spec;
    tx.fields().define("user", "of another kind", spec);
  });
  CHECK(w->check(crm::CheckDepth::full).ok());
}
