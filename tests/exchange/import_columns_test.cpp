// Which column goes where: headings in two languages, maps, contact cells, new fields, and files whose
// headings are not on the first line.
#include <string>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/files.hpp"

namespace {

using namespace crmlite;
using namespace files;

using Texts = std::vector<std::string>;

/// What the headings alone lead to.
Texts mapped(const std::string& headings, const ImportOptions& options = {}) {
  const Folder folder;
  Store store(":memory:", files::options());
  return columns(import_table(store, folder.file("f.csv", headings + "\n"), options));
}

std::string refusal(const std::string& content, const ImportOptions& options) {
  const Folder folder;
  Store store(":memory:", files::options());
  try {
    import_table(store, folder.file("f.csv", content), options);
  } catch (const Invalid& e) {
    return e.message();
  }
  return "taken";
}

}  // namespace

TEST_CASE("the sources' own table is taken as it is printed") {
  const Folder folder;
  Store store(":memory:", files::options(""));
  const auto report =
      import_table(store, folder.file("f.csv",
                                      "客户ID,姓名,联系方式,最后一次交互时间\n"
                                      "001,张三,138xxxx,2023-09-01\n002,李四,139xxxx,2023-08-25\n"));
  CHECK(report.rows == 2);
  CHECK(report.inserted == 2);
  CHECK(report.rejected == 0);
  CHECK(report.encoding == "UTF-8");
  CHECK(report.encoding_detected);
  CHECK(columns(report) ==
        Texts{"客户ID -> code", "姓名 -> name", "联系方式 -> contact", "最后一次交互时间 -> last_contact_at"});
  CHECK(notes(report.warned) ==
        Texts{"2 [联系方式] not a telephone number that can be normalised: kept as typed",
              "3 [联系方式] not a telephone number that can be normalised: kept as typed"});
  const auto customers = all(store);
  REQUIRE(customers.size() == 2);
  CHECK(customers[0].code == "001");
  CHECK(text(customers[0], "name") == "张三");
  CHECK(text(customers[0], "phones") == "138xxxx");
  CHECK(customers[1].code == "002");
  store.read([&](const ReadTx& tx) {
    const auto page = tx.interactions().timeline(CustomerId{customers[0].id.value()});
    REQUIRE(page.size() == 1);
    CHECK(page[0].kind == InteractionKind::note);
    CHECK(page[0].at == Timestamp::parse("2023-09-01T00:00:00Z"));
    CHECK(page[0].subject == "最后一次交互时间");
    CHECK(tx.customers().get(CustomerId{customers[1].id.value()}).last_contact_at ==
          Timestamp::parse("2023-08-25T00:00:00Z"));
  });
  CHECK(text(customers[1], "phones") == "139xxxx");
}

TEST_CASE("Chinese headings map by themselves") {
  CHECK(mapped("客户编号,客户名称,公司名称,手机,电话,邮箱,地址,城市,省份,国家,生日,来源,阶段,负责人,标签,"
               "职位,部门,行业,备注,网址,微信,邮编,区") == Texts{"客户编号 -> code",
                                                                 "客户名称 -> name",
                                                                 "公司名称 -> company",
                                                                 "手机 -> phones",
                                                                 "电话 -> phones",
                                                                 "邮箱 -> emails",
                                                                 "地址 -> addresses",
                                                                 "城市 -> city",
                                                                 "省份 -> region",
                                                                 "国家 -> country",
                                                                 "生日 -> birthday",
                                                                 "来源 -> source",
                                                                 "阶段 -> stage",
                                                                 "负责人 -> owners",
                                                                 "标签 -> tags",
                                                                 "职位 -> position",
                                                                 "部门 -> department",
                                                                 "行业 -> industry",
                                                                 "备注 -> description",
                                                                 "网址 -> urls",
                                                                 "微信 -> messaging:wechat",
                                                                 "邮编 -> addresses.postal_code",
                                                                 "区 -> district"});
}

TEST_CASE("English headings map by themselves, however they are written") {
  CHECK(mapped("First Name,LAST_NAME,E-mail,E-mail 2,Job Title,Mobile,Account,Sector,Country/Region,Zip,* "
               "Tags (required),"
               "Notes,Lead Source,Date of Birth,web-site,created,Favourite colour") ==
        Texts{"First Name -> given_name", "LAST_NAME -> family_name", "E-mail -> emails",
              "E-mail 2 -> emails", "Job Title -> position", "Mobile -> phones", "Account -> company",
              "Sector -> industry", "Country/Region -> country", "Zip -> addresses.postal_code",
              "* Tags (required) -> tags", "Notes -> description", "Lead Source -> source",
              "Date of Birth -> birthday", "web-site -> urls", "created", "Favourite colour"});
}

TEST_CASE("full-width letters, blanks and a byte order mark do not hide a heading") {
  CHECK(mapped("\xEF\xBB\xBF Ｎａｍｅ ,　邮箱　") == Texts{"Ｎａｍｅ -> name", "邮箱 -> emails"});
}

TEST_CASE("what a word means follows from the other columns") {
  CHECK(mapped("公司名称,电话") == Texts{"公司名称 -> name", "电话 -> phones"});
  CHECK(mapped("Company,Phone") == Texts{"Company -> name", "Phone -> phones"});
  CHECK(mapped("company,Phone") == Texts{"company -> company", "Phone -> phones"});  // the field's own name
  CHECK(mapped("Code,Company", {.match = "code"}) == Texts{"Code -> code", "Company -> company"});
  CHECK(mapped("公司名称,姓名") == Texts{"公司名称 -> company", "姓名 -> name"});
  CHECK(mapped("客户名称,姓名") == Texts{"客户名称 -> company", "姓名 -> name"});
  CHECK(mapped("Title,Name") == Texts{"Title -> position", "Name -> name"});
  CHECK(mapped("Title,Job Title,Name") ==
        Texts{"Title -> name_prefix", "Job Title -> position", "Name -> name"});
}

TEST_CASE("a list headed by company names is one of companies") {
  const Folder folder;
  Store store(":memory:", files::options());
  import_table(store, folder.file("a.csv", "Account,City\nAcme GmbH,Berlin\n"));
  import_table(store, folder.file("b.csv", "Company,Kind\nAcme AG,Person\nAcme SE,\n"));
  import_table(store, folder.file("c.csv", "Name,City\nAda,Berlin\n"));
  const auto customers = all(store);
  REQUIRE(customers.size() == 4);
  CHECK(text(customers[0], "kind") == "company");
  CHECK(text(customers[1], "kind") == "person");
  CHECK(text(customers[2], "kind") == "company");
  CHECK(text(customers[3], "kind") == "person");
}

TEST_CASE("labels of custom fields are headings, in any language, and their names before all words") {
  const Folder folder;
  Store store(":memory:", files::options());
  store.write([](WriteTx& tx) {
    tx.fields().define("customer", "lead_score",
                       {.type = FieldType::integer, .label = "Lead score", .labels = {{"zh", "评分"}}});
    tx.fields().define("customer", "手机", {.type = FieldType::text});
  });
  CHECK(columns(import_table(store, folder.file("a.csv", "Name,Lead Score,手机,电话\n"))) ==
        Texts{"Name -> name", "Lead Score -> lead_score", "手机 -> 手机", "电话 -> phones"});
  CHECK(columns(import_table(store, folder.file("b.csv", "Name,评分\n"))) ==
        Texts{"Name -> name", "评分 -> lead_score"});
}

TEST_CASE("the time of the last contact becomes an interaction, once") {
  const Folder folder;
  Store store(":memory:", files::options(""));
  const auto take = [&](const char* rows) {
    return import_table(store, folder.file("f.csv", std::string("Code,Name,Last contact\n") + rows), {.match = "code"});
  };
  CHECK(take("A,Ada,2023-09-01 10:30\nB,Bo,\nC,Cy,long ago\n").inserted == 3);
  CHECK(take("A,Ada,2023-09-01 10:30\n").unchanged == 1);
  CHECK(take("A,Ada,2023-10-01\n").updated == 1);
  store.read([](const ReadTx& tx) {
    CHECK(tx.interactions().count() == 2);
    CHECK(tx.customers().find("A")->last_contact_at == Timestamp::parse("2023-10-01T00:00:00Z"));
    CHECK(tx.customers().find("C")->description == "Last contact: long ago");
  });
}

TEST_CASE("a field of one value goes to the column that names it best, the others are left out") {
  CHECK(mapped("客户名称,name,Name") == Texts{"客户名称 -> company", "name -> name", "Name"});
  CHECK(mapped("Name,City,City") == Texts{"Name -> name", "City -> city", "City"});
  CHECK(mapped("Name,,") == Texts{"Name -> name", "(column 2)", "(column 3)"});
}

TEST_CASE("a map overrides what headings say") {
  CHECK(mapped("Name,Office,Email", {.map = {{"office", "country"}, {"Email", "description"}}}) ==
        Texts{"Name -> name", "Office -> country", "Email -> description"});
  CHECK(mapped("Name,City", {.map = {{"City", ""}}}) == Texts{"Name -> name", "City"});
  CHECK(mapped("Name,Ref,QQ,Street",
               {.map = {{"Ref", "external_id:erp"}, {"Street", "addresses.street"}, {"Name", "公司"}}}) ==
        Texts{"Name -> company", "Ref -> external_ids:erp", "QQ -> messaging:qq",
              "Street -> addresses.street"});
}

TEST_CASE("a map of what is not there is refused by name") {
  CHECK(refusal("Name\n", {.map = {{"Nmae", "name"}}}) == "map: the file has no column \"Nmae\"");
  CHECK(refusal("Name\n", {.map = {{"Name", "nmae"}}}) == "field \"nmae\": customer has no such field");
  CHECK(refusal("Name\n", {.map = {{"Name", "created"}}}) ==
        "field \"created\": kept by the library, not taken from files");
  CHECK(refusal("Name,B\n", {.map = {{"Name", "city"}, {"B", "city"}}}) ==
        "field \"city\": two columns for one field");
  CHECK(refusal("Name,B\n", {.map = {{"B", "messaging.nothing"}}}) ==
        "field \"messaging.nothing\": customer has no such field");
}

TEST_CASE("files that hold nothing to take are refused") {
  CHECK(refusal("", {}) == "the file has no row of headings");
  CHECK(refusal("Foo,Bar\n1,2\n", {}) == "no column of the file is a field of customer");
  CHECK(refusal("Name\nx\n", {.encoding = "klingon"}) == "encoding: none of this name is known");
  CHECK_THAT(refusal("Name\nx\n", {.kind = "cat"}),
             Catch::StartsWith("there is no such kind of records, only customer, user"));
  const Folder folder;
  Store store(":memory:", files::options());
  CHECK_THROWS_AS(import_table(store, folder.path("none.csv")), NotFound);
  CHECK_THROWS_AS(import_table(store, folder.path("")), NotFound);
}

TEST_CASE("a contact cell holds telephone numbers and e-mail addresses") {
  const Folder folder;
  Store store(":memory:", files::options());
  const auto report = import_table(store, folder.file("f.csv",
                                                      "姓名,联系方式\n"
                                                      "张三,13800138000；zhang@example.cn\n"
                                                      "李四,\"010-88888888、139 0013 9000\"\n"
                                                      "Ada,\"ada@example.org, +44 20 7946 0000\"\n"
                                                      "Bob,ask at the desk\n"));
  CHECK(report.inserted == 4);
  const auto customers = all(store);
  CHECK(text(customers[0], "phones") == "13800138000");
  CHECK(text(customers[0], "emails") == "zhang@example.cn");
  CHECK(text(customers[1], "phones") == "010-88888888; 139 0013 9000");
  CHECK(text(customers[2], "phones") == "+44 20 7946 0000");
  CHECK(text(customers[2], "emails") == "ada@example.org");
  CHECK(text(customers[3], "description") == "联系方式: ask at the desk");
  CHECK(notes(report.warned) ==
        Texts{"5 [联系方式] neither a telephone number nor an e-mail address: kept in the description"});
}

TEST_CASE("headings below a single cell of remarks are found, and the remarks named") {
  const Folder folder;
  Store store(":memory:", files::options());
  const auto report = import_table(
      store, folder.file("f.csv",
                         "\"Notes:\n1. fill in\n2. save\",,\n\n*Name,City,Email\nAda,London,a@b.example\n"));
  CHECK(report.inserted == 1);
  CHECK(report.rejected == 0);
  CHECK(columns(report) == Texts{"*Name -> name", "City -> city", "Email -> emails"});
  CHECK(notes(report.warned) == Texts{"1 [] skipped: the headings are on line 5"});
}

TEST_CASE("unknown columns become fields, typed from all their values") {
  const Folder folder;
  Store store(":memory:", files::options());
  const auto report =
      import_table(store,
                   folder.file("f.csv",
                               "Name,Year,Revenue,Since,Partner,Grade,Size of\tteam,year,\n"
                               "Acme,1996,\"1,100.04\",2020/1/5,yes,A,5,x,lost\nBeta,,2,,no,7,1000,y,\n"),
                   {.unknown = UnknownColumns::new_field});
  CHECK(report.inserted == 2);
  CHECK(report.rejected == 0);
  CHECK(columns(report) == Texts{"Name -> name", "Year -> Year", "Revenue -> Revenue", "Since -> Since",
                                 "Partner -> Partner", "Grade -> Grade", "Size of\tteam -> Size of team",
                                 "year", "(column 9)"});
  CHECK(report.columns[1].new_field);
  CHECK_FALSE(report.columns[0].new_field);
  store.read([](const ReadTx& tx) {
    const auto type = [&](const char* name) { return tx.fields().get("customer", name).spec.type; };
    CHECK(type("Year") == FieldType::integer);
    CHECK(type("Revenue") == FieldType::decimal);
    CHECK(type("Since") == FieldType::date);
    CHECK(type("Partner") == FieldType::boolean);
    CHECK(type("Grade") == FieldType::text);
    CHECK(tx.fields().get("customer", "Size of team").spec.label == "Size of\tteam");
  });
  const auto customers = all(store);
  CHECK(text(customers[0], "Revenue") == "1100.04");
  CHECK(text(customers[0], "Since") == "2020-01-05");
  CHECK(text(customers[0], "Partner") == "true");
  CHECK(text(customers[1], "Grade") == "7");
}

TEST_CASE("a dry run defines no field and stores nothing, but reports the same") {
  const Folder folder;
  Store store(":memory:", files::options());
  const std::string path = folder.file("f.csv", "Name,Score,Tags\nAda,5,vip\n,6,\n");
  ImportOptions options{.unknown = UnknownColumns::new_field, .dry_run = DryRun::yes};
  const auto dry = import_table(store, path, options);
  CHECK(all(store).empty());
  store.read([](const ReadTx& tx) {
    CHECK_THROWS_AS(tx.fields().get("customer", "Score"), NotFound);
    CHECK(tx.tags().list().empty());
  });
  options.dry_run = DryRun::no;
  const auto real = import_table(store, path, options);
  CHECK(dry.inserted == 1);
  CHECK(real.inserted == dry.inserted);
  CHECK(real.rejected == dry.rejected);
  CHECK(columns(real) == columns(dry));
  CHECK(notes(real.rejects) == notes(dry.rejects));
}

TEST_CASE("users are imported by the same headings") {
  const Folder folder;
  Store store(":memory:", files::options());
  const auto report = import_table(
      store, folder.file("u.csv", "Name,E-mail,部门,Active\nada,ada@crm.example,Sales,是\nben,,,no\n"),
      {.kind = "user"});
  CHECK(columns(report) == Texts{"Name -> name", "E-mail -> email", "部门 -> team", "Active -> active"});
  const auto users = all(store, "user");
  REQUIRE(users.size() == 2);
  CHECK(text(users[0], "email") == "ada@crm.example");
  CHECK(text(users[0], "team") == "Sales");
  CHECK(text(users[0], "active") == "true");
  CHECK(text(users[1], "active") == "false");
}
