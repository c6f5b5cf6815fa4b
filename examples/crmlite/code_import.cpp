// code import: the codes that records had elsewhere, from a file of two columns.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "codes.hpp"
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

constexpr std::size_t shown_notes = 10;

struct ImportArgs {
  std::string series = {}, path = {}, record = {}, code = "code";
  bool dry_run = false;
};

/// The rows of a delimited text (RFC 4180), each with the line it begins on. Blank lines are left out.
class Rows {
 public:
  explicit Rows(std::string text) : text_(std::move(text)) {
    if (text_.rfind("\xEF\xBB\xBF", 0) == 0) at_ = 3;
    const std::size_t mark = text_.find_first_of("\t;,\n", at_);
    if (mark != std::string::npos && text_[mark] != '\n') separator_ = text_[mark];
  }

  bool next(std::vector<std::string>& cells) {
    do {
      if (at_ >= text_.size()) return false;
      begun_ = line_;
      cells.assign(1, {});
      while (at_ < text_.size() && text_[at_] != '\n') cell(cells);
      ++at_, ++line_;
    } while (cells.size() == 1 && cells.front().empty());
    return true;
  }
  std::size_t line() const { return begun_; }

 private:
  /// A cell, and the separator behind it.
  void cell(std::vector<std::string>& cells) {
    const bool quoted = text_[at_] == '"';
    if (quoted) quotes(cells.back());
    const std::string ends = {separator_, '\n'};
    const std::size_t end = std::min(text_.find_first_of(ends, at_), text_.size());
    cells.back().append(text_, at_, end - at_);
    at_ = end;
    if (!cells.back().empty() && cells.back().back() == '\r') cells.back().pop_back();
    if (at_ >= text_.size() || text_[at_] == '\n') return;
    ++at_;
    cells.emplace_back();
  }

  void quotes(std::string& into) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"' && (++at_ == text_.size() || text_[at_] != '"')) return;
      if (text_[at_] == '\n') ++line_;
      into += text_[at_];
    }
  }

  std::string text_;
  std::size_t at_ = 0, line_ = 1, begun_ = 1;
  char separator_ = ',';
};

struct Columns {
  std::size_t record = 0, code = 0;
};

Columns columns_of(const std::vector<std::string>& headings, const ImportArgs& args) {
  const auto place = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(headings.begin(), headings.end(), name) - headings.begin());
  };
  Columns columns{place(args.record.empty() ? "record" : args.record), place(args.code)};
  // Of two columns the other one names the record, whatever it is called.
  if (args.record.empty() && columns.record == headings.size() && headings.size() == 2)
    columns.record = 1 - std::min<std::size_t>(columns.code, 1);
  if (columns.record >= headings.size() || columns.code >= headings.size() || columns.record == columns.code)
    throw crm::Invalid("the file needs a line of headings with a column for the record and one for the code");
  return columns;
}

struct Outcome {
  std::uint64_t rows = 0, taken = 0, legacy = 0, unchanged = 0;
  std::vector<std::string> refused = {};  // in words, without any value
};

class Import {
 public:
  Import(crm::WriteTx& tx, const ImportArgs& args) : tx_(tx), args_(args) {
    for (const crm::SeriesInfo& series : tx.codes().list())
      if (series.name == args.series) kind_ = series.kind;
    if (kind_.empty()) throw crm::NotFound("no such series");
    for (const crm::FieldInfo& field : tx.fields().list(kind_)) has_name_ = has_name_ || field.name == "name";
  }

  Outcome run(Rows& rows) {
    std::vector<std::string> cells;
    if (!rows.next(cells)) throw crm::Invalid("the file is empty");
    const Columns columns = columns_of(cells, args_);
    const std::size_t width = cells.size();
    while (rows.next(cells)) {
      ++done_.rows;
      std::string reason = std::to_string(cells.size()) + " cells instead of " + std::to_string(width);
      if (cells.size() == width) reason = enter(cells[columns.record], cells[columns.code]);
      if (!reason.empty()) done_.refused.push_back("line " + std::to_string(rows.line()) + ": " + reason);
    }
    return std::move(done_);
  }

 private:
  /// Why the row is not taken; empty where it is.
  std::string enter(const std::string& reference, const std::string& code) {
    const auto record = reference_to(reference);
    if (!record)
      return "no " + kind_ + ", or more than one, has this code, #id, external id, e-mail address or name";
    const crm::CodeImportReport report = tx_.codes().import_codes(args_.series, {{*record, code}});
    if (!report.issues.empty()) return report.issues.front().message;
    done_.taken += report.taken;
    done_.legacy += report.legacy;
    if (report.taken + report.legacy == 0) ++done_.unchanged;
    return {};
  }

  /// As people name records; and, like references in other imports, by a name that only one has.
  std::optional<crm::RecordId> reference_to(const std::string& text) const {
    const crm::AnyWriter records = tx_.records(kind_);
    try {
      if (const auto found = records.find_named(text)) return found->id;
    } catch (const crm::Conflict&) {
      return std::nullopt;
    }
    if (!has_name_) return std::nullopt;
    const auto named = records.list({.where = where(crm::AnyField("name"), crm::Compare::equal, {text}),
                                     .limit = 2,
                                     .archived = crm::Archived::included});
    return named.size() == 1 ? std::optional(named[0].id) : std::nullopt;
  }

  crm::WriteTx& tx_;
  const ImportArgs& args_;
  std::string kind_;
  bool has_name_ = false;
  Outcome done_;
};

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) throw crm::NotFound("there is no such file, or it cannot be read");
  return text;
}

void print(Program& program, const ImportArgs& args, const Outcome& done) {
  const bool people = format_of(program) == crm::TableFormat::text;
  Figures figures = {{"file", args.path},           {"rows", done.rows},
                     {"taken", done.taken},         {"legacy", done.legacy},
                     {"unchanged", done.unchanged}, {"refused", done.refused.size()}};
  if (!people) figures.insert(figures.end(), {{"dry_run", args.dry_run}, {"refusals", done.refused}});
  report(program, figures);
  if (!people || done.refused.empty()) return;
  program.out() << "\nRefused\n";
  for (std::size_t i = 0; i < std::min(done.refused.size(), shown_notes); ++i)
    program.out() << "  " << done.refused[i] << "\n";
  if (done.refused.size() > shown_notes)
    program.out() << "  … and " << done.refused.size() - shown_notes << " more\n";
}

void import_codes(Program& program, const ImportArgs& args) {
  Rows rows(content_of(args.path));
  Outcome done;
  write_or_try(program, args.dry_run, [&](crm::WriteTx& tx) { done = Import(tx, args).run(rows); });
  print(program, args, done);
}

}  // namespace

void add_code_import(Program& program, CLI::App& code) {
  program.command<ImportArgs>(
      code, "import", "Take the codes that records had elsewhere; numbering goes on after them",
      [](Parameters& take, ImportArgs& args) {
        declare_series(take, args.series);
        take.word("FILE", args.path, "CSV or TSV in UTF-8 with a line of headings");
        take.option("--record", args.record, "The column that names the record (record)");
        take.option("--code", args.code, "The column with its code (code)");
        take.flag("--dry-run", args.dry_run, "Check and count, change nothing");
      },
      import_codes);
}

}  // namespace cli
