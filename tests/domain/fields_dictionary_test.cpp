// The data dictionary, for people and for programs; and what the definition of a field costs.
#include <crmlite/crmlite.hpp>

#include "base/json.hpp"
#include "catch.hpp"
#include "sqlite/temp_file.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::FieldType;
using crmlite::base::Json;

void define(crm::WriteTx& tx) {
  auto fields = tx.fields();
  fields.define("customer", "等级 | tier",
                {.type = FieldType::choice,
                 .label = "Tier",
                 .labels = {{"zh", "客户等级"}},
                 .purpose = "How good\nthe customer is | or not",
                 .required = true,
                 .indexed = true,
                 .searchable = true,
                 .choices = {"gold", "old"},
                 .default_text = "gold",
                 .owner = "Eva",
                 .review = crm::Date{2027, 1, 1}});
  fields.define("customer", "born",
                {.type = FieldType::date,
                 .personal = true,
                 .sensitive = true,
                 .yearly = true,
                 .earliest = crm::Date{1900, 1, 1}});
  fields.define("customer", "vat \"no\"",
                {.help = "as\tprinted",
                 .example = "DE 1",
                 .unique = true,
                 .min_length = 3,
                 .max_length = 9,
                 .pattern = "A|B\\d+",
                 .check_character = crm::CheckSystem::luhn});
  fields.define("customer", "price",
                {.type = FieldType::decimal, .min = crm::Decimal{-5, 1}, .max = 7, .scale = 0});
  fields.define("user", "boss",
                {.type = FieldType::reference, .target = "user", .on_remove = crm::OnRemove::refuse});
  fields.retire_choice("customer", "等级 | tier", "old");
  fields.archive("customer", "price");
}

const Json& field(const Json& dictionary, std::string_view kind, std::string_view name) {
  for (const Json& k : dictionary.array())
    if (k.find("kind")->string() == kind)
      for (const Json& f : k.find("fields")->array())
        if (f.find("name")->string() == name) return f;
  static const Json none;
  FAIL("no field " << name);
  return none;
}
std::string text(const Json& f, const char* key) { return f.find(key) ? f.find(key)->string() : "(none)"; }
std::string number(const Json& f, const char* key) { return f.find(key) ? f.find(key)->number() : "(none)"; }
bool flag(const Json& f, const char* key) { return f.find(key) && f.find(key)->boolean(); }

/// The line of the Markdown table of this field.
std::string row(const std::string& markdown, const std::string& name) {
  const std::size_t at = markdown.find("\n| " + name + " |");
  REQUIRE(at != std::string::npos);
  return markdown.substr(at + 1, markdown.find('\n', at + 1) - at - 1);
}

/// Bytes that defining a field writes into the log, over so many records.
std::uint64_t written_by_definition(int records, const crm::FieldSpec& spec) {
  TempFile file;
  crm::Store store(file.path(), fixture::options());
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < records; ++i)
      tx.customers().insert({.name = "customer " + std::to_string(i), .city = "Berlin"});
  });
  store.compact();
  const std::uint64_t before = store.stats().wal_bytes;
  store.write([&](crm::WriteTx& tx) { tx.fields().define("customer", "f", spec); });
  return store.stats().wal_bytes - before;
}

}  // namespace

TEST_CASE("the dictionary is JSON that says of each field what its definition says") {
  fixture::MemoryStore store;
  store.write(define);
  const auto parsed = store.read(
      [](const crm::ReadTx& tx) { return crmlite::base::parse_json(tx.fields().dictionary_json()); });
  REQUIRE(parsed);
  REQUIRE(parsed->array().size() == 9);

  const Json& tier = field(*parsed, "customer", "等级 | tier");
  CHECK(text(tier, "type") == "single choice");
  CHECK(text(tier, "label") == "Tier");
  CHECK(text(*tier.find("labels"), "zh") == "客户等级");
  CHECK(text(tier, "purpose") == "How good\nthe customer is | or not");
  for (const char* key : {"required", "indexed", "searchable"}) CHECK(flag(tier, key));
  for (const char* key : {"unique", "built_in", "archived", "personal"}) CHECK_FALSE(flag(tier, key));
  CHECK(tier.find("choices")->array().size() == 1);
  CHECK(text(tier, "default") == "gold");
  CHECK(text(tier, "owner") == "Eva");
  CHECK(text(tier, "review") == "2027-01-01");

  const Json& born = field(*parsed, "customer", "born");
  for (const char* key : {"personal", "sensitive", "yearly"}) CHECK(flag(born, key));
  CHECK(text(born, "earliest") == "1900-01-01");
  const Json& vat = field(*parsed, "customer", "vat \"no\"");
  CHECK(text(vat, "pattern") == "A|B\\d+");
  CHECK(text(vat, "help") == "as\tprinted");
  CHECK(text(vat, "example") == "DE 1");
  CHECK(text(vat, "check_character") == "luhn");
  CHECK(number(vat, "min_length") == "3");
  CHECK(number(vat, "max_length") == "9");
  const Json& price = field(*parsed, "customer", "price");
  CHECK(flag(price, "archived"));
  CHECK(number(price, "scale") == "0");
  CHECK(text(price, "min") == "-0.5");
  CHECK(text(price, "max") == "7");
  const Json& boss = field(*parsed, "user", "boss");
  CHECK(text(boss, "target") == "user");
  CHECK(text(boss, "on_remove") == "refuse");
  const Json& stage = field(*parsed, "customer", "stage");
  CHECK(flag(stage, "built_in"));
  CHECK(stage.find("choices")->array().size() == 7);
  CHECK(flag(field(*parsed, "customer", "name"), "personal"));
  CHECK(field(*parsed, "customer", "emails").find("columns")->array().size() == 7);
}

TEST_CASE("the dictionary is a Markdown table for each kind, with the labels of a language") {
  fixture::MemoryStore store;
  store.write(define);
  const auto markdown = [&](const char* language) {
    return store.read([&](const crm::ReadTx& tx) { return tx.fields().dictionary_markdown(language); });
  };
  const std::string english = markdown("en"), chinese = markdown("zh");
  CHECK(english.rfind("# Data dictionary\n", 0) == 0);
  CHECK(english.find("\n## customer\n\n| field | label | type | rules | purpose |\n| --- |") !=
        std::string::npos);
  CHECK(english.find("\n## user\n") != std::string::npos);
  CHECK(
      row(english, "等级 \\| tier") ==
      "| 等级 \\| tier | Tier | single choice | required, indexed, searchable, one of gold, default `gold` | "
      "How good<br>the customer is \\| or not |");
  CHECK_THAT(row(chinese, "等级 \\| tier"), Catch::Contains("| 客户等级 |"));
  CHECK_THAT(row(chinese, "born"),
             Catch::Contains("| born | date | from 1900-01-01, personal, sensitive, yearly |"));
  CHECK_THAT(row(english, "vat \"no\""), Catch::Contains("form `A\\|B\\d+`"));
  CHECK_THAT(row(english, "price"), Catch::Contains("0 digits after the point, archived"));
  for (std::size_t at = 0, next; (next = english.find('\n', at)) != std::string::npos; at = next + 1) {
    const std::string line = english.substr(at, next - at);
    if (line.empty() || line[0] != '|') continue;
    int bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
      bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    CHECK(bars == 6);
  }
}

TEST_CASE("defining a field writes as much over many records as over few") {
  const crm::FieldSpec specs[] = {{},
                                  {.type = FieldType::money},
                                  {.type = FieldType::email},
                                  {.type = FieldType::integer, .min = 1, .default_text = "5"},
                                  {.type = FieldType::choices, .choices = {"a", "b"}}};
  constexpr std::uint64_t page = 4096 + 24;  // in the log
  for (const crm::FieldSpec& spec : specs)   // the trees of 5,000 are higher, but that is all
    CHECK(written_by_definition(5000, spec) <= written_by_definition(1, spec) + 8 * page);
}
