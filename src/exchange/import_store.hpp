// What a row does to the file: a new record, a change of the one it is about, or nothing, because the library
// checks everything of a record before it writes any of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <crmlite/exchange.hpp>

#include "exchange/import_columns.hpp"
#include "exchange/import_later.hpp"
#include "exchange/import_row.hpp"

namespace crmlite::exchange {

/// Stores what the reader has read. Everything it is made with must outlive it.
class RowStore {
 public:
  RowStore(const Plan& plan, const ImportOptions& options, const RowReader& reader, const LaterRows& later)
      : plan_(plan), options_(options), reader_(reader), later_(later) {}

  enum class Done : std::uint8_t { inserted, updated, unchanged };
  /// Stores the row. References to rows that are still to come wait.
  /// @throws Invalid, Conflict or NotFound when the row cannot be taken; nothing of it is stored then
  Done store(WriteTx& tx, std::uint64_t line);

  bool waits() const noexcept { return !waiting_.empty(); }
  /// Sets the references that waited. One whose record is not there after all is left empty, with a warning.
  void settle(WriteTx& tx, const std::function<void(ImportNote)>& warn);

 private:
  struct Waiting {
    RecordId record = {};
    std::size_t slot = 0;
    std::string text = {};
    std::uint64_t line = 0;
  };

  bool log_contact(WriteTx& tx, RecordId customer) const;
  std::optional<AnyRecord> find_stored(WriteTx& tx) const;
  std::optional<AnyRecord> find_by_id(const AnyReader& records) const;
  std::vector<std::string> new_tags(const AnyRecord& stored) const;
  template <class Apply>
  void now_or_later(std::vector<AnyChange> changes, std::uint64_t line, std::vector<Waiting>& waiting,
                    Apply&& apply);
  std::optional<std::size_t> later_slot(const Issue& issue) const;
  void wait(std::vector<Waiting>& waiting, RecordId id);

  const Plan& plan_;
  const ImportOptions& options_;
  const RowReader& reader_;
  const LaterRows& later_;
  std::vector<Waiting> waiting_;
};

}  // namespace crmlite::exchange
