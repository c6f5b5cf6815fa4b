// history: what happened to a record.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct HistoryArgs {
  std::string reference = {};
};

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

void add_history_command(Program& program) {
  program.command<HistoryArgs>(
      program.root(), "history", "What happened to a record, newest first",
      [](Parameters& take, HistoryArgs& args) { declare_reference(take, args.reference); }, history);
}

}  // namespace cli
