// A field after its definition: renamed, given other rules, archived, brought back, removed, and its column
// dropped.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "sqlite/temp_file.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::FieldSpec;
using crm::FieldState;
using crm::FieldType;
using crm::Value;

crm::RecordId insert(crm::WriteTx& tx, const char* field, Value value) {
  return tx.records("customer").insert({{"name", "n"}, {field, std::move(value)}});
}

Value value(const crm::ReadTx& tx, crm::RecordId id, std::string_view field) {
  const crm::AnyRecord record = tx.records("customer").get(id);
  const Value* held = record.values.find(field);
  return held ? *held : Value();
}

std::uint64_t count(const crm::ReadTx& tx, const char* filter) {
  return tx.records("customer").count(crm::parse_filter(filter));
}

bool has_column(const crm::Store& store, const std::string& name) {
  crmlite::sqlite::Connection db(store.path(), {.read_only = true});
  return db.int64_of("SELECT count(*) FROM pragma_table_info('customer') WHERE name = '" + name + "'") == 1;
}

}  // namespace

TEST_CASE("define makes a field once, ensure makes sure of it") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    auto fields = tx.fields();
    fields.define("customer", "f", {.type = FieldType::integer, .max = 5});
    CHECK_THROWS_AS(fields.define("customer", "f", {.type = FieldType::integer}), crm::Conflict);
    fields.ensure("customer", "F", {.type = FieldType::integer});  // is left as it is
    CHECK(fields.get("customer", "f").spec.max == crm::Decimal{5});
    CHECK(fields.get("customer", "f").name == "f");
    CHECK_THROWS_AS(fields.ensure("customer", "f", {.type = FieldType::text}), crm::Invalid);
    CHECK_THROWS_AS(fields.ensure("customer", "name", {}), crm::Conflict);
    CHECK_THROWS_AS(fields.define("nothing", "f", {}), crm::Invalid);
    CHECK_THROWS_AS(fields.ensure("nothing", "f", {}), crm::Invalid);
    fields.define("user", "f", {});  // of another kind
    fields.archive("customer", "f");
    fields.ensure("customer", "f", {.type = FieldType::integer});  // brings it back
    CHECK(fields.get("customer", "f").state == FieldState::active);
  });
  store.read([](const crm::ReadTx& tx) { CHECK(tx.fields().get("user", "f").spec.type == FieldType::text); });
}

TEST_CASE("a definition in a transaction that is rolled back never was") {
  fixture::MemoryStore store;
  const auto abandoned = [&](auto&& block) {
    try {
      store.write([&](crm::WriteTx& tx) {
        block(tx);
        throw std::runtime_error("no");
      });
    } catch (const std::runtime_error&) {
    }
  };
  store.write([](crm::WriteTx& tx) { tx.fields().define("customer", "kept", {}); });
  abandoned([](crm::WriteTx& tx) {
    tx.fields().define("customer", "f", {});
    tx.fields().rename("customer", "kept", "renamed");
    insert(tx, "f", "x");
    CHECK(count(tx, "f = x") == 1);
  });
  store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.fields().get("customer", "f"), crm::NotFound);
    CHECK_THROWS_AS(insert(tx, "f", "x"), crm::Invalid);
    try {
      tx.savepoint([&] {
        tx.fields().define("customer", "f", {.type = FieldType::integer});
        insert(tx, "f", 1);
        throw std::runtime_error("no");
      });
    } catch (const std::runtime_error&) {
    }
    CHECK_THROWS_AS(tx.fields().get("customer", "f"), crm::NotFound);
    tx.fields().define("customer", "f", {.type = FieldType::date});
    insert(tx, "f", crm::Date{2020, 2, 29});
    insert(tx, "kept", "x");
  });
  store.read([](const crm::ReadTx& tx) {
    CHECK(count(tx, "f = 2020-02-29") == 1);
    CHECK(count(tx, "kept = x") == 1);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("a new name touches no record, and the old one is free") {
  fixture::MemoryStore store;
  crm::RecordId id;
  store.write([&](crm::WriteTx& tx) {
    tx.fields().define("customer", "f", {.unique = true});
    id = insert(tx, "f", "x");
  });
  const auto changes = store.stats().changes;
  store.write([&](crm::WriteTx& tx) {
    tx.fields().rename("customer", "f", "g");
    CHECK(value(tx, id, "g") == Value("x"));
    CHECK(value(tx, id, "f").empty());
    CHECK_THROWS_AS(count(tx, "f = x"), crm::Invalid);
    CHECK(count(tx, "g = x") == 1);
    CHECK(tx.records("customer").get(id).revision == 1);
    CHECK_THROWS_AS(insert(tx, "g", "X"), crm::Conflict);
  });
  CHECK(store.stats().changes == changes + 1);  // of the definition
  store.write([&](crm::WriteTx& tx) {
    tx.fields().define("customer", "f", {.type = FieldType::integer});
    tx.records("customer").update(id, {{"f", 7}});
    CHECK(value(tx, id, "f") == Value(7));
    CHECK(value(tx, id, "g") == Value("x"));
    for (const char* taken : {"f", "F", "name", "tags", "email"})
      CHECK_THROWS_AS(tx.fields().rename("customer", "g", taken), crm::Conflict);
    tx.fields().rename("customer", "g", "G");  // its own name in another spelling
    CHECK_THROWS_AS(tx.fields().rename("customer", "none", "h"), crm::NotFound);
    CHECK_THROWS_AS(tx.fields().rename("customer", "name", "h"), crm::Conflict);
    CHECK_THROWS_AS(tx.fields().rename("customer", "f", ""), crm::Invalid);
    CHECK(value(tx, id, "G") == Value("x"));
    CHECK(tx.records("customer").history(id)[0].edits[0].field == "f");
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("rules are checked against all records before they change, and tried without changing") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    auto fields = tx.fields();
    fields.define("customer", "n", {.type = FieldType::integer});
    fields.define("customer", "t", {});
    std::vector<crm::RecordId> ids;
    for (int i = 0; i < 150; ++i)
      ids.push_back(
          tx.records("customer")
              .insert(
                  {{"name", "x"}, {"n", i}, {"t", i % 3 ? Value("v" + std::to_string(i / 2)) : Value{}}}));
    const auto tried = fields.check("customer", "n", {.type = FieldType::integer, .max = 19});
    CHECK(tried.checked == 150);
    CHECK(tried.violations == 130);
    CHECK(tried.first.size() == 100);
    CHECK(tried.first[0].record == ids[20]);
    CHECK(tried.first[0].rule == "max");
    CHECK_FALSE(tried.applied);
    CHECK(fields.get("customer", "n").spec.max == std::nullopt);
    const auto refused = fields.change("customer", "n", {.type = FieldType::integer, .max = 19});
    CHECK_FALSE(refused.applied);
    CHECK(refused.violations == 130);
    CHECK(fields.get("customer", "n").spec.max == std::nullopt);

    const auto taken = fields.change(
        "customer", "n", {.type = FieldType::integer, .label = "Number", .required = true, .max = 149});
    CHECK(taken.applied);
    CHECK(taken.violations == 0);
    CHECK(fields.get("customer", "n").spec.label == "Number");
    CHECK_THROWS_AS(insert(tx, "n", 150), crm::Invalid);
    CHECK_THROWS_AS(insert(tx, "t", "x"), crm::Invalid);

    CHECK(fields.change("customer", "t", {.required = true}).violations == 50);
    const auto twins = fields.change("customer", "t", {.unique = true});
    CHECK(twins.violations > 0);
    CHECK(twins.first[0].rule == "unique");
    CHECK_FALSE(twins.applied);
    CHECK(fields.change("customer", "t", {.min_length = 2, .max_length = 3, .pattern = "v\\d+"}).applied);
    CHECK(fields.change("customer", "t", {.max_length = 2}).violations > 0);
    CHECK(fields.change("customer", "t", {.check_character = crm::CheckSystem::luhn}).violations == 100);
    CHECK(fields.change("customer", "t", {}).applied);  // without rules again
    for (const crm::RecordId id : ids) tx.records("customer").update(id, {{"t", Value{}}});
    CHECK(fields.change("customer", "t", {.unique = true}).applied);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("a field becomes unique and indexed and stops to be it") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    for (const FieldType type : {FieldType::text, FieldType::email, FieldType::integer, FieldType::money}) {
      INFO(to_string(type));
      const std::string name(to_string(type));
      const Value a = type == FieldType::text      ? Value("Ab")
                      : type == FieldType::email   ? Value("A@x.example")
                      : type == FieldType::integer ? Value(1)
                                                   : Value(crm::Money{1, "EUR"});
      const Value b = type == FieldType::text    ? Value("aB ")
                      : type == FieldType::email ? Value("a@X.example")
                                                 : a;
      tx.fields().define("customer", name, {.type = type});
      const auto first = insert(tx, name.c_str(), a), second = insert(tx, name.c_str(), b);
      const auto change = [&](bool unique, bool indexed) {
        return tx.fields().change("customer", name, {.type = type, .unique = unique, .indexed = indexed});
      };
      CHECK(change(false, true).applied);
      CHECK(change(true, true).violations == 1);
      tx.records("customer").update(second, {{name, Value{}}});
      CHECK(change(true, true).applied);
      CHECK_THROWS_AS(tx.records("customer").update(second, {{name, b}}), crm::Conflict);
      CHECK(change(false, false).applied);
      tx.records("customer").update(second, {{name, b}});
      tx.records("customer").update(first, {{name, Value{}}});
      CHECK(change(true, false).applied);
      CHECK_THROWS_AS(tx.records("customer").update(first, {{name, a}}), crm::Conflict);
      CHECK(tx.records("customer").count(where(crm::AnyField(name), crm::Compare::equal, {b})) == 1);
    }
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("what would give values another meaning does not change by change") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    auto fields = tx.fields();
    fields.define("customer", "d", {.type = FieldType::decimal});
    fields.define("customer", "r", {.type = FieldType::reference, .target = "user"});
    fields.define("customer", "c", {.type = FieldType::choice, .choices = {"a", "b"}, .default_text = "a"});
    CHECK_THROWS_AS(fields.change("customer", "d", {.type = FieldType::integer}), crm::Invalid);
    CHECK_THROWS_AS(fields.change("customer", "d", {.type = FieldType::decimal, .scale = 3}), crm::Invalid);
    CHECK_THROWS_AS(fields.change("customer", "r", {.type = FieldType::reference, .target = "customer"}),
                    crm::Invalid);
    CHECK_THROWS_AS(fields.change("customer", "c", {.type = FieldType::choice, .choices = {"z"}}),
                    crm::Invalid);
    CHECK_THROWS_AS(fields.change("customer", "c", {.type = FieldType::choice, .default_text = "z"}),
                    crm::Invalid);
    CHECK_THROWS_AS(fields.change("customer", "name", {}), crm::Conflict);
    CHECK_THROWS_AS(fields.change("customer", "none", {}), crm::NotFound);
    CHECK_THROWS_AS(fields.check("customer", "name", {}), crm::Conflict);
    FieldSpec spec = fields.get("customer", "c").spec;  // what `get` gives can be given back
    spec.label = "L";
    CHECK(fields.change("customer", "c", spec).applied);
    CHECK(fields.get("customer", "c").spec.choices == std::vector<std::string>{"a", "b"});
  });
}

TEST_CASE("an archived field is out of the way, with its values, until it comes back") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    auto fields = tx.fields();
    fields.define("customer", "f", {.required = true, .unique = true, .default_text = ""});
    fields.define("customer", "m", {.type = FieldType::choices, .choices = {"a"}});
    const auto id = tx.records("customer").insert({{"name", "n"}, {"f", "x"}, {"m", "a"}});
    for (const char* f : {"f", "m"}) fields.archive("customer", f), fields.archive("customer", f);
    CHECK(value(tx, id, "f").empty());
    CHECK(value(tx, id, "m").empty());
    CHECK(tx.customers().get(crm::CustomerId{id.value()}).custom.empty());
    CHECK_THROWS_AS(count(tx, "f = x"), crm::Invalid);
    CHECK_THROWS_AS(count(tx, "m = a"), crm::Invalid);
    CHECK_THROWS_AS(insert(tx, "f", "y"), crm::Invalid);
    CHECK_THROWS_AS(tx.records("customer").list({.order = std::vector<crm::AnySort>{{"f", false}}}),
                    crm::Invalid);
    CHECK_THROWS_AS(fields.define("customer", "f", {}), crm::Conflict);  // its name is kept for it
    CHECK(fields.get("customer", "f").state == FieldState::archived);
    const auto without = tx.customers().insert({.name = "required by nobody now"});
    for (const char* f : {"f", "m"}) fields.restore("customer", f), fields.restore("customer", f);
    CHECK(value(tx, id, "f") == Value("x"));
    CHECK(value(tx, id, "m") == Value(Value::Texts{"a"}));
    CHECK(count(tx, "f = x and m = a") == 1);
    CHECK_THROWS_AS(tx.customers().insert({.name = "n"}), crm::Invalid);
    CHECK(tx.customers().update(without, {crm::customer::city = "x"}));  // what was missing before stays so
    CHECK_THROWS_AS(fields.archive("customer", "name"), crm::Conflict);
    CHECK_THROWS_AS(fields.restore("customer", "none"), crm::NotFound);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("a removed field is gone, and compact drops its column, while everything else stays") {
  TempFile file;
  crm::Store store(file.path(), fixture::options());
  crm::RecordId id, other;
  const auto columns = [&](const char* name) {
    return store.read([&](const crm::ReadTx& tx) { return tx.fields().get("customer", name).column; });
  };
  store.write([&](crm::WriteTx& tx) {
    auto fields = tx.fields();
    const auto user = tx.users().insert({.name = "Eva"});
    fields.define("customer", "text", {.unique = true, .indexed = true});
    fields.define("customer", "money", {.type = FieldType::money, .indexed = true});
    fields.define("customer", "link",
                  {.type = FieldType::reference, .target = "user", .on_remove = crm::OnRemove::refuse});
    fields.define("customer", "many", {.type = FieldType::choices, .choices = {"a", "b"}});
    fields.define("customer", "kept", {.type = FieldType::integer, .indexed = true});
    fields.define("customer", "turned", {});
    id = tx.records("customer")
             .insert({{"name", "n"},
                      {"text", "x"},
                      {"money", "1 EUR"},
                      {"link", user},
                      {"many", "a; b"},
                      {"kept", 7},
                      {"turned", "12"}});
    other = insert(tx, "kept", 8);
    tx.records("customer").update(id, {{"kept", 9}, {"text", "y"}});
  });
  const std::string text = columns("text"), money = columns("money"), link = columns("link"),
                    turned = columns("turned");
  store.write([&](crm::WriteTx& tx) {
    for (const char* f : {"text", "money", "link", "many"}) tx.fields().remove("customer", f);
    CHECK(tx.fields().retype("customer", "turned", {.type = FieldType::integer}).applied);
    CHECK_THROWS_AS(tx.fields().get("customer", "text"), crm::NotFound);
    CHECK_THROWS_AS(tx.fields().restore("customer", "text"), crm::NotFound);
    CHECK_THROWS_AS(tx.fields().remove("customer", "name"), crm::Conflict);
    CHECK_THROWS_AS(count(tx, "text = y"), crm::Invalid);
    tx.records("user").remove(crm::RecordId{1});                           // nothing holds it any more
    tx.fields().define("customer", "text", {.type = FieldType::integer});  // the name is free
  });
  CHECK(has_column(store, text));
  store.compact();
  for (const std::string& gone : {text, text + "$key", money, money + "_currency", link, turned})
    CHECK_FALSE(has_column(store, gone));
  CHECK(has_column(store, columns("turned")));
  CHECK(columns("text") != text);
  store.write([&](crm::WriteTx& tx) {
    CHECK(value(tx, id, "kept") == Value(9));
    CHECK(value(tx, id, "turned") == Value(12));
    CHECK(value(tx, id, "text").empty());
    CHECK(count(tx, "kept >= 8 and turned = 12") == 1);
    const auto history = tx.records("customer").history(id);
    REQUIRE(history.size() == 3);  // the removal of `link` was a change of the record, too
    CHECK(history.back().kind == crm::ChangeKind::inserted);
    tx.records("customer").update(id, {{"text", 5}});
    CHECK(count(tx, "text = 5") == 1);
    tx.records("customer").remove(other);
  });
  store.compact();
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("another handle on the file sees a new field at its next block, and only there") {
  TempFile file;
  crm::Store one(file.path(), fixture::options()), two(file.path(), fixture::options());
  one.write([](crm::WriteTx& tx) { tx.fields().define("customer", "f", {.type = FieldType::integer}); });
  two.write([](crm::WriteTx& tx) { insert(tx, "f", 7); });
  two.read([&](const crm::ReadTx& old) {
    one.write([](crm::WriteTx& tx) {
      CHECK(count(tx, "f = 7") == 1);
      tx.fields().rename("customer", "f", "g");
      tx.fields().define("customer", "h", {.type = FieldType::choice, .choices = {"a"}, .default_text = "a"});
      tx.customers().insert({.name = "new"});
    });
    CHECK(count(old, "f = 7") == 1);  // a snapshot keeps its fields
    CHECK_THROWS_AS(old.fields().get("customer", "h"), crm::NotFound);
  });
  two.read([](const crm::ReadTx& tx) {
    CHECK(count(tx, "g = 7") == 1);
    CHECK(count(tx, "h = a") == 1);
  });
}
