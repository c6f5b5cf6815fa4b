// Names of zones, the files behind them, and the way from local time back to an instant.
#include "base/zone.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <utility>

#include "base/date.hpp"
#include "base/tzif.hpp"

namespace crmlite::base {

struct Zone::Rules {
  std::string name;
  ZoneTable table;
};

namespace {

constexpr std::int64_t day_seconds = 86'400;

constexpr std::int64_t floor_divided(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Only what names of zones are made of, and no part that leads anywhere else: no `..`, no drive, no second
// root.
bool is_zone_path(std::string_view name) noexcept {
  constexpr std::size_t longest = 100;
  if (name.empty() || name.size() > longest) return false;
  char before = '/';
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !is_digit(c) && c != '_' && c != '-' && c != '+' && c != '/') return false;
    if (c == '/' && before == '/') return false;
    before = c;
  }
  return before != '/';
}

// The longest real one has some 4 kB. Empty when there is none.
std::string read_file(const std::string& path) {
  constexpr std::size_t largest = 1 << 20;
  std::string bytes;
  std::ifstream file(path, std::ios::binary);
  char buffer[4096];
  while (bytes.size() <= largest && (file.read(buffer, sizeof buffer) || file.gcount() > 0)) {
    bytes.append(buffer, static_cast<std::size_t>(file.gcount()));
  }
  return bytes.size() > largest ? std::string() : bytes;
}

std::optional<ZoneTable> load_table(std::string_view name) {
  const char* const configured = std::getenv("TZDIR");
  for (const char* folder :
       {configured, "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"}) {
    if (folder == nullptr || *folder == '\0') continue;
    if (auto table = parse_tzif(read_file(std::string(folder) + '/' + std::string(name)))) return table;
  }
  return std::nullopt;
}

// `+08:00`, `-0330`, `+8`; in seconds east of UTC.
std::optional<int> read_offset(std::string_view text) noexcept {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  std::string_view hours = text;
  std::string_view minutes = "00";
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    hours = text.substr(0, colon);
    minutes = text.substr(colon + 1);
  } else if (text.size() == 4) {
    hours = text.substr(0, 2);
    minutes = text.substr(2);
  }
  if (hours.empty() || hours.size() > 2 || minutes.size() != 2) return std::nullopt;
  if (!std::all_of(hours.begin(), hours.end(), is_digit) ||
      !std::all_of(minutes.begin(), minutes.end(), is_digit)) {
    return std::nullopt;
  }
  const int hour = hours.size() == 1 ? hours[0] - '0' : (hours[0] - '0') * 10 + (hours[1] - '0');
  const int minute = (minutes[0] - '0') * 10 + (minutes[1] - '0');
  if (hour > 23 || minute > 59) return std::nullopt;
  return sign * (hour * 3600 + minute * 60);
}

std::optional<int> fixed_offset(std::string_view name) noexcept {
  if (name == "UTC" || name == "Etc/UTC" || name == "Z") return 0;
  if (name.starts_with("UTC")) name.remove_prefix(3);
  return read_offset(name);
}

void append_two_digits(std::string& out, int value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

Zone::Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

Zone Zone::utc() { return Zone(std::make_shared<const Rules>(Rules{"UTC", {}})); }

std::optional<Zone> Zone::load(std::string_view name) {
  ZoneTable table;
  if (const auto offset = fixed_offset(name)) {
    table.first_offset = *offset;
  } else {
    if (!is_zone_path(name)) return std::nullopt;
    auto loaded = load_table(name);
    if (!loaded) return std::nullopt;
    table = std::move(*loaded);
  }
  return Zone(std::make_shared<const Rules>(Rules{std::string(name), std::move(table)}));
}

std::optional<Zone> Zone::recall(std::string_view name) {
  thread_local std::optional<Zone> kept;
  if (!kept || kept->name() != name) kept = load(name);
  return kept;
}

const std::string& Zone::name() const noexcept { return rules_->name; }

int Zone::offset_at(Timestamp instant) const noexcept {
  return rules_->table.offset_at(floor_divided(instant.ms, 1000));
}

Date Zone::local_date(Timestamp instant) const noexcept {
  const std::int64_t local = floor_divided(instant.ms, 1000) + offset_at(instant);
  return civil_from_days(floor_divided(local, day_seconds));
}

std::int64_t Zone::local_ms(Timestamp instant) const noexcept {
  return instant.ms + std::int64_t{1000} * offset_at(instant);
}

Timestamp Zone::from_local(Date date, std::int64_t ms) const noexcept {
  // No offset reaches a whole day, so these two are the ones before and after any change around that time.
  const std::int64_t local = days_from_civil(date) * day_seconds * 1000 + ms;
  const std::int64_t before = offset_at(Timestamp{local - day_seconds * 1000});
  const std::int64_t after = offset_at(Timestamp{local + day_seconds * 1000});
  const Timestamp by_before{local - before * 1000};
  const Timestamp by_after{local - after * 1000};
  const bool before_holds = offset_at(by_before) == before;
  const bool after_holds = offset_at(by_after) == after;
  if (before_holds && after_holds) return std::min(by_before, by_after);
  // In a gap neither holds, and the clock as it went before the gap tells the instant.
  return after_holds ? by_after : by_before;
}

std::string Zone::format(Timestamp instant) const {
  // RFC 3339 has no seconds in offsets, which local mean time had: time and offset both leave them out.
  const int minutes = offset_at(instant) / 60;
  const std::int64_t local = floor_divided(instant.ms, 1000) + std::int64_t{60} * minutes;
  std::string out = to_string(Timestamp{local * 1000});
  out.resize(out.size() - std::string_view(".000Z").size());
  out += minutes < 0 ? '-' : '+';
  append_two_digits(out, std::abs(minutes) / 60);
  out += ':';
  append_two_digits(out, std::abs(minutes) % 60);
  return out;
}

}  // namespace crmlite::base
