// Files as they are in the world: the repository's own samples, row by row, and real exports where they are
// at hand.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "catch.hpp"
#include "exchange/files.hpp"

namespace {

using namespace crmlite;
using namespace files;

using Texts = std::vector<std::string>;

const std::string samples = CRMLITE_SOURCE_DIR "/examples/data/";
const std::string real = CRMLITE_SOURCE_DIR "/../shared/data/";

bool at_hand(const std::string& name) {
  if (std::filesystem::exists(real + name)) return true;
  WARN("skipped: " + name + " is not at hand");
  return false;
}

/// The fields that examples/run.sh defines.
void define_sample_fields(Store& store) {
  store.write([](WriteTx& tx) {
    auto f = tx.fields();
    f.define("customer", "lead_score",
             {.type = FieldType::integer, .label = "Lead score", .min = Decimal(0), .max = Decimal(100)});
    f.define("customer", "credit_limit", {.type = FieldType::decimal, .label = "Credit limit"});
    f.define("customer", "contract_date", {.type = FieldType::date, .label = "Contract date"});
    f.define("customer", "客户等级", {.type = FieldType::choice, .choices = {"A", "B", "C"}});
    tx.codes().ensure("customer", {.pattern = "CUST-{YYYY}-{SEQ:5}"});
  });
}

/// A record's values with references by name, so that files can be compared.
std::map<std::string, std::string> comparable(const AnyRecord& c,
                                              const std::map<std::int64_t, std::string>& names) {
  std::map<std::string, std::string> found{{"code", c.code}};
  for (const auto& tag : c.tags) found["tags"] += tag + "|";
  const auto part = [&](const Value& v) {
    const auto* id = v.get_if<RecordId>();
    return id ? names.at(id->value()) : to_string(v);
  };
  c.values.each([&](std::string_view field, const Value& value) {
    std::string& out = found[std::string(field)];
    if (!value.rows())
      out = part(value);
    else
      for (const auto& row : *value.rows())
        for (const auto& v : row) out += part(v) + "|";
  });
  return found;
}

std::vector<std::map<std::string, std::string>> comparable(const Store& store) {
  std::map<std::int64_t, std::string> names;
  for (const char* kind : {"user", "customer"})
    for (const auto& r : all(store, kind)) names[r.id.value()] = text(r, "name");
  std::vector<std::map<std::string, std::string>> found;
  for (const auto& c : all(store)) found.push_back(comparable(c, names));
  return found;
}

}  // namespace

TEST_CASE(
    "the sample files: exactly the flawed rows are rejected or warned of, and what came in comes out again") {
  const Folder folder;
  Store store(":memory:", files::options("CN"));
  define_sample_fields(store);
  CHECK(import_table(store, samples + "users.csv", {.kind = "user"}).inserted == 10);

  const auto companies =
      import_table(store, samples + "companies.csv", {.rejects = folder.path("companies.csv")});
  CHECK(companies.rows == 178);
  CHECK(companies.encoding == "UTF-8");
  CHECK(notes(companies.rejects) == Texts{"19 [Name] required",
                                          "43 [Contract date] not an existing day in the form YYYY-MM-DD",
                                          "151 [] 5 cells instead of 18"});
  CHECK(notes(companies.warned) ==
        Texts{"70 [Email] not an e-mail address: kept as typed",
              "97 [Phone] not a telephone number that can be normalised: kept as typed"});

  const auto people = import_table(store, samples + "people.csv", {.rejects = folder.path("people.csv")});
  CHECK(people.rows == 216);
  CHECK(people.encoding == "UTF-8 with BOM");
  CHECK(notes(people.rejects) == Texts{"23 [姓名] required",
                                       "55 [Contract date] not an existing day in the form YYYY-MM-DD",
                                       "170 [] 19 cells instead of 18"});
  CHECK(notes(people.warned) ==
        Texts{"89 [邮箱] not an e-mail address: kept as typed",
              "117 [手机] not a telephone number that can be normalised: kept as typed"});

  const auto leads = import_table(store, samples + "leads-gb18030.csv");
  CHECK(leads.encoding == "GB18030");
  CHECK(leads.inserted == 8);
  CHECK(count(store, "name = 𠮷田临歌") == 1);
  const auto contacts = import_table(store, samples + "contacts-utf16.csv");
  CHECK(contacts.encoding == "UTF-16LE");
  CHECK(contacts.inserted == 6);
  CHECK(count(store, "name = 徐语川") == 1);
  CHECK(count(store, "name = \"Inès Larkcombe\"") == 1);
  for (const auto* report : {&companies, &people, &leads, &contacts})
    CHECK(std::none_of(report->columns.begin(), report->columns.end(),
                       [](const auto& c) { return c.field.empty(); }));

  // The rejects, corrected.
  std::string rejects = folder.bytes("companies.csv");
  rejects.replace(rejects.find("\n,company") + 1, 0, "Nobody GmbH");
  rejects.replace(rejects.find("2023-02-29"), 10, "2023-02-28");
  const auto corrected = import_table(store, folder.file("corrected.csv", rejects));
  CHECK(corrected.inserted == 3);  // the short row is as wide as the others now
  CHECK(corrected.rejected == 0);

  Store copy(":memory:", files::options("CN"));
  define_sample_fields(copy);
  import_table(copy, samples + "users.csv", {.kind = "user"});
  const auto again = import_table(copy, folder.file("export.csv", exported(store)));
  CHECK(again.rejected == 0);
  CHECK(again.inserted == 405);
  CHECK(comparable(copy) == comparable(store));
  CHECK(copy.check(CheckDepth::full).ok());
}

TEST_CASE("accounts with parents in the same file") {
  const std::string path = real + "maven_crm/accounts.csv";
  if (!at_hand("maven_crm/accounts.csv")) return;
  const auto define = [](Store& store) {
    store.write([](WriteTx& tx) {
      auto f = tx.fields();
      f.define("customer", "year_established", {.type = FieldType::integer});
      f.define("customer", "revenue", {.type = FieldType::decimal});
      f.define("customer", "employees", {.type = FieldType::integer});
      f.define("customer", "subsidiary_of", {.type = FieldType::reference, .target = "customer"});
    });
  };
  Store store(":memory:", files::options(""));
  define(store);
  const auto report = import_table(store, path, {.map = {{"office_location", "country"}}});
  CHECK(report.inserted == 85);
  CHECK(report.rejected == 0);
  CHECK(notes(report.warned) ==
        Texts{"5 [office_location] no country of this name: kept in the description"});
  CHECK(count(store, "description contains Philipines") == 1);
  CHECK(count(store, "country is empty") == 1);
  CHECK(count(store, "country = US") == 71);
  CHECK(count(store, "industry = technolgy") == 12);
  CHECK(count(store, "kind = company") == 85);
  CHECK(count(store, "employees >= 5000") == 27);

  std::int64_t employees = 0, revenue = 0, links = 0, later = 0;
  for (const auto& c : all(store)) {
    employees += *c.values.find("employees")->get_if<std::int64_t>();
    revenue += c.values.find("revenue")->get_if<Decimal>()->rescaled(2)->units;
    const Value* parent = c.values.find("subsidiary_of");
    links += parent ? 1 : 0;
    later += parent && *parent->get_if<RecordId>() > c.id ? 1 : 0;
  }
  CHECK(employees == 396'170);
  CHECK(revenue == 16'954'380);
  CHECK(links == 15);
  CHECK(later == 6);

  const Folder folder;
  Store copy(":memory:", files::options(""));
  define(copy);
  CHECK(import_table(copy, folder.file("export.csv", exported(store))).inserted == 85);
  CHECK(comparable(copy) == comparable(store));
}

TEST_CASE("a template with remarks above its headings, in GBK") {
  const std::string name = "crm-samples/wukong-客户导入模板-gbk.csv";
  if (!at_hand(name)) return;
  Store store(":memory:", files::options("CN"));
  const auto report = import_table(store, real + name);
  CHECK(report.encoding == "GB18030");
  CHECK(report.encoding_detected);
  CHECK(report.inserted == 1);
  CHECK(report.rejected == 0);
  CHECK(notes(report.warned) == Texts{"1 [] skipped: the headings are on line 8",
                                      "9 [*负责人] names no user: kept in the description"});
  CHECK(columns(report) ==
        Texts{"*客户名称 -> name", "客户来源 -> source", "手机 -> phones", "电话 -> phones", "网址 -> urls",
              "邮箱 -> emails", "客户行业 -> industry", "客户级别", "下次联系时间", "备注 -> description",
              "省 -> region", "市 -> city", "区 -> district", "详细地址 -> addresses", "*负责人 -> owners"});
  const auto c = all(store).front();
  CHECK(text(c, "name") == "北京示例科技有限公司");
  CHECK(text(c, "phones") == "13800138000; 010-12345678");
  CHECK(text(c, "description") == "首次拜访，\n有意向\n*负责人: 张三");
  CHECK(text(c, "district") == "海淀区");
}

TEST_CASE("a list of customers with groups of tags") {
  const std::string name = "crm-samples/wecom-客户列表.csv";
  if (!at_hand(name)) return;
  Store store(":memory:", files::options("CN"));
  const auto report = import_table(store, real + name);
  CHECK(report.encoding == "UTF-8 with BOM");
  CHECK(report.inserted == 1);
  CHECK(report.warnings == 0);
  const auto c = all(store).front();
  CHECK(text(c, "name") == "王小明");
  CHECK(text(c, "company") == "示例科技");
  CHECK(c.tags == Texts{"展会", "核心", "重要"});
}
