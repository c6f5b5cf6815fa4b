// field: fields of one's own, their rules, how well they are filled.
#include <algorithm>

#include "field_rules.hpp"
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct FieldArgs {
  std::string kind = {}, name = {}, type = {}, new_name = {};
  FieldRules rules = {};
  bool drop = false;
};

struct ListArgs {
  std::string kind = {}, name = {};
  bool own = false;
};

void declare_field(Parameters& take, FieldArgs& args) {
  declare_kind(take, args.kind);
  take.word("NAME", args.name, "The field");
}

/// What a check of the stored records found. A change that they forbid has failed.
void print(Program& program, const crm::ReadTx& tx, const std::string& kind, const crm::FieldReport& found,
           bool trial) {
  constexpr std::size_t shown = 10;
  crm::Value::Texts first;
  for (const auto& violation : found.first) {
    if (first.size() == shown) break;
    const auto record = tx.records(kind).find(violation.record);
    first.push_back((record ? name_of(record->id, record->code) : "all") + ": " + violation.rule);
  }
  report(program, {{"checked", found.checked},
                   {"violations", found.violations},
                   {"applied", found.applied},
                   {"first", std::move(first)}});
  if (!trial && !found.applied) program.fail("stored records break the rule: nothing was changed");
}

/// Runs a change of definition and prints what it found. A trial is undone.
void change(Program& program, const std::string& kind, bool trial,
            const std::function<crm::FieldReport(crm::WriteTx&)>& step) {
  struct Undo {};
  try {
    program.write([&](crm::WriteTx& tx) {
      crm::FieldReport found = step(tx);
      if (trial) found.applied = false;
      print(program, tx, kind, found, trial);
      if (trial) throw Undo{};
    });
  } catch (const Undo&) {
  }
}

/// Of a field that is to get another type: what means the same in both.
crm::FieldSpec kept(const crm::FieldSpec& old) {
  return {.label = old.label,
          .labels = old.labels,
          .purpose = old.purpose,
          .help = old.help,
          .example = old.example,
          .required = old.required,
          .unique = old.unique,
          .indexed = old.indexed,
          .searchable = old.searchable,
          .personal = old.personal,
          .sensitive = old.sensitive,
          .owner = old.owner,
          .review = old.review};
}

crm::FieldReport retyped(crm::WriteTx& tx, const FieldArgs& args) {
  crm::FieldSpec spec = kept(tx.fields().get(args.kind, args.name).spec);
  spec.type = field_type(args.type);
  apply(args.rules, spec);
  return tx.fields().retype(
      args.kind, args.name, spec,
      args.drop ? crm::FieldWriter::Unconvertible::drop : crm::FieldWriter::Unconvertible::refuse);
}

crm::FieldReport edited(crm::WriteTx& tx, const FieldArgs& args) {
  crm::FieldSpec spec = tx.fields().get(args.kind, args.name).spec;
  apply(args.rules, spec);
  crm::FieldReport found = tx.fields().change(args.kind, args.name, spec);
  if (found.applied && !args.new_name.empty()) tx.fields().rename(args.kind, args.name, args.new_name);
  return found;
}

void add(Program& program, const FieldArgs& args) {
  crm::FieldSpec spec{.type = field_type(args.type)};
  apply(args.rules, spec);
  program.write([&](crm::WriteTx& tx) { tx.fields().define(args.kind, args.name, spec); });
}

void list(Program& program, const ListArgs& args) {
  const auto fields = program.read([&](const crm::ReadTx& tx) { return tx.fields().list(args.kind); });
  Table table(program,
              {"name", "type", "label", "required", "unique", "indexed", "own", "archived", "choices"});
  for (const crm::FieldInfo& field : fields) {
    if (args.own && field.built_in) continue;
    table.row({field.name, to_string(field.spec.type), field.spec.label, mark(program, field.spec.required),
               mark(program, field.spec.unique), mark(program, field.spec.indexed),
               mark(program, !field.built_in), mark(program, field.state == crm::FieldState::archived),
               field.spec.choices});
  }
  table.finish();
}

/// What the library itself writes into every record says nothing about how well people fill them.
bool kept_by_library(const std::string& field) {
  static constexpr std::string_view names[] = {"id", "revision", "created", "updated", "archived"};
  return std::find(std::begin(names), std::end(names), field) != std::end(names);
}

void statistics(Program& program, const ListArgs& args) {
  Table table(program, {"field", "filled", "percent", "distinct", "last_written"});
  program.read([&](const crm::ReadTx& tx) {
    std::vector<crm::FieldInfo> fields;
    if (args.name.empty())
      fields = tx.fields().list(args.kind);
    else
      fields.push_back(tx.fields().get(args.kind, args.name));
    for (const crm::FieldInfo& field : fields) {
      if ((args.own && field.built_in) || (args.name.empty() && kept_by_library(field.name))) continue;
      const crm::FieldStatistics s = tx.fields().statistics(args.kind, field.name);
      table.row({s.field, s.filled, s.records ? s.filled * 100 / s.records : 0, s.distinct,
                 s.last_written ? crm::Value(*s.last_written) : crm::Value()});
    }
  });
  table.finish();
}

void add_reading(Program& program, CLI::App& field) {
  program.command<ListArgs>(
      field, "list", "All fields of a kind",
      [](Parameters& take, ListArgs& args) {
        declare_kind(take, args.kind);
        take.flag("--own", args.own, "Only those defined in this file");
      },
      list);
  program.command<ListArgs>(
      field, "stats", "How well fields are filled",
      [](Parameters& take, ListArgs& args) {
        declare_kind(take, args.kind);
        take.word("NAME", args.name, "One field; all where none is named", Need::optional);
        take.flag("--own", args.own, "Only those defined in this file");
      },
      statistics);
}

void add_defining(Program& program, CLI::App& field) {
  const auto declare_typed = [](Parameters& take, FieldArgs& args) {
    declare_field(take, args);
    take.option("--type", args.type, field_types, Need::required);
    declare_rules(take, args.rules);
  };
  program.command<FieldArgs>(field, "add", "Define a field", declare_typed, add);
  program.command<FieldArgs>(
      field, "edit", "Change rules and texts, or the name",
      [](Parameters& take, FieldArgs& args) {
        declare_field(take, args);
        take.option("--name", args.new_name, "The new name");
        declare_rules(take, args.rules);
      },
      [](Program& p, const FieldArgs& args) {
        change(p, args.kind, false, [&](crm::WriteTx& tx) { return edited(tx, args); });
      });
  program.command<FieldArgs>(
      field, "retype", "Change the type; values are converted",
      [declare_typed](Parameters& take, FieldArgs& args) {
        declare_typed(take, args);
        take.flag("--drop", args.drop, "Empty what does not convert, instead of changing nothing");
      },
      [](Program& p, const FieldArgs& args) {
        change(p, args.kind, false, [&](crm::WriteTx& tx) { return retyped(tx, args); });
      });
  program.command<FieldArgs>(
      field, "try", "What would break an edit or retype; changes nothing",
      [](Parameters& take, FieldArgs& args) {
        declare_field(take, args);
        take.option("--type", args.type, field_types);
        declare_rules(take, args.rules);
      },
      [](Program& p, const FieldArgs& args) {
        change(p, args.kind, true,
               [&](crm::WriteTx& tx) { return args.type.empty() ? edited(tx, args) : retyped(tx, args); });
      });
}

/// index, require: one rule, on or off.
void add_rule_command(Program& program, CLI::App& field, const std::string& verb, const std::string& help,
                      std::optional<bool> FieldRules::*rule) {
  program.command<FieldArgs>(
      field, verb, help,
      [](Parameters& take, FieldArgs& args) {
        declare_field(take, args);
        take.flag("--drop", args.drop, "Take the rule away");
      },
      [rule](Program& p, FieldArgs args) {
        args.rules.*rule = !args.drop;
        change(p, args.kind, false, [&](crm::WriteTx& tx) { return edited(tx, args); });
      });
}

using Step = void (crm::FieldWriter::*)(std::string_view, std::string_view);

void add_state_command(Program& program, CLI::App& field, const std::string& verb, const std::string& help,
                       Step step) {
  program.command<FieldArgs>(field, verb, help, declare_field, [step](Program& p, const FieldArgs& args) {
    p.write([&](crm::WriteTx& tx) {
      crm::FieldWriter fields = tx.fields();
      (fields.*step)(args.kind, args.name);
    });
  });
}

}  // namespace

void add_field_commands(Program& program) {
  CLI::App& field = program.group(program.root(), "field", "Fields of your own, and all about fields");
  add_reading(program, field);
  add_defining(program, field);
  add_rule_command(program, field, "index", "Make filters and orders by it fast", &FieldRules::indexed);
  add_rule_command(program, field, "require", "Make it required", &FieldRules::required);
  add_state_command(program, field, "archive", "Hide a field; its values stay", &crm::FieldWriter::archive);
  add_state_command(program, field, "restore", "Bring an archived field back", &crm::FieldWriter::restore);
  add_state_command(program, field, "remove", "Remove a field and its values for good",
                    &crm::FieldWriter::remove);
  add_choice_commands(program, field);
}

}  // namespace cli
