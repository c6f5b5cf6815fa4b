// code define, check, preview, list, key, keys, node: series, and what their patterns rest on.
#include "codes.hpp"

#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

using Text = std::optional<std::string>;

struct DefineArgs {
  std::string series = {}, pattern = {};
  Text kind = {}, fiscal = {}, date = {}, by_hand = {};
  std::optional<std::int64_t> volume = {};
  bool dry_run = false;
};

struct CheckArgs {
  std::string pattern = {}, fiscal = "01-01";
  std::optional<std::int64_t> volume = {};
};

struct PreviewArgs {
  std::string series = {}, like = {};
  std::size_t count = 5;
};

struct KeyArgs {
  std::string name = {};
};

struct NodeArgs {
  std::optional<std::int64_t> number = {};
};

std::string text_of(const crm::PatternFinding& finding) {
  return finding.message + (finding.witness.empty() ? "" : ": " + finding.witness);
}

/// The first codes, and the last one of a counter.
std::string row_of(const crm::PatternReport& report) {
  std::string text;
  for (std::size_t i = 0; i < report.samples.size(); ++i)
    text += (i == 0 ? "" : i < 3 ? ", " : report.capacity > 4 ? " … " : ", ") + report.samples[i];
  return text;
}

/// For people a line for each rule, for programs always the same figures.
void print(Program& program, const crm::PatternReport& found) {
  if (format_of(program) != crm::TableFormat::text) {
    crm::Value::Texts findings;
    for (const crm::PatternFinding& f : found.findings) findings.push_back(f.rule + " " + text_of(f));
    return report(program, {{"accepted", found.accepted()},
                            {"capacity", found.capacity},
                            {"shortest", found.shortest},
                            {"longest", found.longest},
                            {"samples", found.samples},
                            {"findings", std::move(findings)}});
  }
  std::vector<std::pair<std::string, std::string>> lines = {
      {"verdict", found.accepted() ? "accepted" : "refused"}};
  if (found.capacity > 0) lines.emplace_back("capacity", std::to_string(found.capacity));
  if (!found.samples.empty()) lines.emplace_back("samples", row_of(found));
  for (const crm::PatternFinding& f : found.findings) lines.emplace_back(f.rule, text_of(f));
  print_aligned(program.out(), lines);
}

/// What is not given stays as it is in a series that is there.
crm::SeriesSpec spec_of(const Program& program, const crm::CodeReader& codes, const DefineArgs& args) {
  crm::SeriesSpec spec;
  for (const crm::SeriesInfo& known : codes.list())
    if (known.name == args.series)
      spec = {known.pattern, known.kind,    known.zone,  known.fiscal_start,
              known.date,    known.by_hand, known.volume};
  spec.pattern = args.pattern;
  if (args.kind) spec.kind = *args.kind;
  if (!program.zone().empty()) spec.zone = program.zone();
  if (args.fiscal) spec.fiscal_start = *args.fiscal;
  if (args.date) spec.date = *args.date;
  if (args.by_hand) spec.by_hand = *args.by_hand;
  if (args.volume) spec.volume = *args.volume;
  return spec;
}

/// The rules that a pattern broke, to be shown as `check` shows them; none where something else is wrong.
crm::PatternReport refusals(const crm::Invalid& error) {
  crm::PatternReport report;
  for (const crm::Issue& issue : error.issues())
    if (issue.field == "pattern") report.findings.push_back({issue.rule, true, issue.message, {}});
  return report;
}

void refuse(Program& program, const crm::PatternReport& found) {
  print(program, found);
  program.fail("the pattern is refused");
}

void define(Program& program, const DefineArgs& args) {
  try {
    write_or_try(program, args.dry_run, [&](crm::WriteTx& tx) {
      print(program, tx.codes().ensure(args.series, spec_of(program, tx.codes(), args)));
    });
  } catch (const crm::Invalid& error) {
    const crm::PatternReport found = refusals(error);
    if (found.findings.empty()) throw;
    refuse(program, found);
  }
}

void check(Program& program, const CheckArgs& args) {
  crm::PatternContext context{.fiscal_start = args.fiscal, .volume = args.volume.value_or(0)};
  if (program.has_file())
    context.keys = program.read([](const crm::ReadTx& tx) { return tx.codes().keys(); });
  const crm::PatternReport found = crm::check_pattern(args.pattern, context);
  if (!found.accepted()) return refuse(program, found);
  print(program, found);
}

void preview(Program& program, const PreviewArgs& args) {
  Table table(program, {"code"});
  program.read([&](const crm::ReadTx& tx) {
    const crm::RecordId like = args.like.empty() ? crm::RecordId() : find_any(tx, args.like).id;
    const int count = static_cast<int>(std::min<std::size_t>(args.count, 1'000'000));
    for (const std::string& code : tx.codes().preview(args.series, count, like)) table.row({code});
  });
  table.finish();
}

void list(Program& program, const NoArgs&) {
  const auto series = program.read([](const crm::ReadTx& tx) { return tx.codes().list(); });
  Table table(program,
              {"series", "kind", "pattern", "next", "issued", "version", "zone", "fiscal", "date", "by_hand",
               "volume"},
              {"series", "kind", "pattern", "next", "issued"}, Table::any_width);
  for (const crm::SeriesInfo& s : series)
    table.row({s.name, s.kind, s.pattern, s.next, s.issued, s.version, s.zone, s.fiscal_start, s.date,
               s.by_hand, s.volume});
  table.finish();
}

void make_key(Program& program, const KeyArgs& args) {
  program.write([&](crm::WriteTx& tx) { tx.codes().make_key(args.name); });
}

void list_keys(Program& program, const NoArgs&) {
  Table table(program, {"key"});
  for (const std::string& key : program.read([](const crm::ReadTx& tx) { return tx.codes().keys(); }))
    table.row({key});
  table.finish();
}

void node(Program& program, const NodeArgs& args) {
  if (args.number) program.write([&](crm::WriteTx& tx) { tx.codes().set_node(*args.number); });
  answer(program, "node", program.read([](const crm::ReadTx& tx) { return tx.codes().node(); }));
}

void declare_define(Parameters& take, DefineArgs& args) {
  take.word("SERIES", args.series, "Its name, which is that of the kind where --entity is not given");
  take.word("PATTERN", args.pattern, "What codes look like: CUST-{YYYY}-{SEQ:5}");
  take.option("--entity", args.kind, "The kind whose new records get its codes");
  take.option("--fiscal", args.fiscal, "MM-DD: the day on which fiscal years begin (01-01)");
  take.option("--date", args.date,
              "The field with the day that codes print; the time of issue where not given");
  take.option("--by-hand", args.by_hand,
              "Codes that people may type: no, pattern, 100-199 or a pattern; \"\" for any");
  take.option("--volume", args.volume, "Codes that each counter must have room for");
  take.flag("--dry-run", args.dry_run, "Judge it by all that the file knows, change nothing");
}

void add_definitions(Program& program, CLI::App& code) {
  program.command<DefineArgs>(
      code, "define",
      "Define a series, or change what is given of one; --zone is whose clock tells its dates",
      declare_define, define);
  program.command<CheckArgs>(
      code, "check", "Whether a pattern is sound; needs no file",
      [](Parameters& take, CheckArgs& args) {
        take.word("PATTERN", args.pattern, "The pattern");
        take.option("--fiscal", args.fiscal, "MM-DD: the day on which fiscal years begin (01-01)");
        take.option("--volume", args.volume, "Codes that each counter must have room for");
      },
      check);
  program.command<PreviewArgs>(
      code, "preview", "The next codes of a series, without using them",
      [](Parameters& take, PreviewArgs& args) {
        declare_series(take, args.series);
        take.word("N", args.count, "How many (5)", Need::optional);
        take.option("--like", args.like, "For a record like this one, instead of made-up values");
      },
      preview);
  program.command<NoArgs>(code, "list", "All series", declare_nothing, list);
}

void add_marks(Program& program, CLI::App& code) {
  program.command<KeyArgs>(
      code, "key", "Make a random key, for key=NAME in patterns; a new one takes the place of the old",
      [](Parameters& take, KeyArgs& args) { take.word("NAME", args.name, "The key's name"); }, make_key);
  program.command<NoArgs>(code, "keys", "The names of all keys", declare_nothing, list_keys);
  program.command<NodeArgs>(
      code, "node", "The number of this copy of the file, which {NODE:n} prints",
      [](Parameters& take, NodeArgs& args) { take.word("N", args.number, "Gives it this one"); }, node);
}

}  // namespace

std::vector<crm::PartIs> parts_of(const std::vector<std::string>& texts) {
  std::vector<crm::PartIs> parts;
  for (const std::string& text : texts) {
    const std::size_t cut = text.find('=');
    if (cut == 0 || cut == std::string::npos) throw UsageError("--part takes PART=VALUE");
    parts.push_back({text.substr(0, cut), text.substr(cut + 1)});
  }
  return parts;
}

void add_code_commands(Program& program) {
  CLI::App& code =
      program.group(program.root(), "code", "Series of codes for new records, and what codes say");
  add_definitions(program, code);
  add_code_reading(program, code);
  add_code_import(program, code);
  add_code_changes(program, code);
  add_code_surveys(program, code);
  add_marks(program, code);
}

}  // namespace cli
