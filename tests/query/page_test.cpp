// Orders and pages: pages of any size, put together, are the whole answer in the model's order.
#include "catch.hpp"
#include "world.hpp"

namespace {

using namespace model;

using Keys = std::vector<crm::AnySort>;

std::string text_of(const Keys& keys) {
  std::string out;
  for (const crm::AnySort& key : keys) out += (key.descending ? " -" : " ") + key.field;
  return out;
}

/// Smallest first, or largest; empty behind everything; ties by id, which runs with a single key.
bool before(const World& world, const Keys& keys, const Row& a, const Row& b) {
  for (const crm::AnySort& key : keys) {
    const auto x = a.values.find(key.field), y = b.values.find(key.field);
    const bool no_x = x == a.values.end(), no_y = y == b.values.end();
    if (no_x != no_y) return no_y;
    if (no_x) continue;
    const FieldPlan& f = world.field(key.field);
    const auto c = order(sort_value(f, x->second), sort_value(f, y->second));
    if (c != 0) return key.descending ? c > 0 : c < 0;
  }
  const bool filled = !keys.empty() && a.values.contains(keys[0].field);
  return keys.size() == 1 && keys[0].descending && filled ? a.id > b.id : a.id < b.id;
}

std::vector<std::int64_t> sorted_ids(const World& world, const crm::Filter& filter, const Keys& keys) {
  std::vector<Row> rows;
  for (const Row& row : world.rows)
    if (!row.archived && (filter.empty() || holds(*filter.root(), row, world.fields))) rows.push_back(row);
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return before(world, keys, a, b); });
  std::vector<std::int64_t> ids;
  for (const Row& row : rows) ids.push_back(row.id);
  return ids;
}

std::vector<std::int64_t> paged_ids(const World& world, const crm::Filter& filter, const Keys& keys,
                                    std::size_t limit) {
  crm::ListSpec<crm::Customer> spec{.where = filter, .order = keys, .limit = limit};
  std::vector<std::int64_t> ids;
  do {
    const auto page = world.store.read([&](const crm::ReadTx& tx) { return tx.customers().list(spec); });
    CHECK((page.size() == limit || page.next.empty()));
    for (const crm::Customer& c : page) ids.push_back(c.id.value());
    spec.after = page.next;
  } while (!spec.after.empty());
  return ids;
}

bool sortable(const FieldPlan& f) { return !f.list && f.spec.type != FieldType::choices; }

}  // namespace

TEST_CASE("pages in the order of any field, put together, are the whole answer") {
  const World world(5, 90);
  for (const FieldPlan& f : world.fields) {
    if (!sortable(f)) continue;
    for (const bool descending : {false, true}) {
      const Keys keys = {{f.name, descending}};
      INFO(text_of(keys));
      const auto expected = sorted_ids(world, {}, keys);
      for (const std::size_t limit : {1U, 7U, 50U, 10'000U}) {
        INFO("pages of " << limit);
        REQUIRE(paged_ids(world, {}, keys, limit) == expected);
      }
    }
  }
}

TEST_CASE("pages in the order of several fields, of what a condition selects") {
  World world(6, 120);
  for (int i = 0; i < 150; ++i) {
    Keys keys;
    while (keys.size() < 1 + static_cast<std::size_t>(i) % 4)
      if (const FieldPlan& f = world.any(world.fields); sortable(f))
        keys.push_back({f.name, world.pick(2) == 0});
    const crm::Filter filter = world.pick(3) ? world.tree(1) : crm::Filter();
    const std::size_t limit = 1 + world.pick(30);
    INFO("try " << i << ": " << to_string(filter) << " by" << text_of(keys) << ", pages of " << limit);
    REQUIRE(paged_ids(world, filter, keys, limit) == sorted_ids(world, filter, keys));
  }
}

TEST_CASE("a tag leads the way through pages in the order of ids, alone and beside other conditions") {
  const World world(7, 120);
  for (const char* text :
       {"tag:vip", "tag:vip and tag:老客户", "city = Berlin and tag:vip", "tag:vip and not tag:老客户",
        "tag:vip or tag:老客户", "not tag:vip", "tag:unknown", "tag:VIP"}) {
    crm::Filter filter = crm::parse_filter(text);
    INFO(text);
    const crm::Filter known =
        std::string(text) == "tag:VIP" ? crm::has_tag("vip") : filter;  // tags are folded
    for (const Keys& keys :
         {Keys{}, Keys{{"id", false}}, Keys{{"id", true}}, Keys{{"city", false}, {"id", true}}})
      for (const std::size_t limit : {1U, 8U, 1000U}) {
        const bool up = keys.empty() || !keys.back().descending;
        auto expected = sorted_ids(world, known, up ? Keys{} : keys);
        INFO(text_of(keys) << ", pages of " << limit);
        REQUIRE(paged_ids(world, filter, keys, limit) == expected);
      }
  }
}

TEST_CASE("what a page loads beside the row is what it was asked for") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().define("customer", "likes", {.type = FieldType::choices, .choices = {"tea", "coffee"}});
    for (int i = 0; i < 5; ++i)
      tx.customers().insert({.name = "n" + std::to_string(i),
                             .emails = {{"a@x.example"}, {"b@x.example"}},
                             .tags = {"vip", "老客户"},
                             .fields = {crm::AnyField{"likes"} = Value(Value::Texts{"tea"})}});
    tx.customers().insert({.name = "bare"});
  });
  const auto first = [&](crm::With with) {
    return store.read([&](const crm::ReadTx& tx) { return tx.customers().list({.with = with})[0]; });
  };
  CHECK(first(crm::With::row).emails.empty());
  CHECK(first(crm::With::row).tags.empty());
  CHECK(first(crm::With::row).custom.find("likes") != nullptr);
  CHECK(first(crm::With::lists).emails.size() == 2);
  CHECK(first(crm::With::lists).tags.empty());
  CHECK(first(crm::With::tags).emails.empty());
  CHECK(first(crm::With::tags).tags == Value::Texts{"vip", "老客户"});
  store.read([&](const crm::ReadTx& tx) {
    const auto page =
        tx.customers().list({.order = crm::descending(crm::customer::name), .with = crm::With::everything});
    for (const crm::Customer& c : page) {
      const crm::Customer whole = tx.customers().get(c.id);
      CHECK(c.emails == whole.emails);
      CHECK(c.tags == whole.tags);
      CHECK(c.custom.size() == whole.custom.size());
    }
    const auto any = tx.records("customer").list({.limit = 1, .with = crm::With::everything});
    CHECK(any[0].tags.size() == 2);
    CHECK(any[0].values.find("emails")->rows()->size() == 2);
  });
}

TEST_CASE("archived records are left out, joined in, or all there is") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    for (int i = 1; i <= 6; ++i) tx.customers().insert({.name = "n" + std::to_string(i)});
    for (int i = 2; i <= 6; i += 2) tx.customers().archive(crm::CustomerId{i});
  });
  store.read([](const crm::ReadTx& tx) {
    const auto ids = [&](crm::Archived archived) {
      std::string out;
      for (std::string after;;) {
        const auto page = tx.customers().list(
            {.where = crm::customer::name != "n3", .limit = 2, .after = after, .archived = archived});
        for (const crm::Customer& c : page) out += c.name.substr(1);
        after = page.next;
        if (after.empty()) return out;
      }
    };
    CHECK(ids(crm::Archived::left_out) == "15");
    CHECK(ids(crm::Archived::included) == "12456");
    CHECK(ids(crm::Archived::only) == "246");
    CHECK(tx.customers().count({}, crm::Archived::only) == 3);
    CHECK(tx.customers().count({}, crm::Archived::included) == 6);
    CHECK(tx.records("customer").count() == 3);
  });
}

TEST_CASE("each visits every record asked for, whatever the size of the pages") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    for (int i = 0; i < 23; ++i)
      tx.customers().insert({.name = "n" + std::to_string(i), .city = i % 2 ? "Berlin" : ""});
  });
  store.read([](const crm::ReadTx& tx) {
    for (const std::size_t limit : {1U, 5U, 11U, 12U, 1000U}) {
      std::size_t visited = 0;
      tx.customers().each({.where = crm::customer::city == "Berlin", .limit = limit},
                          [&](const crm::Customer& c) {
                            CHECK(c.city == "Berlin");
                            ++visited;
                          });
      CHECK(visited == 11);
    }
  });
}
