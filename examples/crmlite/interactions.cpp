// log, interaction, timeline: what happened with a customer.
#include "attachments.hpp"
#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct LogArgs {
  std::string reference = {}, kind = {}, subject = {}, at = {}, direction = {}, status = {}, body = {},
              channel = {}, outcome = {}, topic = {};
  std::optional<std::int64_t> minutes = {};
  std::vector<std::string> with = {}, attach = {}, set = {}, tags = {};
};

struct TimelineArgs {
  std::string reference = {}, since = {}, until = {}, text = {}, with = {}, direction = {}, after = {};
  std::vector<std::string> kinds = {};
  std::size_t limit = 50;
  bool oldest = false, alone = false, subsidiaries = false;
};

struct ShowArgs {
  std::string reference = {};
};

struct SilentArgs {
  std::size_t days = 30, limit = 50;
  std::string after = {};
};

void declare_log(Parameters& take, LogArgs& args) {
  declare_reference(take, args.reference, "customer");
  take.option("--kind", args.kind,
              "call, email, meeting, chat, sms, social, inquiry, visit, note, service, or your own",
              Need::required);
  take.option("--subject", args.subject, "What it was about, in a line");
  take.option("--at", args.at, "When, by the clock of the zone; now where not given");
  take.option_of("--direction", args.direction, {"in", "out"}, "Who turned to whom");
  take.option_of("--status", args.status, {"done", "planned", "cancelled"}, "Done where not given");
  take.option("--minutes", args.minutes, "How long it took");
  take.option("--body", args.body, "The text");
  take.option("--channel", args.channel, "By what: phone, WeChat …");
  take.option("--outcome", args.outcome, "What came of it");
  take.option("--topic", args.topic, "Product or topic");
  take.repeated("--with", args.with, "Who took part: a customer or user; may be repeated");
  take.repeated("--attach", args.attach, "A file that belongs to it; may be repeated");
  declare_set(take, args.set);
  take.repeated("--tag", args.tags, "Tag; may be repeated");
}

void log(Program& program, const LogArgs& args) {
  const std::optional<crm::Timestamp> at =
      args.at.empty() ? std::nullopt : std::optional(program.instant(args.at));
  const std::vector<StoredFile> files = put_files(program, args.attach);
  const std::string name = program.write([&](crm::WriteTx& tx) {
    std::vector<crm::AnyChange> values = {{"customer", find_customer(tx, args.reference)}};
    const auto add = [&](const char* field, const std::string& text) {
      if (!text.empty()) values.push_back({field, text});
    };
    add("kind", args.kind), add("subject", args.subject), add("direction", args.direction);
    add("status", args.status), add("body", args.body), add("channel", args.channel);
    add("outcome", args.outcome), add("topic", args.topic);
    if (at) values.push_back({"at", *at});
    if (args.minutes) values.push_back({"minutes", *args.minutes});
    crm::ValueRows participants;
    for (const std::string& person : args.with) participants.push_back({find_any(tx, person).id, crm::none});
    if (!participants.empty()) values.push_back({"participants", std::move(participants)});
    if (!args.tags.empty()) values.push_back({"tags", args.tags});
    for (crm::AnyChange& change : assignments(args.set)) values.push_back(std::move(change));
    crm::AnyWriter records = tx.records("interaction");
    const crm::RecordId id = records.insert(values);
    for (const StoredFile& file : files)
      tx.attachments().attach({.record = id, .blob = file.blob, .name = file.name});
    return name_of(id, records.get(id).code);
  });
  answer(program, "record", name);
}

void declare_timeline(Parameters& take, TimelineArgs& args) {
  declare_reference(take, args.reference, "customer");
  take.list("--kind", args.kinds, "Only these kinds: call,meeting");
  take.option_of("--direction", args.direction, {"in", "out"}, "Only this direction");
  take.option("--with", args.with, "Only what this customer or user took part in");
  take.option("--since", args.since, "From this time on");
  take.option("--until", args.until, "Up to this time");
  take.option("--text", args.text, "Only with this in the subject");
  take.flag("--alone", args.alone, "Without what concerns the people of a company");
  take.flag("--subsidiaries", args.subsidiaries, "With what concerns a company's subsidiaries");
  take.flag("--oldest-first", args.oldest, "From the beginning");
  take.option("--limit", args.limit, "At most so many (50)");
  take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
}

crm::TimelineSpec spec_of(Program& program, const crm::ReadTx& tx, const TimelineArgs& args) {
  crm::TimelineSpec spec{.kinds = args.kinds,
                         .text = args.text,
                         .oldest_first = args.oldest,
                         .limit = args.limit,
                         .after = args.after};
  spec.people = !args.alone;
  spec.subsidiaries = args.subsidiaries;
  if (!args.direction.empty())
    spec.direction = args.direction == "in" ? crm::Direction::in : crm::Direction::out;
  if (!args.with.empty()) spec.person = find_any(tx, args.with).id;
  if (!args.since.empty()) spec.since = program.instant(args.since);
  if (!args.until.empty()) spec.until = program.instant(args.until);
  return spec;
}

void timeline(Program& program, const TimelineArgs& args) {
  const std::string next = program.read([&](const crm::ReadTx& tx) {
    const auto page = tx.timeline().list(find_customer(tx, args.reference), spec_of(program, tx, args));
    Shown shown(tx);
    Table table(program, {"at", "kind", "direction", "planned", "customer", "subject", "record"});
    for (const crm::TimelineEntry& entry : page) {
      const auto record = tx.find_named(to_string(entry.record));
      const std::string code = record ? tx.records(record->kind).get(entry.record).code : std::string();
      table.row({entry.at, entry.kind,
                 entry.direction ? crm::Value(to_string(*entry.direction)) : crm::Value(),
                 mark(program, entry.planned), shown.named(entry.customer), entry.summary,
                 name_of(entry.record, code)});
    }
    table.finish();
    return page.next;
  });
  if (!next.empty()) program.note("next: " + next);
}

void silent(Program& program, const SilentArgs& args) {
  const auto& wanted = program.options().columns;
  const std::string next = program.read([&](const crm::ReadTx& tx) {
    RecordColumns columns(
        program, tx, "customer",
        wanted.empty() ? std::vector<std::string>{"code", "name", "contact", "last_contact_at"} : wanted);
    const auto page = tx.records("customer")
                          .list({.where = crm::Filter(crm::silent_for(static_cast<int>(args.days))),
                                 .order = order_of({"last_contact_at"}),
                                 .limit = args.limit,
                                 .after = args.after,
                                 .with = columns.with()});
    Table table(program, columns.columns(), Choosing::done);
    for (const crm::AnyRecord& record : page) table.row(columns.values(record));
    table.finish();
    return page.next;
  });
  if (!next.empty()) program.note("next: " + next);
}

}  // namespace

void add_silent_command(Program& program, CLI::App& customer) {
  program.command<SilentArgs>(
      customer, "silent", "Customers without contact for some days, or ever; the longest silent first",
      [](Parameters& take, SilentArgs& args) {
        take.option("--days", args.days, "For so many days (30)");
        take.option("--limit", args.limit, "At most so many (50)");
        take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
      },
      silent);
}

void add_interaction_commands(Program& program) {
  program.command<LogArgs>(program.root(), "log", "Log what happened with a customer; prints its code or #ID",
                           declare_log, log);
  program.command<TimelineArgs>(program.root(), "timeline", "What happened with a customer, newest first",
                                declare_timeline, timeline);
  CLI::App& noun =
      program.group(program.root(), "interaction", "Calls, e-mails, meetings and other contacts");
  add_show_command(program, noun, "interaction");
  add_edit_command(program, noun, "interaction");
  add_life_commands(program, noun, "interaction");
  add_list_command(program, noun, "interaction", {"id", "at", "kind", "customer", "subject"});
}

}  // namespace cli
