// Contents: bytes of any length that attachments name. Equal content is stored once. It comes in through
// Store::put and goes out by ranges; neither holds more than a chunk of it in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <crmlite/export.hpp>
#include <crmlite/id.hpp>
#include <crmlite/records.hpp>

namespace crmlite {

/// The name of a stored content. A content is no record: its name serves where a content is asked for alone.
using BlobId = Id<Blob>;

/// Reads one stored content. It belongs to its transaction's block.
class BlobReader {
 public:
  /// Its length in bytes.
  std::int64_t size() const noexcept { return size_; }
  /// Its SHA-256 in 64 hexadecimal digits, as exports tell it. Equal contents are one.
  CRMLITE_EXPORT std::string sha256() const;
  /// Fills `into` with the bytes from `offset` on; returns how many there were, fewer only at the end. The
  /// chunk read last (256 KiB) is kept, so that reading on in small pieces is quick.
  /// @throws std::logic_error for a negative offset; Damaged when a part is missing
  CRMLITE_EXPORT std::size_t read(std::int64_t offset, std::span<std::byte> into);
  /// Writes the bytes from `offset` on, at most `length`, to a stream, chunk by chunk; returns how many. A
  /// read block that writes to something slow needs a limit of its own: ReadOptions::max_read_ms.
  /// @throws Error when the stream takes no more
  CRMLITE_EXPORT std::int64_t write_to(std::ostream& out, std::int64_t offset = 0,
                                       std::int64_t length = std::numeric_limits<std::int64_t>::max());

 private:
  friend class ReadTx;
  BlobReader(detail::Handle handle, BlobId id, std::int64_t size) : handle_(handle), id_(id), size_(size) {}
  std::span<const std::byte> from(std::int64_t offset);

  detail::Handle handle_;
  BlobId id_;
  std::int64_t size_;
  std::vector<std::byte> chunk_;
  std::int64_t held_ = -1;  // the number of that chunk
};

}  // namespace crmlite
