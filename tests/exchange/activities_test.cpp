// Interactions, notes, tasks, reminders, attachments and relations in files: exports that make equal records
// elsewhere, and files as people keep them.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/files.hpp"
#include "exchange/filled.hpp"

namespace {

using namespace crmlite;
using namespace files;
using namespace filled;

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
  const auto hash = [&](const Value& v) {
    return store.read(
        [&](const ReadTx& tx) { return tx.blob(BlobId{v.get_if<RecordId>()->value()}).sha256(); });
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
        out = field == "blob" ? hash(value) : told(value);
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
  fill_more(from);
  for (const char* language : {"", "en", "zh"}) {
    Store to(":memory:", files::options());
    define_fields(to);
    put(to, "contract");
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
    for (std::size_t i = 3; i < kinds.size(); ++i)
      tx.codes().ensure(kinds[i], {.pattern = kinds[i] + "-{SEQ:3}"});
  });
  fill(store);
  fill_more(store);
  for (std::size_t i = 3; i < kinds.size(); ++i) {
    const std::string& kind = kinds[i];
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

TEST_CASE("what the library settles is taken for new records only, and what it computes never") {
  const Folder folder;
  Store store(":memory:", files::options());
  const auto columns = [&](const char* kind) {
    return store.read([&](const ReadTx& tx) { return export_columns(tx, kind); });
  };
  const auto has = [](const Names& names, const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const char* told : {"closed", "starts", "next"}) CHECK(has(columns("task"), told));
  for (const char* told : {"state", "delivered"}) CHECK(has(columns("reminder"), told));
  CHECK_FALSE(has(columns("task"), "due"));
  CHECK_FALSE(has(columns("reminder"), "rings"));
  const auto take = [&](const std::string& csv, ImportOptions options = {}) {
    options.kind = "task";
    return import_table(store, folder.file("f.csv", csv), options);
  };
  auto report =
      take("code,subject,status,closed,due,next\nA,a,done,2026-02-01,2026-03-01,B\nB,b,open,2026-02-01,,\n",
           {.unknown = UnknownColumns::new_field});
  CHECK(files::columns(report) == Names{"code -> code", "subject -> subject", "status -> status",
                                        "closed -> closed", "due", "next -> next"});
  CHECK(report.inserted == 2);
  CHECK(report.warnings == 0);
  store.read([&](const ReadTx& tx) {
    const Task a = tx.tasks().find("A").value(), b = tx.tasks().find("B").value();
    CHECK(a.next == b.id);
    CHECK(to_string(a.closed.value()).starts_with("2026-02-01"));
    CHECK_FALSE(a.due);
    CHECK_FALSE(b.closed);  // it is open, whatever the file says
  });
  report = take("code,closed,next\nA,2026-02-05,A\n", {.match = "code"});
  CHECK(report.unchanged == 1);
  store.write([](WriteTx& tx) {
    AnyWriter tasks = tx.records("task");
    const RecordId a = tx.tasks().find("A").value().id, b = tx.tasks().find("B").value().id;
    for (const char* kept : {"closed", "starts", "next"})
      CHECK_THROWS_AS(tasks.update(a, {{kept, kept == std::string("next") ? Value(b) : Value(Timestamp{0})}}),
                      Invalid);
    CHECK_THROWS_AS(tasks.insert({{"subject", "c"}, {"due", Timestamp{0}}}), Invalid);
    CHECK_THROWS_AS(tx.tasks().update_where({}, {task::next = TaskId{b.value()}}), Invalid);
    tasks.update(b, {{"next", a}});  // there is none yet
  });
  CHECK_THROWS_AS(
      import_table(store, folder.file("f.csv", "a\nb\n"), {.kind = "task", .map = {{"a", "due"}}}), Invalid);
}

TEST_CASE("an imported recurring task goes on where it was, and what was delivered is not delivered again") {
  const Folder folder;
  Store from(":memory:", files::options()), to(":memory:", files::options());
  define_fields(from);
  define_fields(to);
  fill(from);
  fill_more(from);
  put(to, "contract");
  for (const std::string& kind : kinds)
    import_table(to, folder.file("f.csv", exported(from, {.kind = kind})), {.kind = kind});
  to.write([](WriteTx& tx) {
    const auto third = tx.tasks().complete(tx.tasks().find("T-3").value().id);
    REQUIRE(third);
    CHECK(tx.tasks().get(*third).due_date == Date{2026, 3, 16});
    CHECK_FALSE(tx.tasks().complete(*third));  // the rule counts from the first
    // Done once more it is not followed once more.
    const TaskId second = tx.tasks().find("T-2").value().id;
    tx.tasks().set(second, task::status, TaskStatus::open);
    CHECK(tx.tasks().complete(second) == tx.tasks().find("T-3").value().id);
    CHECK(tx.reminders().due(Timestamp{1'772'100'000'000}).empty());
    CHECK(tx.reminders().due(Timestamp{1'900'000'000'000}).size() == 2);
  });
}

TEST_CASE("attachments are taken where their content is there already") {
  Office store;
  const std::string sha =
      "sha256:6ca13d52ca70c883e0f0bb101e425a89e8624de51db2d2392593af6a84118090";  // abc123
  const std::string csv =
      "客户,文件名,sha256,size\nC-1,a.txt," + sha + ",6\nC-1,b.txt,sha256:00,\nC-1,c.txt,#7,\n";
  ImportReport report = store.take("attachment", csv);
  CHECK(columns(report) == Names{"客户 -> record", "文件名 -> name", "sha256 -> blob", "size -> size"});
  const std::string missing = "names no stored content: it must have been put before";
  CHECK(notes(report.rejects) ==
        Names{"2 [sha256] " + missing, "3 [sha256] " + missing, "4 [sha256] " + missing});
  put(store, "abc123");
  report = store.take("attachment", csv);
  CHECK(report.inserted == 1);
  CHECK(report.rejected == 2);
  report = store.take("attachment", "客户,文件名,sha256,size\nC-1,a.txt," + sha + ",7\n");
  CHECK(notes(report.rejects) == Names{"2 [size] not the size of the content"});
  store.read([](const ReadTx& tx) {
    const Attachment a = tx.attachments().list().items.at(0);
    CHECK(a.size == 6);
    CHECK(a.record == tx.customers().find("C-1")->id);
  });
}

TEST_CASE("rows that name records of other files wait in the rejects file until those are there") {
  Office store;
  const Folder folder;
  const auto later = folder.path("later.csv");
  const auto take = [&](const std::string& kind, const std::string& path) {
    return import_table(store, path, {.kind = kind, .rejects = path == later ? "" : later});
  };
  ImportReport report =
      take("task", folder.file("t.csv", "code,subject,about\nT-1,a,I-1\nT-2,b,C-1\nT-3,c,T-4\nT-4,d,\n"));
  CHECK(notes(report.rejects) == Names{"2 [about] names no record", "4 [about] names no record"});
  report = take("interaction", folder.file("i.csv", "code,kind,customer,about\nI-1,call,C-1,T-2\n"));
  CHECK(report.inserted == 1);
  CHECK_FALSE(folder.has("later.csv"));  // it is of the last import
  report = take("task", folder.file("t.csv", "code,subject,about\nT-1,a,I-1\nT-3,c,T-4\n"));
  CHECK(report.inserted == 2);
  report = take("reminder", folder.file("r.csv", "record,at,message\nT-9,2026-03-01,x\nT-3,2026-03-01,y\n"));
  CHECK(notes(report.rejects) == Names{"2 [record] names no record"});
  store.take("task", "code,subject\nT-9,z\n");
  CHECK(take("reminder", later).inserted == 1);
}
