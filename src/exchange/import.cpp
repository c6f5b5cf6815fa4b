// An import from beginning to end: the plan, the passes before the first change, the rows, what was put off
// to the end, and the report.
#include <algorithm>

#include <crmlite/exchange.hpp>

#include "base/text.hpp"
#include "exchange/column_type.hpp"
#include "exchange/import_columns.hpp"
#include "exchange/import_file.hpp"
#include "exchange/import_later.hpp"
#include "exchange/import_rejects.hpp"
#include "exchange/import_row.hpp"
#include "exchange/import_store.hpp"

namespace crmlite {
namespace exchange {
namespace {

constexpr std::size_t most_notes = 1000;

/// Ends a dry run: everything was done, nothing is kept.
struct RolledBack {};

/// What a file's new column is called as a field; empty when it cannot be one.
std::string field_name(std::string_view heading, const std::vector<FieldInfo>& fields, const Plan& plan) {
  constexpr std::size_t longest = 100;
  std::string name = base::nfc(heading);
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  std::size_t end = 0;
  for (std::size_t n = 0; n < longest && end < name.size(); ++n) base::decode(name, end);
  name = base::trimmed(name.substr(0, end));
  const std::string folded = base::fold(name);
  const auto taken = [&](const FieldInfo& f) { return base::fold(f.name) == folded; };
  if (std::any_of(fields.begin(), fields.end(), taken) || plan.slot_of(name)) return {};
  return name;
}

class Import {
 public:
  Import(Store& store, const std::string& path, const ImportOptions& options)
      : store_(store), options_(options), file_(path, options.encoding) {}

  ImportReport run() {
    prepare();
    const bool new_fields = choose_new_fields();
    const LaterRows later(file_, plan_, options_.progress.stop);
    records_.emplace(plan_, options_, *reader_, later);
    RejectsFile rejects(options_.rejects, own_headings());
    rejects_ = &rejects;
    take_rows(new_fields);
    if (options_.progress.report) options_.progress.report(file_.bytes(), file_.bytes());
    report_.rejected = report_.rows - report_.inserted - report_.updated - report_.unchanged;
    name_columns();
    rejects.finish();
    return std::move(report_);
  }

 private:
  void prepare() {
    if (!options_.rejects.empty() && std::filesystem::weakly_canonical(options_.rejects) ==
                                         std::filesystem::weakly_canonical(file_.path()))
      throw Invalid("rejects: the file that is imported");
    fields_ = store_.read([&](const ReadTx& tx) { return tx.fields().list(options_.kind); });
    file_.find_headings(
        [&](const std::vector<std::string>& cells) { return known_headings(fields_, cells); });
    plan_ = plan_columns(fields_, file_.headings(), options_);
    reader_.emplace(plan_, store_.default_country(),
                    base::Zone::load(store_.zone()).value_or(base::Zone::utc()));
    report_.encoding = name(file_.encoding());
    report_.encoding_detected = file_.detected();
    if (!file_.doubt().empty()) warn({0, {}, file_.doubt()});
    if (file_.heading_line() != file_.first_line())
      warn({file_.first_line(),
            {},
            "skipped: the headings are on line " + std::to_string(file_.heading_line())});
  }

  std::vector<std::string> own_headings() const {
    return {file_.headings().begin(),
            file_.headings().begin() + static_cast<std::ptrdiff_t>(plan_.columns.size())};
  }

  /// The columns that become fields, typed from all their values.
  bool choose_new_fields() {
    std::vector<std::size_t> chosen;
    if (options_.unknown == UnknownColumns::new_field)
      for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        const PlannedColumn& c = plan_.columns[i];
        const bool has_heading = !base::trimmed(file_.headings()[i]).empty();
        if (c.role == Role::left_out && !c.named_out && has_heading) chosen.push_back(i);
      }
    if (!chosen.empty()) {
      std::vector<ColumnType> types(plan_.columns.size());
      ImportRows rows(file_, options_.progress.stop);
      for (CsvRow row; rows.next(row);)
        if (!row.error && row.fields.size() >= plan_.columns.size())
          for (const std::size_t i : chosen) types[i].see(row.fields[i]);
      for (const std::size_t i : chosen) {
        FieldInfo field;
        field.name = field_name(plan_.columns[i].heading, fields_, plan_);
        if (field.name.empty()) continue;
        field.spec = types[i].spec();
        if (field.name != plan_.columns[i].heading) field.spec.label = plan_.columns[i].heading;
        if (base::code_points(field.spec.label) > 200) field.spec.label.clear();
        plan_.add_new_field(i, std::move(field));
      }
    }
    if (std::all_of(plan_.columns.begin(), plan_.columns.end(),
                    [](const auto& c) { return c.role == Role::left_out; }))
      throw Invalid("no column of the file is a field of " + options_.kind);
    return std::any_of(plan_.columns.begin(), plan_.columns.end(), [](const auto& c) { return c.new_field; });
  }

  void define_fields(WriteTx& tx) {
    for (PlannedColumn& column : plan_.columns) {
      if (!column.new_field) continue;
      try {
        tx.fields().define(options_.kind, column.field, plan_.slots[column.slot].field.spec);
      } catch (
          const Conflict&) {  // a name that the library understands otherwise, or no room for more fields
        column.role = Role::left_out;
        column.field.clear();
        column.new_field = false;
      }
    }
  }

  void take_rows(bool new_fields) {
    ImportRows rows(file_, options_.progress.stop);
    CsvRow row;
    WriteOptions write = options_.write;
    if (write.label.empty()) write.label = "import " + file_.path().filename().string();
    const bool dry = options_.dry_run == DryRun::yes;
    const std::size_t batch = dry || options_.batch == 0 ? SIZE_MAX : options_.batch;
    bool more = rows.next(row);
    while (more || new_fields) try {
        store_.write(write, [&](WriteTx& tx) {
          if (std::exchange(new_fields, false)) define_fields(tx);
          for (std::size_t n = 0; more && n < batch; ++n) {
            take_row(tx, row);
            more = rows.next(row);
            report_progress(rows);
          }
          if (!more && batch == SIZE_MAX) settle(tx);
          if (dry) throw RolledBack{};
        });
      } catch (const RolledBack&) {
      }
    if (records_->waits()) store_.write(write, [&](WriteTx& tx) { settle(tx); });
  }

  void report_progress(const ImportRows& rows) {
    if (!options_.progress.report || rows.bytes_read() == reported_) return;
    reported_ = rows.bytes_read();
    options_.progress.report(reported_, file_.bytes());
  }

  // Rows
  // ----------------------------------------------------------------------------------------------------------

  void take_row(WriteTx& tx, const CsvRow& row) {
    ++report_.rows;
    if (row.error) {
      const std::size_t at = row.error->field;
      const bool named = row.error->fault != RowFault::row_too_long && at < plan_.columns.size();
      return reject(row, named ? plan_.columns[at].heading : std::string(),
                    std::string(message(row.error->fault)));
    }
    const auto is_filled = [](std::string_view cell) { return !cell.empty(); };
    const std::size_t cells = row.fields.size();
    if (cells < plan_.width || std::any_of(row.fields.begin() + static_cast<std::ptrdiff_t>(plan_.width),
                                           row.fields.end(), is_filled))
      return reject(row, {},
                    std::to_string(cells) + (cells == 1 ? " cell" : " cells") + " instead of " +
                        std::to_string(plan_.width));
    reader_->read(row);
    try {
      count(stored(tx, row.line));
    } catch (const Invalid& e) {
      return reject(row, e);
    } catch (const Conflict& e) {
      return reject(row, e);
    } catch (const NotFound& e) {
      return reject(row, e);
    } catch (Error& e) {
      e.add_context("line " + std::to_string(row.line));
      throw;
    }
    for (const RowWarning& w : reader_->warnings())
      warn({row.line, plan_.columns[w.column].heading, std::string(w.reason)});
  }

  /// An owner who is no user keeps no customer out.
  RowStore::Done stored(WriteTx& tx, std::uint64_t line) {
    while (true) try {
        return records_->store(tx, line);
      } catch (const Invalid& e) {
        const bool owner = std::any_of(e.issues().begin(), e.issues().end(), [](const Issue& issue) {
          return issue.field == "owners" && issue.rule == "reference";
        });
        if (!owner || !reader_->set_aside("owners", "names no user: kept in the description")) throw;
      }
  }

  void count(RowStore::Done done) {
    using enum RowStore::Done;
    ++(done == inserted ? report_.inserted : done == updated ? report_.updated : report_.unchanged);
  }

  void settle(WriteTx& tx) {
    records_->settle(tx, [&](ImportNote note) { warn(std::move(note)); });
  }

  // Notes
  // -----------------------------------------------------------------------------------------------------------

  std::string heading_of(const std::string& field) const {
    if (field == "id" || field == "tags") {
      for (const PlannedColumn& c : plan_.columns)
        if (c.field == field) return c.heading;
      return {};
    }
    const auto slot = plan_.slot_of(field);
    return slot ? plan_.columns[plan_.slots[*slot].columns.front()].heading : std::string();
  }

  void reject(const CsvRow& row, const Error& e) {
    std::string column, reason;
    for (const Issue& issue : e.issues()) {
      const std::string heading = heading_of(issue.field),
                        said = issue.message.empty() ? issue.rule : issue.message;
      const bool first = reason.empty();
      if (first) column = heading;
      const std::string& about = heading.empty() ? issue.field : heading;
      if (!first) reason += "; ";
      reason += (first && !heading.empty()) || about.empty() ? said : about + ": " + said;
    }
    if (reason.empty()) reason = e.message();
    reject(row, std::move(column), std::move(reason));
  }

  void reject(const CsvRow& row, std::string column, std::string reason) {
    if (plan_.width == plan_.columns.size()) {
      rejects_->add(row, column, reason);
    } else {  // the file's own line, column and reason are of another run
      CsvRow own = row;
      const auto begin =
          own.fields.begin() + static_cast<std::ptrdiff_t>(std::min(plan_.columns.size(), own.fields.size()));
      own.fields.erase(
          begin, own.fields.begin() + static_cast<std::ptrdiff_t>(std::min(plan_.width, own.fields.size())));
      rejects_->add(own, column, reason);
    }
    if (report_.rejects.size() < most_notes)
      report_.rejects.push_back({row.line, std::move(column), std::move(reason)});
  }

  void warn(ImportNote note) {
    ++report_.warnings;
    if (report_.warned.size() < most_notes) report_.warned.push_back(std::move(note));
  }

  void name_columns() {
    for (const PlannedColumn& c : plan_.columns)
      report_.columns.push_back({c.heading, c.role == Role::left_out ? std::string() : c.field, c.new_field});
  }

  Store& store_;
  const ImportOptions& options_;
  ImportFile file_;
  std::vector<FieldInfo> fields_;
  Plan plan_;
  std::optional<RowReader> reader_;
  std::optional<RowStore> records_;
  RejectsFile* rejects_ = nullptr;
  std::uint64_t reported_ = 0;
  ImportReport report_;
};

}  // namespace
}  // namespace exchange

ImportReport import_table(Store& store, const std::string& path, const ImportOptions& options) {
  try {
    return exchange::Import(store, path, options).run();
  } catch (Error& e) {
    e.add_context("import " + std::filesystem::path(path).filename().string());
    throw;
  }
}

}  // namespace crmlite
