// The choices of choice fields: added, renamed without touching a record, retired, replaced.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::FieldType;
using crm::Value;
using Texts = std::vector<std::string>;

struct Choosing : fixture::MemoryStore {
  Choosing() {
    write([this](crm::WriteTx& tx) {
      tx.fields().define("customer", "one",
                         {.type = FieldType::choice,
                          .indexed = true,
                          .choices = {"bronze", "silver", "gold"},
                          .default_text = "bronze"});
      tx.fields().define(
          "customer", "many",
          {.type = FieldType::choices, .choices = {"tea", "coffee", "茶"}, .default_text = "tea; 茶"});
      for (int i = 0; i < 6; ++i)
        ids.push_back(
            tx.records("customer")
                .insert({{"name", "n"},
                         {"one", i % 2 ? "silver" : "gold"},
                         {"many", i % 2 ? Value::Texts{"tea", "coffee"} : Value::Texts{"coffee"}}}));
    });
  }
  Value value(std::size_t i, const char* field) const {
    return read([&](const crm::ReadTx& tx) {
      const crm::AnyRecord record = tx.records("customer").get(ids[i]);
      const Value* held = record.values.find(field);
      return held ? *held : Value();
    });
  }
  std::uint64_t count(const char* filter) const {
    return read([&](const crm::ReadTx& tx) { return tx.customers().count(crm::parse_filter(filter)); });
  }
  Texts offered(const char* field) const {
    return read([&](const crm::ReadTx& tx) { return tx.fields().get("customer", field).spec.choices; });
  }
  /// Rows of the journal that a change of definitions wrote about records.
  template <class F>
  std::int64_t record_changes(F&& change) {
    const auto of_records = [this] {
      return read([&](const crm::ReadTx& tx) {
        std::size_t rows = 0;
        for (const crm::RecordId id : ids) rows += tx.records("customer").history(id).size();
        return static_cast<std::int64_t>(rows);
      });
    };
    const std::int64_t before = of_records();
    write([&](crm::WriteTx& tx) { change(tx.fields()); });
    return of_records() - before;
  }

  std::vector<crm::RecordId> ids;
};

}  // namespace

TEST_CASE("a choice is added once, and a retired one comes back") {
  Choosing store;
  store.write([](crm::WriteTx& tx) {
    auto fields = tx.fields();
    fields.add_choice("customer", "one", " platinum ");
    CHECK_THROWS_AS(fields.add_choice("customer", "one", "PLATINUM"), crm::Conflict);
    CHECK_THROWS_AS(fields.add_choice("customer", "one", ""), crm::Invalid);
    CHECK_THROWS_AS(fields.add_choice("customer", "one", "　"), crm::Invalid);
    CHECK_THROWS_AS(fields.add_choice("customer", "one", "\xff"), crm::Invalid);
    CHECK_THROWS_AS(fields.add_choice("customer", "one", std::string(201, 'x')), crm::Invalid);
    CHECK_THROWS_AS(fields.add_choice("customer", "none", "x"), crm::NotFound);
    CHECK_THROWS_AS(fields.add_choice("customer", "stage", "x"), crm::Conflict);
    fields.define("customer", "text", {});
    CHECK_THROWS_AS(fields.add_choice("customer", "text", "x"), crm::Invalid);
    CHECK_NOTHROW(tx.records("customer").insert({{"name", "n"}, {"one", "Platinum"}}));
    fields.retire_choice("customer", "one", "platinum");
    CHECK_THROWS_AS(tx.records("customer").insert({{"name", "n"}, {"one", "platinum"}}), crm::Invalid);
    fields.add_choice("customer", "one", "platinum");
    CHECK_NOTHROW(tx.records("customer").insert({{"name", "n"}, {"one", "platinum"}}));
    CHECK(fields.get("customer", "one").choices.size() == 4);
  });
  CHECK(store.count("one = platinum") == 2);
}

TEST_CASE("a field has at most 1,000 choices") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    Texts names;
    for (int i = 0; i < 1000; ++i) names.push_back("choice " + std::to_string(i));
    tx.fields().define("customer", "f", {.type = FieldType::choices, .choices = names});
    CHECK_THROWS_AS(tx.fields().add_choice("customer", "f", "one more"), crm::Invalid);
    names.push_back("one more");
    CHECK_THROWS_AS(tx.fields().define("customer", "g", {.type = FieldType::choice, .choices = names}),
                    crm::Invalid);
    const auto id =
        tx.records("customer").insert({{"name", "n"}, {"f", Value::Texts(names.begin(), names.end() - 1)}});
    CHECK(tx.records("customer").get(id).values.find("f")->get_if<Value::Texts>()->size() == 1000);
    CHECK(tx.customers().count(crm::parse_filter("f = \"choice 999\"")) == 1);
  });
}

TEST_CASE("a choice gets a new name without a change of any record") {
  Choosing store;
  CHECK(store.record_changes([](crm::FieldWriter fields) {
    fields.rename_choice("customer", "one", "GOLD", "白金 卡");
    fields.rename_choice("customer", "many", "tea", "Tea");
    fields.rename_choice("customer", "many", "coffee", "café");
  }) == 0);
  CHECK(store.value(0, "one") == Value("白金 卡"));
  CHECK(store.value(1, "many") == Value(Value::Texts{"Tea", "café"}));
  CHECK(store.count("one = \"白金 卡\"") == 3);
  CHECK(store.count("many = café") == 6);
  CHECK_THROWS_AS(store.count("one = gold"), crm::Invalid);
  store.write([&](crm::WriteTx& tx) {
    auto fields = tx.fields();
    CHECK_THROWS_AS(fields.rename_choice("customer", "one", "silver", "Bronze"), crm::Conflict);
    CHECK_THROWS_AS(fields.rename_choice("customer", "one", "gold", "x"), crm::NotFound);
    CHECK_THROWS_AS(fields.rename_choice("customer", "one", "silver", " "), crm::Invalid);
    tx.records("customer").update(store.ids[0], {{"one", "silver"}});
    CHECK(tx.records("customer").history(store.ids[0])[0].edits[0].before == Value("白金 卡"));
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE(
    "the default goes with a choice that is renamed or replaced, and holds on to one that is to retire") {
  Choosing store;
  const auto inserted = [&](const char* field) {
    return store.write([&](crm::WriteTx& tx) {
      const crm::AnyRecord made = tx.records("customer").get(tx.records("customer").insert({{"name", "n"}}));
      return *made.values.find(field);
    });
  };
  store.write([](crm::WriteTx& tx) {
    tx.fields().rename_choice("customer", "one", "bronze", "copper");
    tx.fields().rename_choice("customer", "many", "茶", "绿茶");
  });
  CHECK(inserted("one") == Value("copper"));
  CHECK(inserted("many") == Value(Value::Texts{"tea", "绿茶"}));
  store.write([](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.fields().retire_choice("customer", "one", "copper"), crm::Conflict);
    CHECK_THROWS_AS(tx.fields().retire_choice("customer", "many", "tea"), crm::Conflict);
    CHECK_NOTHROW(tx.fields().retire_choice("customer", "one", "gold"));
    tx.fields().replace_choice("customer", "one", "copper", "silver");
    tx.fields().replace_choice("customer", "many", "tea", "coffee");
  });
  CHECK(inserted("one") == Value("silver"));
  CHECK(inserted("many") == Value(Value::Texts{"coffee", "绿茶"}));
}

TEST_CASE("a retired choice stays where it is and is not given any more") {
  Choosing store;
  CHECK(store.record_changes([](crm::FieldWriter fields) {
    fields.retire_choice("customer", "one", "gold");
    fields.retire_choice("customer", "many", "coffee");
  }) == 0);
  CHECK(store.value(0, "one") == Value("gold"));
  CHECK(store.count("one = gold") == 3);
  CHECK(store.count("many = coffee") == 6);
  CHECK(store.offered("one") == Texts{"bronze", "silver"});
  CHECK(store.offered("many") == Texts{"tea", "茶"});
  store.write([&](crm::WriteTx& tx) {
    auto customers = tx.records("customer");
    CHECK_THROWS_AS(customers.update(store.ids[1], {{"one", "gold"}}), crm::Invalid);
    CHECK_THROWS_AS(customers.insert({{"name", "n"}, {"many", Value::Texts{"tea", "coffee"}}}), crm::Invalid);
    CHECK(customers.update(store.ids[0], {{"city", "x"}}));  // a record that has it can change otherwise
    CHECK_THROWS_AS(tx.fields().retire_choice("customer", "one", "none"), crm::NotFound);
  });
}

TEST_CASE("one choice takes the place of another in every record") {
  Choosing store;
  store.write([&](crm::WriteTx& tx) {
    auto fields = tx.fields();
    CHECK(fields.replace_choice("customer", "one", "gold", "silver").changed == 3);
    CHECK(fields.replace_choice("customer", "many", "coffee", "tea").changed == 6);
    CHECK(fields.replace_choice("customer", "many", "茶", "tea").changed == 0);
    CHECK_THROWS_AS(fields.replace_choice("customer", "one", "silver", "silver"), crm::Invalid);
    CHECK_THROWS_AS(fields.replace_choice("customer", "one", "silver", "none"), crm::NotFound);
    CHECK_THROWS_AS(fields.replace_choice("customer", "one", "silver", "gold"),
                    crm::Invalid);  // it is retired
  });
  CHECK(store.count("one = silver") == 6);
  CHECK(store.value(0, "many") == Value(Value::Texts{"tea"}));
  CHECK(store.value(1, "many") == Value(Value::Texts{"tea"}));
  CHECK(store.offered("many") == Texts{"tea"});
  store.read([&](const crm::ReadTx& tx) {
    const auto history = tx.records("customer").history(store.ids[0]);
    CHECK(history.size() == 3);
    CHECK(history[1].edits[0].before == Value("gold"));
    CHECK(history[1].edits[0].after == Value("silver"));
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}
