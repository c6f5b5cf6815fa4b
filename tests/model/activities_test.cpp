// Random operations on interactions, notes, tasks, attachments and relations, beside a model of a few lines
// that keeps them in maps; the customers and users they belong to come and go. A failing seed is printed with
// its step.
#include "model/activities.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "model/links.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using namespace activities;

crm::Date date_of(int day) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day}}};
  return {static_cast<std::int16_t>(static_cast<int>(ymd.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()))};
}
std::string rule_of(int every) { return every ? "FREQ=DAILY;INTERVAL=" + std::to_string(every) : ""; }
template <class Ref>
std::optional<Id> id_in(Ref id) {
  return id ? std::optional(id.value()) : std::nullopt;
}
std::vector<crm::Participant> given(const std::vector<std::pair<Id, std::string>>& participants) {
  std::vector<crm::Participant> found;
  for (const auto& [id, role] : participants) found.push_back({crm::RecordId{id}, role});
  return found;
}
std::vector<crm::About> given(const std::vector<Id>& about) {
  std::vector<crm::About> found;
  for (const Id id : about) found.push_back({crm::RecordId{id}});
  return found;
}

class Run {
 public:
  explicit Run(std::uint64_t seed) : random_(seed) {}

  void go(int operations) {
    for (int done = 0; done < operations;) {
      done += transaction();
      if (one_in(6)) compare();
    }
    compare();
    for (const std::string& problem : store_.check(crm::CheckDepth::full).problems) FAIL_CHECK(problem);
  }

 private:
  struct Abandoned {};

  int transaction() {
    World world = world_;
    const int operations = 1 + pick(12);
    const bool keep = !one_in(5);
    try {
      store_.write([&](crm::WriteTx& tx) {
        for (int i = 0; i < operations; ++i) operation(tx, world);
        if (!keep) throw Abandoned{};
      });
    } catch (const Abandoned&) {
      return operations;
    }
    world_ = std::move(world);
    return operations;
  }

  void operation(crm::WriteTx& tx, World& w) {
    ++steps_;
    const int chosen = pick(52);
    if (chosen < 3)
      return static_cast<void>(w.customers.insert(tx.customers().insert({.name = "Acme"}).value()));
    if (chosen < 5) return insert_user(tx, w);
    if (chosen < 12) return log(tx, w);
    if (chosen < 18) return update_talk(tx, w);
    if (chosen < 21) return insert_memo(tx, w);
    if (chosen < 23) return update_memo(tx, w);
    if (chosen < 28) return insert_job(tx, w);
    if (chosen < 35) return update_job(tx, w);
    if (chosen < 37) return archive(tx, w);
    if (chosen < 49) return link(tx, w);
    remove_any(tx, w);
  }

  // Interactions

  void log(crm::WriteTx& tx, World& w) {
    Talk t{.subject = text(), .status = status<InteractionStatus>(3), .at = time()};
    if (!w.customers.empty() && !one_in(4)) t.customer = any(w.customers);
    if (one_in(4)) t.message = "<" + std::to_string(pick(40)) + "@x.example>";
    t.participants = participants(w);
    t.about = about(w);
    if (one_in(3)) t.tags = {"hot"};
    crm::NewInteraction n{.kind = "call",
                          .status = t.status,
                          .at = crm::Timestamp{t.at},
                          .subject = t.subject,
                          .message_id = t.message,
                          .participants = given(t.participants),
                          .about = given(t.about),
                          .tags = {t.tags.begin(), t.tags.end()}};
    if (t.customer) n.customer = crm::CustomerId{*t.customer};
    if (!w.gone.empty() && one_in(15)) {
      n.participants.push_back({crm::RecordId{any(w.gone)}, ""});
      CHECK_THROWS_AS(tx.interactions().log(n), crm::Invalid);
      return;
    }
    if (message_taken(w, t.message, 0)) {
      CHECK_THROWS_AS(tx.interactions().log(n), crm::Conflict);
      return;
    }
    w.talks.emplace(tx.interactions().log(n).value(), std::move(t));
  }

  static auto parts(const Talk& t) {
    return std::tie(t.customer, t.at, t.status, t.subject, t.about, t.participants, t.message);
  }

  void update_talk(crm::WriteTx& tx, World& w) {
    if (w.talks.empty()) return;
    using namespace crm::interaction;
    const auto& [key, before] = *std::next(w.talks.begin(), pick(w.talks.size()));
    Talk t = before;
    std::vector<crm::Change<crm::Interaction>> changes;
    if (one_in(3)) {
      t.customer = w.customers.empty() || one_in(5) ? std::nullopt : std::optional(any(w.customers));
      changes.push_back(t.customer ? customer = crm::CustomerId{* t.customer} : customer = crm::none);
    }
    if (one_in(3)) changes.push_back(at = crm::Timestamp{t.at = time()});
    if (one_in(3)) changes.push_back(crm::interaction::status = t.status = status<InteractionStatus>(3));
    if (one_in(3)) changes.push_back(subject = t.subject = text());
    if (one_in(4)) changes.push_back(crm::interaction::about = given(t.about = about(w)));
    if (one_in(4))
      changes.push_back(crm::interaction::participants = given(t.participants = participants(w)));
    if (one_in(6)) changes.push_back(message_id = t.message = "<" + std::to_string(pick(40)) + "@x.example>");
    const crm::InteractionId id{key};
    if (message_taken(w, t.message, key)) {
      CHECK_THROWS_AS(tx.interactions().update(id, changes), crm::Conflict);
      return;
    }
    const bool differs = parts(t) != parts(before);
    CHECK(tx.interactions().update(id, changes) == differs);
    t.revision += differs ? 1 : 0;
    w.talks[key] = std::move(t);
  }

  static bool message_taken(const World& w, const std::string& message, Id except) {
    return !message.empty() && std::any_of(w.talks.begin(), w.talks.end(), [&](const auto& t) {
      return t.first != except && t.second.message == message;
    });
  }
  // Notes

  void insert_memo(crm::WriteTx& tx, World& w) {
    const auto on = any_record(w);
    if (!on) return;
    Memo m{.record = *on, .text = text(), .pinned = one_in(3)};
    crm::NewNote n{.record = crm::RecordId{*on}, .text = m.text, .pinned = m.pinned};
    if (!w.users.empty() && one_in(2)) m.author = any(w.users), n.author = crm::UserId{*m.author};
    w.memos.emplace(tx.notes().insert(n).value(), std::move(m));
  }

  void update_memo(crm::WriteTx& tx, World& w) {
    if (w.memos.empty()) return;
    auto& [key, m] = *std::next(w.memos.begin(), pick(w.memos.size()));
    const Memo before = m;
    std::vector<crm::Change<crm::Note>> changes;
    if (one_in(2)) changes.push_back(crm::note::text = m.text = text());
    if (one_in(2)) changes.push_back(crm::note::pinned = m.pinned = one_in(2));
    const bool differs = m.text != before.text || m.pinned != before.pinned;
    CHECK(tx.notes().update(crm::NoteId{key}, changes) == differs);
    m.revision += differs ? 1 : 0;
  }

  // Tasks

  void insert_job(crm::WriteTx& tx, World& w) {
    Job j{.subject = text(), .about = about(w), .checklist = checklist()};
    if (one_in(2)) j.due = day();
    if (j.due && one_in(2)) j.every = 1 + pick(9), j.starts = j.due;
    crm::NewTask n{.subject = j.subject, .about = given(j.about), .checklist = j.checklist};
    n.recurrence = rule_of(j.every);
    if (j.due) n.due_date = date_of(*j.due);
    if (!w.users.empty() && one_in(2)) j.assignee = any(w.users), n.assignee = crm::UserId{*j.assignee};
    w.jobs.emplace(tx.tasks().insert(n).value(), std::move(j));
  }

  void update_job(crm::WriteTx& tx, World& w) {
    if (w.jobs.empty()) return;
    const auto& [key, before] = *std::next(w.jobs.begin(), pick(w.jobs.size()));
    Job j = before;
    std::vector<crm::Change<crm::Task>> changes;
    if (one_in(2)) changes.push_back(crm::task::status = j.status = status<TaskStatus>(5));
    if (one_in(3)) changes.push_back(crm::task::due_date = date_of(*(j.due = day())));
    if (one_in(4)) changes.push_back(crm::task::about = given(j.about = about(w)));
    if (one_in(4)) changes.push_back(crm::task::checklist = j.checklist = checklist());
    if (one_in(5) && j.due) {
      j.every = j.every % 9 + 1;
      j.starts = j.due;
      changes.push_back(crm::task::recurrence = rule_of(j.every));
    }
    const bool differs = std::tie(j.status, j.due, j.about, j.checklist, j.every) !=
                         std::tie(before.status, before.due, before.about, before.checklist, before.every);
    const bool follows = j.status == TaskStatus::done && before.status != j.status && j.every && !j.next;
    CHECK(tx.tasks().update(crm::TaskId{key}, changes) == differs);
    j.revision += differs ? 1 : 0;
    if (follows) follow(tx, w, key, j);
    w.jobs[key] = std::move(j);
  }

  /// The task that follows has the day of the rule behind the one that was done.
  void follow(crm::WriteTx& tx, World& w, Id key, Job& done) {
    const crm::TaskId next = tx.tasks().get(crm::TaskId{key}).next;
    REQUIRE(next);
    Job j = done;
    int due = *done.starts;
    while (due <= *done.due) due += done.every;
    j.due = due;
    j.status = TaskStatus::open;
    for (crm::ChecklistItem& item : j.checklist) item.done = false;
    j.archived = false;
    j.revision = 1;
    w.jobs.emplace(next.value(), std::move(j));
    done.next = next.value();
    ++done.revision;
  }

  void link(crm::WriteTx& tx, World& w) {
    const auto record = any_record(w), other = any_record(w);
    if (record && other) links_.operation(tx, w, *record, *other);
  }

  // What all have

  void insert_user(crm::WriteTx& tx, World& w) {
    w.users.insert(tx.users().insert({.name = "user " + std::to_string(++users_)}).value());
  }

  void archive(crm::WriteTx& tx, World& w) {
    const bool to = one_in(2);
    const auto put = [&](auto& map, const char* kind) {
      if (map.empty()) return;
      auto& [id, held] = *std::next(map.begin(), pick(map.size()));
      to ? tx.records(kind).archive(crm::RecordId{id}) : tx.records(kind).restore(crm::RecordId{id});
      held.revision += held.archived != to;
      held.archived = to;
    };
    const int kind = pick(3);
    if (kind == 0) return put(w.talks, "interaction");
    kind == 1 ? put(w.memos, "note") : put(w.jobs, "task");
  }

  void remove_any(crm::WriteTx& tx, World& w) {
    const auto id = any_record(w);
    if (!id || (w.customers.contains(*id) && one_in(2))) return;
    const char* kind = w.customers.contains(*id) ? "customer"
                       : w.users.contains(*id)   ? "user"
                       : w.talks.contains(*id)   ? "interaction"
                       : w.memos.contains(*id)   ? "note"
                       : w.papers.contains(*id)  ? "attachment"
                       : w.bonds.contains(*id)   ? "relation"
                                                 : "task";
    tx.records(kind).remove(crm::RecordId{*id});
    activities::remove(w, *id);
  }

  // Comparing

  void compare() {
    INFO("step " << steps_);
    store_.read([&](const crm::ReadTx& tx) {
      compare_all(tx.interactions(), world_.talks);
      compare_all(tx.notes(), world_.memos);
      compare_all(tx.tasks(), world_.jobs);
      compare_all(tx.attachments(), world_.papers);
      compare_all(tx.relations(), world_.bonds);
      compare_questions(tx);
    });
  }

  template <class Face, class Map>
  void compare_all(const Face& face, const Map& map) {
    std::size_t seen = 0;
    face.each({.limit = 7, .with = crm::With::everything, .archived = crm::Archived::included},
              [&](const auto& record) {
                ++seen;
                REQUIRE(map.contains(record.id.value()));
                const auto& model = map.at(record.id.value());
                CHECK(record.revision == model.revision);
                CHECK(record.archived.has_value() == model.archived);
                if constexpr (requires { Links::compare(record, model); })
                  Links::compare(record, model);
                else
                  compare(record, model);
              });
    CHECK(seen == map.size());
  }

  static void compare(const crm::Interaction& i, const Talk& t) {
    CHECK(id_in(i.customer) == t.customer);
    CHECK(i.subject == t.subject);
    CHECK(i.message_id == t.message);
    CHECK(i.status == t.status);
    CHECK(i.at == crm::Timestamp{t.at});
    CHECK(i.participants == given(t.participants));
    CHECK(i.about == given(t.about));
    CHECK(std::set(i.tags.begin(), i.tags.end()) == t.tags);
  }
  static void compare(const crm::Note& n, const Memo& m) {
    CHECK(n.record.value() == m.record);
    CHECK(n.text == m.text);
    CHECK(id_in(n.author) == m.author);
    CHECK(n.pinned == m.pinned);
  }
  static void compare(const crm::Task& t, const Job& j) {
    CHECK(t.subject == j.subject);
    CHECK(t.about == given(j.about));
    CHECK(id_in(t.assignee) == j.assignee);
    CHECK(id_in(t.next) == j.next);
    CHECK(t.status == j.status);
    CHECK(t.due_date == (j.due ? std::optional(date_of(*j.due)) : std::nullopt));
    CHECK(t.due.has_value() == j.due.has_value());
    CHECK(t.recurrence == rule_of(j.every));
    CHECK(t.checklist == j.checklist);
    CHECK(t.closed.has_value() == j.closed());
  }

  void compare_questions(const crm::ReadTx& tx) {
    const auto record = any_record(world_);
    if (!record) return;
    Links::compare_questions(tx, world_, *record);
    std::vector<std::tuple<bool, Id>> notes;
    for (const auto& [id, m] : world_.memos)
      if (m.record == *record && !m.archived) notes.emplace_back(!m.pinned, -id);
    std::sort(notes.begin(), notes.end());
    std::vector<std::tuple<bool, Id>> found;
    for (const crm::Note& n : tx.notes().of(crm::RecordId{*record}, 10'000))
      found.emplace_back(!n.pinned, -n.id.value());
    CHECK(found == notes);

    std::set<Id> open, listed;
    for (const auto& [id, j] : world_.jobs)
      if (!j.closed() && !j.archived && std::count(j.about.begin(), j.about.end(), *record)) open.insert(id);
    for (const crm::Task& t : tx.tasks().about(crm::RecordId{*record}, 10'000)) listed.insert(t.id.value());
    CHECK(listed == open);

    const int today = day();
    std::set<Id> due, told;
    for (const auto& [id, j] : world_.jobs)
      if (!j.closed() && !j.archived && j.due && *j.due <= today) due.insert(id);
    const crm::Timestamp now{today * 86'400'000LL};
    for (const crm::Task& t : tx.tasks().due(now, {.limit = 10'000})) told.insert(t.id.value());
    CHECK(told == due);
  }

  // Chance

  int pick(std::size_t n) { return static_cast<int>(random_() % n); }
  bool one_in(std::size_t n) { return pick(n) == 0; }
  Id any(const std::set<Id>& from) { return *std::next(from.begin(), pick(from.size())); }
  std::string text() {
    static const std::vector<std::string> texts = {"call", "询价", "O'Neil; --", "offer"};
    return texts[static_cast<std::size_t>(pick(texts.size()))];
  }
  std::int64_t time() { return fixture::noon + (pick(200) - 100) * 3'600'000LL; }
  int day() { return 20'500 + pick(60); }
  template <class Status>
  Status status(std::size_t count) {
    return static_cast<Status>(pick(count));
  }
  /// A record of any kind, each kind as likely.
  std::optional<Id> any_record(const World& w) {
    const auto key = [&](const auto& map) {
      return map.empty() ? std::nullopt : std::optional(std::next(map.begin(), pick(map.size()))->first);
    };
    const auto element = [&](const std::set<Id>& set) {
      return set.empty() ? std::nullopt : std::optional(any(set));
    };
    switch (pick(8)) {
      case 0:
      case 5:
        return element(w.customers);
      case 1:
        return element(w.users);
      case 2:
        return key(w.talks);
      case 3:
        return key(w.memos);
      case 6:
        return key(w.papers);
      case 7:
        return key(w.bonds);
      default:
        return key(w.jobs);
    }
  }
  std::vector<std::pair<Id, std::string>> participants(const World& w) {
    std::vector<std::pair<Id, std::string>> found;
    for (int i = pick(3); i > 0; --i) {
      const std::set<Id>& from = one_in(2) ? w.users : w.customers;
      if (!from.empty()) found.emplace_back(any(from), one_in(2) ? "to" : "");
    }
    return found;
  }
  std::vector<Id> about(const World& w) {
    std::vector<Id> found;
    for (int i = pick(3); i > 0; --i)
      if (const auto id = any_record(w)) found.push_back(*id);
    return found;
  }
  std::vector<crm::ChecklistItem> checklist() {
    std::vector<crm::ChecklistItem> items;
    for (int i = pick(3); i > 0; --i) items.push_back({text(), one_in(2)});
    return items;
  }

  std::mt19937_64 random_;
  fixture::MemoryStore store_;
  Links links_{store_, random_};
  World world_;
  int steps_ = 0, users_ = 0;
};

}  // namespace

TEST_CASE(
    "Random work with interactions, notes, tasks, attachments and relations leaves what a simple model "
    "says") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    Run(seed).go(2000);
  }
}

TEST_CASE("Random work with interactions, notes, tasks, attachments and relations, much more of it",
          "[.long][long]") {
  const char* given = std::getenv("CRMLITE_SEED");
  const std::uint64_t first = given ? std::strtoull(given, nullptr, 10) : 1000;
  for (std::uint64_t seed = first; seed < first + 100; ++seed) {
    INFO("seed " << seed);
    Run(seed).go(20'000);
  }
}
