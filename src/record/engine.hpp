// The engine's verbs, on sessions that are known to be running. The faces and the query layer call these.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/encode.hpp"
#include "record/hooks.hpp"
#include "record/named.hpp"
#include "record/session.hpp"

namespace crmlite::sqlite {
struct ConstraintViolation;
}

namespace crmlite::record {

using detail::Changes;

/// A field and what it is to hold.
struct Assignment {
  const FieldDef* field = nullptr;
  Encoded value;
};

// Reading -------------------------------------------------------------------------------------------------------
/// Where a record is read to: the kind's struct, or an AnyRecord.
struct Target {
  void* record = nullptr;
  bool any = false;
};
/// Reads the row that the statement stands on, whose columns are the plans'; returns its `parts`.
std::int64_t read_row(const KindPlans& plans, const sqlite::Statement& q, Target into);
/// Adds what other tables hold of these records, which are in the order of their ids.
struct Loaded {
  std::int64_t id = 0;
  std::int64_t parts = 0;
  Target target;
};
void load_lists(Session& s, const KindPlans& plans, const std::vector<Loaded>& records);
void load_tags(Session& s, const KindPlans& plans, const std::vector<Loaded>& records);
void load_choices(Session& s, const KindPlans& plans, const std::vector<Loaded>& records);
bool read_record(Session& s, const Kind& kind, std::int64_t id, Target into);

// Writing -------------------------------------------------------------------------------------------------------
/// Whether a record must have what its kind's custom fields require: not one that the library makes of another.
enum class Required : std::uint8_t { all, what_is_there };
std::int64_t insert_record(Session& s, const Kind& kind, const void* record, Changes changes,
                           Required required = Required::all);
/// Resolves names and checks values; broken rules go to `issues`. The changes are of the record `id`, of a new one, or
/// of several.
inline constexpr std::int64_t new_one = 0, several = -1;
std::vector<Assignment> assignments(Session& s, const KindDef& def, std::int64_t id, Changes changes, Issues& issues);
bool update_record(Session& s, const KindDef& def, std::int64_t id, std::vector<Assignment> changes,
                   const UpdateOptions& options);
/// Gives a stored record this code, or takes away the one it has; the registry follows.
bool assign_code(Session& s, const KindDef& def, std::int64_t id, const std::optional<IssuedCode>& code);
bool archive_record(Session& s, const KindDef& def, std::int64_t id, bool archived);
/// `together`: the records of this kind, in the order of their ids, that are removed in the same go and so neither
/// forbid it nor need to let go.
void remove_record(Session& s, const KindDef& def, std::int64_t id, std::span<const std::int64_t> together = {});

// Lists and links ------------------------------------------------------------------------------------------------
std::vector<std::vector<Cell>> stored_rows(Session& s, const KindPlans& plans, const FieldDef& list, std::int64_t id);
void insert_row(Session& s, const KindPlans& plans, const FieldDef& list, std::int64_t owner, std::size_t pos,
                const std::vector<Cell>& row);
void replace_rows(Session& s, const KindPlans& plans, const FieldDef& list, std::int64_t owner,
                  const std::vector<std::vector<Cell>>& old, const std::vector<std::vector<Cell>>& rows);
std::vector<std::int64_t> stored_choices(Session& s, const FieldDef& field, std::int64_t id);
void replace_choices(Session& s, const FieldDef& field, std::int64_t owner, const std::vector<std::int64_t>& old,
                     const std::vector<std::int64_t>& ids);
std::vector<std::int64_t> stored_tags(Session& s, std::int64_t id);
void add_to_canon(Canon& canon, const FieldDef& list, const std::vector<std::vector<Cell>>& rows);
void add_to_canon(Canon& canon, std::int64_t column, const std::vector<std::int64_t>& ids);
std::string rows_json(const Child& list, const std::vector<std::vector<Cell>>& rows);
std::string ids_json(const std::vector<std::int64_t>& ids);
/// External ids are unique: says so before anything is written.
void check_external_ids(Session& s, const KindDef& def, const FieldDef& list, std::int64_t owner,
                        const std::vector<std::vector<Cell>>& rows, Issues& issues);

/// The tag of this name, null where it is new; a name that no record may be given goes to `issues`.
const TagDef* check_tag(Session& s, std::string_view name, Issues& issues);
/// A record has a limited number of tags, of which this one may be.
void check_room_for_tag(Session& s, std::int64_t record, const TagDef* tag, Issues& issues);
/// The tag of a checked name, defined now where it is new.
std::int64_t ensure_tag(Session& s, std::string_view name);
bool tag_record(Session& s, const KindDef& def, std::int64_t id, std::int64_t tag, bool carried);

std::vector<HistoryEntry> history_of(Session& s, const KindDef& def, std::int64_t id);

/// Marks the transaction broken when the code after it throws: what was begun cannot be ended.
class Unfinished {
 public:
  explicit Unfinished(Session& s) : write_(*s.write) {}
  ~Unfinished() {
    if (!finished_) write_.broken = true;
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void finished() { finished_ = true; }

 private:
  WriteState& write_;
  bool finished_ = false;
};

/// Names the fields of a broken constraint. @throws Conflict
[[noreturn]] void throw_violation(const KindDef& def, const sqlite::ConstraintViolation& violation);
std::string record_name(std::int64_t id);
[[noreturn]] void throw_unknown_field(const KindDef& def, std::string_view name);

}  // namespace crmlite::record
