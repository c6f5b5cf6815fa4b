// Random operations on customers and users, beside a model of a few lines that keeps them in maps. After every few
// transactions everything the store says must be what the model says. A failing seed is printed with its step.
#include "catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};
constexpr crm::Field<crm::Customer, std::string> vat{"VAT 号"};
constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};

const std::vector<std::string> names = {"Ada", "Bo", "张三", "李四", "Čapek", "O'Neil; --", "株式会社サクラ", "Ａｄａ"};
const std::vector<std::string> cities = {"上海", "Berlin", "", "Paris", "北京"};
const std::vector<std::string> tag_names = {"vip", "老客户", "new", "churn risk", "展会"};
const std::vector<std::string> tiers = {"bronze", "silver", "gold"};
const std::vector<std::string> tastes = {"tea", "coffee", "茶"};

struct Person {  // a user
  std::string name;
  std::set<std::string> tags;
  std::int64_t revision = 1;
  bool archived = false;
};

struct Firm {  // a customer
  std::string code, name, city, vat, tier;
  std::optional<std::int64_t> score;
  std::set<std::string> likes, tags;
  std::vector<std::string> emails;
  std::optional<std::int64_t> owner, parent;
  std::int64_t revision = 1;
  bool archived = false;
};

struct World {
  std::map<std::int64_t, Firm> firms;
  std::map<std::int64_t, Person> people;
  std::set<std::string> known_tags;
  std::int64_t next_code = 1;
  std::map<std::string, std::int64_t> codes;  // ever issued
};

template <class T>
std::optional<T> optional_of(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<T>(text);
}

class Run {
 public:
  explicit Run(std::uint64_t seed) : random_(seed), store_(":memory:", options(seed)) {
    store_.write([](crm::WriteTx& tx) {
      tx.fields().ensure(score, {.indexed = true, .min = 0, .max = 1000});
      tx.fields().ensure(tier, {.choices = tiers});
      tx.fields().ensure(likes, {.choices = tastes});
      tx.fields().ensure(vat, {.unique = true});
      tx.fields().ensure(parent);
      tx.codes().ensure("customer", {.pattern = "C{SEQ:6}"});
    });
  }

  void go(int operations) {
    for (int done = 0; done < operations;) {
      done += transaction();
      if (one_in(4)) compare();
    }
    compare();
    const crm::CheckReport report = store_.check(crm::CheckDepth::full);
    for (const std::string& problem : report.problems) FAIL_CHECK(problem);
  }

 private:
  static crm::StoreOptions options(std::uint64_t seed) {
    crm::StoreOptions o;
    o.seed = seed + 1;
    o.clock = [now = std::int64_t{1'700'000'000'000}]() mutable { return crm::Timestamp{now += 1000}; };
    return o;
  }

  struct Abandoned {};

  int transaction() {
    World world = world_;
    const int operations = 1 + pick(12);
    const bool keep = !one_in(5);
    try {
      store_.write([&](crm::WriteTx& tx) {
        for (int i = 0; i < operations; ++i) one_in(12) ? in_savepoint(tx, world) : operation(tx, world);
        if (!keep) throw Abandoned{};
      });
    } catch (const Abandoned&) {
      return operations;
    }
    world_ = std::move(world);
    return operations;
  }

  void in_savepoint(crm::WriteTx& tx, World& world) {
    World inner = world;
    const bool keep = one_in(2);
    try {
      tx.savepoint([&] {
        for (int i = pick(4); i >= 0; --i) operation(tx, inner);
        if (!keep) throw Abandoned{};
      });
    } catch (const Abandoned&) {
      return;
    }
    world = std::move(inner);
  }

  void operation(crm::WriteTx& tx, World& w) {
    ++steps_;
    switch (pick(12)) {
      case 0:
      case 1:
      case 2: return insert_firm(tx, w);
      case 3: return insert_person(tx, w);
      case 4:
      case 5:
      case 6: return update_firm(tx, w);
      case 7: return remove_firm(tx, w);
      case 8: return tag_firm(tx, w);
      case 9: return one_in(3) ? remove_person(tx, w) : change_person(tx, w);
      case 10: return archive_firm(tx, w);
      default: return bulk(tx, w);
    }
  }

  // Operations ----------------------------------------------------------------------------------------------------

  void insert_firm(crm::WriteTx& tx, World& w) {
    Firm f;
    f.name = any(names);
    f.city = any(cities);
    f.vat = one_in(3) ? "DE " + std::to_string(pick(40)) : "";
    if (one_in(2)) f.score = pick(1001);
    if (one_in(2)) f.tier = any(tiers);
    for (const std::string& taste : tastes)
      if (one_in(3)) f.likes.insert(taste);
    for (const std::string& tag : tag_names)
      if (one_in(4)) f.tags.insert(tag);
    for (int i = pick(3); i > 0; --i) f.emails.push_back("a" + std::to_string(pick(1000)) + "@x.example");
    if (!w.people.empty() && one_in(2)) f.owner = any_key(w.people);
    if (!w.firms.empty() && one_in(3)) f.parent = any_key(w.firms);

    crm::NewCustomer n{.kind = crm::CustomerKind::company, .name = f.name, .city = f.city};
    for (const std::string& mail : f.emails) n.emails.push_back({mail});
    if (f.owner) n.owners.push_back({crm::UserId{*f.owner}});
    n.tags.assign(f.tags.begin(), f.tags.end());
    if (f.score) n.fields.push_back(score = *f.score);
    if (!f.tier.empty()) n.fields.push_back(tier = f.tier);
    if (!f.likes.empty()) n.fields.push_back(likes = crm::Choices(std::vector(f.likes.begin(), f.likes.end())));
    if (!f.vat.empty()) n.fields.push_back(vat = f.vat);
    if (f.parent) n.fields.push_back(parent = crm::CustomerId{*f.parent});
    if (vat_taken(w, f.vat, 0)) {
      CHECK_THROWS_AS(tx.customers().insert(n), crm::Conflict);
      return;
    }
    const std::int64_t id = tx.customers().insert(n).value();
    const std::string digits = std::to_string(w.next_code++);
    f.code = "C" + std::string(6 - digits.size(), '0') + digits;
    w.codes[f.code] = id;
    w.known_tags.insert(f.tags.begin(), f.tags.end());
    w.firms.emplace(id, std::move(f));
  }

  void update_firm(crm::WriteTx& tx, World& w) {
    if (w.firms.empty()) return;
    const std::int64_t id = any_key(w.firms);
    Firm after = w.firms.at(id);
    std::vector<crm::Change<crm::Customer>> changes;
    if (one_in(2)) changes.push_back(crm::customer::name = after.name = any(names));
    if (one_in(2)) changes.push_back(crm::customer::city = after.city = any(cities));
    if (one_in(3)) {
      after.score = one_in(4) ? std::nullopt : std::optional<std::int64_t>(pick(1001));
      changes.push_back(after.score ? score = *after.score : score = crm::none);
    }
    if (one_in(4)) {
      after.likes = {any(tastes)};
      changes.push_back(likes = crm::Choices(std::vector(after.likes.begin(), after.likes.end())));
    }
    if (one_in(4)) {
      after.vat = "DE " + std::to_string(pick(40));
      changes.push_back(vat = after.vat);
    }
    if (one_in(5)) {
      after.emails = {"b" + std::to_string(pick(100)) + "@y.example"};
      changes.push_back(crm::customer::emails = std::vector<crm::ContactPoint>{{after.emails[0]}});
    }
    if (one_in(9)) {
      CHECK_THROWS_AS(tx.customers().update(crm::CustomerId{id}, changes, {.if_revision = after.revision + 1}),
                      crm::Conflict);
      return;
    }
    if (vat_taken(w, after.vat, id)) {
      CHECK_THROWS_AS(tx.customers().update(crm::CustomerId{id}, changes), crm::Conflict);
      return;
    }
    const bool differs = !same(after, w.firms.at(id));
    CHECK(tx.customers().update(crm::CustomerId{id}, changes) == differs);
    after.revision += differs ? 1 : 0;
    w.firms[id] = std::move(after);
  }

  void remove_firm(crm::WriteTx& tx, World& w) {
    if (w.firms.empty()) return;
    const std::int64_t id = any_key(w.firms);
    tx.customers().remove(crm::CustomerId{id});
    w.firms.erase(id);
    for (auto& [other, firm] : w.firms)
      if (firm.parent == id) {
        firm.parent.reset();
        ++firm.revision;
      }
  }

  void tag_firm(crm::WriteTx& tx, World& w) {
    if (w.firms.empty()) return;
    const std::int64_t id = any_key(w.firms);
    Firm& firm = w.firms.at(id);
    const std::string name = any(tag_names);
    if (one_in(2)) {
      CHECK(tx.customers().tag(crm::CustomerId{id}, name) == firm.tags.insert(name).second);
      w.known_tags.insert(name);
    } else if (w.known_tags.contains(name)) {
      CHECK(tx.customers().untag(crm::CustomerId{id}, name) == (firm.tags.erase(name) > 0));
    }
  }

  void archive_firm(crm::WriteTx& tx, World& w) {
    if (w.firms.empty()) return;
    const std::int64_t id = any_key(w.firms);
    Firm& firm = w.firms.at(id);
    const bool archived = one_in(2);
    if (archived) tx.customers().archive(crm::CustomerId{id});
    else tx.customers().restore(crm::CustomerId{id});
    if (firm.archived != archived) ++firm.revision;
    firm.archived = archived;
  }

  void insert_person(crm::WriteTx& tx, World& w) {
    const std::string name = "user " + std::to_string(pick(30));
    const bool taken = std::any_of(w.people.begin(), w.people.end(), [&](const auto& p) { return p.second.name == name; });
    if (taken) {
      CHECK_THROWS_AS(tx.users().insert({.name = "USER" + name.substr(4)}), crm::Conflict);
      return;
    }
    w.people.emplace(tx.users().insert({.name = name}).value(), Person{name, {}});
  }

  void change_person(crm::WriteTx& tx, World& w) {
    if (w.people.empty()) return;
    const std::int64_t id = any_key(w.people);
    Person& person = w.people.at(id);
    const std::string tag = any(tag_names);
    CHECK(tx.users().tag(crm::UserId{id}, tag) == person.tags.insert(tag).second);
    w.known_tags.insert(tag);
  }

  void remove_person(crm::WriteTx& tx, World& w) {
    if (w.people.empty()) return;
    const std::int64_t id = any_key(w.people);
    const bool needed = std::any_of(w.firms.begin(), w.firms.end(), [&](const auto& f) { return f.second.owner == id; });
    if (needed) {
      CHECK_THROWS_AS(tx.users().remove(crm::UserId{id}), crm::Conflict);
    } else {
      tx.users().remove(crm::UserId{id});
      w.people.erase(id);
    }
  }

  void bulk(crm::WriteTx& tx, World& w) {
    const std::int64_t limit = pick(1001);
    const std::string city = any(cities);
    crm::BulkOptions options{.dry_run = one_in(3) ? crm::DryRun::yes : crm::DryRun::no};
    std::uint64_t matched = 0, changed = 0;
    for (auto& [id, firm] : w.firms) {
      if (firm.archived || !firm.score || *firm.score < limit) continue;
      ++matched;
      if (firm.city == city) continue;
      ++changed;
      if (options.dry_run == crm::DryRun::yes) continue;
      firm.city = city;
      ++firm.revision;
    }
    const crm::BulkResult result = tx.customers().update_where(
        score >= limit, {city.empty() ? crm::customer::city = crm::none : crm::customer::city = city}, options);
    CHECK(result.matched == matched);
    CHECK(result.changed == changed);
  }

  // Comparing -----------------------------------------------------------------------------------------------------

  void compare() {
    INFO("step " << steps_);
    store_.read([&](const crm::ReadTx& tx) {
      std::size_t seen = 0;
      tx.customers().each({.limit = 7, .with = crm::With::everything, .archived = crm::Archived::included},
                          [&](const crm::Customer& c) {
                            ++seen;
                            REQUIRE(world_.firms.contains(c.id.value()));
                            compare(c, world_.firms.at(c.id.value()));
                          });
      CHECK(seen == world_.firms.size());
      CHECK(tx.users().count({}, crm::Archived::included) == world_.people.size());
      for (const auto& [id, person] : world_.people) {
        const crm::User user = tx.users().get(crm::UserId{id});
        CHECK(user.name == person.name);
        CHECK(std::set(user.tags.begin(), user.tags.end()) == person.tags);
      }
      for (const auto& [code, id] : world_.codes) {
        const auto found = tx.codes().resolve(code);
        REQUIRE(found);
        CHECK(found->record.value() == id);
        CHECK(found->current == world_.firms.contains(id));
      }
      compare_questions(tx);
    });
  }

  void compare(const crm::Customer& c, const Firm& f) {
    CHECK(c.code == f.code);
    CHECK(c.name == f.name);
    CHECK(c.city == f.city);
    CHECK(c.revision == f.revision);
    CHECK(c.archived.has_value() == f.archived);
    CHECK(c.custom.get(score) == f.score);
    CHECK(c.custom.get(tier) == optional_of<crm::Choice>(f.tier));
    CHECK(c.custom.get(vat) == optional_of<std::string>(f.vat));
    CHECK(c.custom.get(parent) == (f.parent ? std::optional(crm::CustomerId{*f.parent}) : std::nullopt));
    const auto liked = c.custom.get(likes).value_or(crm::Choices{}).names;
    CHECK(std::set(liked.begin(), liked.end()) == f.likes);
    CHECK(std::set(c.tags.begin(), c.tags.end()) == f.tags);
    std::vector<std::string> mails;
    for (const crm::ContactPoint& point : c.emails) mails.push_back(point.value);
    CHECK(mails == f.emails);
    CHECK(c.owners.size() == (f.owner ? 1U : 0U));
    if (f.owner && !c.owners.empty()) CHECK(c.owners[0].user.value() == *f.owner);
  }

  void compare_questions(const crm::ReadTx& tx) {
    const std::int64_t limit = pick(1001);
    const std::string city = any(cities), tag = any(tag_names);
    const auto expect = [&](auto holds) {
      return static_cast<std::uint64_t>(std::count_if(world_.firms.begin(), world_.firms.end(), [&](const auto& f) {
        return !f.second.archived && holds(f.second);
      }));
    };
    CHECK(tx.customers().count(score >= limit) == expect([&](const Firm& f) { return f.score && *f.score >= limit; }));
    CHECK(tx.customers().count(crm::has_tag(tag)) == expect([&](const Firm& f) { return f.tags.contains(tag); }));
    CHECK(tx.customers().count(!crm::has_tag(tag) && crm::is_empty(score)) ==
          expect([&](const Firm& f) { return !f.tags.contains(tag) && !f.score; }));
    if (!city.empty())
      CHECK(tx.customers().count(crm::customer::city == city || tier == "gold") ==
            expect([&](const Firm& f) { return f.city == city || f.tier == "gold"; }));
    for (const crm::TagInfo& info : tx.tags().list()) {
      std::uint64_t usage = 0;
      for (const auto& [id, firm] : world_.firms) usage += firm.tags.contains(info.name) ? 1 : 0;
      for (const auto& [id, person] : world_.people) usage += person.tags.contains(info.name) ? 1 : 0;
      CHECK(info.usage == usage);
    }
  }

  // Chance --------------------------------------------------------------------------------------------------------

  int pick(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return pick(n) == 0; }
  const std::string& any(const std::vector<std::string>& from) { return from[static_cast<std::size_t>(pick(static_cast<int>(from.size())))]; }
  template <class Map>
  std::int64_t any_key(const Map& map) {
    return std::next(map.begin(), pick(static_cast<int>(map.size())))->first;
  }
  static bool vat_taken(const World& w, const std::string& number, std::int64_t except) {
    return !number.empty() && std::any_of(w.firms.begin(), w.firms.end(), [&](const auto& f) {
      return f.first != except && f.second.vat == number;
    });
  }
  static bool same(const Firm& a, const Firm& b) {
    return a.name == b.name && a.city == b.city && a.score == b.score && a.likes == b.likes && a.vat == b.vat &&
           a.emails == b.emails;
  }

  std::mt19937_64 random_;
  crm::Store store_;
  World world_;
  int steps_ = 0;
};

}  // namespace

TEST_CASE("Random operations leave what a simple model says") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    Run(seed).go(2000);
  }
}

TEST_CASE("Random operations, many more of them", "[.long][long]") {
  const char* given = std::getenv("CRMLITE_SEED");
  const std::uint64_t first = given ? std::strtoull(given, nullptr, 10) : 1000;
  for (std::uint64_t seed = first; seed < first + 200; ++seed) {
    INFO("seed " << seed);
    Run(seed).go(20'000);
  }
}
