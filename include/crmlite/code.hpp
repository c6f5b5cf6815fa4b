// Codes: the readable, unique names that series give to records, and all that can be asked of them. The
// language of patterns is described in src/domain/codes/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/bulk.hpp>
#include <crmlite/code_pattern.hpp>
#include <crmlite/error.hpp>
#include <crmlite/records.hpp>

namespace crmlite {

/// A series of codes.
struct SeriesSpec {
  std::string pattern = {};  ///< in the language of patterns: `CUST-{YYYY}-{SEQ:5}`
  std::string kind = {};     ///< whose new records get a code; empty: the kind of the series' name
  std::string zone = {};     ///< whose clock tells the dates in codes, an IANA name; empty: the store's zone
  std::string fiscal_start = "01-01";  ///< `MM-DD`; a fiscal year is named by the year in which it ends
  std::string date =
      {};  ///< field with the business date that codes print and count by; empty: the time of issue
  /// Codes that people may give by hand: empty any, `no` none, `pattern` those of the series' own pattern,
  /// `100-199` such with these numbers, or a pattern of its own.
  std::string by_hand = {};
  std::int64_t volume = 0;  ///< codes that each counter must have room for; 0: unknown
};

struct SeriesInfo {
  std::string name = {};
  std::string kind = {};
  std::string pattern = {};
  std::int64_t next = 1;     ///< the number the next code gets; 0 where numbers count per period or field
  std::uint64_t issued = 0;  ///< codes, former ones included
  int version = 1;           ///< of the pattern
  std::string zone = {};
  std::string fiscal_start = {};
  std::string date = {};
  std::string by_hand = {};
  std::int64_t volume = 0;
};

enum class CodeStatus : std::uint8_t {
  current,
  superseded,  ///< the record has another code by now, or none
  withdrawn,   ///< taken out of use on purpose
  merged,      ///< of a record that was merged into another one, which is the one found
  legacy,      ///< an earlier system's, beside the record's own
  removed,     ///< the record is gone
};

/// `current`, `superseded` …
CRMLITE_EXPORT std::string_view to_string(CodeStatus status) noexcept;

/// The record a code names.
struct Resolved {
  RecordId record = {};
  std::string kind = {};  ///< of a removed record, too
  bool current = true;    ///< false: the record has another code by now, or is removed
  CodeStatus status = CodeStatus::current;
  std::string code_now = {};  ///< the record's present code; empty where it has none
};

/// What a part of a code says.
struct CodePart {
  std::string name = {};     ///< `year`, `number`, `grade`, `customer.kind` …; of plain text empty
  std::string text = {};     ///< the characters, as printed
  std::string meaning = {};  ///< the value: a map's value by its name, a year in four digits
};

/// A code that a record has or had.
struct RecordCode {
  std::string code = {};
  CodeStatus status = CodeStatus::current;
};

/// A code taken apart by the pattern that made it. The record need not exist.
struct ParsedCode {
  std::string series = {};
  std::string kind = {};
  std::string code = {};    ///< as the series prints it
  std::int64_t number = 0;  ///< 0 where the pattern has no running number
  std::string scope = {};   ///< what the number counts within: `2026-09`, `001|C`; empty: the series
  std::vector<CodePart> parts = {};
};

enum class CodeVerdict : std::uint8_t {
  genuine,      ///< a series reads it
  unknown,      ///< no series has such codes
  wrong_check,  ///< of a series' form, but mistyped
  forged,       ///< of a series' form, but its seal is wrong
};

/// `genuine`, `unknown`, `wrong check`, `forged`.
CRMLITE_EXPORT std::string_view to_string(CodeVerdict verdict) noexcept;

/// Which part must have which value: `{"grade", "A"}`, `{"year", "2026"}`, `{"month", "2026-03"}`.
struct PartIs {
  std::string part = {};
  std::string value = {};
};

struct CodedRecord {
  std::string code = {};
  RecordId record = {};
};

struct PartCount {
  std::string value = {};
  std::uint64_t codes = 0;
};

/// An old code and what the record is called now.
struct CodeChange {
  RecordId record = {};
  std::string before = {};
  std::string now = {};
};

struct RecodeReport {
  std::uint64_t records = 0;             ///< that were looked at
  std::vector<CodeChange> changes = {};  ///< that were made, or would be
  std::vector<Issue> issues = {};        ///< why records keep their codes
};

/// One existing code to be imported.
struct ExistingCode {
  RecordId record = {};
  std::string code = {};
};

struct CodeImportReport {
  std::uint64_t taken = 0;         ///< codes that fit the pattern: numbering goes on after them
  std::uint64_t legacy = 0;        ///< others, which find their records all the same
  std::vector<Issue> issues = {};  ///< codes that were not taken
};

/// Numbers that were not used, and why.
struct CodeGap {
  std::string scope = {};
  std::int64_t first = 0, last = 0;
  std::string why = {};  ///< empty: nothing explains it
  std::string by = {};   ///< who did it
  Timestamp at = {};
};

/// How far a counter has come.
struct CodeHealth {
  std::string series = {};
  std::string scope = {};
  std::int64_t used = 0, capacity = 0;
  double per_day = 0;                     ///< codes a day in the last 90 days, or since the first
  std::optional<Date> exhausted_on = {};  ///< at this rate; none when it is not in sight
  bool warning = false;                   ///< 80 % are used, or it ends within 90 days
};

/// What somebody should look at.
struct CodeReview {
  std::string series = {};
  std::string rule = {};  ///< `unused`, `near its end`, `stale`, `unexplained gap`
  std::string message = {};
  std::vector<CodedRecord> examples = {};  ///< at most ten
};

/// Numbers set aside for a device that works apart.
struct CodeBlock {
  std::int64_t id = 0;
  std::string series = {};
  std::string scope = {};
  std::string holder = {};
  std::int64_t first = 0, last = 0;
  Timestamp issued = {};
  std::optional<Timestamp> expires = {};
  bool returned = false;
  /// The codes themselves, where they print nothing of records: at most 10,000.
  std::vector<std::string> codes = {};
};

struct ReserveSpec {
  std::int64_t numbers = 100;  ///< 1 to 1,000,000
  std::string holder = {};     ///< the device
  std::optional<Timestamp> expires = {};
  std::vector<PartIs> parts = {};  ///< values of the parts that the number counts per; today for times
};

/// A line of a series' rule card.
struct CardLine {
  int first = 0, last = 0;      ///< characters, from 1; of the shortest code
  std::string characters = {};  ///< which ones
  std::string meaning = {};
  std::string example = {};
};

/// Reads the series and the registry of codes.
class CodeReader {
 public:
  explicit CodeReader(detail::Handle handle) : handle_(handle) {}

  CRMLITE_EXPORT std::vector<SeriesInfo> list() const;
  /// The record that has or had this code, which may be written carelessly: full-width, in small letters,
  /// with O for 0 where no letter can stand, without the separators that do not count. Nothing when it was
  /// never issued.
  CRMLITE_EXPORT std::optional<Resolved> resolve(std::string_view code) const;
  /// Every code of a record, the present one first.
  CRMLITE_EXPORT std::vector<RecordCode> codes_of(RecordId record) const;
  /// Whether a series reads the code, and which check fails where none does. The record need not exist.
  CRMLITE_EXPORT CodeVerdict verify(std::string_view code) const;
  /// The code taken apart; nothing unless it is genuine.
  CRMLITE_EXPORT std::optional<ParsedCode> parse(std::string_view code) const;
  /// The code in words, in `zh` or `en`: `第1个企业客户的第2笔交易`. Empty unless it is genuine.
  CRMLITE_EXPORT std::string explain(std::string_view code, std::string_view language = "en") const;
  /// Issued codes that this one may have been meant for: one character wrong, or two neighbours swapped.
  CRMLITE_EXPORT std::vector<std::string> suggest(std::string_view code) const;
  /// The next `count` codes of a series, which are not set aside by it: as they would be for this record, or
  /// with made-up values. @throws NotFound
  CRMLITE_EXPORT std::vector<std::string> preview(std::string_view series, int count,
                                                  RecordId like = {}) const;
  /// Records by parts of their present codes, in the order of codes or, where the parts do not begin the
  /// code, of ids. `after` is the cursor of the page before. Parts that the codes begin with cost an index
  /// range, parts that follow a field of choices or whole numbers, and maps of a text, what a filter on the
  /// field costs; others look through the series.
  /// @throws NotFound; Invalid for a part that the pattern does not have
  CRMLITE_EXPORT Page<CodedRecord> find(std::string_view series, const std::vector<PartIs>& parts,
                                        int limit = 50, std::string_view after = {}) const;
  /// How many present codes have which value of a part, greatest numbers first.
  CRMLITE_EXPORT std::vector<PartCount> count_by(std::string_view series, std::string_view part) const;
  /// Every former code of a series with the present one of its record.
  CRMLITE_EXPORT std::vector<CodeChange> table(std::string_view series) const;
  /// Every number below the counters that no code has.
  CRMLITE_EXPORT std::vector<CodeGap> gaps(std::string_view series) const;
  CRMLITE_EXPORT std::vector<CodeHealth> health() const;
  CRMLITE_EXPORT std::vector<CodeReview> review() const;
  CRMLITE_EXPORT std::vector<CodeBlock> blocks(std::string_view series) const;
  /// Position, characters, meaning and example of each part, in `zh` or `en`.
  CRMLITE_EXPORT std::vector<CardLine> card(std::string_view series, std::string_view language = "en") const;
  /// The names of the keys there are.
  CRMLITE_EXPORT std::vector<std::string> keys() const;
  /// The number of this copy of the file, which {NODE:n} prints.
  CRMLITE_EXPORT std::int64_t node() const;

 protected:
  detail::Handle handle_;
};

/// Defines series, and changes codes beyond what inserts and updates do by themselves.
class CodeWriter : public CodeReader {
 public:
  using CodeReader::CodeReader;

  /// Makes sure that the series exists with this pattern; a changed pattern goes on with the same numbers,
  /// and codes that were issued under the old one are read by it for ever. Warnings are in the report.
  /// @throws Invalid for a pattern that breaks rules, with each of them and a witness
  CRMLITE_EXPORT PatternReport ensure(std::string_view name, const SeriesSpec& spec);
  /// Gives the file a key for `key=` in patterns, 16 to 64 bytes, or lets a new one take its place: codes
  /// that were issued under the old one are still read by it. Until files are encrypted, whoever can read the
  /// file can read its keys: they protect against people who see codes, not against those who have the file.
  /// @throws Invalid
  CRMLITE_EXPORT void set_key(std::string_view name, std::string_view secret);
  /// The same with a random key of 32 bytes.
  CRMLITE_EXPORT void make_key(std::string_view name);
  /// Gives this copy of the file its number, 0 to 999,999: every device needs one of its own before it issues
  /// codes with {NODE:n}. @throws Invalid
  CRMLITE_EXPORT void set_node(std::int64_t number);
  /// Enters codes that records had elsewhere. A record without a code gets it as its own; one that has a code
  /// keeps it and is found by this one, too. Nothing of a code with an issue is entered.
  CRMLITE_EXPORT CodeImportReport import_codes(std::string_view series,
                                               const std::vector<ExistingCode>& codes);
  /// Gives the series' records codes by its present pattern, with the numbers they have, where these differ;
  /// every former code stays an alias. Records without a code get one.
  CRMLITE_EXPORT RecodeReport recode(std::string_view series, DryRun dry_run = DryRun::no);
  /// Takes a code out of use: its record keeps none, and nobody gets the code or its number again.
  /// @throws NotFound; Invalid without a reason
  CRMLITE_EXPORT void withdraw(std::string_view code, std::string_view why);
  /// Sets numbers of a `fast` series aside. What is not used until it is returned or expires stays unused for
  /// good.
  /// @throws Invalid for a gapless series, whose devices need {NODE:n}; Conflict when there are not so many
  /// left
  CRMLITE_EXPORT CodeBlock reserve(std::string_view series, const ReserveSpec& spec);
  /// Gives a block back: the numbers after the last one used are issued again where nothing came after them.
  CRMLITE_EXPORT void return_block(std::int64_t block);
};

}  // namespace crmlite
