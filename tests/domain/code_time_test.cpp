// The time that codes tell, in the zones the platform has: what is printed, what the number counts within and
// what is stored agree with each other, and with what the C library says of the same instant.
#include "catch.hpp"

#if defined(__unix__) || defined(__APPLE__)

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>
#include <time.h>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "sqlite/statement_cache.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, crm::Timestamp> moment{"moment"};
constexpr crm::Field<crm::Customer, crm::Date> day{"day"};

constexpr const char* pattern =
    "{YYYY}{MM}{DD}T{HH}{MI}{SS}Q{Q}D{DOY}G{GGGG}W{WW}F{FYYY}-{SEQ:3+;per=year+quarter+month+week+day+fy}";

constexpr const char* folder = "/usr/share/zoneinfo";

std::vector<std::string> all_zones() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ignored)) {
    if (!entry.is_regular_file()) continue;
    std::string name = std::filesystem::relative(entry.path(), folder).string(), magic(4, ' ');
    if (name.rfind("posix", 0) == 0 || name.rfind("right/", 0) == 0 || name == "localtime") continue;
    std::ifstream(entry.path(), std::ios::binary).read(magic.data(), 4);
    if (magic == "TZif") names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// With daylight saving at midnight, by half an hour, for a month of fasting, on the southern half; without a
/// day.
std::vector<std::string> some_zones() {
  std::vector<std::string> names;
  for (const char* name :
       {"UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Shanghai", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/Santiago", "Asia/Beirut",
        "Pacific/Chatham", "America/Havana", "Etc/GMT+12"})
    if (std::filesystem::exists(std::string(folder) + "/" + name)) names.emplace_back(name);
  return names;
}

/// The C library on the clock of a zone, as long as it lives.
class Libc {
 public:
  explicit Libc(const std::string& zone) {
    if (const char* held = std::getenv("TZ")) before_ = held;
    ::setenv("TZ", (":" + zone).c_str(), 1);
    ::tzset();
  }
  ~Libc() {
    if (before_.empty())
      ::unsetenv("TZ");
    else
      ::setenv("TZ", before_.c_str(), 1);
    ::tzset();
  }
  Libc(const Libc&) = delete;
  Libc& operator=(const Libc&) = delete;

  static tm local(std::int64_t seconds) {
    const auto t = static_cast<time_t>(seconds);
    tm found{};
    ::localtime_r(&t, &found);
    return found;
  }
  static std::int64_t midnight(int year, int month, int day_of_month) {
    tm t{};
    t.tm_year = year - 1900;
    t.tm_mon = month - 1;
    t.tm_mday = day_of_month;
    t.tm_isdst = -1;
    return ::mktime(&t);
  }

 private:
  std::string before_;
};

std::string text(const tm& t, const char* format) {
  char out[64];
  return {out, ::strftime(out, sizeof out, format, &t)};
}

struct Fiscal {
  const char* start;
  int month, day;

  std::string year(const tm& t) const {
    const bool begun = t.tm_mon + 1 > month || (t.tm_mon + 1 == month && t.tm_mday >= day);
    return std::to_string(t.tm_year + 1900 + (begun && (month != 1 || day != 1) ? 1 : 0));
  }
};

constexpr Fiscal fiscals[] = {{"01-01", 1, 1}, {"04-01", 4, 1}, {"07-06", 7, 6}, {"12-31", 12, 31}};

/// What a code must print of a time, and where its number must count.
struct Expected {
  std::string date, clock, rest, scope;

  Expected(const tm& t, const Fiscal& fiscal) {
    const std::string quarter = std::to_string(t.tm_mon / 3 + 1);
    date = text(t, "%Y%m%d");
    clock = text(t, "T%H%M%S");
    rest = "Q" + quarter + text(t, "D%jG%GW%V") + "F" + fiscal.year(t) + "-";
    scope = text(t, "%Y|%YQ") + quarter + text(t, "|%Y-%m|%GW%V|%Y-%m-%d|FY") + fiscal.year(t);
  }
};

struct Years {
  int first, last;
};

void add_edges(std::set<std::int64_t>& instants, std::int64_t seconds) {
  for (const int ms : {-1000, -1, 0, 1, 1000}) instants.insert(seconds * 1000 + ms);
}

/// Where the clock is put forward or back.
void add_changes(std::set<std::int64_t>& instants, Years years) {
  constexpr std::int64_t step = 6 * 3600;
  const auto offset = [](std::int64_t at) { return Libc::local(at).tm_gmtoff; };
  const std::int64_t last = Libc::midnight(years.last + 1, 1, 1);
  for (std::int64_t at = Libc::midnight(years.first, 1, 1); at < last; at += step) {
    if (offset(at) == offset(at + step)) continue;
    std::int64_t low = at, high = at + step;
    while (high - low > 1) (offset((low + high) / 2) == offset(at) ? low : high) = (low + high) / 2;
    add_edges(instants, high);
  }
}

/// Instants around which something begins, in milliseconds.
std::set<std::int64_t> edges(Years years, const Fiscal& fiscal) {
  std::set<std::int64_t> instants;
  add_changes(instants, years);
  for (int year = years.first; year <= years.last; ++year) {
    add_edges(instants, Libc::midnight(year, 1, 1));
    add_edges(instants, Libc::midnight(year, fiscal.month, fiscal.day));
    add_edges(instants, Libc::midnight(year, 1 + year % 12, 1 + year * 7 % 28));
    add_edges(instants, Libc::midnight(year, 1 + year % 4 * 3, 1));
    for (int d = -6; d <= 10; ++d)  // the Mondays nearest to new year
      if (const std::int64_t at = Libc::midnight(year, 1, d); Libc::local(at).tm_wday == 1)
        add_edges(instants, at);
  }
  return instants;
}

/// A store whose series prints, counts and stores times; and all that differs from what was expected.
class Agreement {
 public:
  explicit Agreement(const Fiscal& fiscal) : fiscal_(fiscal) {
    auto options = fixture::options();
    options.durability = crm::Durability::relaxed;
    options.clock = [this] { return crm::Timestamp{now_}; };
    store_ = std::make_unique<crm::Store>(file_.path(), options);
    store_->write([](crm::WriteTx& tx) {
      tx.fields().ensure(moment, {});
      tx.fields().ensure(day, {});
    });
  }

  /// Business times of records.
  void by_moments(const std::string& zone, Years years) {
    const Libc clock(zone);
    zone_ = zone;
    store_->write([&](crm::WriteTx& tx) {
      define(tx, "moment");
      for (const std::int64_t ms : edges(years, fiscal_))
        look_at(tx, tx.customers().insert({.name = "Ada", .fields = {moment = crm::Timestamp{ms}}}), ms,
                true);
    });
    compare_stored();
  }

  /// Days have no time of day and no zone: they are printed as they are.
  void by_days(const std::string& zone, Years years) {
    const Libc clock(zone);
    zone_ = zone;
    std::set<std::string> days;
    for (const std::int64_t ms : edges(years, fiscal_)) days.insert(text(Libc::local(ms / 1000), "%Y-%m-%d"));
    store_->write([&](crm::WriteTx& tx) {
      define(tx, "day");
      for (const std::string& d : days) {
        const auto id = tx.customers().insert({.name = "Ada", .fields = {day = *crm::Date::parse(d)}});
        tm noon = Libc::local(Libc::midnight(std::stoi(d), std::stoi(d.substr(5)), std::stoi(d.substr(8))) +
                              43'200);
        look_at(tx, id, Expected(noon, fiscal_), false);
      }
    });
  }

  /// The time of issue; the clock only goes on.
  void by_clock(const std::string& zone, Years years) {
    const Libc clock(zone);
    zone_ = zone;
    for (const std::int64_t ms : edges(years, fiscal_)) {
      now_ = ms;
      store_->write([&](crm::WriteTx& tx) {
        define(tx, "");
        look_at(tx, tx.customers().insert({.name = "Ada"}), ms, true);
      });
    }
    compare_stored();
  }

  std::vector<std::string> differences;
  std::uint64_t cases = 0;

 private:
  struct Case {
    crm::CustomerId id;
    std::int64_t ms;
    std::string scope;
  };

  void define(crm::WriteTx& tx, const char* field) const {
    tx.codes().ensure("customer",
                      {.pattern = pattern, .zone = zone_, .fiscal_start = fiscal_.start, .date = field});
  }

  void look_at(crm::WriteTx& tx, crm::CustomerId id, std::int64_t ms, bool with_clock) {
    const std::int64_t seconds = ms >= 0 ? ms / 1000 : (ms - 999) / 1000;
    const Expected expected(Libc::local(seconds), fiscal_);
    look_at(tx, id, expected, with_clock);
    open_.push_back({id, ms, expected.scope});
  }

  void look_at(crm::WriteTx& tx, crm::CustomerId id, const Expected& expected, bool with_clock) {
    ++cases;
    const std::string code = tx.customers().get(id).code;
    const std::string printed =
        expected.date + (with_clock ? expected.clock : code.substr(8, 7)) + expected.rest;
    if (code.rfind(printed, 0) != 0) differ("prints " + code + ", not " + printed);
    const auto parsed = tx.codes().parse(code);
    if (!parsed)
      differ(code + " is not read");
    else if (parsed->scope != expected.scope)
      differ(code + " counts in " + parsed->scope + ", not " + expected.scope);
  }

  /// By a connection that knows nothing of our code.
  void compare_stored() {
    auto db = file_.open({.read_only = true});
    auto q = db.statements().take(
        "SELECT c.at, k.scope FROM code c JOIN code_counter k ON k.id = c.counter WHERE c.record = ?");
    for (const Case& c : open_) {
      q->reset();
      q->bind(1, c.id.value());
      if (!q->step() || q->int64(0) != c.ms || q->text(1) != c.scope)
        differ("stores another time or counter for " + std::to_string(c.ms));
    }
    open_.clear();
  }

  void differ(const std::string& what) {
    if (differences.size() < 20)
      differences.push_back(zone_ + ", fiscal year from " + fiscal_.start + ": " + what);
  }

  const Fiscal& fiscal_;
  TempFile file_;
  std::int64_t now_ = 0;
  std::unique_ptr<crm::Store> store_;
  std::string zone_;
  std::vector<Case> open_;
};

void compare(const std::vector<std::string>& zones, Years years, bool by_clock) {
  if (zones.empty()) {
    WARN("skipped: no time zone database");
    return;
  }
  std::uint64_t cases = 0;
  for (const Fiscal& fiscal : fiscals) {
    Agreement agreement(fiscal);
    for (const std::string& zone : zones) {
      agreement.by_moments(zone, years);
      agreement.by_days(zone, years);
    }
    CHECK(agreement.differences == std::vector<std::string>{});
    cases += agreement.cases;
  }
  for (std::size_t i = 0; by_clock && i < zones.size(); ++i) {
    Agreement agreement(fiscals[i % std::size(fiscals)]);
    agreement.by_clock(zones[i], {2023, 2026});
    CHECK(agreement.differences == std::vector<std::string>{});
    cases += agreement.cases;
  }
  WARN(cases << " times in " << zones.size() << " zones");
}

}  // namespace

TEST_CASE("Codes tell, count by and store the same time, in some zones") {
  compare(some_zones(), {2023, 2027}, true);
}

TEST_CASE("Codes tell, count by and store the same time, in every zone", "[.long][long]") {
  compare(all_zones(), {1999, 2038}, false);
}

#endif
