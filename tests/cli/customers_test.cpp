// customer, user, contact-point, bulk, history: records by hand.
#include "catch.hpp"
#include "crm.hpp"

namespace {

void fill(const Crm& crm) {
  crm("init --country CN");
  crm("code define customer 'CUST-{YYYY}-{SEQ:3}'");
  crm("field add customer score --type integer --index");
  crm("user add --name ada --email ada@crm.example --team Sales");
  crm("customer add --name 张三 --phone 138-0013-8000 --email zs@example.cn --set score=72 --set city=上海 "
      "--set owner=ada --tag vip --tag 老客户");
  crm("customer add --name 'Acme GmbH' --kind company --email hello@acme.example --set score=40 --set "
      "city=Berlin");
  crm("customer add --name 'Zoë Ito' --set 'city=Berlin' --address '1 Sample Lane'");
}

}  // namespace

TEST_CASE("add prints the code, or the id where there is none") {
  const Crm crm;
  crm("init");
  CHECK(crm.out("customer add --name A") == "#1\n");
  crm("code define customer 'K{SEQ:2}'");
  CHECK(crm.out("customer add --name B") == "K01\n");
  CHECK(crm.out("customer add --set family_name=张 --set given_name=三") == "K02\n");
  CHECK(crm.out("customer list --where 'name = 张三' --columns code --format csv") == "code\nK02\n");
  CHECK(crm.out("customer add --name T --set 'tags=vip; press'") == "K03\n");
  CHECK(crm.out("customer count --where 'tag:vip and tag:press'") == "1\n");
  CHECK(crm.out("customer add --name C --set code=OLD-7") == "OLD-7\n");
  CHECK(crm.out("user add --name ada").front() == '#');
  CHECK(crm("customer add").code == 1);
}

TEST_CASE("a list shows code, name and contact, at right widths for Chinese") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("customer list") ==
        "code           name       contact             last_contact_at\n"
        "-------------  ---------  ------------------  ---------------\n"
        "CUST-2026-001  张三       138-0013-8000\n"
        "CUST-2026-002  Acme GmbH  hello@acme.example\n"
        "CUST-2026-003  Zoë Ito\n");
}

TEST_CASE("a list takes filters, orders, columns and pages") {
  const Crm crm;
  fill(crm);
  const auto names = [&](const std::string& arguments) {
    auto lines = lines_of(crm.out("customer list --columns name --format csv " + arguments));
    std::string joined;
    for (std::size_t i = 1; i < lines.size(); ++i) joined += lines[i] + ";";
    return joined;
  };
  CHECK(names("--where 'city = Berlin and score is not empty'") == "Acme GmbH;");
  CHECK(names("--where 'tag:老客户 and score >= 50'") == "张三;");
  CHECK(names("--where 'email = HELLO@acme.example'") == "Acme GmbH;");
  CHECK(names("--where 'name starts Zo or score between 40 and 41'") == "Acme GmbH;Zoë Ito;");
  CHECK(names("--order -score") == "张三;Acme GmbH;Zoë Ito;");
  CHECK(names("--order city,-name") == "Zoë Ito;Acme GmbH;张三;");
  CHECK(crm.out("customer list --where 'tag:vip' --columns code,tags,owners,email,score --format csv") ==
        "code,tags,owners,emails,score\nCUST-2026-001,vip; 老客户,ada,zs@example.cn,72\n");
  CHECK(crm.out("customer count --where 'city = Berlin'") == "2\n");

  const Outcome first = crm("customer list --limit 2 --order name --columns name --format csv");
  CHECK(lines_of(first.out).size() == 3);
  REQUIRE(first.err.rfind("next: ", 0) == 0);
  const std::string cursor = lines_of(first.err).front().substr(6);
  const Outcome second =
      crm("customer list --limit 2 --order name --columns name --format csv --after " + cursor);
  CHECK(lines_of(second.out).size() == 2);
  CHECK(second.err.empty());
  CHECK(crm("customer list --after " + cursor).code == 1);
}

TEST_CASE("mistakes in filters and columns are named with their place") {
  const Crm crm;
  fill(crm);
  CHECK(crm("customer list --where 'city ='").err ==
        "crmlite: error: filter: a value is expected (position 7)\n");
  const Outcome field = crm("customer list --where 'colour = red'");
  CHECK(field.code == 1);
  CHECK(field.err.find("colour") != std::string::npos);
  const Outcome column = crm("customer list --columns code,colour");
  CHECK(column.code == 1);
  CHECK(column.out.empty());
  CHECK(column.err.find("colour") != std::string::npos);
}

TEST_CASE("a record is found by code, id and unique e-mail, a user by name, too") {
  const Crm crm;
  fill(crm);
  for (const char* reference : {"CUST-2026-001", "zs@example.cn", "ZS@example.cn"}) {
    INFO(reference);
    CHECK(lines_of(crm.out("customer show " + std::string(reference))).front() == "张三");
  }
  crm("customer add --name Twin --email hello@acme.example");
  const Outcome several = crm("customer show hello@acme.example");
  CHECK(several.code == 1);
  CHECK(several.err.find("several") != std::string::npos);
  CHECK(crm.out("user edit ada --set team=Service").find("changed") != std::string::npos);
  CHECK(crm.out("user edit ada@crm.example --set team=Service").find("as it was") != std::string::npos);
  CHECK(crm.out("user list") ==
        "name  email            team     active\n"
        "----  ---------------  -------  ------\n"
        "ada   ada@crm.example  Service  yes\n");
}

TEST_CASE("edit takes built-in and own fields, lists and nothing; a stale revision is refused") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("customer edit CUST-2026-001 --set stage=customer --set score= --set "
                "'email=a@x.example;b@x.example'") == "CUST-2026-001: changed\n");
  CHECK(crm.out("customer list --where 'tag:vip' --columns stage,score,emails --format csv") ==
        "stage,score,emails\ncustomer,,a@x.example; b@x.example\n");
  CHECK(crm.out("customer edit CUST-2026-001 --set stage=customer") == "CUST-2026-001: as it was\n");
  CHECK(crm("customer edit CUST-2026-001 --set stage=lost --if-revision 1").code == 1);
  CHECK(crm.out("customer edit CUST-2026-001 --set stage=lost --if-revision 2") ==
        "CUST-2026-001: changed\n");
  CHECK(crm("customer edit CUST-2026-001 --set colour=red").code == 1);
}

TEST_CASE("archive, restore and remove") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("customer archive CUST-2026-002") == "CUST-2026-002: archived\n");
  CHECK(crm.out("customer count") == "2\n");
  CHECK(crm.out("customer count --all") == "3\n");
  CHECK(crm.out("customer list --archived --columns name --format csv") == "name\nAcme GmbH\n");
  CHECK(crm.out("customer restore hello@acme.example") == "CUST-2026-002: restored\n");
  CHECK(crm.out("customer remove CUST-2026-002") == "CUST-2026-002: removed\n");
  CHECK(crm.out("customer count --all") == "2\n");
  CHECK(crm("customer show CUST-2026-002").code == 1);
  const std::string past = crm.out("history CUST-2026-002 --columns change --format csv");
  CHECK(past.find("removed") != std::string::npos);
  const std::string shown = crm.out("code resolve CUST-2026-002 --format csv");
  CHECK(shown.find(",customer,removed,") != std::string::npos);
  const std::string id = lines_of(shown)[1].substr(0, lines_of(shown)[1].find(','));
  CHECK(crm.out("history '" + id + "' --columns change --format csv") == past);
  CHECK(crm("tag add '" + id + "' late").err ==
        "crmlite: error: no record has this code, #id or e-mail address\n");
}

TEST_CASE("the full view is as kept") {
  const Crm crm;
  fill(crm);
  crm("--as ada contact-point add zs@example.cn phone 021-68880000 --use work --label assistant");
  crm("--as ada contact-point mark zs@example.cn phone 2 --primary");
  crm("--as ada customer edit zs@example.cn --set stage=customer --set 'birthday=--03-07' --set score=90");
  CHECK(is_as_kept("show.txt", crm.out("customer show zs@example.cn")));
  CHECK(is_as_kept("history.txt", crm.out("history zs@example.cn")));
}

TEST_CASE("contact points are added, changed, marked and removed one by one") {
  const Crm crm;
  fill(crm);
  const auto points = [&](const char* list) {
    return crm.out("customer list --where 'tag:vip' --format csv --columns " + std::string(list));
  };
  CHECK(crm.out("contact-point add CUST-2026-001 email work@example.cn --use work") ==
        "CUST-2026-001: changed\n");
  CHECK(points("emails") == "emails\nzs@example.cn; work@example.cn\n");
  CHECK(crm.out("contact-point edit CUST-2026-001 email 2 --value office@example.cn") ==
        "CUST-2026-001: changed\n");
  CHECK(crm.out("contact-point mark CUST-2026-001 phone 138-0013-8000 --invalid") ==
        "CUST-2026-001: changed\n");
  CHECK(points("contact") == "contact\nzs@example.cn\n");
  crm("contact-point mark CUST-2026-001 email office@example.cn --primary --opt-out");
  CHECK(points("contact") == "contact\noffice@example.cn\n");
  CHECK(crm.out("customer show CUST-2026-001").find("office@example.cn  (work, primary, opted out)") !=
        std::string::npos);
  CHECK(crm.out("contact-point remove CUST-2026-001 email zs@example.cn") == "CUST-2026-001: changed\n");
  CHECK(points("emails") == "emails\noffice@example.cn\n");
  CHECK(
      crm.out("contact-point add CUST-2026-001 address --street 'Sample Lane 1' --city Leeds --country GB") ==
      "CUST-2026-001: changed\n");
  CHECK(crm.out("customer show CUST-2026-001").find("Sample Lane 1, Leeds, GB") != std::string::npos);
  CHECK(crm.out("contact-point add CUST-2026-001 messaging zs88 --service wechat") ==
        "CUST-2026-001: changed\n");
  CHECK(crm("contact-point remove CUST-2026-001 url 1").code == 1);
  CHECK(crm("contact-point edit CUST-2026-001 email 9 --value x@example.cn").code == 1);
}

TEST_CASE("bulk changes what a filter selects, after a dry run that changes nothing") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("bulk edit customer --set industry=trade --set score=1 --where 'city = Berlin' --dry-run") ==
        "matched  2\nchanged  2\ndry run  yes\n");
  CHECK(crm.out("customer count --where 'industry = trade'") == "0\n");
  CHECK(crm.out("bulk edit customer --set industry=trade --where 'city = Berlin' --format csv") ==
        "matched,changed,dry_run\n2,2,false\n");
  CHECK(crm.out("customer count --where 'industry = trade'") == "2\n");
  crm("bulk tag customer berlin 'long ago' --where 'city = Berlin'");
  CHECK(crm.out("customer count --where 'tag:\"long ago\" and tag:berlin'") == "2\n");
  CHECK(crm.out("bulk untag customer berlin --where 'score is empty'") ==
        "matched  1\nchanged  1\ndry run  no\n");
  CHECK(crm.out("bulk archive customer --where 'tag:berlin'") == "matched  1\nchanged  1\ndry run  no\n");
  CHECK(crm.out("bulk remove customer --where 'city = Berlin' --dry-run") ==
        "matched  1\nchanged  1\ndry run  yes\n");
  CHECK(crm.out("bulk remove customer --where 'city = Berlin'") == "matched  1\nchanged  1\ndry run  no\n");
  CHECK(crm.out("customer count --all") == "2\n");
  CHECK(crm("bulk edit customer --set city= --set stage=asleep --where 'city = 上海'").code == 1);
  CHECK(crm.out("customer count --where 'city = 上海'") == "1\n");
}
