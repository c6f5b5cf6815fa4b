// relate, unrelate, relations: how records belong together.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct RelateArgs {
  std::string from = {}, type = {}, to = {}, role = {}, since = {}, until = {};
};

struct RelationsArgs {
  std::string reference = {}, type = {}, after = {};
  bool former = false, up = false, down = false;
  std::size_t limit = 50;
};

struct TypeArgs {
  std::string name = {}, reverse = {};
  bool hierarchical = false;
};

void declare_ends(Parameters& take, RelateArgs& args) {
  take.word("REF", args.from, "The one end: code, #ID or e-mail address");
  take.word("TYPE", args.type,
            "works at, employs, subsidiary of, parent of, household, referred by, referred, or your own");
  take.word("OTHER", args.to, "The other end");
}

std::optional<crm::PartialDate> date(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto date = crm::PartialDate::parse(text);
  if (!date) throw UsageError("a date is written 2026-03-01, 2026-03 or 2026");
  return date;
}

void relate(Program& program, const RelateArgs& args) {
  crm::NewRelation relation{
      .type = args.type, .role = args.role, .since = date(args.since), .until = date(args.until)};
  const crm::RelationId id = program.write([&](crm::WriteTx& tx) {
    relation.from = find_any(tx, args.from).id;
    relation.to = find_any(tx, args.to).id;
    return tx.relations().insert(relation);
  });
  answer(program, "record", to_string(id));
}

/// All relations of the type between the two, past ones too.
void unrelate(Program& program, const RelateArgs& args) {
  program.write([&](crm::WriteTx& tx) {
    const crm::RecordId from = find_any(tx, args.from).id, to = find_any(tx, args.to).id;
    std::vector<crm::RelationId> found;
    crm::RelatedSpec spec{.type = args.type, .former = true, .limit = 1000};
    do {
      const auto page = tx.relations().of(from, spec);
      for (const crm::Related& r : page)
        if (r.record == to) found.push_back(r.relation);
      spec.after = page.next;
    } while (!spec.after.empty());
    if (found.empty()) throw crm::NotFound("the two are not related so");
    for (const crm::RelationId id : found) tx.relations().remove(id);
  });
}

std::string name_of_record(const crm::ReadTx& tx, crm::RecordId id) {
  const auto found = tx.find_named(to_string(id));
  const crm::AnyRecord record = tx.records(found->kind).get(id);
  const crm::Value* name = record.values.find("name");
  return name_of(id, record.code) + (name ? " " + to_string(*name) : "");
}

void list_relatives(Program& program, const crm::ReadTx& tx, const RelationsArgs& args) {
  const crm::RecordId id = find_any(tx, args.reference).id;
  const std::string type = args.type.empty() ? crm::RelationKind::subsidiary_of : args.type;
  Table table(program, {"depth", "record"});
  for (const crm::Relative& r :
       args.up ? tx.relations().ancestors(id, type) : tx.relations().descendants(id, type))
    table.row({r.depth, name_of_record(tx, r.record)});
  table.finish();
}

void relations(Program& program, const RelationsArgs& args) {
  const std::string next = program.read([&](const crm::ReadTx& tx) {
    if (args.up || args.down) return list_relatives(program, tx, args), std::string();
    const auto page = tx.relations().of(
        find_any(tx, args.reference).id,
        {.type = args.type, .former = args.former, .limit = args.limit, .after = args.after});
    Table table(program, {"relation", "type", "record", "role", "since", "until", "former"});
    const auto day = [](const auto& date) { return date ? crm::Value(*date) : crm::Value(); };
    for (const crm::Related& r : page)
      table.row({to_string(r.relation), r.type, name_of_record(tx, r.record), r.role, day(r.since),
                 day(r.until), mark(program, !r.current)});
    table.finish();
    return page.next;
  });
  if (!next.empty()) program.note("next: " + next);
}

void declare_relations(Parameters& take, RelationsArgs& args) {
  declare_reference(take, args.reference);
  take.option("--type", args.type, "Only of this type, as read from the record");
  take.flag("--former", args.former, "Those that are over, too");
  take.flag("--up", args.up, "Whom it stands below, near and far; `subsidiary of` where no --type is given");
  take.flag("--down", args.down, "Who stands below it, near and far");
  take.option("--limit", args.limit, "At most so many (50)");
  take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
}

}  // namespace

void add_relation_commands(Program& program) {
  program.command<RelateArgs>(
      program.root(), "relate", "Relate two records; prints the relation's #ID",
      [](Parameters& take, RelateArgs& args) {
        declare_ends(take, args);
        take.option("--role", args.role, "As what");
        take.option("--since", args.since, "From when on: 2026-03-01, 2026-03 or 2026");
        take.option("--until", args.until, "To when, included");
      },
      relate);
  program.command<RelateArgs>(program.root(), "unrelate", "Remove the relation of two records", declare_ends,
                              unrelate);
  program.command<RelationsArgs>(program.root(), "relations", "What a record is related to",
                                 declare_relations, relations);
  CLI::App& noun = program.group(program.root(), "relation", "Relations and their types");
  add_edit_command(program, noun, "relation");
  program.command<TypeArgs>(
      noun, "define", "Define a type of relations",
      [](Parameters& take, TypeArgs& args) {
        take.word("NAME", args.name, "Its name: reports to");
        take.word("REVERSE", args.reverse, "Its name from the other side: manages; the same where not given",
                  Need::optional);
        take.flag("--hierarchical", args.hierarchical, "It leads upwards, and never in a circle");
      },
      [](Program& p, const TypeArgs& args) {
        p.write([&](crm::WriteTx& tx) {
          tx.relation_types().insert(
              {.name = args.name, .reverse = args.reverse, .hierarchical = args.hierarchical});
        });
      });
}

}  // namespace cli
