// tag: tags of single records, and the tags themselves.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct OnRecordArgs {
  std::string reference = {};
  std::vector<std::string> tags = {};
};

struct PairArgs {
  std::string tag = {}, other = {};
};

struct GroupArgs {
  std::string group = {};
  std::vector<std::string> tags = {};
  std::optional<bool> exclusive = {};
};

struct NoArgs {};

void on_record(Program& program, const OnRecordArgs& args, bool carried) {
  const std::string outcome = program.write([&](crm::WriteTx& tx) {
    const Named record = find_record(tx, args.reference);
    crm::AnyWriter records = tx.records(record.kind);
    bool changed = false;
    for (const std::string& tag : args.tags)
      changed = (carried ? records.tag(record.id, tag) : records.untag(record.id, tag)) || changed;
    return record.name + (changed ? ": changed" : ": as it was");
  });
  program.out() << outcome << "\n";
}

void list(Program& program, const NoArgs&) {
  const auto tags = program.read([](const crm::ReadTx& tx) { return tx.tags().list(); });
  Table table(program, {"name", "group", "colour", "retired", "records"});
  for (const crm::TagInfo& tag : tags)
    table.row({tag.name, tag.group, tag.colour, mark(program, tag.retired), tag.usage});
  table.finish();
}

void group(Program& program, const GroupArgs& args) {
  if (args.exclusive && args.group.empty()) throw UsageError("a mode needs a group");
  program.write([&](crm::WriteTx& tx) {
    crm::TagWriter tags = tx.tags();
    for (const std::string& tag : args.tags) tags.set_group(tag, args.group);
    if (args.exclusive)
      tags.ensure_group(args.group, *args.exclusive ? crm::GroupMode::exclusive : crm::GroupMode::any_number);
  });
}

/// A command on one tag and one more text.
void add_pair_command(Program& program, CLI::App& noun, const std::string& verb, const std::string& help,
                      const char* other, const char* other_help,
                      const std::function<void(Program&, crm::TagWriter, const PairArgs&)>& step) {
  program.command<PairArgs>(
      noun, verb, help,
      [other, other_help](Parameters& take, PairArgs& args) {
        take.word("TAG", args.tag, "The tag");
        if (other) take.word(other, args.other, other_help);
      },
      [step](Program& p, const PairArgs& args) {
        p.write([&](crm::WriteTx& tx) { step(p, tx.tags(), args); });
      });
}

void add_record_commands(Program& program, CLI::App& tag) {
  const auto declare = [](Parameters& take, OnRecordArgs& args) {
    declare_reference(take, args.reference);
    take.words("TAG", args.tags, "Tags");
  };
  program.command<OnRecordArgs>(tag, "add", "Put tags on a record; new ones are defined", declare,
                                [](Program& p, const OnRecordArgs& args) { on_record(p, args, true); });
  program.command<OnRecordArgs>(tag, "drop", "Take tags off a record", declare,
                                [](Program& p, const OnRecordArgs& args) { on_record(p, args, false); });
}

}  // namespace

void add_tag_commands(Program& program) {
  CLI::App& tag = program.group(program.root(), "tag", "Tags");
  add_record_commands(program, tag);
  program.command<NoArgs>(
      tag, "list", "All tags, with the number of records that carry them", [](Parameters&, NoArgs&) {}, list);
  add_pair_command(
      program, tag, "rename", "Give a tag another name", "TO", "The new name",
      [](Program&, crm::TagWriter tags, const PairArgs& args) { tags.rename(args.tag, args.other); });
  add_pair_command(program, tag, "merge", "Replace a tag by another one everywhere", "INTO",
                   "The tag that stays", [](Program& p, crm::TagWriter tags, const PairArgs& args) {
                     const crm::BulkResult result = tags.merge(args.tag, args.other);
                     report(p, {{"matched", result.matched}, {"changed", result.changed}});
                   });
  add_pair_command(
      program, tag, "colour", "Colour a tag", "COLOUR", "#rrggbb; \"\" for none",
      [](Program&, crm::TagWriter tags, const PairArgs& args) { tags.set_colour(args.tag, args.other); });
  add_pair_command(program, tag, "retire", "Stop giving a tag; it stays where it is", nullptr, nullptr,
                   [](Program&, crm::TagWriter tags, const PairArgs& args) { tags.retire(args.tag); });
  add_pair_command(program, tag, "revive", "Give a retired tag again", nullptr, nullptr,
                   [](Program&, crm::TagWriter tags, const PairArgs& args) { tags.revive(args.tag); });
  program.command<GroupArgs>(
      tag, "group", "Put tags into a group",
      [](Parameters& take, GroupArgs& args) {
        take.word("GROUP", args.group, "The group; \"\" for none");
        take.words("TAG", args.tags, "Tags", Need::optional);
        take.flag("--exclusive,!--any-number", args.exclusive,
                  "A record may carry only one tag of the group");
      },
      group);
}

}  // namespace cli
