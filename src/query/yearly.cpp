#include "query/yearly.hpp"

#include <algorithm>
#include <tuple>

#include <crmlite/error.hpp>
#include <crmlite/recurrence.hpp>

#include "base/date.hpp"
#include "record/session.hpp"

namespace crmlite::query {
namespace {

using detail::Child;
using detail::Column;
using record::FieldDef;
using record::KindDef;

/// `MM-DD` to `MM-DD`; a period over the year's end has two.
using Span = std::pair<std::string, std::string>;

std::string month_and_day(Date day) { return to_string(day).substr(5); }

std::vector<Span> spans(Date from, Date to, int days) {
  if (days >= 366) return {{"01-01", "12-31"}};
  const std::string first = month_and_day(from);
  std::string last = month_and_day(to);
  if (last == "02-28") last = "02-29";  // it comes round on that day, too
  if (first <= last) return {{first, last}};
  return {{first, "12-31"}, {"01-01", last}};
}

class Search {
 public:
  Search(record::Session& s, Date from, int days)
      : s_(s), from_(from), to_(base::civil_from_days(base::days_from_civil(from) + days - 1)), spans_(spans(from, to_, days)) {}

  std::vector<YearlyDate> run() {
    for (const auto& def : s_.catalogue->kinds)
      for (const FieldDef& f : def->fields) {
        if (f.live() && f.place == record::Place::column && f.spec.yearly) column(*def, f);
        if (f.list)
          for (const Column& c : f.list->columns)
            if (c.rules.yearly) list(*def, f, c);
      }
    std::sort(found_.begin(), found_.end(), [](const YearlyDate& a, const YearlyDate& b) {
      return std::tie(a.next, a.record, a.field) < std::tie(b.next, b.record, b.field);
    });
    return std::move(found_);
  }

 private:
  void column(const KindDef& def, const FieldDef& f) {
    const std::string table(def.kind->table);
    each("SELECT id, NULL, " + f.physical + " FROM " + table + " WHERE archived IS NULL AND " + f.physical +
             " IS NOT NULL AND substr(" + f.physical + ", -5) BETWEEN ? AND ? ORDER BY id",
         def, f);
  }

  void list(const KindDef& def, const FieldDef& f, const Column& c) {
    const std::string date(c.name), table(def.kind->table);
    std::string label = "NULL";
    for (const Column& other : f.list->columns)
      if (other.name == "label") label = "l.label";
    each("SELECT l.owner, " + label + ", l." + date + " FROM " + std::string(f.list->table) + " l JOIN " + table +
             " t ON t.id = l.owner WHERE t.archived IS NULL AND substr(l." + date +
             ", -5) BETWEEN ? AND ? ORDER BY l.owner, l.pos",
         def, f);
  }

  void each(const std::string& sql, const KindDef& def, const FieldDef& f) {
    for (const auto& [first, last] : spans_) {
      auto q = s_.take(sql);
      q->bind(1, std::string_view(first));
      q->bind(2, std::string_view(last));
      while (q->step()) {
        const auto date = PartialDate::parse(q->text(2));
        const auto next = date ? next_yearly(*date, from_) : std::nullopt;
        if (!next || *next > to_) continue;
        found_.push_back({RecordId{q->int64(0)}, std::string(def.kind->name), f.name, std::string(q->text(1)), *date,
                          *next, date->year ? years_completed(*date, *next) : std::nullopt});
      }
    }
  }

  record::Session& s_;
  Date from_, to_;
  std::vector<Span> spans_;
  std::vector<YearlyDate> found_;
};

}  // namespace

std::vector<YearlyDate> yearly_dates(record::Session& s, Date from, int days) {
  if (days < 1 || days > 366) throw Invalid("days: from 1 to 366");
  if (!from.is_valid()) throw Invalid("from: no such day");
  return Search(s, from, days).run();
}

}  // namespace crmlite::query
