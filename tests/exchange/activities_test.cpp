// Interactions, notes and tasks in files: exports that make equal records elsewhere, and files as people keep
// them.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/files.hpp"

namespace {

using namespace crmlite;
using namespace files;
using Names = std::vector<std::string>;

const Names kinds = {"user", "customer", "interaction", "task", "note"};

void define_fields(Store& store) {
  store.write([](WriteTx& tx) {
    auto f = tx.fields();
    f.add_choice("interaction", "kind", "展会");
    f.define("interaction", "mood", {.type = FieldType::choice, .choices = {"good", "bad"}});
    f.define("interaction", "partner", {.type = FieldType::reference, .target = "customer"});
    f.define("task", "effort", {.type = FieldType::decimal});
    f.define("note", "since", {.type = FieldType::date});
  });
}

/// Records that use every field, and customers that are named in every way there is.
void fill(Store& store) {
  store.write([](WriteTx& tx) {
    const auto ada = tx.users().insert({.name = "ada", .email = "ada@crm.example"});
    const auto coded = tx.customers().insert({.name = "Twin", .code = "C-1"});
    const auto external = tx.customers().insert({.name = "Twin", .external_ids = {{"erp", "77"}}});
    const auto mailed = tx.customers().insert({.name = "Twin", .emails = {{"t@x.example"}}});
    const auto named = tx.customers().insert({.name = "王伟"});
    const auto homonym = tx.customers().insert({.name = "ada", .external_ids = {{"shop", "a7"}}});
    const auto call = tx.interactions().log({.customer = coded,
                                             .kind = "call",
                                             .status = InteractionStatus::planned,
                                             .direction = Direction::in,
                                             .channel = "phone",
                                             .at = Timestamp{1'772'000'000'123},
                                             .zone = "Asia/Shanghai",
                                             .minutes = 12,
                                             .subject = "询价, \"10\"",
                                             .body = "one\r\ntwo; three\n",
                                             .outcome = "offer",
                                             .topic = "pumps",
                                             .thread = "T1",
                                             .message_id = "<1@x.example>",
                                             .participants = {{named, "to"}, {ada, ""}, {external, "a=b; c"}},
                                             .about = {{mailed}, {ada}, {homonym}},
                                             .external_ids = {{"pbx", "9"}},
                                             .tags = {"hot", "x; y"},
                                             .code = "I-1"});
    tx.records("interaction").update(call, {{"mood", "bad"}, {"partner", external}});
    tx.interactions().log(
        {.customer = external, .kind = "展会", .at = Timestamp{0}, .participants = {{ada, ""}}});
    tx.interactions().log(
        {.customer = mailed, .kind = "visit", .direction = Direction::out, .about = {{call}}});
    tx.interactions().log({.kind = "inquiry", .status = InteractionStatus::cancelled});
    const auto task = tx.tasks().insert({.subject = "send",
                                         .description = "all of it",
                                         .about = {{coded}, {call}},
                                         .assignee = ada,
                                         .priority = TaskPriority::urgent,
                                         .due_date = Date{2026, 3, 31},
                                         .zone = "Europe/Berlin",
                                         .recurrence = "FREQ=MONTHLY;BYMONTHDAY=-1",
                                         .checklist = {{"prices"}, {"terms; dates", true}},
                                         .tags = {"hot"},
                                         .code = "T-1"});
    tx.records("task").update(task, {{"effort", Decimal{15, 1}}});
    tx.tasks().insert({.subject = "was done",
                       .status = TaskStatus::done,
                       .due_at = Timestamp{1'772'000'000'000},
                       .recurrence = "FREQ=DAILY",
                       .checklist = {{"one"}, {"two"}}});
    tx.notes().insert(
        {.record = homonym, .text = "likes tea", .author = ada, .pinned = true, .tags = {"hot"}});
    const auto note = tx.notes().insert({.record = call, .text = " = \n", .follow_up = Date{2026, 4, 1}});
    tx.records("note").update(note, {{"since", Date{2020, 2, 29}}});
    tx.notes().insert({.record = ada, .text = "on holiday"});
    tx.notes().insert({.record = task, .text = "wait"});
  });
}

using Content = std::vector<std::map<std::string, std::string>>;

/// What names a record wherever it is stored.
std::string mark(const AnyRecord& r) {
  const Value* external = r.values.find("external_ids");
  return r.kind + " " + r.code + "|" + text(r, "name") + "|" + text(r, "emails") + "|" +
         (external ? to_string((*external->rows())[0][1]) : "");
}

/// Everything of a kind's records but ids; references by what names their record.
Content content(const Store& store, const std::string& kind) {
  std::map<RecordId, std::string> marks;
  for (const std::string& of : kinds)
    for (const AnyRecord& r : all(store, of)) marks[r.id] = mark(r);
  const auto told = [&](const Value& v) {
    const auto* id = v.get_if<RecordId>();
    return id ? marks.at(*id) : to_string(v);
  };
  Content found;
  for (const AnyRecord& r : all(store, kind)) {
    auto& record = found.emplace_back();
    record["code"] = r.code;
    for (const auto& tag : r.tags) record["tags"] += tag + "|";
    r.values.each([&](std::string_view field, const Value& value) {
      std::string& out = record[std::string(field)];
      if (const auto* rows = value.rows())
        for (const auto& row : *rows) {
          for (const auto& part : row) out += told(part) + "|";
          out += "\n";
        }
      else
        out = told(value);
    });
  }
  return found;
}

void compare(const Store& from, const Store& to, const std::string& kind) {
  const Content expected = content(from, kind), found = content(to, kind);
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    for (const auto& [field, value] : expected[i]) {
      INFO(kind << " " << i << " " << field);
      CHECK((found[i].contains(field) ? found[i].at(field) : "") == value);
    }
  CHECK(found == expected);
}

/// A store whose customers and users the files name.
struct Office : Store {
  const Folder folder = {};
  Office() : Store(":memory:", files::options()) {
    write([](WriteTx& tx) {
      tx.customers().insert({.name = "晨光科技", .code = "C-1"});
      tx.customers().insert({.name = "王伟"});
      tx.users().insert({.name = "李娜"});
    });
  }
  ImportReport take(const std::string& kind, const std::string& csv) {
    return import_table(*this, folder.file("f.csv", csv), {.kind = kind});
  }
};

}  // namespace

TEST_CASE("exports of all kinds, imported into an empty file, give equal records") {
  const Folder folder;
  Store from(":memory:", files::options());
  define_fields(from);
  fill(from);
  for (const char* language : {"", "en", "zh"}) {
    Store to(":memory:", files::options());
    define_fields(to);
    for (const std::string& kind : kinds) {
      const std::string csv = exported(from, {.kind = kind, .language = language});
      const auto report = import_table(to, folder.file("f.csv", csv), {.kind = kind});
      INFO(language << "\n" << csv);
      CHECK(notes(report.rejects) == Names{});
      const auto columns = from.read([&](const ReadTx& tx) { return export_columns(tx, kind); });
      REQUIRE(report.columns.size() == columns.size());
      for (std::size_t i = 0; i < columns.size(); ++i) CHECK(report.columns[i].field == columns[i]);
    }
    if (*language == '\0')
      for (const std::string& kind : kinds) compare(from, to, kind);
    CHECK(to.check(CheckDepth::full).ok());
  }
}

TEST_CASE("an export of interactions imported where it came from changes nothing") {
  const Folder folder;
  Store store(":memory:", files::options());
  define_fields(store);
  store.write([](WriteTx& tx) {
    for (const char* kind : {"interaction", "task", "note"})
      tx.codes().ensure(kind, {.pattern = std::string(1, *kind) + "-{SEQ:3}"});
  });
  fill(store);
  for (const std::string kind : {"interaction", "task", "note"}) {
    const auto path = folder.file("f.csv", exported(store, {.kind = kind}));
    const auto report = import_table(store, path, {.kind = kind, .match = "code", .blank = Blank::clear});
    INFO(kind);
    CHECK(notes(report.rejects) == Names{});
    CHECK(report.unchanged == report.rows);
  }
}

TEST_CASE("a file of interactions with Chinese headings is understood by itself") {
  Office store;
  const ImportReport report =
      store.take("interaction",
                 "客户,类型,时间,主题,内容,方向,渠道,状态,结果,参与人,负责人,时长(分钟),备注\n"
                 "C-1,电话,2026-03-05 14:30,询价,要十台,呼入,座机,已完成,已报价,王伟,李娜,12,x\n"
                 "晨光科技,拜访,2026年3月6日,回访,,呼出,,计划中,,王伟；李娜,,,\n"
                 "C-9,电话,2026-03-05,无此客户,,,,,,,,,\n"
                 "王伟,打球,2026-03-05,无此类型,,,,,,,,,\n");
  CHECK(columns(report) == Names{"客户 -> customer", "类型 -> kind", "时间 -> at", "主题 -> subject",
                                 "内容 -> body", "方向 -> direction", "渠道 -> channel", "状态 -> status",
                                 "结果 -> outcome", "参与人 -> participants", "负责人 -> participants",
                                 "时长(分钟) -> minutes", "备注"});
  CHECK(report.inserted == 2);
  CHECK(notes(report.rejects) == Names{"4 [客户] names no customer", "5 [类型] not one of its values"});
  store.read([](const ReadTx& tx) {
    const auto found = tx.interactions().list({.with = With::everything}).items;
    REQUIRE(found.size() == 2);
    const Interaction& call = found[0];
    CHECK(tx.customers().get(call.customer).code == "C-1");
    CHECK(call.kind == "call");
    CHECK(call.at == *parse_in_zone("2026-03-05 14:30", "UTC"));
    CHECK(call.direction == Direction::in);
    CHECK(call.status == InteractionStatus::done);
    CHECK(call.body == "要十台");
    CHECK(call.outcome == "已报价");
    CHECK(call.minutes == 12);
    REQUIRE(call.participants.size() == 2);
    CHECK(tx.users().get(UserId{call.participants[1].record.value()}).name == "李娜");
    CHECK(found[1].kind == "visit");
    CHECK(found[1].status == InteractionStatus::planned);
    CHECK(found[1].direction == Direction::out);
    CHECK(found[1].participants.size() == 2);
    CHECK(tx.timeline().list(call.customer).size() == 2);
  });
}

TEST_CASE("times without a zone are those of the store's") {
  const Folder folder;
  auto options = files::options();
  options.zone = "Asia/Shanghai";
  Store store(":memory:", options);
  const auto report = import_table(
      store, folder.file("f.csv", "Type,Date,Title\nPhone call,2026-03-05 14:30,a\nMeeting,2026-03-05,b\n"),
      {.kind = "interaction"});
  CHECK(notes(report.rejects) == Names{});
  const auto found = all(store, "interaction");
  REQUIRE(found.size() == 2);
  CHECK(text(found[0], "at") == "2026-03-05T06:30:00.000Z");
  CHECK(text(found[1], "at") == "2026-03-04T16:00:00.000Z");
}

TEST_CASE("files of tasks and notes are understood, in English and Chinese") {
  Office store;
  auto report = store.take("task",
                           "任务名称,相关客户,负责人,截止日期,优先级,状态,检查项\n"
                           "报价,C-1,李娜,2026/3/31,高,进行中,价格；条款\n");
  CHECK(notes(report.rejects) == Names{});
  const Task t =
      store.read([](const ReadTx& tx) { return tx.tasks().get(tx.tasks().list().items.at(0).id); });
  CHECK(t.subject == "报价");
  CHECK(t.about.size() == 1);
  CHECK(t.assignee);
  CHECK(t.due_date == Date{2026, 3, 31});
  CHECK(t.priority == TaskPriority::high);
  CHECK(t.status == TaskStatus::in_progress);
  CHECK(t.checklist == std::vector<ChecklistItem>{{"价格"}, {"条款"}});
  report = store.take("task",
                      "Task,Customer,Assigned To,Due,Priority,Status\n"
                      "x,C-1,李娜,2026-03-31,Normal,Not Started\n");
  CHECK(notes(report.rejects) == Names{});
  CHECK(columns(report) == Names{"Task -> subject", "Customer -> about", "Assigned To -> assignee",
                                 "Due -> due_date", "Priority -> priority", "Status -> status"});
  report = store.take("note", "客户,内容,作者,置顶,跟进日期\n王伟,喜欢茶,李娜,是,2026-04-01\n");
  CHECK(notes(report.rejects) == Names{});
  CHECK(columns(report) ==
        Names{"客户 -> record", "内容 -> text", "作者 -> author", "置顶 -> pinned", "跟进日期 -> follow_up"});
}

TEST_CASE("what the library settles by itself is neither exported nor imported") {
  const Folder folder;
  Store store(":memory:", files::options());
  const auto columns = store.read([](const ReadTx& tx) { return export_columns(tx, "task"); });
  for (const char* kept : {"due", "closed", "starts", "next"})
    CHECK(std::find(columns.begin(), columns.end(), kept) == columns.end());
  const auto report = import_table(store, folder.file("f.csv", "subject,due,closed,next\na,2026-03-01,,#1\n"),
                                   {.kind = "task", .unknown = UnknownColumns::new_field});
  CHECK(files::columns(report) == Names{"subject -> subject", "due", "closed", "next"});
  CHECK(report.inserted == 1);
  CHECK_THROWS_AS(
      import_table(store, folder.file("f.csv", "a\nb\n"), {.kind = "task", .map = {{"a", "closed"}}}),
      Invalid);
}
