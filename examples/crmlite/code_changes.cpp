// code recode, void, reserve, return: codes changed beyond what inserts and updates do by themselves.
#include <fstream>

#include "codes.hpp"
#include "output.hpp"

namespace cli {
namespace {

struct RecodeArgs {
  std::string series = {}, table = {};
  bool dry_run = false;
};

struct VoidArgs {
  std::string code = {}, why = {};
};

struct ReserveArgs {
  std::string series = {}, holder = {}, expires = {};
  std::vector<std::string> parts = {};
  std::size_t numbers = 0;
};

struct ReturnArgs {
  std::size_t block = 0;
};

void write_table(const std::string& path, const std::vector<crm::CodeChange>& changes) {
  std::ofstream out(path, std::ios::binary);
  crm::TableWriter table(out, crm::TableFormat::csv, {{.key = "before"}, {.key = "now"}, {.key = "record"}});
  for (const crm::CodeChange& change : changes)
    table.row(std::vector<crm::Value>{change.before, change.now, to_string(change.record)});
  table.finish();
  out.close();
  if (!out) throw crm::Error("the table of codes could not be written");
}

void print_changes(Program& program, const std::vector<crm::CodeChange>& changes) {
  Table table(program, {"before", "now", "record"});
  for (const crm::CodeChange& change : changes)
    table.row({change.before, change.now, to_string(change.record)});
  table.finish();
}

void print_counts(Program& program, const crm::RecodeReport& done) {
  report(program,
         {{"records", done.records}, {"changed", done.changes.size()}, {"kept", done.issues.size()}});
}

/// The table is on the disk before the codes change: without it nobody would know which is which.
void recode(Program& program, const RecodeArgs& args) {
  crm::RecodeReport done;
  program.write([&](crm::WriteTx& tx) {
    done = tx.codes().recode(args.series, args.dry_run ? crm::DryRun::yes : crm::DryRun::no);
    if (!args.table.empty()) write_table(args.table, done.changes);
  });
  const bool people = format_of(program) == crm::TableFormat::text;
  if (args.table.empty()) print_changes(program, done.changes);
  if (args.table.empty() && people) program.out() << "\n";
  if (!args.table.empty() || people) print_counts(program, done);
  for (const crm::Issue& issue : done.issues)
    program.note("kept: " + issue.record + ": " + (issue.field.empty() ? "" : issue.field + ": ") +
                 issue.message);
}

void withdraw(Program& program, const VoidArgs& args) {
  const auto of = program.write([&](crm::WriteTx& tx) {
    tx.codes().withdraw(args.code, args.why);
    return tx.codes().resolve(args.code);
  });
  if (of) program.out() << to_string(of->record) << ": code withdrawn\n";
}

void reserve(Program& program, const ReserveArgs& args) {
  crm::ReserveSpec spec{
      .numbers = static_cast<std::int64_t>(std::min<std::size_t>(args.numbers, 100'000'000)),
      .holder = args.holder,
      .parts = parts_of(args.parts)};
  if (!args.expires.empty()) spec.expires = program.instant(args.expires);
  const auto block = program.write([&](crm::WriteTx& tx) { return tx.codes().reserve(args.series, spec); });
  const bool people = format_of(program) == crm::TableFormat::text;
  Figures figures = {{"block", block.id},
                     {"series", block.series},
                     {"scope", block.scope},
                     {"holder", block.holder},
                     {"first", block.first},
                     {"last", block.last},
                     {"expires", block.expires ? crm::Value(program.time(*block.expires)) : crm::Value()}};
  if (!people) figures.emplace_back("codes", block.codes);
  if (people && !block.codes.empty())
    figures.emplace_back("codes", block.codes.front() + " … " + block.codes.back());
  report(program, figures);
}

void give_back(Program& program, const ReturnArgs& args) {
  program.write([&](crm::WriteTx& tx) { tx.codes().return_block(static_cast<std::int64_t>(args.block)); });
  program.out() << "block " << args.block << ": returned\n";
}

void declare_reserve(Parameters& take, ReserveArgs& args) {
  declare_series(take, args.series);
  take.word("N", args.numbers, "How many numbers");
  take.option("--for", args.holder, "The device that will use them", Need::required);
  take.option("--expires", args.expires,
              "A time by the clock of the zone; what is not used by then stays unused");
  take.repeated("--part", args.parts, "PART=VALUE of a part that the number counts per; repeat it");
}

}  // namespace

void add_code_changes(Program& program, CLI::App& code) {
  program.command<RecodeArgs>(
      code, "recode", "Bring all records to the series' present pattern; former codes stay valid",
      [](Parameters& take, RecodeArgs& args) {
        declare_series(take, args.series);
        take.flag("--dry-run", args.dry_run, "Show what would change, change nothing");
        take.option("--table", args.table, "A CSV file for old code, new code and record");
      },
      recode);
  program.command<VoidArgs>(
      code, "void", "Take a code out of use for good",
      [](Parameters& take, VoidArgs& args) {
        take.word("CODE", args.code, "The code");
        take.option("--why", args.why, "The reason", Need::required);
      },
      withdraw);
  program.command<ReserveArgs>(code, "reserve", "Set numbers aside for a device that works apart",
                               declare_reserve, reserve);
  program.command<ReturnArgs>(
      code, "return", "Give a block of numbers back",
      [](Parameters& take, ReturnArgs& args) { take.word("BLOCK", args.block, "Its number"); }, give_back);
}

}  // namespace cli
