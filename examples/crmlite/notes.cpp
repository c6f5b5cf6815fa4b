// note: free text on any record.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct AddArgs {
  std::string reference = {}, text = {}, follow_up = {};
  bool pinned = false;
  std::vector<std::string> tags = {};
};

struct ListArgs {
  std::string reference = {}, after = {};
  std::size_t limit = 50;
};

struct PinArgs {
  std::string note = {};
  bool off = false;
};

void add(Program& program, const AddArgs& args) {
  crm::NewNote note{.text = args.text, .pinned = args.pinned, .tags = args.tags};
  if (!args.follow_up.empty()) note.follow_up = program.day(args.follow_up);
  const crm::NoteId id = program.write([&](crm::WriteTx& tx) {
    note.record = find_any(tx, args.reference).id;
    return tx.notes().insert(note);
  });
  answer(program, "record", to_string(id));
}

void list(Program& program, const ListArgs& args) {
  const std::string next = program.read([&](const crm::ReadTx& tx) {
    const auto page = tx.notes().of(find_any(tx, args.reference).id, args.limit, args.after);
    Table table(program, {"id", "created", "author", "pinned", "follow_up", "text"});
    Shown shown(tx);
    for (const crm::Note& note : page)
      table.row({note.id.value(), note.created, note.author ? shown.named(note.author) : crm::Value(),
                 mark(program, note.pinned), note.follow_up ? crm::Value(*note.follow_up) : crm::Value(),
                 note.text});
    table.finish();
    return page.next;
  });
  if (!next.empty()) program.note("next: " + next);
}

void pin(Program& program, const PinArgs& args) {
  program.write([&](crm::WriteTx& tx) {
    const crm::NoteId id{find_record(tx, args.note, "note").id.value()};
    tx.notes().set(id, crm::note::pinned, !args.off);
  });
}

}  // namespace

void add_note_commands(Program& program) {
  CLI::App& noun = program.group(program.root(), "note", "Notes on records");
  program.command<AddArgs>(
      noun, "add", "Put a note on a record; prints its #ID",
      [](Parameters& take, AddArgs& args) {
        declare_reference(take, args.reference);
        take.word("TEXT", args.text, "The note");
        take.flag("--pin", args.pinned, "Show it before the others");
        take.option("--follow-up", args.follow_up, "The day on which to come back to it");
        take.repeated("--tag", args.tags, "Tag; may be repeated");
      },
      add);
  program.command<ListArgs>(
      noun, "list", "The notes on a record, pinned ones first, then the newest first",
      [](Parameters& take, ListArgs& args) {
        declare_reference(take, args.reference);
        take.option("--limit", args.limit, "At most so many (50)");
        take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
      },
      list);
  program.command<PinArgs>(
      noun, "pin", "Show a note before the others",
      [](Parameters& take, PinArgs& args) {
        declare_reference(take, args.note, "note");
        take.flag("--off", args.off, "No longer");
      },
      pin);
  add_show_command(program, noun, "note");
  add_edit_command(program, noun, "note");
  add_life_commands(program, noun, "note");
}

}  // namespace cli
