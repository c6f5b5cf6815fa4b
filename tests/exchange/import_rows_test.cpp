// What becomes of rows: values read leniently, lists, tags, rows that cannot be taken, the rejects file,
// batches.
#include <stop_token>
#include <string>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/files.hpp"

namespace {

using namespace crmlite;
using namespace files;

using Texts = std::vector<std::string>;

/// A store with a user and some fields of every type.
struct Fixture {
  Folder folder;
  Store store{":memory:", files::options()};

  Fixture() {
    store.write([](WriteTx& tx) {
      auto f = tx.fields();
      f.define("customer", "score", {.type = FieldType::integer, .min = Decimal(0), .max = Decimal(100)});
      f.define("customer", "limit", {.type = FieldType::decimal});
      f.define("customer", "budget", {.type = FieldType::money});
      f.define("customer", "partner", {.type = FieldType::boolean});
      f.define("customer", "since", {.type = FieldType::date});
      f.define("customer", "met", {.type = FieldType::date_time});
      f.define("customer", "tier", {.type = FieldType::choice, .choices = {"gold", "silver"}});
      f.define("customer", "uses", {.type = FieldType::choices, .choices = {"A", "B", "C, D"}});
      f.define("customer", "tax_id", {.type = FieldType::text, .unique = true});
      tx.users().insert({.name = "ada", .email = "Ada@crm.example"});
      tx.users().insert({.name = "林澄"});
    });
  }
  ImportReport import(const std::string& content, const ImportOptions& options = {}) {
    return import_table(store, folder.file("f.csv", content), options);
  }
  AnyRecord only(const std::string& content) {
    const auto report = import(content);
    REQUIRE(notes(report.rejects) == Texts{});
    REQUIRE(report.inserted == 1);
    return all(store).back();
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "values are read as people type them") {
  const auto c = only(
      "Name,kind,stage,birthday,score,limit,budget,partner,since,met,tier,uses,country\n"
      "Ada,个人,老客户,1985年3月7日,55.0,\"1,234.50\",\"€1.200,00\",是,2026/3/1,2026-03-01 10:00,GOLD,\"a; "
      "C, D\",Deutschland\n");
  CHECK(text(c, "kind") == "person");
  CHECK(text(c, "stage") == "repeat_customer");
  CHECK(text(c, "birthday") == "1985-03-07");
  CHECK(text(c, "score") == "55");
  CHECK(text(c, "limit") == "1234.50");
  CHECK(text(c, "budget") == "1200.00 EUR");
  CHECK(text(c, "partner") == "true");
  CHECK(text(c, "since") == "2026-03-01");
  CHECK(text(c, "met") == "2026-03-01T10:00:00.000Z");
  CHECK(text(c, "tier") == "gold");
  CHECK(text(c, "uses") == "A; C, D");
  CHECK(text(c, "country") == "DE");
}

TEST_CASE_METHOD(Fixture, "several columns and several pieces feed one list") {
  const auto c = only(
      "Name,Email,E-mail 2,手机,电话,Website,微信,QQ,Address,Zip\n"
      "Ada,\"a@x.example; b@x.example\",c@x.example,13800138000/13900139000,030 / 23125000,"
      "https://x.example,ada_wx,12345,\"3 Lane\nBack entrance\",10115\n");
  CHECK(text(c, "emails") == "a@x.example; b@x.example; c@x.example");
  CHECK(text(c, "phones") == "13800138000; 13900139000; 030 / 23125000");
  CHECK(text(c, "messaging") == "ada_wx; 12345");
  const ValueRows& messaging = *c.values.find("messaging")->rows();
  CHECK(messaging[0].back() == Value("wechat"));
  CHECK(messaging[1].back() == Value("qq"));
  store.read([&](const ReadTx& tx) {
    const Customer stored = tx.customers().get(CustomerId{c.id.value()});
    REQUIRE(stored.addresses.size() == 1);  // an address has lines
    CHECK(stored.addresses[0].value == "3 Lane\nBack entrance");
    CHECK(stored.addresses[0].postal_code == "10115");
  });
}

TEST_CASE_METHOD(Fixture, "tags are divided by any of the usual signs") {
  CHECK(only("Name,标签\nAda,\"vip；a,b，c、d; e \"\n").tags == Texts{"a", "b", "c", "d", "e", "vip"});
}

TEST_CASE_METHOD(Fixture, "owners are named by name or e-mail address; one that nobody is goes to the description") {
  CHECK(text(only("Name,Owner\nA,ada\n"), "owners") ==
        text(only("Name,Owner\nB,ada@CRM.example\n"), "owners"));
  CHECK_FALSE(text(only("Name,负责人\nC,林澄=service; ada\n"), "owners").empty());
  const auto report = import("Name,Owner\nD,nobody\n");
  CHECK(report.inserted == 1);
  CHECK(notes(report.warned) == Texts{"2 [Owner] names no user: kept in the description"});
  const auto customers = all(store);
  CHECK(text(customers.back(), "owners").empty());
  CHECK(text(customers.back(), "description") == "Owner: nobody");
}

TEST_CASE_METHOD(Fixture, "a country that is none is kept in the description") {
  const auto report = import("Name,Country,Notes\nA,Philipines,met once\nB,Philipines,\nC,Kenya,\n");
  CHECK(report.inserted == 3);
  CHECK(notes(report.warned) == Texts{"2 [Country] no country of this name: kept in the description",
                                      "3 [Country] no country of this name: kept in the description"});
  const auto customers = all(store);
  CHECK(text(customers[0], "country").empty());
  CHECK(text(customers[0], "description") == "met once\nCountry: Philipines");
  CHECK(text(customers[1], "description") == "Country: Philipines");
  CHECK(text(customers[2], "country") == "KE");
}

TEST_CASE_METHOD(Fixture, "what cannot be normalised is taken as typed, with a warning") {
  const auto report = import("Name,Email,Phone,Website\nA,ada#x.example,ext. five,not a site\n");
  CHECK(report.inserted == 1);
  CHECK(report.warnings == 3);
  CHECK(notes(report.warned) ==
        Texts{"2 [Email] not an e-mail address: kept as typed",
              "2 [Phone] not a telephone number that can be normalised: kept as typed",
              "2 [Website] not a web address: kept as typed"});
  CHECK(text(all(store)[0], "emails") == "ada#x.example");
}

TEST_CASE_METHOD(Fixture, "each bad row is rejected alone, with its line, column and reason") {
  const auto report = import(
      "Name,score,since,tier,tax_id\n"
      "Good,1,,,x\n"
      ",2,,,\n"
      "Range,101,,,\n"
      "Day,1,2023-02-29,,\n"
      "Choice,1,,bronze,\n"
      "Taken,1,,,x\n"
      "Short,1\n"
      "Long,1,,,,more\n"
      "Two,one,2023-02-29,,\n"
      ",,,,\n"
      "\"Open,1,,,\n"
      "Good too,1,,,,\n");
  CHECK(report.rows == 11);
  CHECK(report.inserted == 2);
  CHECK(report.rejected == 9);
  CHECK(report.rows == report.inserted + report.updated + report.unchanged + report.rejected);
  CHECK(notes(report.rejects) ==
        Texts{"3 [Name] required", "4 [score] larger than 100",
              "5 [since] not an existing day in the form YYYY-MM-DD", "6 [tier] not one of its choices",
              "7 [tax_id] another record has this value", "8 [] 2 cells instead of 5",
              "9 [] 6 cells instead of 5",
              "10 [score] not a whole number; since: not an existing day in the form YYYY-MM-DD",
              "12 [Name] a quote is not closed"});
}

TEST_CASE_METHOD(Fixture, "rejected rows come out with what is wrong, and in again once corrected") {
  const std::string rejects = folder.path("rejects.csv");
  const std::string content = "Name,score,Notes\nGood,1,\n,2,\"a, b\"\nRange,101,\nLong,1,,more\nShort\n";
  CHECK(import(content, {.rejects = rejects}).rejected == 4);
  CHECK(folder.bytes("rejects.csv") ==
        "\xEF\xBB\xBFName,score,Notes,line,column,reason\n"
        ",2,\"a, b\",3,Name,required\n"
        "Range,101,,4,score,larger than 100\n"
        "Long,1,,5,,4 cells instead of 3,more\n"
        "Short,,,6,,1 cell instead of 3\n");

  // Corrected, but for one; a row that is rejected again tells of this run only.
  folder.file("again.csv",
              "Name,score,Notes,line,column,reason\n"
              "Named,2,\"a, b\",3,Name,required\nRange,102,,4,score,larger than 100\nLong,1,more,5,,4 cells "
              "instead of 3\n");
  const auto second = import_table(store, folder.path("again.csv"), {.rejects = rejects});
  CHECK(second.inserted == 2);
  CHECK(columns(second) == Texts{"Name -> name", "score -> score", "Notes -> description"});
  CHECK(folder.bytes("rejects.csv") ==
        "\xEF\xBB\xBFName,score,Notes,line,column,reason\nRange,102,,3,score,larger than 100\n");

  // Without rejects there is no such file.
  CHECK(import("Name\nX\n", {.rejects = rejects}).rejected == 0);
  CHECK_FALSE(folder.has("rejects.csv"));
}

TEST_CASE_METHOD(Fixture, "the rejects file never takes the place of the file that is imported") {
  folder.file("f.csv", "Name\n\"\n");
  CHECK_THROWS_AS(import_table(store, folder.path("f.csv"), {.rejects = folder.path("./f.csv")}), Invalid);
  CHECK(folder.bytes("f.csv") == "Name\n\"\n");
}

TEST_CASE_METHOD(Fixture, "columns of the names of a rejects file are otherwise columns like any other") {
  CHECK(columns(import("Name,reason\nA,x\n")) == Texts{"Name -> name", "reason"});
}

TEST_CASE_METHOD(Fixture, "a stopped import leaves nothing, neither records nor a rejects file") {
  std::string content = "Name\n\"\n";
  for (int i = 0; i < 50; ++i) content += "A" + std::to_string(i) + "\n";
  std::stop_source stop;
  ImportOptions options{.rejects = folder.path("rejects.csv")};
  options.progress.stop = stop.get_token();
  options.progress.report = [&](std::uint64_t, std::uint64_t) { stop.request_stop(); };
  CHECK_THROWS_AS(import(content, options), Stopped);
  CHECK(all(store).empty());
  CHECK(folder.count() == 1);
}

TEST_CASE_METHOD(Fixture, "progress is told in bytes up to the file's size") {
  std::uint64_t last = 0, total = 0;
  ImportOptions options;
  options.progress.report = [&](std::uint64_t done, std::uint64_t of) {
    CHECK(done >= last);
    last = done;
    total = of;
  };
  import("Name\nA\nB\n", options);
  CHECK(last == 9);
  CHECK(total == 9);
}

TEST_CASE_METHOD(Fixture, "an import is one transaction with the file's name, in batches it is several") {
  const auto transactions = [&] {
    std::vector<std::int64_t> found;
    for (const auto& c : all(store))
      found.push_back(store.read(
          [&](const ReadTx& tx) { return tx.records("customer").history(c.id).back().transaction; }));
    return found;
  };
  import("Name\nA\nB\nC\n");
  auto t = transactions();
  CHECK(t[0] == t[2]);
  CHECK(store.read([&](const ReadTx& tx) {
    return tx.records("customer").history(all(store)[0].id)[0].label;
  }) == "import f.csv");
  import("Name\nD\nE\nF\nG\n", {.batch = 2});
  t = transactions();
  CHECK(t[3] == t[4]);
  CHECK(t[5] == t[6]);
  CHECK(t[4] < t[5]);
}

TEST_CASE_METHOD(Fixture, "what a batch committed stays when the import is stopped") {
  std::string content = "Name,Notes\n";
  for (int i = 0; i < 3000; ++i) content += "A" + std::to_string(i) + "," + std::string(200, 'x') + "\n";
  std::stop_source stop;
  ImportOptions options{.batch = 100};
  options.progress.stop = stop.get_token();
  options.progress.report = [&](std::uint64_t done, std::uint64_t total) {
    if (done > total / 2) stop.request_stop();
  };
  CHECK_THROWS_AS(import(content, options), Stopped);
  const std::size_t kept = all(store).size();
  CHECK(kept > 0);
  CHECK(kept < 3000);
  CHECK(kept % 100 == 0);
}

TEST_CASE_METHOD(Fixture, "encodings are found out, or taken as given, and named") {
  const auto name_in = [&](const std::string& bytes, const std::string& given = {}) {
    const auto report = import(bytes, {.encoding = given});
    return report.encoding + (report.encoding_detected ? " " : " as given ") +
           text(all(store).back(), "name");
  };
  CHECK(name_in("\xEF\xBB\xBFName\nZoë\n") == "UTF-8 with BOM Zoë");
  CHECK(name_in("Name\nZo\xEB\n", "latin1") == "windows-1252 as given Zoë");
  CHECK(name_in(std::string("\xFF\xFEN\0a\0m\0e\0\n\0Z\0o\0\xEB\0\n\0", 20)) == "UTF-16LE Zoë");
  CHECK(name_in("\xD0\xD5\xC3\xFB\n\xD5\xC5\xC8\xFD\n") == "GB18030 张三");
}

TEST_CASE_METHOD(Fixture, "a row that is no text in the file's encoding is rejected, never changed") {
  const auto report = import("Name,City\nAda,London\nZo\xEB,Paris\nÉva,Wien\n");
  CHECK(report.inserted == 2);
  CHECK(notes(report.rejects) == Texts{"3 [Name] bytes that are no text in the file's encoding"});
}
