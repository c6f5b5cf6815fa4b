// The tables of contents: `blob` says what there is, `blob_chunk` holds it in rows of 256 KiB, which follow
// each other. Nothing of this is journaled; the attachments that name a content are. So a content that ever
// was attached stays: either an attachment names it, or the row of the journal that tells of its removal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/date.hpp>

#include "base/sha256.hpp"
#include "sqlite/connection.hpp"

namespace crmlite::record {

/// One connection's view of the contents. What writes wants a transaction around it.
class Blobs {
 public:
  static constexpr std::size_t chunk_bytes = std::size_t{256} << 10;
  static constexpr std::int64_t most_chunks = std::int64_t{1} << 24;
  static constexpr std::int64_t chunk_id(std::int64_t blob, std::int64_t n) { return blob << 24 | n; }

  explicit Blobs(sqlite::Connection& db) : db_(db) {}

  /// The length of a content that can be read and attached.
  std::optional<std::int64_t> size_of(std::int64_t blob);
  /// The content that a text names: `#5`, or `sha256:` and its hash in hexadecimal digits, as files have it.
  std::optional<std::int64_t> named(std::string_view text);
  /// The hash in 64 hexadecimal digits; empty when it cannot be read.
  std::string hash_of(std::int64_t blob);
  /// Fills `into` with a part of one.
  /// @throws Damaged when it is missing
  void read_chunk(std::int64_t blob, std::int64_t n, std::vector<std::byte>& into);

  /// A content that is on its way in.
  std::int64_t begin(Timestamp now);
  /// @throws Error when it was given up meanwhile
  void append(std::int64_t blob, std::int64_t n, std::span<const std::byte> bytes, Timestamp now);
  void finish(std::int64_t blob, std::int64_t size, const base::Sha256::Digest& digest, Timestamp now);
  /// The equal content that is there already; it counts as put now.
  std::optional<std::int64_t> equal(const base::Sha256::Digest& digest, Timestamp now);
  /// From now on an attachment names it, or the journal does.
  void attached(std::int64_t attachment);

  /// A content that nothing names, put before that time or given up.
  std::optional<std::int64_t> unused(Timestamp before);
  /// It can neither be read nor attached any more.
  void give_up(std::int64_t blob);
  /// Removes a part of what was given up; false: nothing was left.
  bool remove_part(std::int64_t blob);

 private:
  sqlite::Connection& db_;
};

}  // namespace crmlite::record
