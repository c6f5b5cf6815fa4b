#include "query/timeline.hpp"

#include <algorithm>

#include <crmlite/error.hpp>

#include "query/compile.hpp"
#include "query/cursor.hpp"
#include "record/engine.hpp"
#include "record/plans.hpp"

namespace crmlite::query {
namespace {

using record::Cell;

constexpr std::size_t largest_page = 10'000;

/// The question as SQL over table `timeline`, in the order of its key.
class Question {
 public:
  Question(const TimelineSpec& spec, std::int64_t customer, bool interactions) : spec_(spec) {
    if (spec.limit == 0 || spec.limit > largest_page) throw Invalid("limit: from 1 to 10,000");
    sql_ = {" FROM timeline WHERE customer = ?", {Cell{customer}}};
    if (interactions) sql_.text += " AND record IN (SELECT id FROM interaction)";
    kinds();
    if (spec.direction) add(" AND direction = ?", Cell{std::string(to_string(*spec.direction))});
    if (spec.person) person();
    if (spec.since) add(" AND at >= ?", Cell{spec.since->ms});
    if (spec.until) add(" AND at < ?", Cell{spec.until->ms});
    if (!spec.text.empty()) text();
    std::string asked = sql_.text + (spec.oldest_first ? " ASC" : "");
    for (const Cell& cell : sql_.binds)
      asked += std::holds_alternative<std::string>(cell) ? std::get<std::string>(cell) + "|"
                                                         : std::to_string(std::get<std::int64_t>(cell)) + "|";
    fingerprint_ = fingerprint(asked);
    if (!spec.after.empty()) resume();
    sql_.text += std::string(" ORDER BY at") + direction_word() + ", record" + direction_word() + " LIMIT ?";
    sql_.binds.emplace_back(static_cast<std::int64_t>(spec.limit) + 1);
  }

  const Sql& sql() const { return sql_; }
  const char* direction_word() const { return spec_.oldest_first ? "" : " DESC"; }
  std::string cursor(std::int64_t at, std::int64_t record) const {
    return to_text({fingerprint_, false, record, {Cell{at}}});
  }

 private:
  void add(std::string_view condition, Cell value) {
    sql_.text += condition;
    sql_.binds.push_back(std::move(value));
  }

  void kinds() {
    if (spec_.kinds.empty()) return;
    sql_.text += " AND kind IN (";
    for (std::size_t i = 0; i < spec_.kinds.size(); ++i) add(i ? ", ?" : "?", Cell{spec_.kinds[i]});
    sql_.text += ")";
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

  void resume() {
    const Cursor cursor = cursor_from(spec_.after, fingerprint_);
    if (cursor.keys.size() != 1) throw Invalid("cursor: of another question");
    add(spec_.oldest_first ? " AND (at, record) > (?, " : " AND (at, record) < (?, ", cursor.keys[0]);
    add("?)", Cell{cursor.id});
  }

  const TimelineSpec& spec_;
  Sql sql_;
  std::uint64_t fingerprint_ = 0;
};

std::optional<Direction> direction_named(std::string_view name) {
  for (const Direction d : {Direction::in, Direction::out})
    if (name == to_string(d)) return d;
  return std::nullopt;
}

}  // namespace

void timeline_page(Session& s, std::int64_t customer, const TimelineSpec& spec, Page<TimelineEntry>& page) {
  const Question question(spec, customer, false);
  auto q = s.take("SELECT customer, at, record, contact, kind, direction, summary" + question.sql().text);
  bind_all(*q, question.sql().binds);
  page.items.reserve(std::min<std::size_t>(spec.limit, 50));
  while (q->step()) {
    if (page.items.size() == spec.limit) {
      page.next = question.cursor(page.items.back().at.ms, page.items.back().record.value());
      return;
    }
    TimelineEntry& entry = page.items.emplace_back();
    entry.customer = CustomerId{q->int64(0)};
    entry.at.ms = q->int64(1);
    entry.record = RecordId{q->int64(2)};
    entry.planned = q->int64(3) == 2;
    entry.kind = q->text(4);
    entry.direction = direction_named(q->text(5));
    entry.summary = q->text(6);
  }
}

void timeline_page(Session& s, std::int64_t customer, const TimelineSpec& spec, Page<Interaction>& page) {
  const Question question(spec, customer, true);
  const detail::Kind& kind = KindTraits<Interaction>::kind();
  record::KindPlans& plans = s.plans_of(kind);
  std::vector<record::Loaded> loaded;
  bool more = false;
  {
    auto q = s.take("SELECT " + plans.columns + " FROM (SELECT record AS entry, at AS entry_at" +
                    question.sql().text + ") JOIN interaction ON id = entry ORDER BY entry_at" +
                    question.direction_word() + ", entry" + question.direction_word());
    bind_all(*q, question.sql().binds);
    page.items.reserve(std::min<std::size_t>(spec.limit, 50));
    while (!more && q->step()) {
      if ((more = page.items.size() == spec.limit)) break;
      Interaction& i = page.items.emplace_back();
      const std::int64_t parts = record::read_row(plans, *q, {&i, false});
      loaded.push_back({i.id.value(), parts, {}});
    }
  }
  if (loaded.empty()) return;
  for (std::size_t i = 0; i < loaded.size(); ++i) loaded[i].target = {&page.items[i], false};
  record::load_choices(s, plans, loaded);
  record::load_lists(s, plans, loaded);
  record::load_tags(s, plans, loaded);
  if (more) page.next = question.cursor(page.items.back().at->ms, page.items.back().id.value());
}

}  // namespace crmlite::query
