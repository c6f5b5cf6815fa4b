// The commands that every kind has, written once.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct ListArgs {
  std::string where = {};
  std::vector<std::string> order = {};
  std::size_t limit = 50;
  std::string after = {}, language = {};
  WhichArchived archived = {};
};

struct EditArgs {
  std::string reference = {};
  std::vector<std::string> set = {};
  std::optional<std::int64_t> if_revision = {};
};

struct LifeArgs {
  std::string reference = {};
};

void list_records(Program& program, const std::string& kind, const std::vector<std::string>& usual,
                  const ListArgs& args) {
  const auto& wanted = program.options().columns;
  const std::string next = program.read([&](const crm::ReadTx& tx) {
    RecordColumns columns(program, tx, kind, wanted.empty() ? usual : wanted, args.language);
    const auto page = tx.records(kind).list({.where = crm::parse_filter(args.where),
                                             .order = order_of(args.order),
                                             .limit = args.limit,
                                             .after = args.after,
                                             .with = columns.with(),
                                             .archived = args.archived.value()});
    Table table(program, columns.columns(), Choosing::done);
    for (const crm::AnyRecord& record : page) table.row(columns.values(record));
    table.finish();
    return page.next;
  });
  if (!next.empty()) program.note("next: " + next);
}

void edit_record(Program& program, const std::string& kind, const EditArgs& args) {
  const auto changes = assignments(args.set);
  const std::string outcome = program.write([&](crm::WriteTx& tx) {
    const Named record = find_record(tx, args.reference, kind);
    const bool changed = tx.records(kind).update(record.id, changes, {.if_revision = args.if_revision});
    return record.name + (changed ? ": changed" : ": as it was");
  });
  program.out() << outcome << "\n";
}

using Step = void (crm::AnyWriter::*)(crm::RecordId);

void add_life_command(Program& program, CLI::App& noun, const std::string& kind, const std::string& verb,
                      const std::string& help, const std::string& outcome, Step step) {
  program.command<LifeArgs>(
      noun, verb, help,
      [kind](Parameters& take, LifeArgs& args) { declare_reference(take, args.reference, kind); },
      [kind, outcome, step](Program& p, const LifeArgs& args) {
        const Named record = p.write([&](crm::WriteTx& tx) {
          const Named found = find_record(tx, args.reference, kind);
          crm::AnyWriter records = tx.records(kind);
          (records.*step)(found.id);
          return found;
        });
        p.out() << record.name << ": " << outcome << "\n";
      });
}

}  // namespace

void declare_reference(Parameters& take, std::string& reference, const std::string& kind) {
  take.word("REF", reference, "The " + kind + ": code, #ID or e-mail address");
}

void declare_kind(Parameters& take, std::string& kind) {
  take.word("KIND", kind, "The kind of records: customer, user …");
}

void declare_set(Parameters& take, std::vector<std::string>& set, Need need) {
  take.repeated("--set", set, "FIELD=VALUE, built-in or your own; several of a list divided by ;", need);
}

crm::Archived WhichArchived::value() const {
  return all ? crm::Archived::included : only ? crm::Archived::only : crm::Archived::left_out;
}

void declare_archived(Parameters& take, WhichArchived& archived) {
  take.flag("--archived", archived.only, "Archived records only");
  take.flag("--all", archived.all, "Archived records, too");
}

void add_list_command(Program& program, CLI::App& noun, const std::string& kind,
                      const std::vector<std::string>& usual_columns) {
  program.command<ListArgs>(
      noun, "list", "List " + kind + "s",
      [](Parameters& take, ListArgs& args) {
        take.option("--where", args.where, "Only those the filter selects");
        take.list("--order", args.order, "Fields, -FIELD for descending: -score,name");
        take.option("--limit", args.limit, "At most so many (50)");
        take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
        take.option_of("--lang", args.language, {"zh", "en"}, "Headings in this language");
        declare_archived(take, args.archived);
      },
      [kind, usual_columns](Program& p, const ListArgs& args) {
        list_records(p, kind, usual_columns, args);
      });
}

/// For people a line for each field that is filled, for programs a table of one row.
void show_record(Program& program, const std::string& kind, const LifeArgs& args) {
  program.read([&](const crm::ReadTx& tx) {
    const crm::AnyRecord record = tx.records(kind).get(find_record(tx, args.reference, kind).id);
    std::vector<std::string> names;
    for (const crm::FieldInfo& field : tx.fields().list(kind))
      if (field.state == crm::FieldState::active) names.push_back(field.name);
    names.push_back("tags");
    RecordColumns columns(program, tx, kind, names);
    std::vector<crm::Value> values = columns.values(record);
    if (format_of(program) != crm::TableFormat::text) {
      Table table(program, columns.columns(), Choosing::here);
      table.row(std::move(values));
      return table.finish();
    }
    std::vector<std::pair<std::string, std::string>> lines;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto* instant = values[i].get_if<crm::Timestamp>();
      const std::string text = instant ? program.time(*instant) : to_string(values[i]);
      if (!text.empty()) lines.emplace_back(spaced(names[i]), text);
    }
    print_aligned(program.out(), lines);
  });
}

void add_show_command(Program& program, CLI::App& noun, const std::string& kind) {
  program.command<LifeArgs>(
      noun, "show", "All about a " + kind,
      [kind](Parameters& take, LifeArgs& args) { declare_reference(take, args.reference, kind); },
      [kind](Program& p, const LifeArgs& args) { show_record(p, kind, args); });
}

void add_edit_command(Program& program, CLI::App& noun, const std::string& kind) {
  program.command<EditArgs>(
      noun, "edit", "Change fields of a " + kind,
      [kind](Parameters& take, EditArgs& args) {
        declare_reference(take, args.reference, kind);
        declare_set(take, args.set, Need::required);
        take.option("--if-revision", args.if_revision, "Only if it still has this revision");
      },
      [kind](Program& p, const EditArgs& args) { edit_record(p, kind, args); });
}

void add_life_commands(Program& program, CLI::App& noun, const std::string& kind) {
  add_life_command(program, noun, kind, "archive", "Take out of lists without removing", "archived",
                   &crm::AnyWriter::archive);
  add_life_command(program, noun, kind, "restore", "Bring back from the archive", "restored",
                   &crm::AnyWriter::restore);
  add_life_command(program, noun, kind, "remove", "Remove for good; the history stays", "removed",
                   &crm::AnyWriter::remove);
}

void insert_record(Program& program, const std::string& kind, const std::vector<crm::AnyChange>& values) {
  const std::string name = program.write([&](crm::WriteTx& tx) {
    crm::AnyWriter records = tx.records(kind);
    const crm::RecordId id = records.insert(values);
    return name_of(id, records.get(id).code);
  });
  answer(program, "record", name);
}

}  // namespace cli
