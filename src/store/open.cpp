// Opening a store: what is there is looked at before anything is touched.
#include <algorithm>
#include <filesystem>

#include "base/country.hpp"
#include "record/journal.hpp"
#include "schema/identity.hpp"
#include "schema/migrate.hpp"
#include "store/pool.hpp"

namespace crmlite::store {
namespace {

constexpr std::size_t kept_caches = 4;  // readers share half of the cache
constexpr std::int64_t frame_bytes = 4096 + 24;

Timestamp system_now() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

/// The file itself behind links and relative names; another folder may be the current one when a reader is
/// opened.
std::string lasting_path(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos || path == ":memory:") return path;
  std::error_code failed;
  const auto lasting = std::filesystem::weakly_canonical(std::filesystem::absolute(path), failed);
  return failed ? path : lasting.string();
}

std::uintmax_t bytes_in(const std::string& path) {
  std::error_code absent;
  const std::uintmax_t bytes = std::filesystem::file_size(path, absent);
  return absent ? 0 : bytes;
}

}  // namespace

Pool::Pool(std::string path, StoreOptions options)
    : path_(std::move(path)),
      file_(lasting_path(path_)),
      options_(std::move(options)),
      memory_(path_ == ":memory:"),
      forks_(base::forks()),
      random_(options_.seed ? base::Random(options_.seed) : base::Random::system()),
      most_frames_((static_cast<std::int64_t>(options_.wal_limit_mib) << 20) / frame_bytes),
      portion_(std::clamp<std::int64_t>(most_frames_ / 4, 16, 1000)),
      next_checkpoint_(portion_) {
  env_.clock = options_.clock ? options_.clock : system_now;
  env_.log = options_.log;
  try {
    open();
  } catch (const Busy& e) {
    throw OpenError(OpenReason::locked, "open store: another program keeps the file to itself",
                    e.sqlite_code());
  } catch (Error& e) {
    e.add_context("open store");
    throw;
  }
}

sqlite::OpenOptions Pool::open_options(bool writer) const {
  sqlite::OpenOptions o;
  o.read_only = options_.access == Access::read_only;
  o.durability =
      options_.durability == Durability::full ? sqlite::Durability::full : sqlite::Durability::relaxed;
  o.busy_timeout_ms = static_cast<int>(options_.busy_timeout_ms);
  const auto half = static_cast<std::int64_t>(options_.cache_mib) * 1024 / 2;
  o.cache_kib = std::max<std::int64_t>(writer ? half : half / static_cast<std::int64_t>(kept_caches), 256);
  o.journal_size_limit = static_cast<std::int64_t>(options_.wal_limit_mib) << 20;
  o.name = writer ? "writer" : "reader";
  return o;
}

void Pool::open() {
  const bool writable = options_.access == Access::read_write;
  const bool is_new = memory_ || bytes_in(file_) == 0;
  if (!is_new)
    schema::check_head(file_, writable);
  else if (writable)
    check_options();
  sqlite::OpenOptions o = open_options(true);
  o.create = writable;
  o.journal_mode = sqlite::JournalMode::keep;
  // A log that another program left behind is its own: closing the file must not move it.
  const bool log_left = !memory_ && bytes_in(log_path()) > 0;
  sqlite::Connection db(file_, o);
  db.checkpoint_on_close(!log_left);
  if (schema::identify(db, writable) == schema::Identity::empty) {
    if (!writable)
      throw OpenError(OpenReason::not_ours, "the file holds no store, and it is opened for reading only");
    check_options();
  }
  db.checkpoint_on_close(true);
  if (writable) {
    db.enable_wal();
    schema::migrate(db, file_);
    if (!memory_) checkpointer_ = std::make_unique<sqlite::Checkpointer>(file_, o.durability);
  }
  writer_ = std::make_unique<Seat>(*this, std::move(db), env_);
  settle_settings();
}

/// What a new file is given for good.
void Pool::check_options() const {
  if (!base::Zone::load(options_.zone))
    throw Invalid(Issue{{}, "zone", "zone", "not a time zone that this system knows", options_.zone});
  if (!options_.default_country.empty() && base::country_name(options_.default_country).empty())
    throw Invalid(
        Issue{{}, "default_country", "country", "not an ISO 3166-1 alpha-2 code", options_.default_country});
}

/// Zone and country belong to the file, so that all its users print the same codes; the options give them to
/// a new file.
void Pool::settle_settings() {
  std::map<std::string, std::string> settings;
  const auto load = [&] {
    const detail::Handle h = begin_read();
    settings = h.session->catalogue->settings;
    end_read(*static_cast<Seat*>(h.session->seat));
    return settings.contains("zone");
  };
  if (!load() && options_.access == Access::read_write) {
    write({.label = "new store"}, [this](detail::Session& s) { give_settings(s); });
    load();
  }
  const auto value = [&](const char* name, const std::string& otherwise) {
    const auto it = settings.find(name);
    return it == settings.end() ? otherwise : it->second;
  };
  if (auto zone = base::Zone::load(value("zone", options_.zone)))
    env_.zone = *zone;
  else
    throw OpenError(OpenReason::cannot_open, "the store's time zone is not known on this system");
  env_.default_country = value("default_country", options_.default_country);
}

/// Another process may have made the file at the same time: the first one's settings hold.
void Pool::give_settings(detail::Session& s) {
  if (s.catalogue->settings.contains("zone")) return;
  for (const auto& [name, value] :
       {std::pair{"default_country", options_.default_country}, std::pair{"zone", options_.zone}})
    record::set_setting(s, name, value);
}

}  // namespace crmlite::store
