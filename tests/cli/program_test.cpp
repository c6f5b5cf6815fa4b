// The program as such: help, exit codes, files that are not there, options before and behind the command.
#include "catch.hpp"
#include "crm.hpp"

TEST_CASE("help and version are there for the program, a noun and a command") {
  const Crm crm;
  const Outcome help = crm.shell("'" CRMLITE_PROGRAM "' --help");
  CHECK(help.code == 0);
  CHECK(help.err.empty());
  for (const char* word : {"customer", "contact-point", "bulk",         "field",     "tag",        "user",
                           "code",     "history",       "import",       "export",    "dictionary", "init",
                           "check",    "stats",         "compact",      "--format",  "--columns",  "--as",
                           "--zone",   "CRMLITE_NOW",   "CRMLITE_SEED", "Exit codes"})
    CHECK(help.out.find(word) != std::string::npos);
  CHECK(crm.out("customer --help").find("Usage: crmlite FILE customer") != std::string::npos);
  CHECK(crm.out("customer add --help").find("--set TEXT") != std::string::npos);
  CHECK(crm.shell("'" CRMLITE_PROGRAM "' --version").out == "crmlite 0.1.0\n");
  CHECK_FALSE(std::filesystem::exists(crm.folder() / "acme.crm"));
}

TEST_CASE("wrong use ends with 2 and says what is wrong on standard error alone") {
  const Crm crm;
  crm("init");
  for (const char* arguments : {"",
                                "nothing",
                                "customer",
                                "customer nothing",
                                "customer add --nothing",
                                "customer show",
                                "customer list --limit x",
                                "customer add --name A --set city",
                                "customer add --name A --set =x",
                                "bulk edit customer --set a=b",
                                "field add customer x",
                                "field add customer x --type colour",
                                "field add customer x --type integer --min much",
                                "import customer",
                                "customer list --format xml",
                                "customer list --zone Middle/Earth --columns created --where '' --limit 1",
                                "dictionary --format csv",
                                "init --country Nowhere",
                                "init --zone Middle/Earth",
                                "tag list --columns size",
                                "contact-point add '#1' pigeon x",
                                "import customer x.csv --map name"}) {
    INFO(arguments);
    if (std::string(arguments).find("--zone Middle/Earth --columns") != std::string::npos)
      crm("customer add --name Z");
    const Outcome outcome = crm(arguments);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.rfind("crmlite: error: ", 0) == 0);
  }
}

TEST_CASE("a kind that the file does not have is refused with those it has") {
  const Crm crm;
  crm("init");
  for (const char* arguments : {"bulk edit robot --set a=b --where ''", "field list robot", "export robot",
                                "import robot x.csv", "field add robot size --type integer"}) {
    INFO(arguments);
    const Outcome outcome = crm(arguments);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    if (std::string(arguments).rfind("import", 0) != 0)
      CHECK(outcome.err.find("only customer, user") != std::string::npos);
  }
}

TEST_CASE("the country of a file is given by code or name") {
  const Crm crm;
  CHECK(crm.out("init --country 德国") == "acme.crm: a new CRM file\n");
  crm("customer add --name A --phone '030 123456'");
  CHECK(crm.out("customer show '#1'").find("+4930123456") != std::string::npos);
}

TEST_CASE("only init makes a file, and it may be run again") {
  const Crm crm;
  for (const char* arguments :
       {"stats", "customer list", "customer add --name A", "check", "export customer"}) {
    INFO(arguments);
    const Outcome outcome = crm(arguments);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find("init") != std::string::npos);
  }
  crm.write("acme.crm", "");
  CHECK(crm("stats").code == 1);
  CHECK(crm.out("init") == "acme.crm: a new CRM file\n");
  CHECK(crm.out("customer add --name A") == "#1\n");
  CHECK(crm.out("init") == "acme.crm: a CRM file already\n");
  CHECK(crm.out("customer count") == "1\n");
}

TEST_CASE("a file of another program is refused and stays as it is") {
  const Crm crm;
  const std::string foreign = "not a database, but long enough to look like something\n";
  crm.write("acme.crm", foreign);
  for (const char* arguments : {"init", "customer list", "customer add --name A"}) {
    const Outcome outcome = crm(arguments);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.rfind("crmlite: error: ", 0) == 0);
  }
  CHECK(crm.read("acme.crm") == foreign);
}

TEST_CASE("an error is one line that says what and never a value") {
  const Crm crm;
  crm("init --country CN");
  crm("field add customer size --type integer --max 10");
  const Outcome outcome =
      crm("customer add --name Secretname --set size=4711 --set country=Nowhere --set birthday=2023-02-29");
  CHECK(outcome.code == 1);
  CHECK(outcome.out.empty());
  REQUIRE(lines_of(outcome.err).size() == 1);
  CHECK(outcome.err.rfind("crmlite: error: insert customer: ", 0) == 0);
  for (const char* field : {"size", "country", "birthday"})
    CHECK(outcome.err.find(field) != std::string::npos);
  for (const char* value : {"Secretname", "4711", "Nowhere", "2023-02-29"})
    CHECK(outcome.err.find(value) == std::string::npos);
  CHECK(crm.out("customer count") == "0\n");

  const Outcome missing = crm("customer show secret@example.com");
  CHECK(missing.code == 1);
  CHECK(missing.err == "crmlite: error: no customer has this code, #id or e-mail address\n");
}

TEST_CASE("options of the program stand before or behind the command") {
  const Crm crm;
  crm("init");
  crm("code define customer 'C{SEQ:1}'");
  crm("customer add --name A --as ada");
  crm("--as ben customer add --name B");
  CHECK(crm.out("--format csv history C1 --columns actor,change") == "actor,change\nada,inserted\n");
  CHECK(crm.out("history C2 --columns actor,change --format csv") == "actor,change\nben,inserted\n");
}

TEST_CASE("times are shown in the file's own zone, or in the one asked for") {
  const Crm crm;
  crm("init --zone UTC+8");
  crm("customer add --name A");
  CHECK(crm.out("customer list --columns created --format csv") == "created\n2026-03-01T17:30:00+08:00\n");
  CHECK(crm.out("customer list --columns created --format csv --zone UTC-3") ==
        "created\n2026-03-01T06:30:00-03:00\n");
}

TEST_CASE("the clock and the seed of the environment have to be well-formed") {
  const Crm crm;
  CHECK(crm.shell("CRMLITE_NOW=yesterday '" CRMLITE_PROGRAM "' acme.crm init").code == 2);
  CHECK(crm.shell("CRMLITE_SEED=seven '" CRMLITE_PROGRAM "' acme.crm init").code == 2);
}

TEST_CASE("check, stats and compact") {
  const Crm crm;
  crm("init");
  for (const char* name : {"A", "B", "C"}) crm("customer add --name " + std::string(name));
  CHECK(crm.out("check") == "sound\n");
  CHECK(crm.out("check --full") == "sound\n");
  CHECK(crm.out("stats --columns customers,users --format csv") == "customers,users\n3,0\n");
  CHECK(lines_of(crm.out("stats")).front() == "customers       3");
  CHECK(crm.out("compact").find("bytes now") != std::string::npos);
  CHECK(crm.out("customer count") == "3\n");
}

TEST_CASE("a file that is not sound makes check fail, and names what is wrong") {
  const Crm crm;
  crm("init");
  crm("customer add --name A");
  crm("customer add --name B");
  const Outcome edited =
      crm.shell("sqlite3 acme.crm \"UPDATE customer SET sort_name = 'zzz' WHERE name = 'A'\"");
  if (edited.code != 0) {
    WARN("skipped: the program sqlite3 is not there");
    return;
  }
  const Outcome outcome = crm("check --full");
  CHECK(outcome.code == 1);
  CHECK(lines_of(outcome.out).size() >= 3);  // heading, rule, a problem
  CHECK(outcome.err.rfind("crmlite: error: the file is not sound", 0) == 0);
}
