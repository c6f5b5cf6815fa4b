// code: series from their definition to their review, on the two codes of everyday: 001C002, the second
// contact with company 001, and US12345A, whose last letter follows a grade.
#include "base/json.hpp"
#include "catch.hpp"
#include "crm.hpp"

namespace {

using crmlite::base::parse_json;

constexpr const char* by_owner =
    "'{F:customer.no:3D}{MAP:customer.kind;company=C;person=P}{SEQ:3;per=customer.no+customer.kind}'";
constexpr const char* by_grade = "'{F:country:2U}{SEQ:5;from=12345}{F:grade:1U;dyn}'";

/// Customers by kind, and interactions by customer.
void owners(const Crm& crm) {
  crm("init");
  crm("code define customer '{MAP:kind;company=C;person=P}{SEQ:3;per=kind}'");
  crm(std::string("code define interaction ") + by_owner);
  crm("customer add --name Acme --kind company --email hello@acme.example");
  crm("customer add --name 张三 --kind person");
  for (const char* who : {"C001", "C001", "P001"})
    crm("log " + std::string(who) + " --kind call --subject x");
}

/// Customers whose codes end in their grade.
void graded(const Crm& crm) {
  crm("init");
  crm("field add customer grade --type choice --choices A,B,C");
  crm(std::string("code define customer ") + by_grade);
  crm("customer add --name Acme --set country=US --set grade=A");
  crm("customer add --name Bolt --set country=DE --set grade=B");
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a definition answers with room, samples and warnings, and a refusal with each rule") {
  const Crm crm;
  crm("init");
  CHECK(crm.out("code define customer 'CUST-{YYYY}-{SEQ:5}' --dry-run") ==
        "verdict   accepted\ncapacity  99999\n"
        "samples   CUST-2026-00001, CUST-2026-00002, CUST-2026-00003 … CUST-2026-99999\n");
  CHECK(crm.out("code list --format csv") == "series,kind,pattern,next,issued\n");
  const Outcome refused = crm("code define customer '{SEQ:3;per=year}{F:colour:2U}'");
  CHECK(refused.code == 1);
  CHECK(holds(refused.out, "\nE3 "));
  CHECK(holds(refused.out, "\nfield "));
  CHECK(refused.err == "crmlite: error: the pattern is refused\n");
  CHECK(holds(crm.out("code define customer '{F:birthday:1-20X}-{SEQ:3}' --dry-run"), "\nW1 "));
  CHECK(holds(crm.out("code define customer '{MAP:kind;company=C}{SEQ:3}'"), "\nW2 "));
  CHECK(crm("code define x 'X{SEQ:3}'").code == 1);
  CHECK(crm("code define x 'X{SEQ:3}' --entity robot").code == 1);
  CHECK(crm("code define customer 'X{SEQ:3}' --fiscal 13-01").code == 1);
  CHECK(crm("code define customer 'X{SEQ:3}' --date city").code == 1);
  CHECK(crm("code define customer 'X{SEQ:3}' --by-hand 5").code == 1);
  CHECK(crm("code define customer 'X{SEQ:3}' --volume 5000").code == 1);
  CHECK(crm("code define customer 'X{SEQ:3}' --zone Middle/Earth").code == 2);
  CHECK(crm("code define customer").code == 2);
}

TEST_CASE("what a definition does not name stays as it was") {
  const Crm crm;
  crm("init");
  crm("field add customer joined --type date");
  crm("code define clients 'A{FY}-{SEQ:3}' --entity customer --zone Asia/Shanghai --fiscal 04-01 "
      "--date joined --by-hand 900-999 --volume 500");
  crm("code define clients 'B{FY}-{SEQ:4}' --by-hand no");
  CHECK(crm.out(
            "code list --columns series,kind,pattern,zone,fiscal,date,by_hand,volume,version --format csv") ==
        "series,kind,pattern,zone,fiscal,date,by_hand,volume,version\n"
        "clients,customer,B{FY}-{SEQ:4},Asia/Shanghai,04-01,joined,no,500,2\n");
  CHECK(crm("customer add --name A --set code=B26-0007").code == 1);
}

TEST_CASE("a pattern is judged without a file") {
  const Crm crm;
  const auto without = [&](const std::string& arguments) {
    return crm.shell("'" CRMLITE_PROGRAM "' - " + arguments);
  };
  CHECK(without("code check 'C{SEQ:3}'").out ==
        "verdict   accepted\ncapacity  999\nsamples   C001, C002, C003 … C999\n");
  CHECK(holds(without("code check '{SEQ:2}/{FY}' --fiscal 04-01").out, "01/27"));
  const Outcome two = without("code check '{F:no:1-3D}{SEQ:3+;per=no}'");
  CHECK(two.code == 1);
  CHECK(holds(two.out, "E1        a code can be read in two ways: 11000\n"));
  CHECK(two.err == "crmlite: error: the pattern is refused\n");
  CHECK(without("code check 'C{SEQ:3}' --volume 5000").code == 1);
  CHECK(without("code check 'C{SEQ:3}' --fiscal x").code == 1);
  CHECK(without("code check").code == 2);
  const auto json = parse_json(without("code check 'C{SEQ}' --format json").out);
  REQUIRE(json);
  CHECK_FALSE(json->array().front().find("accepted")->boolean());
  CHECK(json->array().front().find("findings")->array().size() == 1);
  // Without a file nobody knows the keys; with one, the missing one is named.
  CHECK(without("code check '{SEQ:7;key=k1}'").code == 0);
  for (const char* arguments : {"code list", "init", "customer count"}) {
    CHECK(without(arguments).code == 2);
    CHECK(without(arguments).err == "crmlite: error: this command needs a CRM file\n");
  }
  crm("init");
  CHECK(crm("code check '{SEQ:7;key=k1}'").code == 1);
  crm("code key k1");
  CHECK(crm("code check '{SEQ:7;key=k1}'").code == 0);
  CHECK_FALSE(std::filesystem::exists(crm.folder() / "-"));
}

TEST_CASE("the next codes are shown and not used") {
  const Crm crm;
  owners(crm);
  CHECK(crm.out("code preview customer 2 --like '#1' --format csv") == "code\nC002\nC003\n");
  CHECK(crm.out("code preview interaction 1 --format csv") == "code\n001C003\n");
  CHECK(crm.out("code preview interaction 1 --like 001P001 --format csv") == "code\n001P002\n");
  CHECK(lines_of(crm.out("code preview customer")).size() == 7);
  CHECK(crm.out("customer add --name Bolt --kind company") == "C002\n");
  CHECK(crm("code preview nothing").code == 1);
  CHECK(crm("code preview customer 0").code == 1);
  CHECK(crm("code preview customer many").code == 2);
  CHECK(crm("code preview customer 1 --like X9").code == 1);
}

TEST_CASE("a code is taken apart and told in words, in Chinese and English") {
  const Crm crm;
  owners(crm);
  CHECK(crm.out("code explain 001C002 --lang zh") == "第1个企业客户的第2次互动\n");
  CHECK(crm.out("code explain 001C002") == "interaction no. 2 of company customer no. 1\n");
  CHECK(crm.out("code explain '００１ｃ００２' --lang en") ==
        "interaction no. 2 of company customer no. 1\n");
  CHECK(crm.out("code parse 001C002") ==
        "series  interaction\nkind    interaction\ncode    001C002\n\n"
        "part           text  meaning\n"
        "-------------  ----  -------\n"
        "customer.no    001   1\n"
        "customer.kind  C     company\n"
        "number         002   2\n");
  const auto json = parse_json(crm.out("code parse 001c002 --format json"));
  REQUIRE(json);
  CHECK(json->array().front().find("scope")->string() == "001|C");
  CHECK(json->array().front().find("parts")->array()[1].find("meaning")->string() == "company");
  for (const char* verb : {"explain", "parse"}) {
    const Outcome strange = crm("code " + std::string(verb) + " 001D002");
    CHECK(strange.code == 1);
    CHECK(strange.err == "crmlite: error: no series has such codes\n");
    CHECK(strange.out.empty());
  }
  CHECK(crm("code explain 001C002 --lang fr").code == 2);
}

TEST_CASE("the rule card says what stands where, in Chinese and English") {
  const Crm crm;
  graded(crm);
  CHECK(crm.out("code card customer --lang zh") ==
        "位置  字符         含义                      示例\n"
        "----  -----------  ------------------------  -----\n"
        "1-2   2位大写字母  国家                      AA\n"
        "3-7   5位数字      流水号                    12345\n"
        "8     1位大写字母  等级（可变，旧码仍有效）  A\n");
  CHECK(crm.out("code card customer --format csv") ==
        "position,characters,meaning,example\n"
        "1-2,2 capital letters,country,AA\n"
        "3-7,5 digits,running number,12345\n"
        "8,1 capital letters,grade (may change; former codes stay valid),A\n");
  CHECK(crm("code card nothing").code == 1);

  crm("field edit customer grade --label Grade --label-in zh=信用等级");
  CHECK(holds(crm.out("code card customer --lang zh"), "信用等级（可变"));
  CHECK(holds(crm.out("code card customer"), "Grade (may change"));
  CHECK(holds(crm.out("code explain US12345A --lang zh"), "信用等级 A"));

  crm("code define customer '{F:country:2U}{SEQ:5;from=12345}{F:grade:1U;dyn=deny}'");
  CHECK_FALSE(holds(crm.out("code card customer"), "may change"));

  const Crm other;
  owners(other);
  CHECK(holds(other.out("code card interaction --lang zh"), "流水号，按客户号 + 客户类型分别计数"));
}

TEST_CASE("a grade that changes changes the code, and the former one is found for ever") {
  const Crm crm;
  graded(crm);
  CHECK(crm.out("customer edit US12345A --set grade=B") == "US12345A: changed\n");
  CHECK(crm.out("code resolve US12345A --format csv") ==
        "record,kind,status,code_now\n#1,customer,superseded,US12345B\n");
  CHECK(crm.out("code resolve us12345b --format csv") ==
        "record,kind,status,code_now\n#1,customer,current,US12345B\n");
  CHECK(crm.out("code table customer --format csv") == "former,now,record\nUS12345A,US12345B,#1\n");
  CHECK(crm.out("code explain US12345B --lang zh") == "国家 US，第12345个客户，等级 B（可变）\n");
  const Outcome never = crm("code resolve US99999A");
  CHECK(never.code == 1);
  CHECK(never.err == "crmlite: error: this code was never given\n");
  CHECK(crm("code table nothing").code == 1);
}

TEST_CASE("codes are found and counted by their parts") {
  const Crm crm;
  graded(crm);
  crm("customer add --name Core --set country=US --set grade=B");
  CHECK(crm.out("code find customer --part grade=B --format csv") ==
        "code,record\nDE12346B,#2\nUS12347B,#3\n");
  CHECK(crm.out("code find customer --part country=US --part grade=B --columns code --format csv") ==
        "code\nUS12347B\n");
  const Outcome first = crm("code find customer --part country=US --limit 1 --columns code --format csv");
  CHECK(first.out == "code\nUS12345A\n");
  REQUIRE(first.err.rfind("next: ", 0) == 0);
  const std::string cursor = first.err.substr(6, first.err.size() - 7);
  CHECK(crm.out("code find customer --part country=US --limit 1 --columns code --format csv --after '" +
                cursor + "'") == "code\nUS12347B\n");
  CHECK(crm.out("code count customer --by grade --format csv") == "value,codes\nB,2\nA,1\n");
  CHECK(crm("code find customer --part colour=red").code == 1);
  CHECK(crm("code find customer --part grade").code == 2);
  CHECK(crm("code find customer").code == 2);
  CHECK(crm("code count customer --by colour").code == 1);
  CHECK(crm("code count customer").code == 2);
}

TEST_CASE("a code is verified, and what it was meant for is offered") {
  const Crm crm;
  crm("init");
  crm("code define customer 'K{SEQ:6}{CHK}'");
  CHECK(crm.out("customer add --name Acme") == "K000001H\n");
  CHECK(crm.out("code verify k000001h") == "verdict  genuine\ngiven    yes\n");
  const Outcome mistyped = crm("code verify K000010H");
  CHECK(mistyped.code == 1);
  CHECK(mistyped.out == "verdict       wrong check\ngiven         no\ndid you mean  K000001H\n");
  CHECK(mistyped.err == "crmlite: error: mistyped: its check character does not fit\n");
  CHECK(crm("code verify X").out == "verdict  unknown\ngiven    no\n");
  CHECK(crm.out("code suggest K000010H --format csv") == "code\nK000001H\n");
  CHECK(crm.out("code suggest X --format csv") == "code\n");
  const auto alone = [&](const std::string& arguments) {
    return crm.shell("'" CRMLITE_PROGRAM "' - code verify " + arguments);
  };
  CHECK(alone("91350100M000100Y43 --check uscc").out == "verdict  valid\n");
  CHECK(alone("'4992 7398-716' --check luhn").code == 0);
  CHECK(alone("49927398717 --check luhn").code == 1);
  CHECK(alone("1 --check crc32").code == 2);
  CHECK(alone("1").code == 2);
}

TEST_CASE("codes that records had elsewhere come in from a file") {
  const Crm crm;
  crm("init");
  for (const char* name : {"Acme", "张三", "Twin", "Twin"})
    crm("customer add --name " + std::string(name) + (name[0] == 'A' ? " --email hello@acme.example" : ""));
  crm("code define customer 'C{SEQ:3}'");
  crm.write("in.csv",
            "\xEF\xBB\xBFwho,code\r\nhello@acme.example,C041\r\n张三,\"OLD "
            "\"\"7\"\"\"\r\nTwin,C050\r\n\r\n#3,C041\r\n"
            "#9,C051\r\n#1,C041\r\n#3\r\n#3,\r\n");
  CHECK(crm.out("code import customer in.csv --dry-run --columns taken,legacy --format csv") ==
        "taken,legacy\n1,1\n");
  CHECK(crm("code resolve C041").code == 1);
  CHECK(crm.out("code import customer in.csv") ==
        "file       in.csv\nrows       8\ntaken      1\nlegacy     1\nunchanged  1\nrefused    5\n\nRefused\n"
        "  line 4: no customer, or more than one, has this code, #id, external id, e-mail address or name\n"
        "  line 6: another record has or had this code\n"
        "  line 7: no customer, or more than one, has this code, #id, external id, e-mail address or name\n"
        "  line 9: 1 cells instead of 2\n"
        "  line 10: an empty code\n");
  CHECK(crm.out("customer list --columns code,name --format csv") ==
        "code,name\nC041,Acme\n\"OLD \"\"7\"\"\",张三\n,Twin\n,Twin\n");
  CHECK(crm.out("check --full") == "sound\n");
  CHECK(crm.out("customer add --name Next") == "C042\n");
  CHECK(crm.out("code gaps customer --columns first,last,why --format csv") ==
        "first,last,why\n1,40,numbering went on after a code from elsewhere\n");

  crm.write("more.tsv", "alt\tcode\trecord\nK-1\tx\tC042\n");
  CHECK(crm.out("code import customer more.tsv --code alt --columns legacy --format csv") == "legacy\n1\n");
  CHECK(crm.out("code resolve K-1 --format csv") == "record,kind,status,code_now\n#5,customer,legacy,C042\n");
  crm.write("last.csv", "record,code\nC042,\"L 1\"");  // quoted up to the end of the file
  CHECK(crm.out("code import customer last.csv --columns legacy --format csv") == "legacy\n1\n");
  CHECK(crm.out("code resolve 'L 1' --columns record --format csv") == "record\n#5\n");
  CHECK(crm("code import customer more.tsv --record who").code == 1);
  CHECK(crm("code import customer missing.csv").code == 1);
  CHECK(crm("code import nothing in.csv").code == 1);
  crm.write("empty.csv", "");
  CHECK(crm("code import customer empty.csv").code == 1);
  CHECK(crm("code import customer").code == 2);
}

TEST_CASE("records are brought to a new pattern, with a table of old and new") {
  const Crm crm;
  graded(crm);
  crm("code define customer '{F:country:2U}-{SEQ:6}'");
  const std::string table = "before,now,record\nUS12345A,US-012345,#1\nDE12346B,DE-012346,#2\n";
  CHECK(crm.out("code recode customer --dry-run --format csv") == table);
  CHECK(crm.out("customer list --columns code --format csv") == "code\nUS12345A\nDE12346B\n");
  CHECK(crm("code recode customer --table nowhere/t.csv").code == 1);
  CHECK(crm.out("customer list --columns code --format csv") == "code\nUS12345A\nDE12346B\n");
  CHECK(crm.out("code recode customer --table t.csv") == "records  2\nchanged  2\nkept     0\n");
  CHECK(crm.read("t.csv") == table);
  CHECK(crm.out("code resolve US12345A --columns status,code_now --format csv") ==
        "status,code_now\nsuperseded,US-012345\n");
  crm("field add customer area --type text");
  crm("customer edit '#1' --set area=N");
  crm("code define customer '{F:area:1U}{SEQ:6}'");
  const Outcome kept = crm("code recode customer");
  CHECK(kept.code == 0);
  CHECK(kept.err == "kept: #2: area: the code needs it, and it is empty\n");
  CHECK(crm("code recode nothing").code == 1);
}

TEST_CASE("a code is taken out of use, with a reason") {
  const Crm crm;
  graded(crm);
  CHECK(crm("code void US12345A").code == 2);
  CHECK(crm("code void US12345A --why ''").code == 1);
  CHECK(crm("code void X --why y").code == 1);
  CHECK(crm.out("code void US12345A --why 'sent to the wrong one'") == "#1: code withdrawn\n");
  CHECK(crm.out("code resolve US12345A --format csv") ==
        "record,kind,status,code_now\n#1,customer,withdrawn,\n");
  CHECK(crm("customer edit '#1' --set code=US12345A").code == 1);
}

TEST_CASE("numbers are set aside for a device, and given back") {
  const Crm crm;
  crm("init");
  crm("code define customer '{MAP:kind;company=C;person=P}{SEQ:4;per=kind;fast}'");
  CHECK(crm.out("code reserve customer 10 --for till-1 --part kind=company --expires '2026-03-31 18:00'") ==
        "block    1\nseries   customer\nscope    C\nholder   till-1\nfirst    1\nlast     10\n"
        "expires  2026-03-31T18:00:00+00:00\ncodes    C0001 … C0010\n");
  CHECK(crm("code reserve customer 10 --for till-1").code == 1);
  CHECK(crm("code reserve customer 10 --for till-1 --part kind=robot").code == 1);
  CHECK(crm("code reserve customer 100000 --for till-1 --part kind=person").code == 1);
  CHECK(crm("code reserve customer 10").code == 2);
  CHECK(crm("code reserve customer 10 --for till-1 --part kind").code == 2);
  CHECK(crm("code reserve customer 10 --for till-1 --part kind=person --expires soon").code == 2);
  crm("customer add --name Acme --kind company --set code=C0004");
  CHECK(crm.out("code blocks customer --columns block,scope,holder,first,last,returned --format csv") ==
        "block,scope,holder,first,last,returned\n1,C,till-1,1,10,false\n");
  CHECK(crm.out("code return 1") == "block 1: returned\n");
  CHECK(crm.out("code blocks customer --columns last,returned --format csv") == "last,returned\n4,true\n");
  CHECK(crm.out("code gaps customer --columns scope,first,last,why,by --format csv") ==
        "scope,first,last,why,by\nC,1,3,not used of block 1,till-1\n");
  CHECK(crm("code return 9").code == 1);
  CHECK(crm("code return x").code == 2);
  CHECK(crm("code blocks nothing").code == 1);
  CHECK(crm("code gaps nothing").code == 1);
  crm("code define user 'U{SEQ:3}'");
  CHECK(crm("code reserve user 5 --for till-1").code == 1);
}

TEST_CASE("a number typed between the steps hides none of those it passed over") {
  const Crm crm;
  crm("init");
  crm("code define customer 'U{SEQ:4;step=5;from=10}'");
  for (const char* code : {"", " --set code=U0023", "", " --set code=U0031"})
    crm(std::string("customer add --name A") + code);
  CHECK(crm.out("customer list --columns code --format csv") == "code\nU0010\nU0023\nU0025\nU0031\n");
  CHECK(crm.out("code gaps customer --columns first,last,why --format csv") ==
        "first,last,why\n15,20,numbering went on after a code from elsewhere\n"
        "30,30,numbering went on after a code from elsewhere\n");
}

TEST_CASE("a copy of the file has its number, and keys their names") {
  const Crm crm;
  crm("init");
  CHECK(crm.out("code node") == "0\n");
  CHECK(crm.out("code node 7") == "7\n");
  CHECK(crm("code node -3").code != 0);
  CHECK(crm("code node 1000000").code == 1);
  crm("code define customer '{NODE:2}-{SEQ:4;per=node}'");
  CHECK(crm.out("customer add --name Acme") == "07-0001\n");
  CHECK(crm.out("code keys --format csv") == "key\n");
  CHECK(crm("code key 'a;b'").code == 1);
  CHECK(crm("code key").code == 2);
  CHECK(crm("code key k1").out.empty());
  CHECK(crm.out("code keys --format csv") == "key\nk1\n");
  crm("code define user 'GC{SEQ:6;key=k1}{-}{MAC:4;key=k1}'");
  const std::string code = crm.out("user add --name ada");
  REQUIRE(code.size() == 14);
  CHECK(code.substr(2, 6) != "000001");
  std::string forged = code.substr(0, 13);
  forged[12] = forged[12] == 'A' ? 'B' : 'A';
  const Outcome outcome = crm("code verify " + forged);
  CHECK(outcome.code == 1);
  CHECK(outcome.err == "crmlite: error: forged or mistyped: its seal does not fit\n");
  crm("code key k1");  // codes of the former key are read all the same
  CHECK(crm("code verify " + code.substr(0, 13)).code == 0);
}

TEST_CASE("counters are watched, and what is odd about a series is told") {
  const Crm crm;
  crm("init");
  crm("code define user 'U{SEQ:3}'");
  crm("code define customer 'C{SEQ:1}'");
  for (int i = 0; i < 8; ++i) crm("customer add --name A");
  CHECK(crm.out("code health --format csv") ==
        "series,scope,used,capacity,per_day,exhausted_on,warning\ncustomer,,8,9,8.0,2026-03-01,true\n");
  CHECK(crm.out("code review --format csv") ==
        "series,rule,message,examples\n"
        "customer,near its end,8 of 9 numbers are used,\n"
        "user,unused,no record has a code of the series,\n");
  crm("customer add --name A");
  const Outcome full = crm("customer add --name A");
  CHECK(full.code == 1);
  CHECK(holds(full.err, "{SEQ:n+}"));
}

TEST_CASE("what is listed of codes is JSON for programs") {
  const Crm crm;
  graded(crm);
  crm("customer edit '#1' --set grade=C");
  for (const char* arguments :
       {"list", "preview customer", "resolve US12345A", "verify US12345A", "suggest US12345A",
        "find customer --part grade=C", "count customer --by grade", "table customer", "card customer",
        "gaps customer", "blocks customer", "health", "review", "keys", "node", "explain US12345A",
        "recode customer --dry-run"}) {
    INFO(arguments);
    const auto json = parse_json(crm.out("code " + std::string(arguments) + " --format json"));
    REQUIRE(json);
    CHECK(json->is_array());
  }
}

TEST_CASE("no value of a record appears in what the codes' commands say of errors") {
  const Crm crm;
  graded(crm);
  crm("customer add --name Secretname --set country=US --set grade=A");
  const Outcome empty = crm("customer edit '#1' --set grade=");
  CHECK(empty.code == 1);
  CHECK(empty.err.find("Acme") == std::string::npos);
  crm("field add customer area --type text");
  crm("customer edit '#3' --set area=Secretarea");
  crm("code define customer '{F:area:1U}{SEQ:6}'");
  const Outcome kept = crm("code recode customer");
  CHECK(holds(kept.err, "kept: #3: area: it does not fit into the code"));
  crm.write("in.csv", "record,code\nSecretname,S1\nSecretother,S2\n");
  const Outcome imported = crm("code import customer in.csv");
  for (const std::string& text : {kept.err, imported.out, imported.err, crm("code resolve Secretcode").err,
                                  crm("code explain Secretcode").err, crm("code verify Secretcode").err,
                                  crm("code void Secretcode --why x").err})
    CHECK(text.find("Secret") == std::string::npos);
}
