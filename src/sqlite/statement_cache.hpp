// The statements of one connection that stay prepared, found by their text. One is taken out while it is used
// and returned clean by its guard; a second use of the same text meanwhile gets a statement of its own, which
// goes afterwards. The least recently used idle statement goes when there are too many.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sqlite/statement.hpp"

namespace crmlite::sqlite {

class StatementCache {
 public:
  static constexpr std::size_t default_capacity = 256;

  class Cached;

  explicit StatementCache(Handle& handle, std::size_t capacity = default_capacity);
  ~StatementCache();
  StatementCache(const StatementCache&) = delete;
  StatementCache& operator=(const StatementCache&) = delete;

  // The statement of this text, prepared now if it is not there. Throws what Statement throws.
  Cached take(std::string_view sql);

  std::size_t size() const noexcept { return entries_.size(); }  // idle and taken
  std::size_t prepared() const noexcept { return prepared_; }    // how often a statement had to be prepared
  // Finalizes every idle statement: before DDL that needs none to be prepared.
  void clear() noexcept;

 private:
  struct Entry;
  Entry& add(std::string_view sql);
  void give_back(Entry& entry) noexcept;
  void link(Entry& entry) noexcept;
  void unlink(Entry& entry) noexcept;
  void evict() noexcept;

  Handle* handle_;
  std::size_t capacity_;
  std::size_t prepared_ = 0;
  std::unordered_map<std::string_view, std::unique_ptr<Entry>> entries_;  // keys are the entries' own text
  Entry* newest_ = nullptr;                                               // idle entries, by last use
  Entry* oldest_ = nullptr;
};

// A statement out of the cache, for one use: reset and returned when this goes.
class StatementCache::Cached {
 public:
  ~Cached() {
    statement_->reset();
    cache_->give_back(*entry_);
  }
  Cached(const Cached&) = delete;
  Cached& operator=(const Cached&) = delete;
  Statement* operator->() const noexcept { return statement_; }
  Statement& operator*() const noexcept { return *statement_; }

 private:
  friend class StatementCache;
  Cached(StatementCache& cache, Entry& entry, Statement& statement) noexcept
      : cache_(&cache), entry_(&entry), statement_(&statement) {}
  StatementCache* cache_;
  Entry* entry_;
  Statement* statement_;
};

}  // namespace crmlite::sqlite
