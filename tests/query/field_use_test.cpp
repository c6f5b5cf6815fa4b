// How fields are used, counted; and what to offer while somebody types.
#include "catch.hpp"
#include "world.hpp"

namespace {

using namespace model;

/// What tells two values apart: addresses by their normalised form.
std::string identity(const FieldPlan& f, const Value& v) {
  return f.list ? lower(to_string(v)) : to_string(v);
}

}  // namespace

TEST_CASE("statistics of every field are what the model counts") {
  const World world(31, 120);
  world.store.read([&](const crm::ReadTx& tx) {
    for (const FieldPlan& f : world.fields) {
      INFO(f.name);
      std::set<std::string> distinct;
      std::uint64_t filled = 0;
      std::optional<Timestamp> last;
      for (const Row& row : world.rows) {
        const auto it = row.values.find(f.name);
        if (it == row.values.end()) continue;
        ++filled;
        if (const auto* texts = it->second.get_if<Value::Texts>())
          for (const std::string& text : *texts) distinct.insert(identity(f, Value(text)));
        else
          distinct.insert(identity(f, it->second));
        last = std::max(last.value_or(Timestamp{0}), *row.values.at("updated").get_if<Timestamp>());
      }
      const crm::FieldStatistics found = tx.fields().statistics("customer", f.name);
      CHECK(found.field == f.name);
      CHECK(found.records == 120);
      CHECK(found.filled == filled);
      CHECK(found.distinct == distinct.size());
      CHECK(found.last_written == last);
    }
    CHECK_THROWS_AS(tx.fields().statistics("customer", "no such"), crm::NotFound);
    CHECK_THROWS_AS(tx.fields().statistics("no such", "name"), crm::Invalid);
  });
}

TEST_CASE("statistics of lists, of fields nobody has filled and of kinds without records") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().define("customer", "empty", {.type = FieldType::money});
    const auto eva = tx.users().insert({.name = "Eva"});
    tx.customers().insert({.name = "a",
                           .phones = {{"+49 30 123456"}, {"030"}},
                           .owners = {{eva}, {eva, "service"}},
                           .anniversaries = {{"wedding", PartialDate(0, 5, 1)}},
                           .external_ids = {{"sap", "1"}, {"shop", "1"}}});
    tx.customers().insert({.name = "b", .phones = {{"0049-30-123456"}}, .owners = {{eva}}});
  });
  store.read([](const crm::ReadTx& tx) {
    const auto uses = [&](const char* kind, const char* field) {
      const auto s = tx.fields().statistics(kind, field);
      return std::to_string(s.filled) + "/" + std::to_string(s.distinct) + (s.last_written ? "" : " never");
    };
    CHECK(uses("customer", "phones") == "2/3");  // without a default country the third stays as typed
    CHECK(uses("customer", "owners") == "2/1");
    CHECK(uses("customer", "external_ids") == "1/2");
    CHECK(uses("customer", "anniversaries") == "1/1");
    CHECK(uses("customer", "messaging") == "0/0 never");
    CHECK(uses("customer", "empty") == "0/0 never");
    CHECK(uses("user", "team") == "0/0 never");
  });
}

TEST_CASE("what begins as typed is suggested, the most used first") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().define("customer", "tier",
                       {.type = FieldType::choice, .choices = {"Gold", "Golden", "silver", "old"}});
    tx.fields().define("customer", "likes",
                       {.type = FieldType::choices, .choices = {"tea", "Tee", "coffee"}});
    tx.fields().define("customer", "score", {.type = FieldType::integer});
    const auto add = [&](int n, const char* city, const char* tier, Value::Texts likes) {
      for (int i = 0; i < n; ++i)
        tx.customers().insert(
            {.name = "n",
             .city = city,
             .emails = {{std::string(city) + "@x.example"}},
             .fields = {crm::AnyField("tier") = Value(tier), crm::AnyField("likes") = Value(likes)}});
    };
    add(3, "Berlin", "Golden", {"tea"});
    add(5, "Bergen", "Gold", {"Tee", "tea"});
    add(1, "上海市", "old", {});
    add(2, "上海", "old", {});
    tx.fields().retire_choice("customer", "tier", "old");
  });
  store.read([](const crm::ReadTx& tx) {
    const auto offer = [&](const char* field, std::string_view typed, std::size_t limit = 10) {
      return tx.fields().suggest("customer", field, typed, limit);
    };
    using Texts = std::vector<std::string>;
    CHECK(offer("city", "") == Texts{"Bergen", "Berlin", "上海", "上海市"});
    CHECK(offer("city", "BER") == Texts{"Bergen", "Berlin"});
    CHECK(offer("city", "ＢＥＲ") == Texts{"Bergen", "Berlin"});
    CHECK(offer("city", "BER", 1) == Texts{"Bergen"});
    CHECK(offer("city", "BER", 0) == Texts{});
    CHECK(offer("city", "上") == Texts{"上海", "上海市"});
    CHECK(offer("city", "%") == Texts{});
    CHECK(offer("city", "\xff") == Texts{});
    CHECK(offer("tier", "g") == Texts{"Gold", "Golden"});
    CHECK(offer("tier", "") ==
          Texts{"Gold", "Golden", "silver"});  // retired ones are not offered, unused ones are
    CHECK(offer("likes", "t") == Texts{"tea", "Tee"});
    CHECK(offer("likes", "c") == Texts{"coffee"});
    CHECK(offer("emails", "berg") == Texts{"Bergen@x.example"});
    CHECK(offer("code", "x") == Texts{});
    for (const char* field : {"score", "created", "birthday", "owners"})
      CHECK_THROWS_AS(offer(field, "x"), crm::Invalid);
    CHECK_THROWS_AS(offer("no such", "x"), crm::NotFound);
  });
}
