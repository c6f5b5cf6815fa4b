// Files in and out: delimited files of any encoding become records, and records become files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include <crmlite/export.hpp>
#include <crmlite/store.hpp>
#include <crmlite/table.hpp>

namespace crmlite {

/// What an empty cell does to the field of a record that exists already.
enum class Blank : std::uint8_t { keep, clear };

/// What happens to a column that no field of the kind answers to.
enum class UnknownColumns : std::uint8_t {
  left_out,   ///< named in the report
  new_field,  ///< becomes a custom field, typed from its values
};

/// Which field a column goes to, where its heading does not say so itself.
struct ColumnMap {
  std::string column;      ///< the heading as it stands in the file
  std::string field = {};  ///< empty: the column is left out
};

struct ImportOptions {
  std::string kind = "customer";
  /// Before everything the headings say. A field may be followed by a key or a part: `external_id:SYSTEM`,
  /// `messaging:SERVICE`, `addresses.postal_code`; `contact` takes telephone numbers and e-mail addresses.
  std::vector<ColumnMap> map = {};
  /// The field by which a row finds the record it is about: `code`, `id`, `email`, `phone`,
  /// `external_id:SYSTEM`, or any other field. Found, the record is updated; found twice, the row is
  /// rejected; not found, or without the value, it is a new record. Empty: every row is a new record.
  std::string match = {};
  Blank blank = Blank::keep;
  UnknownColumns unknown = UnknownColumns::left_out;
  std::string encoding = {};  ///< "GB18030", "UTF-16" …; empty: found out from the whole file
  std::size_t batch = 0;      ///< rows per transaction; 0: the whole file is one, all or nothing
  DryRun dry_run = DryRun::no;
  /// Path of a CSV file for the rows that are not taken: their cells, then line, column and reason.
  /// Corrected, it is imported like any other: these three columns are passed over. Afterwards it is there
  /// exactly when rows were rejected; a failed import leaves what was there.
  std::string rejects = {};
  WriteOptions write = {};  ///< an empty label becomes "import FILE"
  Progress progress = {};   ///< in bytes of the file
};

/// What became of a column.
struct ImportedColumn {
  std::string heading = {};
  std::string field = {};  ///< empty: it was left out
  bool new_field = false;
};

/// A row that was not taken, or something worth knowing about one that was: a value kept as typed although it
/// cannot be normalised, one kept in the description because its field does not hold it (a country that is
/// none), a reference left empty.
struct ImportNote {
  std::uint64_t line = 0;   ///< in the file, from 1
  std::string column = {};  ///< its heading; empty when the note is about the whole row
  std::string reason = {};  ///< without any value
};

struct ImportReport {
  std::string encoding = {};
  bool encoding_detected = false;  ///< false: it was given
  std::uint64_t rows = 0;
  std::uint64_t inserted = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;  ///< found, and equal already
  std::uint64_t rejected = 0;
  std::uint64_t warnings = 0;
  std::vector<ImportedColumn> columns = {};
  std::vector<ImportNote> rejects = {};  ///< the first 1,000
  std::vector<ImportNote> warned = {};   ///< the first 1,000
};

/// Reads a CSV or TSV file with a heading row into records of one kind. Headings are the names or labels of
/// fields, or the usual English and Chinese words for them; several columns may feed one list. Numbers, days,
/// truths and countries are read as people type them. References are given by code, `#id`, unique e-mail or
/// unique name, contents of attachments by `sha256:…`; what they name must be there: only a reference to a
/// single record of the kind that is imported may name a later row. So kinds are imported in the order users,
/// customers, relation_types, interactions, tasks, notes, reminders, attachments, relations, and a row that
/// names a record of a file still to come is rejected: its rejects file is imported after that. What the
/// library settles of a record
/// (`FieldInfo::initial`: a reminder's state, when a task was closed) is taken for new records only. On
/// update a list is replaced by the given one, whose equal elements keep their marks, and tags are added.
/// Streams: memory does not grow with the file, but for the names that references look for; the file is read
/// once more for each of them, for its encoding and for new fields.
/// @throws NotFound when there is no such file; Invalid for a kind, map, match or encoding that does not
/// exist, and for a file without a usable heading; Stopped on request. With `batch`, what was committed
/// before stays.
CRMLITE_EXPORT ImportReport import_table(Store& store, const std::string& path,
                                         const ImportOptions& options = {});

struct ExportOptions {
  std::string kind = "customer";
  Filter where = {};
  std::vector<AnySort> order = {};
  std::vector<std::string> columns = {};  ///< names of fields; empty: those `export_columns` names
  TableFormat format = TableFormat::csv;
  Archived archived = Archived::left_out;
  std::string language = {};  ///< of the headings; empty: names of fields, which import again by themselves
  std::int64_t max_read_ms = 0;  ///< the longest it may take; 0: as long as there are records to write
  Progress progress = {};
};

/// What a field is called by people who speak a language (BCP 47): its label in it, else its label or name;
/// Chinese and English for built-in fields. `contact`, the first way to reach a customer, counts as a
/// built-in field.
CRMLITE_EXPORT std::string field_label(const FieldInfo& field, std::string_view language);

/// The columns that hold everything of a record: what an import into an empty file with the same custom
/// fields needs to make an equal one, but for its id, revision and times. Contents of attachments are named
/// by their hash: they travel by `ReadTx::blob` and `Store::put`. The task that follows another is named only
/// where it has a code.
CRMLITE_EXPORT std::vector<std::string> export_columns(const ReadTx& tx, const std::string& kind);

/// Writes the records a filter selects, in one snapshot, page by page. Several values are divided by `; `, or
/// a JSON array where that would lose something; records are named by code, else by unique name, e-mail
/// address or external id.
/// @return how many
/// @throws Invalid for an unknown kind or field; Stopped on request, and when it takes too long: inside a
/// read block of the caller it has that block's limit
CRMLITE_EXPORT std::uint64_t export_table(const Store& store, std::ostream& out,
                                          const ExportOptions& options = {});

}  // namespace crmlite
