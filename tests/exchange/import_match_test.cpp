// Rows about records that exist already: how they are found, what they change, what they leave alone. And
// rows that refer to other rows of the same file.
#include <string>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"
#include "exchange/files.hpp"

namespace {

using namespace crmlite;
using namespace files;

using Texts = std::vector<std::string>;

struct Fixture {
  Folder folder;
  Store store{":memory:", files::options()};

  ImportReport import(const std::string& content, const ImportOptions& options = {}) {
    return import_table(store, folder.file("f.csv", content), options);
  }
  CustomerId add(NewCustomer customer) {
    return store.write([&](WriteTx& tx) { return tx.customers().insert(customer); });
  }
  Customer get(CustomerId id) {
    return store.read([&](const ReadTx& tx) { return tx.customers().get(id); });
  }
  void reference(const char* name, bool required = false) {
    store.write([&](WriteTx& tx) {
      tx.fields().define("customer", name,
                         {.type = FieldType::reference, .required = required, .target = "customer"});
    });
  }
  /// `name -> name of the record that its reference names`, for records that have it.
  Texts links(const std::string& field) {
    Texts found;
    const auto customers = all(store);
    for (const auto& c : customers)
      if (const Value* v = c.values.find(field))
        for (const auto& other : customers)
          if (other.id == *v->get_if<RecordId>())
            found.push_back(text(c, "name") + " -> " + text(other, "name"));
    return found;
  }
};

/// inserted, updated, unchanged, rejected
std::vector<std::uint64_t> counts(const ImportReport& r) {
  return {r.inserted, r.updated, r.unchanged, r.rejected};
}
using Counts = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE_METHOD(Fixture, "a row finds its record by code and changes the given columns only") {
  const auto id = add({.name = "Acme", .city = "Berlin", .emails = {{"a@acme.example"}}, .code = "C-1"});
  const auto report = import("客户编号,City,Industry\nC-1,Paris,\nC-2,Rome,food\n", {.match = "code"});
  CHECK(counts(report) == Counts{0, 1, 0, 1});
  CHECK(notes(report.rejects) == Texts{"3 [] name: required"});
  const Customer c = get(id);
  CHECK(c.city == "Paris");
  CHECK(c.name == "Acme");
  CHECK(c.emails.size() == 1);
  CHECK(counts(import("code,name,city\nC-1,Acme,Paris\nC-3,New,\n", {.match = "code"})) ==
        Counts{1, 0, 1, 0});
}

TEST_CASE_METHOD(Fixture, "a row finds its record by id, which is never given to a new one") {
  const auto id = add({.name = "Acme"});
  const std::string n = std::to_string(id.value());
  const auto report = import("ID,City\n#" + n + ",Paris\n" + n + ",Rome\n#999,X\nx,X\n", {.match = "id"});
  CHECK(counts(report) == Counts{0, 2, 0, 2});
  CHECK(notes(report.rejects) == Texts{"4 [ID] no record has this id", "5 [ID] no record has this id"});
  CHECK(get(id).city == "Rome");
}

TEST_CASE_METHOD(Fixture, "e-mail addresses and telephone numbers find records in any spelling") {
  const auto a = add({.name = "A", .emails = {{"Ada@Acme.example"}}, .phones = {{"+86 138 0013 8000"}}});
  CHECK(counts(import("Email,City\nada@acme.EXAMPLE,Paris\nnew@x.example,X\n", {.match = "email"})) ==
        Counts{0, 1, 0, 1});
  CHECK(counts(import("手机,City\n１３８００１３８０００,Rome\n", {.match = "phone"})) == Counts{0, 1, 0, 0});
  CHECK(get(a).city == "Rome");
  CHECK(counts(import("联系方式,City\n138-0013-8000；ada@acme.example,Linz\n", {.match = "email"})) ==
        Counts{0, 1, 0, 0});
  CHECK(counts(import("Name,City\nA,Oslo\n", {.match = "name"})) == Counts{0, 1, 0, 0});
  CHECK(get(a).city == "Oslo");
}

TEST_CASE_METHOD(Fixture, "two matches reject the row, a row without the value is a new record") {
  add({.name = "A", .emails = {{"x@x.example"}}});
  add({.name = "B", .emails = {{"x@x.example"}}});
  const auto report = import("Name,Email\nC,x@x.example\nD,\n", {.match = "email"});
  CHECK(counts(report) == Counts{1, 0, 0, 1});
  CHECK(notes(report.rejects) == Texts{"2 [Email] several records have it"});
}

TEST_CASE_METHOD(Fixture, "an id of another system finds its record and leaves those of others alone") {
  const auto a = add({.name = "A", .external_ids = {{"crm", "7"}, {"erp", "7"}}});
  add({.name = "B", .external_ids = {{"shop", "7"}}});
  const ImportOptions options{.map = {{"Ref", "external_id:erp"}}, .match = "external_id:erp"};
  CHECK(counts(import("Ref,Name,City\n7,A,Paris\n8,C,Rome\n", options)) == Counts{1, 1, 0, 0});
  CHECK(counts(import("Ref,Name,City\n7,A,Paris\n8,C,Rome\n", options)) == Counts{0, 0, 2, 0});
  CHECK(get(a).city == "Paris");
  CHECK(get(a).external_ids == std::vector<ExternalId>{{"crm", "7"}, {"erp", "7"}});
  CHECK(text(all(store).back(), "external_ids") == "erp");
}

TEST_CASE_METHOD(Fixture, "a match without its column, or by what finds nothing, is refused") {
  for (const char* match :
       {"code", "email", "id", "external_id:erp", "external_id", "tags", "contact", "nonsense", "city"})
    CHECK_THROWS_AS(import("Name,标签\nA,x\n", {.match = match}), Invalid);
  CHECK(all(store).empty());
}

TEST_CASE_METHOD(Fixture, "blank cells keep or clear, as asked") {
  const auto id =
      add({.name = "A", .city = "Berlin", .emails = {{"a@x.example"}}, .tags = {"vip"}, .code = "1"});
  const std::string content = "code,Name,City,Email,Tags\n1,A,,,\n";
  CHECK(counts(import(content, {.match = "code"})) == Counts{0, 0, 1, 0});
  CHECK(get(id).city == "Berlin");
  CHECK(counts(import(content, {.match = "code", .blank = Blank::clear})) == Counts{0, 1, 0, 0});
  CHECK(get(id).city.empty());
  CHECK(get(id).emails.empty());
  CHECK(get(id).tags == Texts{"vip"});
  CHECK(get(id).code == "1");
  const auto report = import("code,Name\n1,\n", {.match = "code", .blank = Blank::clear});
  CHECK(notes(report.rejects) == Texts{"2 [Name] required"});
}

TEST_CASE_METHOD(Fixture, "lists are replaced, equal elements keep their marks, tags are added") {
  ContactPoint marked{.value = "+86 138 0013 8000", .use = ContactUse::mobile, .opt_out = true};
  const auto id = add({.name = "A",
                       .phones = {marked, {"010-88888888"}},
                       .messaging = {{.value = "a_wx", .opt_out = true, .service = "wechat"},
                                     {.value = "1", .service = "qq"}},
                       .addresses = {{.value = "1 Lane", .label = "old", .city = "Rome"}},
                       .tags = {"vip"},
                       .code = "1"});
  CHECK(counts(import("code,Phone,Tags,微信,Address,Zip\n1,13800138000,\"VIP, new\",b_wx,1 Lane,10115\n",
                      {.match = "code"})) == Counts{0, 1, 0, 0});
  Customer c = get(id);
  REQUIRE(c.phones.size() == 1);
  CHECK(c.phones[0].value == "13800138000");
  CHECK(c.phones[0].opt_out);
  CHECK(c.phones[0].use == ContactUse::mobile);
  CHECK(c.tags == Texts{"new", "vip"});
  REQUIRE(c.messaging.size() == 2);  // the column is about one service
  CHECK(c.messaging[0].service == "qq");
  CHECK(c.messaging[1].value == "b_wx");
  REQUIRE(c.addresses.size() == 1);
  CHECK(c.addresses[0].label == "old");
  CHECK(c.addresses[0].city == "Rome");
  CHECK(c.addresses[0].postal_code == "10115");
  // A postal code by itself completes the address there is.
  import("code,Zip\n1,20095\n", {.match = "code"});
  c = get(id);
  REQUIRE(c.addresses.size() == 1);
  CHECK(c.addresses[0].value == "1 Lane");
  CHECK(c.addresses[0].postal_code == "20095");
}

TEST_CASE_METHOD(Fixture, "a tag that is refused leaves nothing of its row") {
  store.write([](WriteTx& tx) {
    tx.tags().ensure_group("size", GroupMode::exclusive);
    tx.tags().ensure("small", {.group = "size"});
    tx.tags().ensure("big", {.group = "size"});
  });
  const auto id = add({.name = "A", .city = "Rome", .tags = {"small"}, .code = "1"});
  const auto report = import("code,Name,City,Tags\n1,A,Paris,big\n2,B,Oslo,big\n", {.match = "code"});
  CHECK(counts(report) == Counts{1, 0, 0, 1});
  CHECK(notes(report.rejects) == Texts{"2 [Tags] another tag of a group that allows one"});
  CHECK(get(id).city == "Rome");
  CHECK(store.check(CheckDepth::full).ok());
}

TEST_CASE_METHOD(Fixture, "what an import kept in the description is not kept twice") {
  const auto id = add({.name = "A", .description = "known", .code = "1"});
  const std::string content = "code,Country\n1,Atlantis\n";
  CHECK(counts(import(content, {.match = "code"})) == Counts{0, 1, 0, 0});
  CHECK(counts(import(content, {.match = "code"})) == Counts{0, 0, 1, 0});
  CHECK(get(id).description == "known\nCountry: Atlantis");
}

TEST_CASE_METHOD(Fixture, "a reference may name a row above, a row below and a record from before") {
  reference("parent");
  add({.name = "Old", .code = "O-1"});
  const auto report = import(
      "code,name,email,parent\n"
      "A,Alpha,alpha@x.example,Omega\n"  // by name, below
      "B,Beta,,A\n"                      // by code, above
      "C,Gamma,,O-1\n"
      "D,Delta,,omega@X.example\n"  // by e-mail, below
      "E,Eta,,Z\n"                  // by code, below
      "Z,Omega,omega@x.example,\n");
  CHECK(counts(report) == Counts{6, 0, 0, 0});
  CHECK(report.warnings == 0);
  CHECK(links("parent") ==
        Texts{"Alpha -> Omega", "Beta -> Alpha", "Gamma -> Old", "Delta -> Omega", "Eta -> Omega"});
  CHECK(store.check(CheckDepth::full).ok());
}

TEST_CASE_METHOD(Fixture, "a reference may name a row whose name the library puts together") {
  reference("boss");
  CHECK(counts(import("First Name,Last Name,boss\nAda,Byron,Bob King\n澄,林,宋屿\n屿,宋,\nBob,King,\n")) ==
        Counts{4, 0, 0, 0});
  CHECK(links("boss") == Texts{"Ada Byron -> Bob King", "林澄 -> 宋屿"});
}

TEST_CASE_METHOD(Fixture, "a reference that no row can answer rejects the row") {
  reference("parent");
  const auto report = import("Name,parent\nA,nobody\nB,\n");
  CHECK(counts(report) == Counts{1, 0, 0, 1});
  CHECK(notes(report.rejects) == Texts{"2 [parent] names no customer"});
}

TEST_CASE_METHOD(Fixture, "a reference to a row that is rejected is left empty, with a warning") {
  reference("parent");
  store.write([](WriteTx& tx) { tx.fields().define("customer", "n", {.type = FieldType::integer}); });
  const auto report = import("Name,parent,n\nA,B,1\nB,,one\n");
  CHECK(counts(report) == Counts{1, 0, 0, 1});
  CHECK(notes(report.warned) ==
        Texts{"2 [parent] left empty: the row it names was not taken, or several records have the name"});
  CHECK(links("parent").empty());
}

TEST_CASE_METHOD(Fixture, "a reference that a record must have cannot wait for its row") {
  reference("parent", true);
  const auto report = import("Name,parent\nA,B\nB,A\n");
  CHECK(counts(report) == Counts{0, 0, 0, 2});
  CHECK(report.rejects.front().column == "parent");
  CHECK(store.check(CheckDepth::full).ok());
}

TEST_CASE_METHOD(Fixture, "references wait across batches, and in a dry run leave nothing") {
  reference("parent");
  const std::string content = "Name,parent\nA,D\nB,C\nC,D\nD,\n";
  CHECK(counts(import(content, {.dry_run = DryRun::yes})) == Counts{4, 0, 0, 0});
  CHECK(all(store).empty());
  CHECK(counts(import(content, {.batch = 1})) == Counts{4, 0, 0, 0});
  CHECK(links("parent") == Texts{"A -> D", "B -> C", "C -> D"});
}

TEST_CASE_METHOD(Fixture, "an update sets references to later rows, too") {
  reference("parent");
  add({.name = "A", .code = "1"});
  CHECK(counts(import("code,Name,parent\n1,A,B\n2,B,\n", {.match = "code"}))[1] <= 1);
  CHECK(links("parent") == Texts{"A -> B"});
}
