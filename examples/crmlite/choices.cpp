// field choice: the choices of a choice field.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct ChoiceArgs {
  std::string kind = {}, field = {}, choice = {}, other = {};
};

void declare_field(Parameters& take, ChoiceArgs& args) {
  declare_kind(take, args.kind);
  take.word("NAME", args.field, "The field");
}

void list(Program& program, const ChoiceArgs& args) {
  const auto field =
      program.read([&](const crm::ReadTx& tx) { return tx.fields().get(args.kind, args.field); });
  Table table(program, {"choice", "retired"});
  for (const crm::ChoiceInfo& choice : field.choices) table.row({choice.name, mark(program, choice.retired)});
  table.finish();
}

/// A command on one choice and, where `other` names it, a second.
void add_command(Program& program, CLI::App& noun, const std::string& verb, const std::string& help,
                 const char* other,
                 const std::function<void(Program&, crm::FieldWriter, const ChoiceArgs&)>& step) {
  program.command<ChoiceArgs>(
      noun, verb, help,
      [other](Parameters& take, ChoiceArgs& args) {
        declare_field(take, args);
        take.word("CHOICE", args.choice, "The choice");
        if (other) take.word(other, args.other, "The other one");
      },
      [step](Program& p, const ChoiceArgs& args) {
        p.write([&](crm::WriteTx& tx) { step(p, tx.fields(), args); });
      });
}

}  // namespace

void add_choice_commands(Program& program, CLI::App& field) {
  CLI::App& choice = program.group(field, "choice", "The choices of a choice field");
  program.command<ChoiceArgs>(choice, "list", "All choices", declare_field, list);
  add_command(program, choice, "add", "Add a choice, or bring a retired one back", nullptr,
              [](Program&, crm::FieldWriter fields, const ChoiceArgs& args) {
                fields.add_choice(args.kind, args.field, args.choice);
              });
  add_command(program, choice, "rename", "Give a choice another name; touches no record", "TO",
              [](Program&, crm::FieldWriter fields, const ChoiceArgs& args) {
                fields.rename_choice(args.kind, args.field, args.choice, args.other);
              });
  add_command(program, choice, "retire", "Stop giving a choice; it stays where it is", nullptr,
              [](Program&, crm::FieldWriter fields, const ChoiceArgs& args) {
                fields.retire_choice(args.kind, args.field, args.choice);
              });
  add_command(program, choice, "replace", "Give every record that has a choice another, and retire the first",
              "BY", [](Program& p, crm::FieldWriter fields, const ChoiceArgs& args) {
                const crm::BulkResult result =
                    fields.replace_choice(args.kind, args.field, args.choice, args.other);
                report(p, {{"matched", result.matched}, {"changed", result.changed}});
              });
}

}  // namespace cli
