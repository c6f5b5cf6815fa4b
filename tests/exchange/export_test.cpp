// Exports: what comes out, and that an import into an empty file makes the same records of it.
#include <algorithm>
#include <chrono>
#include <map>
#include <sstream>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/files.hpp"

namespace {

using namespace crmlite;
using namespace files;

void define_fields(Store& store) {
  store.write([](WriteTx& tx) {
    auto f = tx.fields();
    f.define("customer", "score", {.type = FieldType::integer, .label = "Score", .labels = {{"zh", "评分"}}});
    f.define("customer", "limit", {.type = FieldType::decimal, .scale = 3});
    f.define("customer", "budget", {.type = FieldType::money});
    f.define("customer", "partner", {.type = FieldType::boolean});
    f.define("customer", "since", {.type = FieldType::date});
    f.define("customer", "founded", {.type = FieldType::partial_date});
    f.define("customer", "met", {.type = FieldType::date_time});
    f.define("customer", "tier", {.type = FieldType::choice, .choices = {"gold", "[none]"}});
    f.define("customer", "uses", {.type = FieldType::choices, .choices = {"A", "B; C", "D, E"}});
    f.define("customer", "hotline", {.type = FieldType::phone});
    f.define("customer", "备 注", {.type = FieldType::long_text});
    f.define("customer", "parent", {.type = FieldType::reference, .target = "customer"});
    f.define("customer", "agent", {.type = FieldType::reference, .target = "user"});
    tx.users().insert({.name = "ada", .email = "ada@crm.example"});
    tx.users().insert({.name = "O'Hara; Bob = b", .active = false});
  });
}

/// Customers that use every field and every corner of the text forms.
void fill(Store& store) {
  store.write([](WriteTx& tx) {
    const UserId ada = UserId{tx.users().list().items[0].id}, bob = UserId{tx.users().list().items[1].id};
    AnyWriter any = tx.records("customer");
    const auto root =
        tx.customers().insert({.kind = CustomerKind::company, .name = "Root, \"Inc.\"", .code = "R-1"});
    const auto nameless = tx.customers().insert(
        {.kind = CustomerKind::company, .name = " =SUM(A1) [x]; ", .stage = LifecycleStage::lost});
    const auto full = tx.customers().insert(
        {.name = "Dr. Zoë Ann Dunhurst",
         .name_prefix = "Dr.",
         .given_name = "Zoë",
         .middle_name = "Ann",
         .family_name = "Dunhurst",
         .name_suffix = "PhD",
         .company = "Calder Works, Inc.",
         .department = "R&D",
         .position = "Head",
         .birthday = PartialDate{0, 2, 29},
         .preferences = "tea\r\nnot coffee",
         .needs = "1,234",
         .interests = "'quoted'",
         .source = "fair",
         .stage = LifecycleStage::repeat_customer,
         .language = "zh-Hant-TW",
         .country = "GB",
         .region = "England",
         .city = "London",
         .district = "Hackney",
         .industry = "food",
         .description = "  two blanks\nand a line\n",
         .emails = {{"zoe@example.org"},
                    {.value = "zd@example.org", .use = ContactUse::work, .label = "desk", .primary = true}},
         .phones = {{"+49 (0)30 / 23125000"}, {"010-8888 8888 转 123"}},
         .urls = {{"https://example.org/a,b"}, {"https://example.org/;x"}},
         .messaging = {{.value = "zoe_wx", .opt_out = true, .service = "wechat"},
                       {.value = "zoe", .invalid = true}},
         .addresses = {{"3 Lane\nBack; entrance"},
                       {.use = ContactUse::billing,
                        .street = "4 Lane",
                        .district = "d",
                        .city = "c",
                        .region = "r",
                        .postal_code = "E1",
                        .country = "GB"}},
         .owners = {{ada}, {bob, "service"}},
         .anniversaries = {{"founding", PartialDate{1999, 5}}, {"", PartialDate{0, 1, 1}}},
         .external_ids = {{"erp", "7=8"}, {"a;b", "9"}},
         .tags = {"vip", "x; y", "[z]"}});
    any.update(full, {{"score", -5},
                      {"limit", Decimal{1234567, 3}},
                      {"budget", Money{-1250, "KWD"}},
                      {"partner", false},
                      {"since", Date{2024, 2, 29}},
                      {"founded", PartialDate{1985, 3}},
                      {"met", Timestamp{1'700'000'000'123}},
                      {"tier", "[none]"},
                      {"uses", Value::Texts{"B; C", "D, E"}},
                      {"hotline", "13800138000"},
                      {"备 注", "[1, 2]\t"},
                      {"parent", RecordId{root.value()}},
                      {"agent", RecordId{bob.value()}}});
    any.update(root, {{"parent", RecordId{nameless.value()}}, {"uses", Value::Texts{"A"}}});
    tx.customers().insert({.name = "李雷",
                           .emails = {{"not an address"}},
                           .phones = {{"138xxxx"}},
                           .owners = {{bob}},
                           .tags = {"a", "b"}});
  });
}

/// Everything of the records but ids and times; references by what names their record.
std::vector<std::map<std::string, std::string>> content(const Store& store) {
  const auto customers = all(store), users = all(store, "user");
  const auto named = [&](const Value& v) {
    const auto* id = v.get_if<RecordId>();
    if (!id) return to_string(v);
    for (const auto* list : {&customers, &users})
      for (const auto& r : *list)
        if (r.id == *id) return r.kind + " " + text(r, "name");
    return std::string("?");
  };
  std::vector<std::map<std::string, std::string>> found;
  for (const auto& c : customers) {
    auto& record = found.emplace_back();
    record["code"] = c.code;
    for (const auto& tag : c.tags) record["tags"] += tag + "|";
    c.values.each([&](std::string_view field, const Value& value) {
      std::string& out = record[std::string(field)];
      if (const auto* rows = value.rows())
        for (const auto& row : *rows) {
          for (const auto& part : row) out += named(part) + "|";
          out += "\n";
        }
      else if (const auto* texts = value.get_if<Value::Texts>())
        for (const auto& t : *texts) out += t + "|";
      else
        out = named(value);
    });
  }
  return found;
}

}  // namespace

TEST_CASE("an export holds everything: imported into an empty file it gives equal records") {
  const Folder folder;
  Store from(":memory:", files::options());
  define_fields(from);
  fill(from);
  const auto expected = content(from);
  REQUIRE(expected.size() == 4);
  REQUIRE(expected[2].size() == 46);  // every field is filled

  for (const TableFormat format : {TableFormat::csv, TableFormat::tsv}) {
    Store to(":memory:", files::options());
    define_fields(to);
    const auto report = import_table(to, folder.file("export", exported(from, {.format = format})));
    CHECK(notes(report.rejects) == std::vector<std::string>{});
    CHECK(report.inserted == 4);
    CHECK(std::none_of(report.columns.begin(), report.columns.end(),
                       [](const auto& c) { return c.field != c.heading; }));
    const auto found = content(to);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      for (const auto& [field, value] : expected[i]) {
        INFO(field);
        CHECK((found[i].contains(field) ? found[i].at(field) : "") == value);
      }
    CHECK(found == expected);
    CHECK(to.check(CheckDepth::full).ok());
  }
}

TEST_CASE("an export imported where it came from changes nothing") {
  const Folder folder;
  Store store(":memory:", files::options());
  store.write([](WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C-{SEQ:3}"}); });
  define_fields(store);
  fill(store);
  const std::string path = folder.file("export.csv", exported(store));
  const auto report = import_table(store, path, {.match = "code", .blank = Blank::clear});
  CHECK(notes(report.rejects) == std::vector<std::string>{});
  CHECK(report.unchanged == 4);
  CHECK(report.updated == 0);
}

TEST_CASE("headings in a language import again by themselves") {
  const Folder folder;
  Store from(":memory:", files::options());
  define_fields(from);
  fill(from);
  for (const char* language : {"en", "zh", "zh-CN"}) {
    const auto columns = from.read([](const ReadTx& tx) { return export_columns(tx, "customer"); });
    Store to(":memory:", files::options());
    define_fields(to);
    const auto report = import_table(to, folder.file("export.csv", exported(from, {.language = language})));
    CHECK(report.inserted == 4);
    REQUIRE(report.columns.size() == columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) CHECK(report.columns[i].field == columns[i]);
  }
  CHECK(exported(from, {.columns = {"code", "name", "score"}, .language = "zh"})
            .starts_with("客户ID,姓名,评分\n"));
  CHECK(exported(from, {.columns = {"code", "name", "score"}, .language = "fr"})
            .starts_with("Customer code,Name,Score\n"));
}

TEST_CASE("columns, filter and order are the caller's") {
  Store store(":memory:", files::options());
  store.write([](WriteTx& tx) {
    tx.customers().insert(
        {.name = "B", .city = "Rome", .emails = {{"b@x.example"}}, .tags = {"t"}, .code = "1"});
    tx.customers().insert({.name = "A", .city = "Rome"});
    tx.customers().insert({.name = "C", .city = "Oslo"});
    tx.customers().archive(tx.customers().insert({.name = "D", .city = "Rome"}));
  });
  CHECK(exported(store, {.where = parse_filter("city = Rome"),
                         .order = {{"name", false}},
                         .columns = {"name", "E-mail", "tags", "code"}}) ==
        "name,emails,tags,code\nA,,,\nB,b@x.example,t,1\n");
  CHECK(exported(store, {.order = {{"name", true}}, .columns = {"name"}, .archived = Archived::included}) ==
        "name\nD\nC\nB\nA\n");
  CHECK(exported(store, {.where = parse_filter("name = B"),
                         .columns = {"id", "revision", "created", "updated", "archived"}}) ==
        "id,revision,created,updated,archived\n#1,1,2026-03-01T09:30:00.000Z,2026-03-01T09:30:00.000Z,\n");
  CHECK(exported(store, {.where = parse_filter("name = nobody"), .columns = {"name"}}) == "name\n");
}

TEST_CASE("JSON holds lists as objects and references by name") {
  Store store(":memory:", files::options());
  define_fields(store);
  fill(store);
  CHECK(exported(store, {.where = parse_filter("city = London"),
                         .columns = {"name", "birthday", "score", "limit", "partner", "emails", "owners",
                                     "uses", "parent", "tags", "code"},
                         .format = TableFormat::json}) ==
        "[\n  {\"name\": \"Dr. Zoë Ann Dunhurst\", \"birthday\": \"--02-29\", \"score\": -5, \"limit\": "
        "1234.567, \"partner\": false, "
        "\"emails\": [{\"value\": \"zoe@example.org\"}, {\"value\": \"zd@example.org\", \"use\": \"work\", "
        "\"label\": \"desk\", "
        "\"is_primary\": true}], \"owners\": [{\"user\": \"ada\"}, {\"user\": \"O'Hara; Bob = b\", \"role\": "
        "\"service\"}], "
        "\"uses\": [\"B; C\", \"D, E\"], \"parent\": \"R-1\", \"tags\": [\"[z]\", \"vip\", \"x; y\"], "
        "\"code\": null}\n]\n");
}

TEST_CASE("an export of many pages is complete, in order, counted, and can be stopped") {
  Store store(":memory:", files::options());
  store.write([](WriteTx& tx) {
    for (int i = 0; i < 1234; ++i) tx.customers().insert({.name = "N" + std::to_string(i)});
  });
  std::ostringstream out;
  std::uint64_t last = 0, total = 0;
  ExportOptions options{.columns = {"name"}};
  options.progress.report = [&](std::uint64_t done, std::uint64_t of) { last = done, total = of; };
  CHECK(export_table(store, out, options) == 1234);
  CHECK(last == 1234);
  CHECK(total == 1234);
  std::string expected = "name\n";
  for (int i = 0; i < 1234; ++i) expected += "N" + std::to_string(i) + "\n";
  CHECK(out.str() == expected);

  std::stop_source stop;
  options.progress.stop = stop.get_token();
  options.progress.report = [&](std::uint64_t, std::uint64_t) { stop.request_stop(); };
  CHECK_THROWS_AS(export_table(store, out, options), Stopped);
}

TEST_CASE("an export may take longer than other read blocks, unless it has a limit of its own") {
  const Folder folder;
  auto impatient = files::options();
  impatient.max_read_ms = 1;
  Store store(folder.path("acme.crm"), impatient);
  store.write([](WriteTx& tx) {
    for (int i = 0; i < 1200; ++i) tx.customers().insert({.name = "N"});
  });
  ExportOptions options{.columns = {"name"}};
  // Somebody who looks for blocks that are too old, after each page and once the time is up.
  options.progress.report = [&](std::uint64_t, std::uint64_t) {
    const auto due = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
    while (std::chrono::steady_clock::now() < due) std::this_thread::yield();
    std::thread([&] { static_cast<void>(store.stats()); }).join();
  };
  std::ostringstream out;
  CHECK(export_table(store, out, options) == 1200);
  options.max_read_ms = 1;
  try {
    export_table(store, out, options);
    FAIL("it was not stopped");
  } catch (const Stopped& e) {
    CHECK(e.reason() == StopReason::read_too_old);
  }
}

TEST_CASE("an export of what is not there is refused") {
  Store store(":memory:", files::options());
  std::ostringstream out;
  CHECK_THROWS_AS(export_table(store, out, {.kind = "cat"}), Invalid);
  CHECK_THROWS_AS(export_table(store, out, {.columns = {"name", "nonsense"}}), Invalid);
  CHECK_THROWS_AS(export_table(store, out, {.where = parse_filter("nonsense = 1")}), Invalid);
  CHECK_THROWS_AS(store.read([](const ReadTx& tx) { return export_columns(tx, "cat"); }), Invalid);
}

TEST_CASE("an archived field is neither exported nor imported") {
  const Folder folder;
  Store store(":memory:", files::options());
  define_fields(store);
  store.write([](WriteTx& tx) { tx.fields().archive("customer", "score"); });
  const auto columns = store.read([](const ReadTx& tx) { return export_columns(tx, "customer"); });
  CHECK(std::find(columns.begin(), columns.end(), "score") == columns.end());
  std::ostringstream out;
  CHECK_THROWS_AS(export_table(store, out, {.columns = {"score"}}), Invalid);
  const auto report =
      import_table(store, folder.file("f.csv", "Name,score\nA,1\n"), {.unknown = UnknownColumns::new_field});
  CHECK(report.columns[1].field.empty());
  CHECK(report.inserted == 1);
}
