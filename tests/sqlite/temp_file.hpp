// A database file of one test, in a directory of its own that goes with it.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "sqlite/connection.hpp"

class TempFile {
 public:
  TempFile() {
    static std::atomic<unsigned> count = 0;
    std::random_device random;
    directory_ = std::filesystem::temp_directory_path() /
                 ("crmlite-test-" + std::to_string(random()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(directory_);
  }
  ~TempFile() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  std::string path() const { return (directory_ / "test.crm").string(); }
  std::string wal() const { return path() + "-wal"; }
  const std::filesystem::path& directory() const { return directory_; }

  crmlite::sqlite::Connection open(crmlite::sqlite::OpenOptions options = {}) const {
    options.create = !options.read_only;
    return {path(), options};
  }

 private:
  std::filesystem::path directory_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}
