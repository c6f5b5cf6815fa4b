// import, export, and the formats of what is printed.
#include "base/json.hpp"
#include "catch.hpp"
#include "crm.hpp"

using crmlite::base::Json;

TEST_CASE("every table is valid JSON, with keys that do not depend on the values") {
  const Crm crm;
  crm("init");
  crm("field add customer note --type long_text");
  crm("user add --name ada");
  crm("customer add --name 'A \"quoted\" \\ name' --email a@example.com --email b@example.com --tag x "
      "--set 'note=two\nlines\tand a tab'");
  crm("customer add --name B");
  for (const char* arguments :
       {"customer list", "customer list --columns name,emails,tags,note,created,archived",
        "customer show '#2'", "customer count", "user list", "tag list", "field list customer",
        "field stats customer", "code list", "history '#2'", "stats", "check",
        "field choice list customer note", "export customer",
        "bulk edit customer --set city=x --where '' --dry-run", "dictionary"}) {
    INFO(arguments);
    const std::string text = crm.out(std::string(arguments) + " --format json");
    const auto json = crmlite::base::parse_json(text);
    REQUIRE(json);
    REQUIRE(json->is_array());
    for (const Json& element : json->array()) {
      REQUIRE(element.is_object());
      for (std::size_t i = 0; i < element.object().size(); ++i)
        CHECK(element.object()[i].first == json->array().front().object()[i].first);
    }
  }
  const auto shown = crmlite::base::parse_json(crm.out("customer show '#2' --format json"));
  const Json& customer = shown->array().front();
  CHECK(customer.find("name")->string() == "A \"quoted\" \\ name");
  CHECK(customer.find("note")->string() == "two\nlines\tand a tab");
  REQUIRE(customer.find("emails")->array().size() == 2);
  CHECK(customer.find("emails")->array()[1].find("value")->string() == "b@example.com");
  CHECK(customer.find("phones")->array().empty());
  CHECK(customer.find("id")->number() == "2");
  CHECK(customer.find("birthday")->is_null());
}

TEST_CASE("CSV and TSV quote what needs it, and no table is broken by a line's end") {
  const Crm crm;
  crm("init");
  crm("customer add --name 'A, \"B\"' --set 'description=one\ntwo'");
  CHECK(crm.out("customer list --columns name,description --format csv") ==
        "name,description\n\"A, \"\"B\"\"\",\"one\ntwo\"\n");
  CHECK(lines_of(crm.out("customer list --columns name,description --format table")).size() == 3);
  CHECK(crm.out("customer list --columns name --format tsv").find("name\n") == 0);
}

TEST_CASE("what is shown to people holds no control characters") {
  const Crm crm;
  crm("init");
  crm("customer add --name \"$(printf 'red \\033[31malarm')\" --set \"description=$(printf "
      "'x\\033]0;title\\007')\"");
  for (const char* arguments : {"customer show '#1'", "customer list --columns name,description"}) {
    const std::string text = crm.out(arguments);
    CHECK(text.find("alarm") != std::string::npos);
    CHECK(text.find('\033') == std::string::npos);
    CHECK(text.find('\007') == std::string::npos);
  }
}

TEST_CASE("an import says what became of rows and columns, and bad rows wait in the rejects") {
  const Crm crm;
  crm("init --country CN");
  crm("code define customer 'C{SEQ:3}'");
  crm.write("in.csv",
            "姓名,手机,城市,邮箱,颜色\n"
            "张三,138-0013-8000,上海,zs@example.cn,红\n"
            ",138-0013-8001,上海,,\n"
            "李四,12,北京,ls@example.cn,蓝\n");
  const std::string summary = crm.out("import customer in.csv --rejects bad.csv");
  CHECK(is_as_kept("import.txt", summary));
  CHECK(crm.out("customer list --columns code,name,city --format csv") ==
        "code,name,city\nC001,张三,上海\nC002,李四,北京\n");
  CHECK(crm.read("bad.csv").find("line,column,reason") != std::string::npos);

  const auto json = crmlite::base::parse_json(crm.out("import customer in.csv --dry-run --format json"));
  REQUIRE(json);
  const Json& row = json->array().front();
  CHECK(row.find("rejected")->number() == "1");
  CHECK(row.find("dry_run")->boolean());
  CHECK(row.find("columns_left_out")->array().front().string() == "颜色");
  CHECK(crm.out("customer count") == "2\n");
}

TEST_CASE("an import maps, matches, clears and defines as it is told") {
  const Crm crm;
  crm("init");
  crm.write("in.csv", "Who,Mail,Town,Size\nAda,ada@example.com,Leeds,10\nBen,ben@example.com,York,20\n");
  CHECK(crm("import customer in.csv --map Who=name --map Mail=email --map Town= --new-fields").code == 0);
  CHECK(crm.out("customer list --columns name,email,city,Size --format csv") ==
        "name,emails,city,Size\nAda,ada@example.com,,10\nBen,ben@example.com,,20\n");
  CHECK(crm.out("field list customer --own --columns name,type --format csv").find("Size,integer") !=
        std::string::npos);

  crm.write("more.csv", "email,city,size\nada@example.com,Leeds,\n");
  CHECK(crm.out("import customer more.csv --match email --columns inserted,updated --format csv") ==
        "inserted,updated\n0,1\n");
  CHECK(crm.out("customer list --where 'name = Ada' --columns city,size --format csv") ==
        "city,Size\nLeeds,10\n");
  crm("import customer more.csv --match email --blank clear");
  CHECK(crm.out("customer list --where 'name = Ada' --columns city,size --format csv") ==
        "city,Size\nLeeds,\n");
  CHECK(crm.out("history '#1' --columns label --format csv").find("import more.csv") != std::string::npos);
}

TEST_CASE("an import that cannot run fails, and names the file's fault") {
  const Crm crm;
  crm("init");
  CHECK(crm("import customer missing.csv").code == 1);
  crm.write("empty.csv", "");
  CHECK(crm("import customer empty.csv").code == 1);
  crm.write("in.csv", "name\nA\n");
  const Outcome outcome = crm("import customer in.csv --encoding klingon");
  CHECK(outcome.code == 1);
  CHECK(outcome.out.empty());
  CHECK(crm("import customer in.csv --match colour").code == 1);
}

TEST_CASE("an export imports into an empty file as it was") {
  const Crm crm;
  crm("init --country CN");
  crm("code define customer 'C{SEQ:3}'");
  crm("field add customer score --type integer");
  crm("customer add --name 张三 --phone 138-0013-8000 --email zs@example.cn --set score=72 --tag vip --tag "
      "老客户 "
      "--set 'birthday=--03-07' --set external_ids=sap=100");
  crm("customer add --name 'Acme, \"Ltd\"' --kind company --address '1 Sample Lane' --set stage=customer");
  const Outcome exported = crm("export customer");
  REQUIRE(exported.code == 0);
  crm.write("out.csv", exported.out);
  crm.shell("mv acme.crm old.crm; rm -f acme.crm-*");
  crm("init --country CN");
  crm("field add customer score --type integer");
  CHECK(crm.out("import customer out.csv --columns rows,inserted,rejected --format csv") ==
        "rows,inserted,rejected\n2,2,0\n");
  CHECK(crm("export customer").out == exported.out);
}

TEST_CASE("an export takes a filter, an order, columns and a format") {
  const Crm crm;
  crm("init");
  for (const char* name : {"A", "B", "C"})
    crm("customer add --name " + std::string(name) + " --set city=" + (name[0] == 'B' ? "York" : "Leeds"));
  CHECK(crm.out("export customer --where 'city = Leeds' --order -name --columns name,city") ==
        "name,city\nC,Leeds\nA,Leeds\n");
  CHECK(crm.out("export customer --where 'name = B' --columns name,city --format tsv") ==
        "name\tcity\nB\tYork\n");
  const auto json = crmlite::base::parse_json(crm.out("export customer --columns name --format json"));
  REQUIRE(json);
  CHECK(json->array().size() == 3);
  CHECK(crm("export customer --columns colour").code == 1);
}
