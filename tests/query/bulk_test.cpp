// What a condition selects is what the bulk calls change, no more and no less.
#include "catch.hpp"
#include "world.hpp"

namespace {

using namespace model;

struct Abandoned {};  // each condition meets the same world

std::int64_t revision(const crm::ReadTx& tx, std::int64_t id) {
  return tx.customers().get(crm::CustomerId{id}).revision;
}

}  // namespace

TEST_CASE("update_where changes exactly what the condition selects, tags and archives likewise") {
  World world(21, 80);
  for (int i = 0; i < 40; ++i) {
    const crm::Filter filter = world.tree(2);
    const std::string mark = "mark " + std::to_string(i);
    INFO(to_string(filter));
    const auto expected = world.expected(filter);
    try {
      world.store.write([&](crm::WriteTx& tx) {
        const auto dry = tx.customers().update_where(filter, {crm::customer::district = mark},
                                                     {.dry_run = crm::DryRun::yes});
        CHECK(dry.matched == expected.size());
        CHECK(dry.changed == expected.size());
        CHECK(tx.customers().count(crm::customer::district == mark) == 0);
        const auto changed = tx.customers().update_where(filter, {crm::customer::district = mark});
        CHECK(changed.changed == expected.size());
        CHECK(tx.customers()
                  .update_where(crm::customer::district == mark, {crm::customer::district = mark})
                  .changed == 0);
        const auto tagged = tx.customers().tag_where(crm::customer::district == mark, {"marked", "vip"});
        CHECK(tagged.matched == expected.size());
        std::vector<std::int64_t> ids;
        for (const crm::Customer& c : tx.customers().list({.where = crm::has_tag("marked"), .limit = 10'000}))
          ids.push_back(c.id.value());
        CHECK(ids == expected);
        CHECK(tx.customers().archive_where(crm::has_tag("marked")).changed == expected.size());
        CHECK(tx.customers().count(crm::has_tag("marked")) == 0);
        CHECK(tx.customers().restore_where(crm::has_tag("marked")).changed == expected.size());
        CHECK(tx.customers().untag_where(filter, {"nobody has it"}).changed == 0);
        if (!expected.empty()) CHECK(revision(tx, expected[0]) > 1);
        throw Abandoned{};
      });
    } catch (Abandoned) {
    }
  }
  CHECK(world.store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("a bulk change of the very field that the condition asks about meets each record once") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().define("customer", "score", {.type = FieldType::integer, .indexed = true});
    for (int i = 0; i < 3000; ++i)
      tx.customers().insert({.name = "n", .fields = {crm::AnyField("score") = Value(i)}});
  });
  const crm::Filter low = where(crm::AnyField("score"), Compare::less, {1500});
  store.write([&](crm::WriteTx& tx) {
    const auto result = tx.records("customer").update_where(low, {{"score", 1}});
    CHECK(result.matched == 1500);
    CHECK(result.changed == 1499);
    CHECK(tx.customers().count(low) == 1500);
    CHECK(tx.customers().remove_where(low).changed == 1500);
    CHECK(tx.customers().count() == 1500);
    CHECK(tx.customers().remove_where(low).matched == 0);
  });
}

TEST_CASE("a bulk call with a condition that does not fit changes nothing") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) { tx.customers().insert({.name = "n", .tags = {"t"}}); });
  store.write([](crm::WriteTx& tx) {
    const crm::Filter bad = crm::parse_filter("no_such = 1");
    CHECK_THROWS_AS(tx.customers().update_where(bad, {crm::customer::city = "x"}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().tag_where(bad, {"t"}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().archive_where(bad), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().remove_where(bad), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().update_where({}, {crm::Change<crm::Customer>("no_such", 1)}),
                    crm::Invalid);
    CHECK(tx.customers().count(crm::has_tag("t")) == 1);
    CHECK(tx.customers().get(crm::CustomerId{1}).revision == 1);
  });
}
