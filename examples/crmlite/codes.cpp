// code, history: the names records are given, and what happened to them.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct DefineArgs {
  std::string series = {}, pattern = {}, kind = {};
};

struct CodeArgs {
  std::string code = {};
};

struct HistoryArgs {
  std::string reference = {};
};

struct NoArgs {};

void list(Program& program, const NoArgs&) {
  const auto series = program.read([](const crm::ReadTx& tx) { return tx.codes().list(); });
  Table table(program, {"series", "kind", "pattern", "next", "issued"});
  for (const crm::SeriesInfo& s : series) table.row({s.name, s.kind, s.pattern, s.next, s.issued});
  table.finish();
}

void resolve(Program& program, const CodeArgs& args) {
  const auto found = program.read([&](const crm::ReadTx& tx) { return tx.codes().resolve(args.code); });
  if (!found) throw crm::NotFound("this code was never given");
  report(program, {{"record", to_string(found->record)}, {"kind", found->kind}, {"current", found->current}});
}

void history(Program& program, const HistoryArgs& args) {
  Table table(program, {"at", "actor", "change", "field", "before", "after", "label"});
  program.read([&](const crm::ReadTx& tx) {
    Shown shown(tx);
    const crm::NamedRecord of = find_any(tx, args.reference, crm::Removed::included);
    for (const crm::HistoryEntry& entry : tx.records(of.kind).history(of.id)) {
      const crm::Value change = to_string(entry.kind);
      if (entry.edits.empty()) table.row({entry.at, entry.actor, change, {}, {}, {}, entry.label});
      for (const auto& edit : entry.edits) {
        const auto [before, after] = shown.edit(of.kind, edit);
        table.row({entry.at, entry.actor, change, edit.field, before, after, entry.label});
      }
    }
  });
  table.finish();
}

}  // namespace

void add_code_commands(Program& program) {
  CLI::App& code = program.group(program.root(), "code", "Series of codes for new records");
  program.command<DefineArgs>(
      code, "define", "Define a series, or change its pattern",
      [](Parameters& take, DefineArgs& args) {
        take.word("SERIES", args.series, "Its name, which is that of the kind where --kind is not given");
        take.word("PATTERN", args.pattern,
                  "Characters, {SEQ:5}, {YYYY}, {YY}, {MM}, {DD}: CUST-{YYYY}-{SEQ:5}");
        take.option("--kind", args.kind, "Whose new records get its codes");
      },
      [](Program& p, const DefineArgs& args) {
        p.write([&](crm::WriteTx& tx) {
          tx.codes().ensure(args.series, {.pattern = args.pattern, .kind = args.kind});
        });
      });
  program.command<NoArgs>(
      code, "list", "All series", [](Parameters&, NoArgs&) {}, list);
  program.command<CodeArgs>(
      code, "show", "The record that has or had a code",
      [](Parameters& take, CodeArgs& args) { take.word("CODE", args.code, "The code"); }, resolve);
  program.command<HistoryArgs>(
      program.root(), "history", "What happened to a record, newest first",
      [](Parameters& take, HistoryArgs& args) { declare_reference(take, args.reference); }, history);
}

}  // namespace cli
