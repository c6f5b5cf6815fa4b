#include "sqlite/statement_cache.hpp"

#include <utility>

namespace crmlite::sqlite {

struct StatementCache::Entry {
  std::string sql;
  Statement statement;
  bool pooled = true;  // false: made because the pooled one was out; goes when it is given back
  bool taken = false;
  Entry* newer = nullptr;
  Entry* older = nullptr;
};

StatementCache::StatementCache(Handle& handle, std::size_t capacity)
    : handle_(&handle), capacity_(capacity) {}

StatementCache::~StatementCache() = default;

StatementCache::Cached StatementCache::take(std::string_view sql) {
  const auto found = entries_.find(sql);
  if (found == entries_.end()) {
    Entry& entry = add(sql);
    return Cached(*this, entry, entry.statement);
  }
  Entry& entry = *found->second;
  if (entry.taken) {
    auto extra =
        std::make_unique<Entry>(Entry{.sql = {}, .statement = Statement(*handle_, sql), .pooled = false});
    ++prepared_;
    Entry& out = *extra.release();
    return Cached(*this, out, out.statement);
  }
  unlink(entry);
  entry.taken = true;
  return Cached(*this, entry, entry.statement);
}

StatementCache::Entry& StatementCache::add(std::string_view sql) {
  auto entry = std::make_unique<Entry>(Entry{.sql = std::string(sql), .statement = Statement(*handle_, sql)});
  ++prepared_;
  entry->taken = true;
  const std::string_view key = entry->sql;
  return *entries_.emplace(key, std::move(entry)).first->second;
}

void StatementCache::give_back(Entry& entry) noexcept {
  if (!entry.pooled) {
    delete &entry;
    return;
  }
  entry.taken = false;
  link(entry);
  while (entries_.size() > capacity_ && oldest_ != nullptr) evict();
}

void StatementCache::clear() noexcept {
  while (oldest_ != nullptr) evict();
}

void StatementCache::link(Entry& entry) noexcept {
  entry.older = newest_;
  entry.newer = nullptr;
  (newest_ != nullptr ? newest_->newer : oldest_) = &entry;
  newest_ = &entry;
}

void StatementCache::unlink(Entry& entry) noexcept {
  (entry.newer != nullptr ? entry.newer->older : newest_) = entry.older;
  (entry.older != nullptr ? entry.older->newer : oldest_) = entry.newer;
}

void StatementCache::evict() noexcept {
  Entry& entry = *oldest_;
  unlink(entry);
  entries_.erase(entries_.find(std::string_view(entry.sql)));
}

}  // namespace crmlite::sqlite
