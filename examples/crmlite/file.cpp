// init, check, stats, compact: the file as a whole.
#include "output.hpp"

namespace cli {
namespace {

struct InitArgs {
  std::string country = {};
};

struct CheckArgs {
  bool full = false;
};

struct NoArgs {};

void declare_nothing(Parameters&, NoArgs&) {}

void init(Program& program, const InitArgs& args) {
  const auto country = crm::parse_country(args.country);
  if (!country && !args.country.empty()) throw UsageError("--country: no such country");
  const bool made = program.create(std::string(country.value_or("")));
  program.out() << program.options().file << (made ? ": a new CRM file" : ": a CRM file already") << "\n";
}

void check(Program& program, const CheckArgs& args) {
  ProgressLine line("checking");
  const crm::CheckReport found =
      program.store().check(args.full ? crm::CheckDepth::full : crm::CheckDepth::quick, line.progress());
  if (found.ok() && format_of(program) == crm::TableFormat::text) {
    program.out() << "sound\n";
    return;
  }
  Table table(program, {"problem"});
  for (const std::string& problem : found.problems) table.row({problem});
  table.finish();
  if (!found.ok())
    program.fail("the file is not sound: " + std::to_string(found.problems.size()) + " problem(s)");
}

void stats(Program& program, const NoArgs&) {
  const crm::StoreStats s = program.store().stats();
  Figures figures;
  for (const auto& [kind, count] : s.records) figures.emplace_back(kind + "s", count);
  figures.insert(figures.end(), {{"transactions", s.transactions},
                                 {"changes", s.changes},
                                 {"file_bytes", s.file_bytes},
                                 {"log_bytes", s.wal_bytes},
                                 {"free_bytes", s.free_bytes}});
  report(program, figures);
}

void compact(Program& program, const NoArgs&) {
  const std::uint64_t before = program.store().stats().file_bytes;
  program.store().compact();
  report(program, {{"bytes_before", before}, {"bytes_now", program.store().stats().file_bytes}});
}

}  // namespace

void add_file_commands(Program& program) {
  program.command<InitArgs>(
      program.root(), "init", "Make the file; one that is there stays as it is",
      [](Parameters& take, InitArgs& args) {
        take.option("--country", args.country, "Of a new file: where a phone without country code is, DE");
      },
      init);
  program.command<CheckArgs>(
      program.root(), "check", "Look for damage",
      [](Parameters& take, CheckArgs& args) {
        take.flag("--full", args.full, "Everything: indexes, derived values, the journal's chain");
      },
      check);
  program.command<NoArgs>(program.root(), "stats", "How much there is", declare_nothing, stats);
  program.command<NoArgs>(program.root(), "compact", "Rewrite the file without its free space",
                          declare_nothing, compact);
}

}  // namespace cli
