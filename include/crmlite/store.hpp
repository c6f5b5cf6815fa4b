// The store: one file with everything in it. It may be used from any thread; several processes may have it open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <crmlite/bulk.hpp>
#include <crmlite/callback.hpp>
#include <crmlite/error.hpp>
#include <crmlite/export.hpp>
#include <crmlite/transaction.hpp>

namespace crmlite {

/// What a commit promises. A crash of the process loses nothing in either.
enum class Durability : std::uint8_t {
  full,     ///< the commit is on the disk when it returns
  relaxed,  ///< a power failure may take back the last commits, never damage the file
};

enum class Access : std::uint8_t { read_write, read_only };
enum class LogLevel : std::uint8_t { info, warning, error };

/// How a store is opened. The defaults suit a desktop program.
struct StoreOptions {
  std::string actor = {};  ///< who writes, where a transaction does not say
  Access access = Access::read_write;
  Durability durability = Durability::full;
  std::int64_t busy_timeout_ms = 5000;      ///< how long a writer waits for another process
  std::size_t cache_mib = 64;               ///< of the whole store: half for the writer, the rest for readers
  std::int64_t max_read_ms = 30'000;        ///< a read block older than this is interrupted; 0: never
  std::size_t wal_limit_mib = 64;           ///< above this, new read blocks and the writer wait up to 100 ms for
                                            ///< running read blocks, so that the log can begin anew
  std::string zone = "UTC";                 ///< IANA name; of a new file: the zone of its codes and dates
  std::string default_country = {};         ///< ISO 3166-1; of a new file: where a phone without country code is
  Callback<Timestamp()> clock = {};         ///< default: the system's
  std::uint64_t seed = 0;                   ///< of salts; 0: the system's random source. For tests only.
  Callback<void(LogLevel, std::string_view)> log = {};  ///< no values of records are ever given to it
};

/// Who reads. Recorded; unrestricted until roles exist.
struct Principal {
  std::string name = {};
};

struct ReadOptions {
  Principal principal = {};
  /// This block's own limit in place of the store's; 0: none. A block that waits for something outside (a
  /// slow pipe) keeps the log from beginning anew, so give one without a limit another end, such as
  /// Progress::stop.
  std::optional<std::int64_t> max_read_ms = {};
};

struct WriteOptions {
  std::string actor = {};   ///< empty: the store's
  std::string label = {};   ///< why: "import leads.csv"
  std::string source = {};  ///< from where: a form, a file, another system
};

struct StoreStats {
  std::uint64_t file_bytes = 0;
  std::uint64_t wal_bytes = 0;
  std::uint64_t free_bytes = 0;  ///< what `compact` would give back, at least
  std::int64_t oldest_reader_ms = 0;
  std::size_t readers = 0;       ///< read blocks running in this process
  std::uint64_t transactions = 0;
  std::uint64_t changes = 0;
  std::vector<std::pair<std::string, std::uint64_t>> records = {};  ///< per kind
};

enum class CheckDepth : std::uint8_t {
  quick,  ///< structure of the pages, foreign keys
  full,   ///< indexes, foreign keys, every derived value, the journal's chain, every content's hash
};

struct CheckReport {
  std::vector<std::string> problems = {};  ///< empty: sound
  bool ok() const noexcept { return problems.empty(); }
};

/// A CRM file, open. Closing waits for nobody: end your blocks first. A forked child can use neither the store nor,
/// while the parent has it open, its file: fork first, then open.
class Store {
 public:
  /// Opens the file, or makes it where there is none; brings an older file up to date. `:memory:` makes a store that
  /// lives as long as this object, whose reads and writes take turns.
  /// @throws OpenError when the file is not a crmlite file, is too new, locked or cannot be opened; Invalid when a new
  /// file's zone or country is not known
  CRMLITE_EXPORT explicit Store(const std::string& path, StoreOptions options = {});
  CRMLITE_EXPORT ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Runs the block on one snapshot and returns what it returns. A block inside a block of the same thread
  /// sees the same snapshot and has its limit.
  /// @throws std::logic_error inside a write block of the same thread; Stopped after max_read_ms
  template <class F>
  auto read(F&& block) const {
    return read(ReadOptions{}, std::forward<F>(block));
  }
  template <class F>
  auto read(const ReadOptions& options, F&& block) const {
    static_assert(!std::is_reference_v<std::invoke_result_t<F, const ReadTx&>>,
                  "a reference into a block does not outlive it: return a value");
    const ReadTx tx = begin_read(options);
    return std::forward<F>(block)(tx);
  }

  /// Runs the block as one transaction: committed when it returns, rolled back when it throws. Writers queue.
  /// @throws Busy when another process holds the file longer than busy_timeout_ms; std::logic_error inside another
  /// block of the same thread
  template <class F>
  auto write(F&& block) {
    return write(WriteOptions{}, std::forward<F>(block));
  }
  template <class F>
  auto write(const WriteOptions& options, F&& block) {
    static_assert(!std::is_reference_v<std::invoke_result_t<F, WriteTx&>>,
                  "a reference into a block does not outlive it: return a value");
    WriteTx tx = begin_write(options);
    if constexpr (std::is_void_v<std::invoke_result_t<F, WriteTx&>>) {
      std::forward<F>(block)(tx);
      tx.commit();
    } else {
      auto result = std::forward<F>(block)(tx);
      tx.commit();
      return result;
    }
  }

  /// A transaction for code that cannot be a lambda; forgotten, it is rolled back and logged.
  CRMLITE_EXPORT WriteTx begin_write(const WriteOptions& options = {});
  /// A snapshot for code that cannot be a lambda.
  CRMLITE_EXPORT ReadTx begin_read(const ReadOptions& options = {}) const;

  /// Takes a content in: all that the stream gives, of any length, a chunk of 256 KiB at a time, each in a short
  /// transaction of its own, so that other writers wait no longer than for one chunk. Equal content is stored once. The
  /// content is removed by `maintain` unless it is attached to a record within a day.
  /// @throws Error when the stream cannot be read: nothing of it stays; std::logic_error inside a block
  CRMLITE_EXPORT BlobId put(std::istream& content);
  /// The same of a function that fills the bytes it is given and returns how many; 0: the end.
  CRMLITE_EXPORT BlobId put(const Callback<std::size_t(std::span<std::byte>)>& fill);

  CRMLITE_EXPORT StoreStats stats() const;
  CRMLITE_EXPORT CheckReport check(CheckDepth depth, const Progress& progress = {}) const;
  /// Removes, for at most about this long, contents that were put more than a day ago and never attached; then does what
  /// each commit does in small portions: moves the log into the file.
  CRMLITE_EXPORT void maintain(std::int64_t budget_ms = 50);
  /// Rewrites the file without its free space and without the columns of removed fields; needs as much disk again while
  /// it runs. The file gets shorter once no read block is left that began before.
  /// @throws Busy when another process writes; std::logic_error inside a block
  CRMLITE_EXPORT void compact();
  /// The path as given.
  CRMLITE_EXPORT const std::string& path() const noexcept;
  /// The file's own zone: that of its codes and dates.
  CRMLITE_EXPORT const std::string& zone() const noexcept;
  /// ISO 3166-1 code of the country where a telephone number without country code is; empty: of none.
  CRMLITE_EXPORT const std::string& default_country() const noexcept;

 private:
  friend class ReadTx;
  friend class WriteTx;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace crmlite
