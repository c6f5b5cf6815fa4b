#include "query/timeline.hpp"

#include <algorithm>
#include <optional>
#include <queue>
#include <tuple>

#include <crmlite/error.hpp>

#include "query/compile.hpp"
#include "query/cursor.hpp"
#include "record/engine.hpp"
#include "record/plans.hpp"

namespace crmlite::query {
namespace {

using record::Cell;

constexpr std::size_t largest_page = 10'000;

/// Where an entry stands in the order of time.
struct Place {
  std::int64_t at = 0, record = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// The question as SQL over table `timeline`, about one customer at a time, in the order of its key.
class Question {
 public:
  Question(const TimelineSpec& spec, std::int64_t asked, bool interactions) : spec_(spec) {
    if (spec.limit == 0 || spec.limit > largest_page) throw Invalid("limit: from 1 to 10,000");
    if (interactions) conditions_.text += " AND record IN (SELECT id FROM interaction)";
    kinds();
    if (spec.direction) add(" AND direction = ?", Cell{std::string(to_string(*spec.direction))});
    if (spec.person) person();
    if (spec.since) add(" AND at >= ?", Cell{spec.since->ms});
    if (spec.until) add(" AND at < ?", Cell{spec.until->ms});
    if (!spec.text.empty()) text();
    seal(asked);
    if (spec.after.empty()) return;
    const Cursor cursor = cursor_from(spec.after, fingerprint_);
    const auto* at = cursor.keys.size() == 1 ? std::get_if<std::int64_t>(&cursor.keys[0]) : nullptr;
    if (!at) throw Invalid("cursor: of another question");
    after_ = {*at, cursor.id};
  }

  /// The rows of a customer: FROM, WHERE, ORDER BY and LIMIT, behind this place if there is one.
  Sql sql(std::int64_t customer, const std::optional<Place>& after, std::size_t limit) const {
    Sql sql{" FROM timeline WHERE customer = ?", {Cell{customer}}};
    sql.append(conditions_);
    if (after)
      sql.append({spec_.oldest_first ? " AND (at, record) > (?, ?)" : " AND (at, record) < (?, ?)",
                  {Cell{after->at}, Cell{after->record}}});
    sql.text += std::string(" ORDER BY at") + direction_word() + ", record" + direction_word();
    sql.append({" LIMIT ?", {Cell{static_cast<std::int64_t>(limit)}}});
    return sql;
  }

  const TimelineSpec& spec() const { return spec_; }
  const std::optional<Place>& after() const { return after_; }
  const char* direction_word() const { return spec_.oldest_first ? "" : " DESC"; }
  std::string cursor(const Place& place) const {
    return to_text({fingerprint_, false, place.record, {Cell{place.at}}});
  }

 private:
  void add(std::string_view condition, Cell value) {
    conditions_.text += condition;
    conditions_.binds.push_back(std::move(value));
  }

  void seal(std::int64_t customer) {
    std::string asked = std::to_string(customer) + conditions_.text;
    for (const bool flag : {spec_.oldest_first, spec_.people, spec_.subsidiaries})
      asked += flag ? "|1" : "|0";
    for (const Cell& cell : conditions_.binds)
      asked +=
          "|" + (std::holds_alternative<std::string>(cell) ? std::get<std::string>(cell)
                                                           : std::to_string(std::get<std::int64_t>(cell)));
    fingerprint_ = fingerprint(asked);
  }

  void kinds() {
    if (spec_.kinds.empty()) return;
    conditions_.text += " AND kind IN (";
    for (std::size_t i = 0; i < spec_.kinds.size(); ++i) add(i ? ", ?" : "?", Cell{spec_.kinds[i]});
    conditions_.text += ")";
  }

  /// Whom the record concerns, or who took part in it.
  void person() {
    add(" AND (EXISTS (SELECT 1 FROM timeline o WHERE o.customer = ? AND o.at = timeline.at AND o.record = "
        "timeline.record)",
        Cell{spec_.person.value()});
    add(" OR EXISTS (SELECT 1 FROM interaction_participant p WHERE p.record = ? AND p.owner = "
        "timeline.record))",
        Cell{spec_.person.value()});
  }

  void text() {
    std::string form;
    if (const auto* rule = record::check_text(spec_.text, 10'000, form))
      throw Invalid(Issue{{}, "text", rule->name, rule->message, {}});
    add(" AND summary LIKE ? ESCAPE '\\'", Cell{"%" + escaped(form.empty() ? spec_.text : form) + "%"});
  }

  const TimelineSpec& spec_;
  Sql conditions_;
  std::optional<Place> after_;
  std::uint64_t fingerprint_ = 0;
};

std::optional<Direction> direction_named(std::string_view name) {
  for (const Direction d : {Direction::in, Direction::out})
    if (name == to_string(d)) return d;
  return std::nullopt;
}

/// How entries are read: as such, and as the interactions behind them.
class Entries {
 public:
  using Item = TimelineEntry;
  explicit Entries(Session&) {}

  std::string sql(const Sql& rows, const char*) const {
    return "SELECT customer, at, record, contact, kind, direction, summary" + rows.text;
  }
  void read(const sqlite::Statement& q, Item& entry) const {
    entry.customer = CustomerId{q.int64(0)};
    entry.at.ms = q.int64(1);
    entry.record = RecordId{q.int64(2)};
    entry.planned = q.int64(3) == 2;
    entry.kind = q.text(4);
    entry.direction = direction_named(q.text(5));
    entry.summary = q.text(6);
  }
  static Place place(const Item& entry) { return {entry.at.ms, entry.record.value()}; }
};

class Interactions {
 public:
  struct Item {
    Interaction interaction;
    std::int64_t parts = 0;
  };
  explicit Interactions(Session& s) : plans_(s.plans_of(KindTraits<Interaction>::kind())) {}

  std::string sql(const Sql& rows, const char* direction) const {
    return "SELECT " + plans_.columns + " FROM (SELECT record AS entry, at AS entry_at" + rows.text +
           ") JOIN interaction ON id = entry ORDER BY entry_at" + direction + ", entry" + direction;
  }
  void read(const sqlite::Statement& q, Item& item) const {
    item.parts = record::read_row(plans_, q, {&item.interaction, false});
  }
  static Place place(const Item& item) { return {item.interaction.at->ms, item.interaction.id.value()}; }
  const record::KindPlans& plans() const { return plans_; }

 private:
  record::KindPlans& plans_;
};

/// The timelines of several customers as one: each is read a few rows ahead, by one statement that all share.
template <class Reading>
class Merged {
 public:
  using Item = typename Reading::Item;

  Merged(Session& s, const Question& question, const Reading& reading,
         std::span<const std::int64_t> customers)
      : s_(s), question_(question), reading_(reading) {
    const std::size_t wanted = question.spec().limit + 1;
    const std::size_t ahead = customers.size() == 1 ? wanted : wanted / customers.size() + 1;
    for (const std::int64_t customer : customers) lanes_.push_back({customer, ahead, question.after(), {}});
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      fill(lanes_[i]);
      offer(i);
    }
  }

  /// The next one in the order of time; nothing at the end.
  std::optional<Item> next() {
    while (true) {
      if (drained_) {
        fill(lanes_[*drained_]);
        offer(*drained_);
        drained_.reset();
      }
      if (heads_.empty()) return std::nullopt;
      const auto [place, lane] = heads_.top();
      heads_.pop();
      Item item = std::move(lanes_[lane].rows[lanes_[lane].next++]);
      if (lanes_[lane].next < lanes_[lane].rows.size())
        offer(lane);
      else if (lanes_[lane].more)
        drained_ = lane;
      if (last_ && *last_ == place) continue;  // the same of another customer
      last_ = place;
      return item;
    }
  }

 private:
  struct Lane {
    std::int64_t customer = 0;
    std::size_t ahead = 0;  // rows to be read
    std::optional<Place> after = {};
    std::vector<Item> rows = {};
    std::size_t next = 0;
    bool more = true;
  };
  using Head = std::pair<Place, std::size_t>;
  /// Whether b comes before a; of two in the same place, the lane before.
  struct Later {
    bool oldest_first;
    bool operator()(const Head& a, const Head& b) const {
      if (a.first != b.first) return oldest_first ? a.first > b.first : a.first < b.first;
      return a.second > b.second;
    }
  };

  void fill(Lane& lane) {
    const Sql rows = question_.sql(lane.customer, lane.after, lane.ahead);
    auto q = s_.take(reading_.sql(rows, question_.direction_word()));
    bind_all(*q, rows.binds);
    lane.rows.clear();
    lane.next = 0;
    while (q->step()) reading_.read(*q, lane.rows.emplace_back());
    lane.more = lane.rows.size() == lane.ahead;
    if (!lane.rows.empty()) lane.after = Reading::place(lane.rows.back());
    lane.ahead = std::min(lane.ahead * 2, question_.spec().limit + 1);
  }

  void offer(std::size_t lane) {
    const Lane& l = lanes_[lane];
    if (l.next < l.rows.size()) heads_.emplace(Reading::place(l.rows[l.next]), lane);
  }

  Session& s_;
  const Question& question_;
  const Reading& reading_;
  std::vector<Lane> lanes_;
  std::priority_queue<Head, std::vector<Head>, Later> heads_{Later{question_.spec().oldest_first}};
  std::optional<std::size_t> drained_;  // read again only when the next one is wanted
  std::optional<Place> last_;
};

/// Gives up to a page of items to `add`; returns the cursor behind the last one if there are more.
template <class Reading, class Add>
std::string each(Session& s, const Question& question, const Reading& reading,
                 std::span<const std::int64_t> customers, Add&& add) {
  Merged<Reading> merged(s, question, reading, customers);
  Place last;
  for (std::size_t n = 0; auto item = merged.next(); ++n) {
    if (n == question.spec().limit) return question.cursor(last);
    last = Reading::place(*item);
    add(std::move(*item));
  }
  return {};
}

}  // namespace

void timeline_page(Session& s, std::span<const std::int64_t> customers, const TimelineSpec& spec,
                   Page<TimelineEntry>& page) {
  const Question question(spec, customers.front(), false);
  page.items.reserve(std::min<std::size_t>(spec.limit, 50));
  page.next = each(s, question, Entries(s), customers,
                   [&](TimelineEntry&& entry) { page.items.push_back(std::move(entry)); });
}

void timeline_page(Session& s, std::span<const std::int64_t> customers, const TimelineSpec& spec,
                   Page<Interaction>& page) {
  const Question question(spec, customers.front(), true);
  const Interactions reading(s);
  std::vector<record::Loaded> loaded;
  page.items.reserve(std::min<std::size_t>(spec.limit, 50));
  page.next = each(s, question, reading, customers, [&](Interactions::Item&& item) {
    loaded.push_back({item.interaction.id.value(), item.parts, {}});
    page.items.push_back(std::move(item.interaction));
  });
  if (loaded.empty()) return;
  for (std::size_t i = 0; i < loaded.size(); ++i) loaded[i].target = {&page.items[i], false};
  record::load_choices(s, reading.plans(), loaded);
  record::load_lists(s, reading.plans(), loaded);
  record::load_tags(s, reading.plans(), loaded);
}

}  // namespace crmlite::query
