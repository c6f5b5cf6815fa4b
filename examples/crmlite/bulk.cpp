// bulk: the same change for every record a filter selects, in one transaction.
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct BulkArgs {
  std::string kind = {};
  std::vector<std::string> set = {}, tags = {};
  std::string where = {};
  bool dry_run = false;
};

using Step =
    std::function<crm::BulkResult(crm::AnyWriter, const crm::Filter&, const BulkArgs&, crm::BulkOptions)>;

void run(Program& program, const BulkArgs& args, const Step& step) {
  const crm::Filter where = crm::parse_filter(args.where);
  ProgressLine line("records");
  const crm::BulkResult result = program.write([&](crm::WriteTx& tx) {
    return step(tx.records(args.kind), where, args,
                {.dry_run = args.dry_run ? crm::DryRun::yes : crm::DryRun::no, .progress = line.progress()});
  });
  report(program, {{"matched", result.matched}, {"changed", result.changed}, {"dry_run", args.dry_run}});
}

void add_command(Program& program, CLI::App& bulk, const std::string& verb, const std::string& help,
                 const std::function<void(Parameters&, BulkArgs&)>& declare, const Step& step) {
  program.command<BulkArgs>(
      bulk, verb, help,
      [declare](Parameters& take, BulkArgs& args) {
        declare_kind(take, args.kind);
        if (declare) declare(take, args);
        take.option("--where", args.where, "The records: a filter", Need::required);
        take.flag("--dry-run", args.dry_run, "Check and count, change nothing");
      },
      [step](Program& p, const BulkArgs& args) { run(p, args, step); });
}

void declare_tags(Parameters& take, BulkArgs& args) { take.words("TAG", args.tags, "Tags"); }

}  // namespace

void add_bulk_commands(Program& program) {
  CLI::App& bulk = program.group(program.root(), "bulk", "Changes to every record a filter selects");
  add_command(
      program, bulk, "edit", "Change fields",
      [](Parameters& take, BulkArgs& args) { declare_set(take, args.set, Need::required); },
      [](crm::AnyWriter records, const crm::Filter& where, const BulkArgs& args, crm::BulkOptions options) {
        return records.update_where(where, assignments(args.set), options);
      });
  add_command(program, bulk, "tag", "Put tags on", declare_tags,
              [](crm::AnyWriter records, const crm::Filter& where, const BulkArgs& args,
                 crm::BulkOptions options) { return records.tag_where(where, args.tags, options); });
  add_command(program, bulk, "untag", "Take tags off", declare_tags,
              [](crm::AnyWriter records, const crm::Filter& where, const BulkArgs& args,
                 crm::BulkOptions options) { return records.untag_where(where, args.tags, options); });
  add_command(program, bulk, "archive", "Archive", nullptr,
              [](crm::AnyWriter records, const crm::Filter& where, const BulkArgs&,
                 crm::BulkOptions options) { return records.archive_where(where, options); });
  add_command(program, bulk, "remove", "Remove for good; the history stays", nullptr,
              [](crm::AnyWriter records, const crm::Filter& where, const BulkArgs&,
                 crm::BulkOptions options) { return records.remove_where(where, options); });
}

}  // namespace cli
