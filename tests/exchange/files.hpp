// A folder for the files of one test, a store in memory with a fixed clock, and short ways to ask it.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/exchange.hpp>

namespace files {

namespace crm = crmlite;

/// Files of one test, in a folder of its own that goes with it.
class Folder {
 public:
  Folder() {
    static std::atomic<unsigned> count = 0;
    std::random_device random;
    path_ = std::filesystem::temp_directory_path() /
            ("crmlite-exchange-" + std::to_string(random()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return (path_ / name).string(); }
  /// Writes the file and tells its path.
  std::string file(const std::string& name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  std::string bytes(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  bool has(const std::string& name) const { return std::filesystem::exists(path(name)); }
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::filesystem::path path_;
};

inline crm::StoreOptions options(const std::string& country = "CN") {
  crm::StoreOptions o;
  o.default_country = country;
  o.clock = [] { return crm::Timestamp{1'772'357'400'000}; };  // 2026-03-01T09:30:00Z
  o.seed = 7;
  return o;
}

inline std::vector<crm::AnyRecord> all(const crm::Store& store, const std::string& kind = "customer") {
  return store.read([&](const crm::ReadTx& tx) {
    crm::ListSpec<crm::AnyRecord> spec;
    spec.limit = 10'000;
    spec.with = crm::With::everything;
    return tx.records(kind).list(spec).items;
  });
}

/// The value of a record's field as text; empty for none.
inline std::string text(const crm::AnyRecord& record, std::string_view field) {
  const crm::Value* value = record.values.find(field);
  return value ? to_string(*value) : std::string();
}

inline std::uint64_t count(const crm::Store& store, const std::string& filter,
                           const std::string& kind = "customer") {
  return store.read([&](const crm::ReadTx& tx) { return tx.records(kind).count(crm::parse_filter(filter)); });
}

/// `heading -> field` of each column, `heading` alone for those left out.
inline std::vector<std::string> columns(const crm::ImportReport& report) {
  std::vector<std::string> found;
  for (const auto& c : report.columns)
    found.push_back(c.field.empty() ? c.heading : c.heading + " -> " + c.field);
  return found;
}

/// `line [column] reason` of each note.
inline std::vector<std::string> notes(const std::vector<crm::ImportNote>& list) {
  std::vector<std::string> found;
  for (const auto& n : list) found.push_back(std::to_string(n.line) + " [" + n.column + "] " + n.reason);
  return found;
}

inline std::string exported(const crm::Store& store, crm::ExportOptions options = {}) {
  std::ostringstream out;
  export_table(store, out, options);
  return out.str();
}

}  // namespace files
