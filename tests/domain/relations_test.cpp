// Relations: what may be stored, how both ends read it, hierarchies, and timelines of several customers as
// one.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::RelationKind;
using Names = std::vector<std::string>;

constexpr std::int64_t hour = 3'600'000;
crm::Timestamp at(int hours) { return {fixture::noon + hours * hour}; }

struct Firm : fixture::MemoryStore {
  crm::CustomerId acme, bolt, ann, ben;
  crm::UserId eva;
  Firm() {
    write([this](crm::WriteTx& tx) {
      acme = tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Acme"});
      bolt = tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Bolt"});
      ann = tx.customers().insert({.name = "Ann"});
      ben = tx.customers().insert({.name = "Ben"});
      eva = tx.users().insert({.name = "Eva"});
    });
  }
  ~Firm() { CHECK(check(crm::CheckDepth::full).problems == Names{}); }

  crm::RelationId relate(const crm::NewRelation& r) {
    return write([&](crm::WriteTx& tx) { return tx.relations().insert(r); });
  }
  crm::RelationId relate(crm::RecordId from, std::string type, crm::RecordId to) {
    return write([&](crm::WriteTx& tx) { return tx.relations().relate(from, type, to); });
  }
  crm::Relation get(crm::RelationId id) const {
    return read([&](const crm::ReadTx& tx) { return tx.relations().get(id); });
  }
  /// "employs #3"
  Names of(crm::RecordId record, const crm::RelatedSpec& spec = {}) const {
    Names found;
    for (const crm::Related& r : read([&](const crm::ReadTx& tx) { return tx.relations().of(record, spec); }))
      found.push_back(r.type + " " + to_string(r.record) + (r.current ? "" : " former"));
    return found;
  }
  Names said(std::string type, crm::RecordId other) const { return {type + " " + to_string(other)}; }
};

/// What is wrong: "type choice".
template <class F>
Names rules(F&& change) {
  Names found;
  try {
    change();
  } catch (const crm::Error& e) {
    for (const crm::Issue& issue : e.issues()) found.push_back(issue.field + " " + issue.rule);
  }
  return found;
}

}  // namespace

TEST_CASE("a relation is kept once and read from both its ends") {
  Firm store;
  const auto id = store.relate({.from = store.ann,
                                .type = RelationKind::works_at,
                                .to = store.acme,
                                .role = "CEO",
                                .since = crm::PartialDate{2020, 3},
                                .tags = {"key"}});
  CHECK(store.of(store.ann) == store.said("works at", store.acme));
  CHECK(store.of(store.acme) == store.said("employs", store.ann));
  store.read([&](const crm::ReadTx& tx) {
    const crm::Related r = tx.relations().of(store.acme).items.at(0);
    CHECK(r.relation == id);
    CHECK(r.kind == "customer");
    CHECK(r.role == "CEO");
    CHECK(r.since == crm::PartialDate{2020, 3});
    CHECK_FALSE(r.until);
    CHECK(r.current);
    CHECK(tx.relations().get(id).tags == Names{"key"});
    CHECK(tx.relations().count(crm::relation::to == store.acme) == 1);
    CHECK_THROWS_AS(tx.relations().of(crm::RecordId{999}), crm::NotFound);
  });
}

TEST_CASE("however a relation is given, it is stored in one way") {
  Firm store;
  const crm::Relation job = store.get(store.relate(store.acme, " EMPLOYS", store.ann));
  CHECK(job.from == store.ann);
  CHECK(job.type == "works at");
  CHECK(job.to == store.acme);
  const crm::Relation home = store.get(store.relate(store.ben, "household", store.ann));
  CHECK(home.from == store.ann);
  CHECK(home.to == store.ben);
  CHECK(store.of(store.ben) == store.said("household", store.ann));
  store.write([&](crm::WriteTx& tx) {
    CHECK(tx.relations().update(job.id, {crm::relation::from = store.bolt, crm::relation::type = "employs",
                                         crm::relation::to = store.ben}));
    CHECK(tx.relations().get(job.id).from == store.ben);
    CHECK(tx.relations().get(job.id).to == store.bolt);
    CHECK_FALSE(tx.relations().update(
        job.id,
        {crm::relation::from = store.bolt, crm::relation::type = "employs", crm::relation::to = store.ben}));
    CHECK(tx.relations().update(home.id, {crm::relation::from = store.eva}));  // the larger id
    CHECK(tx.relations().get(home.id).from == store.ben);
    const auto any =
        tx.records("relation")
            .insert({{"from_record", "Eva"}, {"type", "referred"}, {"to_record", to_string(store.ben)}});
    CHECK(tx.relations().get(crm::RelationId{any.value()}).to == store.eva);
  });
}

TEST_CASE("what is wrong with a relation is said of its field") {
  Firm store;
  const auto wrong = [&](const crm::NewRelation& r) { return rules([&] { store.relate(r); }); };
  CHECK(wrong({}) == Names{"from_record required", "type required", "to_record required"});
  CHECK(wrong({.from = store.ann, .type = "lives at", .to = store.acme}) == Names{"type choice"});
  CHECK(wrong({.from = crm::RecordId{999}, .type = "employs", .to = store.acme}) ==
        Names{"from_record reference"});
  CHECK(wrong({.from = store.ann, .type = "household", .to = store.ann}) == Names{"to_record self"});
  CHECK(wrong({.from = store.ann,
               .type = "household",
               .to = store.ben,
               .since = crm::PartialDate{2021, 2},
               .until = crm::PartialDate{2021, 1, 31}}) == Names{"until order"});
  CHECK(
      wrong({.from = store.ann, .type = "household", .to = store.ben, .since = crm::PartialDate{0, 2, 1}}) ==
      Names{"since year"});
  CHECK(wrong({.from = store.ann,
               .type = "household",
               .to = store.ben,
               .since = crm::PartialDate{2021, 2, 5},
               .until = crm::PartialDate{2021}}) == Names{});
}

TEST_CASE("two records have one current relation of a type") {
  Firm store;
  const auto first = store.relate(store.ann, "works at", store.acme);
  CHECK(rules([&] { store.relate(store.acme, "employs", store.ann); }) == Names{"to_record unique"});
  store.relate({.from = store.ann, .type = "works at", .to = store.acme, .until = crm::PartialDate{2019}});
  const auto past = store.relate({.from = store.ann, .type = "works at", .to = store.acme, .inactive = true});
  store.relate(store.ann, "works at", store.bolt);
  CHECK(rules([&] {
          store.write(
              [&](crm::WriteTx& tx) { tx.relations().update(past, {crm::relation::inactive = false}); });
        }) == Names{"to_record unique"});
  store.write([&](crm::WriteTx& tx) {
    tx.relations().update(first, {crm::relation::until = crm::PartialDate{2026, 2, 28}});  // yesterday
    tx.relations().update(
        past, {crm::relation::inactive = false, crm::relation::until = crm::PartialDate{2026, 3}});
    CHECK_THROWS_AS(tx.relations().update(first, {crm::relation::until = crm::PartialDate{2026, 3, 1}}),
                    crm::Conflict);
    tx.relations().archive(past);
    tx.relations().update(first, {crm::relation::until = crm::PartialDate{2026, 3, 1}});  // today
    CHECK_THROWS_AS(tx.relations().restore(past), crm::Conflict);
  });
  CHECK(store.of(store.acme).size() == 1);
  CHECK(store.of(store.acme, {.former = true}).size() == 3);
}

TEST_CASE("a page of relations goes on where the one before ended") {
  Firm store;
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < 25; ++i) {
      const auto id = tx.customers().insert({.name = "n"});
      tx.relations().relate(id, i % 2 ? "works at" : "referred by", store.acme);
      tx.relations().relate(store.acme, i % 3 ? "works at" : "household", id);
    }
  });
  const Names whole = store.of(store.acme, {.limit = 1000});
  REQUIRE(whole.size() == 50);
  CHECK(store.of(store.acme, {.type = "employs"}).size() == 12);
  CHECK(store.of(store.acme, {.type = "works at"}).size() == 16);
  CHECK(store.of(store.acme, {.type = "household"}).size() == 9);
  CHECK(store.of(store.acme, {.type = "parent of"}).empty());
  Names paged;
  store.read([&](const crm::ReadTx& tx) {
    crm::RelatedSpec spec{.limit = 7};
    do {
      const auto page = tx.relations().of(store.acme, spec);
      for (const auto& r : page) paged.push_back(r.type + " " + to_string(r.record));
      spec.after = page.next;
    } while (!spec.after.empty());
    const auto page = tx.relations().of(store.acme, spec);
    CHECK_THROWS_AS(tx.relations().of(store.ann, {.after = page.next}), crm::Invalid);
    CHECK_THROWS_AS(tx.relations().of(store.acme, {.former = true, .after = page.next}), crm::Invalid);
    CHECK_THROWS_AS(tx.relations().of(store.acme, {.limit = 0}), crm::Invalid);
    CHECK_THROWS_AS(tx.relations().of(store.acme, {.type = "eats"}), crm::Invalid);
  });
  CHECK(paged == whole);
  for (const char* type : {"employs", "household", "referred"}) {
    crm::RelatedSpec spec{.type = type, .limit = 2};
    Names some;
    store.read([&](const crm::ReadTx& tx) {
      do {
        const auto page = tx.relations().of(store.acme, spec);
        for (const auto& r : page) some.push_back(r.type + " " + to_string(r.record));
        spec.after = page.next;
      } while (!spec.after.empty());
    });
    CHECK(some == store.of(store.acme, {.type = type}));
  }
}

TEST_CASE("a host defines types of relations") {
  Firm store;
  const auto add = [&](const crm::NewRelationType& t) {
    return store.write([&](crm::WriteTx& tx) { return tx.relation_types().insert(t); });
  };
  const auto reports = add({.name = "reports to", .reverse = "manages", .hierarchical = true});
  CHECK(rules([&] { add({.name = "Manages "}); }) == Names{"name unique"});
  CHECK(rules([&] { add({.name = "x", .reverse = "REPORTS TO"}); }) == Names{"reverse unique"});
  CHECK(rules([&] { add({.name = "Employs"}); }) == Names{"name unique"});
  CHECK(rules([&] { add({.name = "x", .reverse = "X"}); }) == Names{"reverse reverse"});
  CHECK(rules([&] { add({.name = "x", .hierarchical = true}); }) == Names{"hierarchical reverse"});
  const auto change = [&](std::initializer_list<crm::Change<crm::RelationType>> changes) {
    return rules(
        [&] { store.write([&](crm::WriteTx& tx) { tx.relation_types().update(reports, changes); }); });
  };
  CHECK(change({crm::relation_type::reverse = "referred by"}) == Names{"reverse unique"});
  CHECK(change({crm::relation_type::name = "answers to", crm::relation_type::hierarchical = false}).empty());

  const auto first = store.relate(store.ben, "Manages", store.ann);
  store.relate(store.ben, "answers to", store.ann);
  CHECK(store.get(first).type == "answers to");
  CHECK(store.of(store.ben) ==
        Names{"manages " + to_string(store.ann), "answers to " + to_string(store.ann)});
  CHECK(change({crm::relation_type::name = "reports to"}) == Names{"name referenced"});
  CHECK(change({crm::relation_type::reverse = crm::none}) == Names{"reverse referenced"});
  CHECK(change({crm::relation_type::reverse = "leads"}).empty());
  CHECK(store.of(store.ben, {.type = "leads"}) == store.said("leads", store.ann));
  CHECK(change({crm::relation_type::hierarchical = true}) == Names{"hierarchical cycle"});
  CHECK(rules([&] { store.write([&](crm::WriteTx& tx) { tx.relation_types().remove(reports); }); }) ==
        Names{"type referenced"});
  store.write([&](crm::WriteTx& tx) {
    tx.relations().remove(first);
    tx.relation_types().update(reports, {crm::relation_type::hierarchical = true});
    tx.customers().remove(store.ann);
    tx.relation_types().remove(reports);
    CHECK(tx.relation_types().find_named("answers to") == std::nullopt);
  });
}

TEST_CASE("relations go with either of their ends") {
  Firm store;
  const auto job = store.relate(store.ann, "works at", store.acme);
  store.relate(store.ann, "referred by", store.eva);
  store.write([&](crm::WriteTx& tx) { tx.customers().remove(store.acme); });
  store.read([&](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.relations().find(job));
    CHECK(tx.relations().history(job).front().kind == crm::ChangeKind::removed);
    CHECK(tx.relations().count() == 1);
  });
  store.write([&](crm::WriteTx& tx) { tx.users().remove(store.eva); });
  CHECK(store.of(store.ann, {.former = true}).empty());
}

TEST_CASE("a hierarchy has no cycles but among what is not current") {
  Firm store;
  crm::CustomerId third;
  store.write([&](crm::WriteTx& tx) { third = tx.customers().insert({.name = "Third"}); });
  store.relate(store.acme, "subsidiary of", store.bolt);
  const auto lower = store.relate(third, "subsidiary of", store.acme);
  CHECK(rules([&] { store.relate(third, "parent of", store.bolt); }) == Names{"to_record cycle"});
  const auto former = store.relate(
      {.from = store.bolt, .type = "subsidiary of", .to = third, .until = crm::PartialDate{2020}});
  store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.relations().update(former, {crm::relation::until = crm::none}), crm::Invalid);
    tx.relations().update(lower, {crm::relation::inactive = true});
    tx.relations().update(former, {crm::relation::until = crm::none});
    CHECK_THROWS_AS(tx.relations().update(lower, {crm::relation::inactive = false}), crm::Invalid);
    CHECK(tx.relations().descendants(third) == std::vector<crm::Relative>{{store.bolt, 1}, {store.acme, 2}});
    CHECK(tx.relations().ancestors(store.acme) == std::vector<crm::Relative>{{store.bolt, 1}, {third, 2}});
    CHECK(tx.relations().ancestors(third, "parent of", 1) == std::vector<crm::Relative>{{store.bolt, 1}});
    CHECK_THROWS_AS(tx.relations().ancestors(third, "household"), crm::Invalid);
    CHECK_THROWS_AS(tx.relations().ancestors(crm::RecordId{999}), crm::NotFound);
    // turned round in one change
    CHECK(tx.relations().update(former, {crm::relation::from = third, crm::relation::to = store.bolt}));
  });
}

namespace {

/// A graph as a set of arrows.
struct Graph {
  std::set<std::pair<int, int>> arrows;

  std::map<int, int> reach(int from, bool up) const {
    std::map<int, int> depths{{from, 0}};
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& [a, b] : arrows) {
        const auto at = depths.find(up ? a : b);
        if (at == depths.end()) continue;
        const auto [it, is_new] = depths.emplace(up ? b : a, at->second + 1);
        if (!is_new && it->second <= at->second + 1) continue;
        it->second = at->second + 1;
        grown = true;
      }
    }
    depths.erase(from);
    return depths;
  }
};

std::vector<crm::CustomerId> customers(crm::Store& store, int n) {
  return store.write([&](crm::WriteTx& tx) {
    std::vector<crm::CustomerId> ids;
    for (int i = 0; i < n; ++i) ids.push_back(tx.customers().insert({.name = "c" + std::to_string(i)}));
    return ids;
  });
}

}  // namespace

TEST_CASE("hierarchies and graphs are walked as a simple model walks them") {
  const unsigned seed = GENERATE(1u, 2u, 3u);
  INFO("seed " << seed);
  std::mt19937 random(seed);
  fixture::MemoryStore store;
  const int n = 12;
  const auto ids = customers(store, n);
  for (const bool hierarchy : {true, false}) {
    const std::string type = hierarchy ? "subsidiary of" : "referred by";
    Graph graph;
    std::map<std::pair<int, int>, crm::RelationId> stored;
    store.write([&](crm::WriteTx& tx) {
      for (int i = 0; i < 120; ++i) {
        const int a = static_cast<int>(random() % n), b = static_cast<int>(random() % n);
        const std::pair arrow{a, b};
        if (const auto it = stored.find(arrow); it != stored.end()) {
          tx.relations().update(it->second, {crm::relation::inactive = true});
          stored.erase(it);
          graph.arrows.erase(arrow);
          continue;
        }
        const bool allowed = a != b && !(hierarchy && graph.reach(b, true).contains(a));
        try {
          const auto id = tx.relations().relate(ids[a], type, ids[b]);
          CHECK(allowed);
          stored.emplace(arrow, id);
          graph.arrows.insert(arrow);
        } catch (const crm::Invalid&) {
          CHECK_FALSE(allowed);
        }
      }
    });
    store.read([&](const crm::ReadTx& tx) {
      for (int i = 0; i < n; ++i)
        for (const bool up : {true, false}) {
          const auto found =
              up ? tx.relations().ancestors(ids[i], type) : tx.relations().descendants(ids[i], type);
          std::map<int, int> depths;
          for (const crm::Relative& r : found)
            depths[static_cast<int>(std::find(ids.begin(), ids.end(), crm::CustomerId{r.record.value()}) -
                                    ids.begin())] = r.depth;
          CHECK(depths == graph.reach(i, up));
          CHECK(depths.size() == found.size());
          CHECK(
              std::is_sorted(found.begin(), found.end(), [](auto& a, auto& b) { return a.depth < b.depth; }));
        }
    });
  }
  CHECK(store.check(crm::CheckDepth::full).problems == Names{});
}

TEST_CASE("a company's timeline has what concerns its people and, on request, its subsidiaries") {
  Firm store;
  const auto subjects = [&](crm::CustomerId of, const crm::TimelineSpec& spec = {}) {
    Names found;
    store.read([&](const crm::ReadTx& tx) {
      for (const auto& e : tx.timeline().list(of, spec))
        found.push_back(e.summary + " " + to_string(e.customer));
    });
    return found;
  };
  const auto said = [](const char* subject, crm::CustomerId of) {
    return std::string(subject) + " " + to_string(of);
  };
  store.write([&](crm::WriteTx& tx) {
    tx.relations().relate(store.ann, "works at", store.acme);
    tx.relations().relate(store.ben, "works at", store.bolt);
    tx.relations().relate(store.bolt, "subsidiary of", store.acme);
    tx.interactions().log({.customer = store.acme, .kind = "call", .at = at(1), .subject = "own"});
    tx.interactions().log({.customer = store.ann, .kind = "call", .at = at(2), .subject = "ann's"});
    tx.interactions().log({.customer = store.bolt, .kind = "call", .at = at(3), .subject = "bolt's"});
    tx.interactions().log({.customer = store.ben, .kind = "call", .at = at(4), .subject = "ben's"});
    tx.interactions().log({.customer = store.ann,
                           .kind = "email",
                           .at = at(5),
                           .subject = "both",
                           .participants = {{store.acme, ""}}});
    tx.interactions().log(
        {.kind = "email", .at = at(6), .subject = "two", .about = {{store.ben}, {store.ann}}});
  });
  CHECK(subjects(store.acme) == Names{said("two", store.ann), said("both", store.acme),
                                      said("ann's", store.ann), said("own", store.acme)});
  CHECK(subjects(store.acme, {.people = false}) == Names{said("both", store.acme), said("own", store.acme)});
  CHECK(subjects(store.acme, {.people = false, .subsidiaries = true}) ==
        Names{said("both", store.acme), said("bolt's", store.bolt), said("own", store.acme)});
  CHECK(subjects(store.acme, {.subsidiaries = true}).size() == 6);
  CHECK(subjects(store.ann) ==
        Names{said("two", store.ann), said("both", store.ann), said("ann's", store.ann)});
  store.write([&](crm::WriteTx& tx) {
    const auto job = tx.relations().of(store.ann, {.type = "works at"}).items.at(0).relation;
    tx.relations().update(job, {crm::relation::until = crm::PartialDate{2025}});
  });
  CHECK(subjects(store.acme).size() == 2);
}

TEST_CASE("a merged timeline is the timelines of all, put together, whatever the page") {
  const unsigned seed = GENERATE(1u, 2u);
  INFO("seed " << seed);
  std::mt19937 random(seed);
  Firm store;
  std::vector<crm::CustomerId> people{store.acme};
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < 9; ++i) {
      people.push_back(tx.customers().insert({.name = "p"}));
      tx.relations().relate(people.back(), "works at", store.acme);
    }
    for (int i = 0; i < 300; ++i) {
      const auto pick = [&] { return people[random() % 3 ? random() % people.size() : 4]; };
      tx.interactions().log({.customer = pick(),
                             .kind = i % 4 ? "call" : "email",
                             .at = at(static_cast<int>(random() % 60)),
                             .subject = std::to_string(i),
                             .participants = {{pick(), ""}},
                             .tags = {"t" + std::to_string(i % 5)}});
    }
  });
  using Line = std::pair<std::pair<std::int64_t, std::int64_t>, std::int64_t>;  // (time, record), whose
  for (const Names& kinds : {Names{}, Names{"email"}})
    for (const bool oldest_first : {false, true}) {
      std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> naive;
      std::vector<Line> paged;
      Names subjects, interactions;
      store.read([&](const crm::ReadTx& tx) {
        for (const auto of : people)
          for (const auto& e : tx.timeline().list(of, {.kinds = kinds, .people = false, .limit = 1000}))
            naive.emplace(std::pair{e.at.ms, e.record.value()}, of.value());
        crm::TimelineSpec spec{.kinds = kinds, .oldest_first = oldest_first, .limit = 7};
        do {
          const auto page = tx.timeline().list(store.acme, spec);
          CHECK((page.next.empty() || page.items.size() == 7));
          for (const auto& e : page) {
            paged.push_back({{e.at.ms, e.record.value()}, e.customer.value()});
            subjects.push_back(e.summary);
          }
          spec.after = page.next;
        } while (!spec.after.empty());
        do {
          const auto page = tx.interactions().timeline(store.acme, spec);
          for (const auto& i : page) {
            interactions.push_back(i.subject);
            CHECK(i.participants.size() == 1);
            CHECK(i.tags.size() == 1);
          }
          spec.after = page.next;
        } while (!spec.after.empty());
        const auto first = tx.timeline().list(store.acme, {.limit = 3});
        CHECK_THROWS_AS(tx.timeline().list(store.acme, {.people = false, .limit = 3, .after = first.next}),
                        crm::Invalid);
      });
      std::vector<Line> wanted(naive.begin(), naive.end());
      if (!oldest_first) std::reverse(wanted.begin(), wanted.end());
      CHECK(paged == wanted);
      CHECK(interactions == subjects);
      CHECK(wanted.size() == (kinds.empty() ? 300u : 75u));
    }
}
