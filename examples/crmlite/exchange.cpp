// import, export, dictionary: records and definitions in and out.
#include <iostream>

#include <crmlite/exchange.hpp>
#include <unistd.h>

#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

constexpr std::size_t shown_notes = 10;

struct ImportArgs {
  std::string kind = {}, path = {};
  std::vector<std::string> map = {};
  std::string match = {}, blank = {}, encoding = {}, rejects = {};
  bool new_fields = false, dry_run = false;
  std::size_t batch = 0;
};

struct ExportArgs {
  std::string kind = {}, where = {}, language = {};
  std::vector<std::string> order = {};
  WhichArchived archived = {};
};

struct DictionaryArgs {
  std::string language = "en";
};

void declare(Parameters& take, ImportArgs& args) {
  declare_kind(take, args.kind);
  take.word("PATH", args.path, "A CSV or TSV file with a line of headings");
  take.repeated("--map", args.map,
                "COLUMN=FIELD, where a heading is no field's; COLUMN= leaves it out; repeat it");
  take.option("--match", args.match, "The field that finds the record to update: code, email, phone …");
  take.option_of("--blank", args.blank, {"keep", "clear"},
                 "What an empty cell does to a record that is there: keep (default) or clear");
  take.flag("--new-fields", args.new_fields, "Columns that match nothing become fields of your own");
  take.option("--encoding", args.encoding, "UTF-8, GB18030, UTF-16 …; detected where not given");
  take.option("--batch", args.batch, "Rows per transaction; the whole file is one where not given");
  take.flag("--dry-run", args.dry_run, "Check and count, change nothing");
  take.option("--rejects", args.rejects, "A file for the rows that are not taken, with the reasons");
}

crm::ImportOptions options_of(const ImportArgs& args) {
  crm::ImportOptions options{
      .kind = args.kind,
      .match = args.match,
      .blank = args.blank == "clear" ? crm::Blank::clear : crm::Blank::keep,
      .unknown = args.new_fields ? crm::UnknownColumns::new_field : crm::UnknownColumns::left_out,
      .encoding = args.encoding,
      .batch = args.batch,
      .dry_run = args.dry_run ? crm::DryRun::yes : crm::DryRun::no,
      .rejects = args.rejects};
  for (const std::string& text : args.map) {
    const std::size_t cut = text.rfind('=');  // a heading may hold one, a field hardly
    if (cut == std::string::npos || cut == 0) throw UsageError("--map takes COLUMN=FIELD");
    options.map.push_back({text.substr(0, cut), text.substr(cut + 1)});
  }
  return options;
}

std::string text_of(const crm::ImportNote& note) {
  std::string text = "line " + std::to_string(note.line) + ": ";
  if (!note.column.empty()) text += note.column + ": ";
  return text + note.reason;
}

crm::Value::Texts texts_of(const std::vector<crm::ImportNote>& notes) {
  crm::Value::Texts texts;
  for (const crm::ImportNote& note : notes) {
    if (texts.size() == shown_notes) break;
    texts.push_back(text_of(note));
  }
  return texts;
}

/// For people: the notes a line each.
void print_notes(Program& program, const char* title, const std::vector<crm::ImportNote>& notes,
                 std::uint64_t all) {
  if (notes.empty()) return;
  program.out() << "\n" << title << "\n";
  for (const std::string& text : texts_of(notes)) program.out() << "  " << text << "\n";
  if (all > shown_notes) program.out() << "  … and " << all - shown_notes << " more\n";
}

/// What an import did: for programs always the same figures, for people those that say something.
Figures figures_of(const ImportArgs& args, const crm::ImportReport& done, bool people) {
  crm::Value::Texts left_out, made;
  for (const crm::ImportedColumn& column : done.columns) {
    if (column.field.empty()) left_out.push_back(column.heading);
    if (column.new_field) made.push_back(column.field);
  }
  Figures figures = {{"file", args.path},
                     {"encoding", done.encoding + (people && done.encoding_detected ? " (detected)" : "")},
                     {"rows", done.rows},
                     {"inserted", done.inserted},
                     {"updated", done.updated},
                     {"unchanged", done.unchanged},
                     {"rejected", done.rejected},
                     {"warnings", done.warnings}};
  if (!people || !left_out.empty()) figures.emplace_back("columns_left_out", left_out);
  if (!people || !made.empty()) figures.emplace_back("new_fields", made);
  if (!people || args.dry_run) figures.emplace_back("dry_run", args.dry_run);
  if (people) return figures;
  figures.emplace_back("rejects", texts_of(done.rejects));
  figures.emplace_back("warned", texts_of(done.warned));
  return figures;
}

void import_records(Program& program, const ImportArgs& args) {
  crm::ImportOptions options = options_of(args);
  crm::ImportReport done;
  {
    ProgressLine line("importing");
    options.progress = line.progress();
    done = crm::import_table(program.store(), args.path, options);
  }
  const bool people = format_of(program) == crm::TableFormat::text;
  report(program, figures_of(args, done, people));
  if (!people) return;
  print_notes(program, "Rejected", done.rejects, done.rejected);
  print_notes(program, "Warnings", done.warned, done.warnings);
}

void export_records(Program& program, const ExportArgs& args) {
  ProgressLine line("exporting");
  crm::ExportOptions options{.kind = args.kind,
                             .where = crm::parse_filter(args.where),
                             .order = order_of(args.order),
                             .columns = program.options().columns,
                             .format = format_of(program, crm::TableFormat::csv),
                             .archived = args.archived.value(),
                             .language = args.language};
  if (::isatty(STDOUT_FILENO) == 0) options.progress = line.progress();
  crm::export_table(program.store(), std::cout, options);  // straight out: it may be larger than memory
}

void dictionary(Program& program, const DictionaryArgs& args) {
  const std::string& format = program.options().format;
  if (!format.empty() && format != "md" && format != "json") throw UsageError("--format: md or json");
  program.out() << program.read([&](const crm::ReadTx& tx) {
    return format == "json" ? tx.fields().dictionary_json() : tx.fields().dictionary_markdown(args.language);
  });
}

}  // namespace

void add_exchange_commands(Program& program) {
  program.command<ImportArgs>(program.root(), "import", "Take records from a CSV or TSV file", declare,
                              import_records);
  program.command<ExportArgs>(
      program.root(), "export", "Write records as CSV, TSV or JSON",
      [](Parameters& take, ExportArgs& args) {
        declare_kind(take, args.kind);
        take.option("--where", args.where, "Only those the filter selects");
        take.list("--order", args.order, "Fields, -FIELD for descending");
        take.option("--language", args.language, "Headings in this language instead of the names of fields");
        declare_archived(take, args.archived);
      },
      export_records);
  program.command<DictionaryArgs>(
      program.root(), "dictionary", "Every kind and field, as Markdown or JSON",
      [](Parameters& take, DictionaryArgs& args) {
        take.option("--language", args.language, "Of the labels");
      },
      dictionary);
}

}  // namespace cli
