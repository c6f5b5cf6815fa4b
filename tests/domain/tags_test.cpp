// Tags: names in any spelling, groups that allow one, counts that are always those of a recount.
#include <algorithm>
#include <map>
#include <random>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using Names = std::vector<std::string>;

/// Counts as the tags tell them beside counts of the records that carry them.
void check_counts(const crm::ReadTx& tx) {
  for (const crm::TagInfo& tag : tx.tags().list()) {
    INFO(tag.name);
    CHECK(tag.usage == tx.customers().count(crm::has_tag(tag.name), crm::Archived::included) +
                           tx.users().count(crm::has_tag(tag.name), crm::Archived::included));
  }
}

Names names_of(const crm::ReadTx& tx) {
  Names names;
  for (const crm::TagInfo& tag : tx.tags().list()) names.push_back(tag.name);
  return names;
}

}  // namespace

TEST_CASE("A tag is the same in every spelling, and keeps its first") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme", .tags = {"VIP", "ｖｉｐ", " vip ", "老客户"}});
    CHECK(tx.customers().tags(id) == Names{"VIP", "老客户"});
    CHECK_FALSE(tx.customers().tag(id, "Vip"));
    CHECK(tx.customers().tag(id, "Neu Kunde"));
    CHECK_FALSE(tx.customers().tag(id, "neu \t kunde"));
    CHECK(tx.customers().untag(id, "ＶＩＰ"));
    CHECK_FALSE(tx.customers().untag(id, "vip"));
    CHECK_FALSE(tx.customers().untag(id, "never heard of"));
    CHECK(tx.customers().tags(id) == Names{"Neu Kunde", "老客户"});
    CHECK(tx.customers().get(id).tags == tx.customers().tags(id));
    CHECK(tx.customers().count(crm::has_tag("NEU KUNDE")) == 1);
    CHECK(tx.tags().get("vip").name == "VIP");
    CHECK(tx.tags().get("vip").usage == 0);
    CHECK_THROWS_AS(tx.tags().get("never heard of"), crm::NotFound);
    check_counts(tx);
  });
}

TEST_CASE("A run-time record takes its tags as texts, as one text, or not at all") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    crm::AnyWriter customers = tx.records("customer");
    const auto tags_of = [&](const crm::Value& tags) {
      return customers.get(customers.insert({{"name", "Acme"}, {"tags", tags}})).tags;
    };
    CHECK(tags_of("vip") == Names{"vip"});
    CHECK(tags_of("vip; 老客户;press room ;VIP;;") == Names{"press room", "vip", "老客户"});
    CHECK(tags_of(Names{"a; b", "vip"}) == Names{"a; b", "vip"});
    for (const crm::Value& none : {crm::Value(), crm::Value(""), crm::Value(" ; "), crm::Value(Names{})})
      CHECK(tags_of(none).empty());
    CHECK_THROWS_AS(tags_of(crm::ValueRows{{crm::Value("vip")}}), crm::Invalid);
    check_counts(tx);
  });
}

TEST_CASE("A new name touches no record") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme", .tags = {"vip", "new"}});
    tx.tags().rename("vip", "very important");
    CHECK(tx.customers().tags(id) == Names{"new", "very important"});
    CHECK(tx.customers().get(id).revision == 1);
    CHECK(tx.customers().count(crm::has_tag("vip")) == 0);
    CHECK_THROWS_AS(tx.tags().rename("new", "VERY IMPORTANT"), crm::Conflict);
    CHECK_THROWS_AS(tx.tags().rename("vip", "x"), crm::NotFound);
    tx.tags().rename("new", "NEW");
    CHECK(tx.customers().tags(id) == Names{"NEW", "very important"});
    tx.customers().tag(id, "vip");  // the old name is free
    CHECK(names_of(tx) == Names{"NEW", "very important", "vip"});
    check_counts(tx);
  });
  store.read([](const crm::ReadTx& tx) { CHECK(names_of(tx) == Names{"NEW", "very important", "vip"}); });
}

TEST_CASE("A merged tag goes, and every record that carried it has the other") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto a = tx.customers().insert({.name = "A", .tags = {"old"}});
    const auto b = tx.customers().insert({.name = "B", .tags = {"old", "new"}});
    const auto c = tx.users().insert({.name = "C", .tags = {"old"}});
    const auto d = tx.customers().insert({.name = "D", .tags = {"new"}});
    tx.customers().archive(a);
    const crm::BulkResult result = tx.tags().merge("OLD", "new");
    CHECK(result.matched == 3);
    CHECK(result.changed == 3);
    for (const auto id : {a, b, d}) CHECK(tx.customers().tags(id) == Names{"new"});
    CHECK(tx.users().tags(c) == Names{"new"});
    CHECK(names_of(tx) == Names{"new"});
    CHECK(tx.tags().get("new").usage == 4);
    check_counts(tx);
    CHECK_THROWS_AS(tx.tags().merge("new", "NEW"), crm::Invalid);
    CHECK_THROWS_AS(tx.tags().merge("new", "nothing"), crm::NotFound);
    CHECK_THROWS_AS(tx.tags().merge("nothing", "new"), crm::NotFound);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Of an exclusive group a record carries one tag") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.tags().ensure_group("Size", crm::GroupMode::exclusive);
    tx.tags().ensure("small", {.group = "size"});
    tx.tags().ensure("large", {.group = "SIZE"});
    CHECK(tx.tags().get("large").group == "Size");
    CHECK_THROWS_AS(tx.customers().insert({.name = "x", .tags = {"small", "Large"}}), crm::Invalid);
    CHECK(tx.customers().count() == 0);
    const auto id = tx.customers().insert({.name = "x", .tags = {"small", "SMALL", "free"}});
    CHECK_THROWS_AS(tx.customers().tag(id, "large"), crm::Conflict);
    CHECK_FALSE(tx.customers().tag(id, "small"));
    CHECK(tx.customers().tags(id) == Names{"free", "small"});
    // A tag that would not fit stays outside of the group.
    CHECK_THROWS_AS(tx.tags().set_group("free", "Size"), crm::Conflict);
    CHECK_THROWS_AS(tx.tags().ensure("free", {.group = "Size", .colour = "#ffffff"}), crm::Conflict);
    CHECK(tx.tags().get("free").group.empty());
    CHECK(tx.tags().get("free").colour.empty());
    CHECK_THROWS_AS(tx.tags().merge("free", "large"), crm::Conflict);
    CHECK(tx.customers().tags(id) == Names{"free", "small"});
    // Nor does a group become exclusive over what it holds.
    tx.tags().set_group("free", "Mood");
    tx.tags().ensure("glad", {.group = "Mood"});
    tx.customers().tag(id, "glad");
    CHECK_THROWS_AS(tx.tags().ensure_group("mood", crm::GroupMode::exclusive), crm::Conflict);
    tx.customers().untag(id, "free");
    tx.tags().ensure_group("mood", crm::GroupMode::exclusive);
    CHECK_THROWS_AS(tx.customers().tag(id, "free"), crm::Conflict);
    tx.tags().ensure_group("mood", crm::GroupMode::any_number);
    CHECK(tx.customers().tag(id, "free"));
    tx.tags().set_group("free", "");
    CHECK(tx.tags().get("free").group.empty());
    check_counts(tx);
  });
}

TEST_CASE("A refused tag leaves the transaction whole") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.tags().ensure_group("size", crm::GroupMode::exclusive);
    tx.tags().ensure("small", {.group = "size"});
    tx.tags().ensure("large", {.group = "size"});
    const auto id = tx.customers().insert({.name = "x", .tags = {"small", "other"}});
    CHECK_THROWS_AS(tx.customers().tag(id, "large"), crm::Conflict);
    CHECK_THROWS_AS(tx.tags().merge("other", "large"), crm::Conflict);
    tx.customers().update(id, {crm::customer::city = "Wien"});
  });
  store.read([](const crm::ReadTx& tx) {
    CHECK(tx.customers().list()[0].city == "Wien");
    CHECK(tx.tags().get("other").usage == 1);
  });
}

TEST_CASE("A retired tag stays where it is and is not given any more") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto a = tx.customers().insert({.name = "A", .tags = {"old"}});
    const auto b = tx.customers().insert({.name = "B"});
    tx.tags().retire("old");
    CHECK(tx.tags().get("old").retired);
    CHECK(tx.customers().tags(a) == Names{"old"});
    CHECK(tx.customers().count(crm::has_tag("old")) == 1);
    CHECK_THROWS_AS(tx.customers().tag(b, "old"), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().insert({.name = "C", .tags = {"Old"}}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().tag_where({}, {"old"}), crm::Invalid);
    CHECK(tx.customers().count() == 2);
    tx.tags().revive("old");
    CHECK(tx.customers().tag(b, "old"));
    tx.tags().retire("old");
    CHECK(tx.customers().untag(b, "old"));
    check_counts(tx);
  });
}

TEST_CASE("Colours are #rrggbb") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.tags().ensure("vip", {.colour = "#FF8800"});
    CHECK(tx.tags().get("vip").colour == "#FF8800");
    tx.tags().set_colour("vip", "#00ff00");
    CHECK(tx.tags().get("vip").colour == "#00ff00");
    for (const char* bad : {"red", "#12345", "#1234567", "#12345g", "123456#"}) {
      CHECK_THROWS_AS(tx.tags().set_colour("vip", bad), crm::Invalid);
      CHECK_THROWS_AS(tx.tags().ensure("other", {.colour = bad}), crm::Invalid);
    }
    CHECK(tx.tags().get("vip").colour == "#00ff00");
    CHECK_THROWS_AS(tx.tags().get("other"), crm::NotFound);
    tx.tags().set_colour("vip", "");
    CHECK(tx.tags().get("vip").colour.empty());
    CHECK_THROWS_AS(tx.tags().set_colour("nobody", "#000000"), crm::NotFound);
  });
}

TEST_CASE("To ensure a tag twice changes what is said the second time") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.tags().ensure("vip", {.group = "rank"});
    const auto id = tx.tags().get("vip").id;
    tx.tags().ensure("Vip");
    CHECK(tx.tags().get("vip").group == "rank");
    tx.tags().ensure("VIP", {.group = "other", .colour = "#000000"});
    CHECK(tx.tags().get("vip").id == id);
    CHECK(tx.tags().get("vip").name == "vip");
    CHECK(tx.tags().get("vip").group == "other");
    CHECK(names_of(tx) == Names{"vip"});
  });
}

TEST_CASE("Many records are tagged at once, or as if") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    for (int i = 0; i < 20; ++i)
      tx.customers().insert({.name = "c" + std::to_string(i), .city = i % 2 ? "Wien" : "Graz"});
    tx.customers().tag_where(crm::customer::name == "c1", {"b"});
  });
  store.write([](crm::WriteTx& tx) {
    const auto wien = crm::customer::city == "Wien";
    auto tried = tx.customers().tag_where(wien, {"a", "b"}, {.dry_run = crm::DryRun::yes});
    CHECK(tried.matched == 10);
    CHECK(tried.changed == 10);
    CHECK(names_of(tx) == Names{"b"});
    CHECK(tx.tags().get("b").usage == 1);
    const auto done = tx.customers().tag_where(wien, {"a", "b"});
    CHECK(done.matched == 10);
    CHECK(done.changed == 10);
    CHECK(tx.tags().get("a").usage == 10);
    CHECK(tx.tags().get("b").usage == 10);
    CHECK(tx.customers().tag_where(wien, {"a"}).changed == 0);
    tried =
        tx.customers().untag_where(crm::has_tag("a"), {"a", "never heard of"}, {.dry_run = crm::DryRun::yes});
    CHECK(tried.changed == 10);
    CHECK(tx.tags().get("a").usage == 10);
    // The filter is about what the call takes away.
    CHECK(tx.customers().untag_where(crm::has_tag("a"), {"a"}).changed == 10);
    CHECK(tx.customers().count(crm::has_tag("a")) == 0);
    CHECK_THROWS_AS(tx.customers().tag_where(crm::has_tag("nothing carries this"), {"fine", ""}),
                    crm::Invalid);
    check_counts(tx);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A record carries 10,000 tags and not one more", "[slow]") {
  fixture::MemoryStore store;
  Names many;
  for (int i = 0; i < 10'000; ++i) many.push_back("tag " + std::to_string(i));
  const auto id =
      store.write([&](crm::WriteTx& tx) { return tx.customers().insert({.name = "x", .tags = many}); });
  store.read([&](const crm::ReadTx& tx) {
    Names sorted = many;
    std::sort(sorted.begin(), sorted.end());
    CHECK(tx.customers().get(id).tags == sorted);
    CHECK(tx.tags().list().size() == 10'000);
    CHECK(tx.customers().count(crm::has_tag("TAG 9999")) == 1);
  });
  store.write([&](crm::WriteTx& tx) {
    many.push_back("one more");
    CHECK_THROWS_AS(tx.customers().insert({.name = "y", .tags = many}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().tag(id, "one more"), crm::Invalid);
    CHECK_THROWS_AS(tx.tags().get("one more"), crm::NotFound);
    CHECK(tx.customers().untag(id, "tag 0"));
    CHECK(tx.customers().tag(id, "one more"));
    tx.customers().remove(id);
    CHECK(tx.tags().get("tag 17").usage == 0);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("Counts are those of a recount after whatever happened, kept or taken back") {
  fixture::MemoryStore store;
  std::mt19937 random(7);
  const auto pick = [&](std::size_t n) { return random() % n; };
  const Names pool = {"a", "B", "客", "d", "e"};
  struct Abandoned {};
  std::vector<crm::CustomerId> ids;
  for (int round = 0; round < 40; ++round) {
    auto kept = ids;
    try {
      store.write([&](crm::WriteTx& tx) {
        const auto act = [&] {
          switch (kept.empty() ? 0 : pick(7)) {
            case 0:
              return kept.push_back(
                  tx.customers().insert({.name = "x", .tags = {pool[pick(5)], pool[pick(5)]}}));
            case 1:
              return void(tx.customers().tag(kept[pick(kept.size())], pool[pick(5)]));
            case 2:
              return void(tx.customers().untag(kept[pick(kept.size())], pool[pick(5)]));
            case 3:
              return void(tx.customers().tag_where(crm::has_tag(pool[pick(5)]), {pool[pick(5)]}));
            case 4:
              tx.customers().archive(kept[pick(kept.size())]);
              return;
            case 5: {
              const auto at = pick(kept.size());
              tx.customers().remove(kept[at]);
              kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(at));
              return;
            }
            default: {
              const std::string &from = pool[pick(5)], &into = pool[pick(5)];
              if (from == into) return;
              tx.tags().ensure(from);
              tx.tags().ensure(into);
              tx.tags().merge(from, into);
            }
          }
        };
        for (int i = 0; i < 6; ++i) {
          const auto before = kept;
          if (pick(4)) {
            act();
            continue;
          }
          try {
            tx.savepoint([&] {
              act();
              act();
              throw Abandoned{};
            });
          } catch (const Abandoned&) {
            kept = before;
          }
        }
        check_counts(tx);
        if (pick(4) == 0) throw Abandoned{};
      });
      ids = kept;
    } catch (const Abandoned&) {
    }
    store.read([&](const crm::ReadTx& tx) { check_counts(tx); });
  }
  CHECK(store.check(crm::CheckDepth::full).ok());
}
