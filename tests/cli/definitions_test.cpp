// field, tag, code, dictionary: what records are made of.
#include "base/json.hpp"
#include "catch.hpp"
#include "crm.hpp"

namespace {

std::string of_field(const Crm& crm, const std::string& name, const std::string& columns) {
  for (const std::string& line :
       lines_of(crm.out("field list customer --format csv --columns name," + columns)))
    if (line.rfind(name + ",", 0) == 0) return line.substr(name.size() + 1);
  return {};
}

}  // namespace

TEST_CASE("fields are defined with their rules, and the rules hold") {
  const Crm crm;
  crm("init");
  CHECK(crm.out("field add customer vat --type text --label 'VAT number' --unique --pattern '[A-Z]{2}[0-9]+'")
            .empty());
  CHECK(crm.out("field add customer since --type date --min 2000-01-01").empty());
  CHECK(crm.out("field add customer limit --type decimal --scale 3 --min -1.5 --default 2.25").empty());
  CHECK(crm.out("field add customer 渠道 --type choices --choices 展会,官网").empty());
  CHECK(crm.out("field add customer parent --type reference --target customer --on-remove refuse").empty());
  CHECK(crm.out("field add customer notes --type long_text").empty());
  CHECK(of_field(crm, "vat", "type,label,unique,required,own") == "text,VAT number,true,false,true");
  CHECK(of_field(crm, "渠道", "type,choices") == "multiple choice,展会; 官网");

  CHECK(crm("customer add --name A --set vat=x").code == 1);
  CHECK(crm("customer add --name A --set since=1999-12-31").code == 1);
  CHECK(crm("customer add --name A --set limit=-2").code == 1);
  CHECK(crm.out("customer add --name A --set vat=DE1 --set '渠道=展会;官网'") == "#1\n");
  CHECK(crm("customer add --name B --set vat=DE1").code == 1);
  CHECK(crm.out("customer add --name B --set 'parent=#1'") == "#2\n");
  CHECK(crm("customer remove '#1'").code == 1);
  CHECK(crm.out("customer list --columns name,limit,渠道,parent --format csv") ==
        "name,limit,渠道,parent\nA,2.250,展会; 官网,\nB,2.250,,#1\n");
  CHECK(crm.out("field add customer account --type text --check-character mod11,10").empty());
  CHECK(crm("customer edit '#2' --set account=07954").code == 1);
  CHECK(crm("customer edit '#2' --set account=07945").code == 0);
  CHECK(crm("field add customer other --type text --check-character crc32").err.find("f31 f32 f36") !=
        std::string::npos);
  CHECK(crm("field add customer vat --type text").code == 1);
  CHECK(crm("field add customer city --type text").code == 1);
}

TEST_CASE(
    "a rule that stored records break is tried, refused with a report, and taken when they are mended") {
  const Crm crm;
  crm("init");
  crm("field add customer score --type integer");
  crm("customer add --name A --set score=5");
  crm("customer add --name B --set score=50");
  crm("customer add --name C");
  CHECK(crm.out("field try customer score --max 10") ==
        "checked     3\nviolations  1\napplied     no\nfirst       #2: max\n");
  const Outcome refused = crm("field edit customer score --max 10");
  CHECK(refused.code == 1);
  CHECK(refused.out == "checked     3\nviolations  1\napplied     no\nfirst       #2: max\n");
  CHECK(crm.out("customer edit '#2' --set score=50") == "#2: as it was\n");
  const Outcome required = crm("field require customer score");
  CHECK(required.code == 1);
  CHECK(required.out.find("#3: required") != std::string::npos);
  crm("bulk edit customer --set score=1 --where 'score is empty or score > 10'");
  CHECK(crm("field require customer score").code == 0);
  CHECK(crm("field edit customer score --max 10 --label Points --name points").code == 0);
  CHECK(crm("customer add --name D").code == 1);
  CHECK(crm.out("field require customer points --drop").find("applied     yes") != std::string::npos);
  CHECK(of_field(crm, "points", "label,required") == "Points,false");
  CHECK(crm("field index customer points").code == 0);
  CHECK(of_field(crm, "points", "indexed") == "true");
  CHECK(crm("field index customer points --drop").code == 0);
  CHECK(of_field(crm, "points", "indexed") == "false");
}

TEST_CASE("a field changes its type, after a trial") {
  const Crm crm;
  crm("init");
  crm("field add customer size --type text");
  crm("customer add --name A --set size=10");
  crm("customer add --name B --set size=large");
  CHECK(crm.out("field try customer size --type integer").find("#2: type") != std::string::npos);
  CHECK(of_field(crm, "size", "type") == "text");
  CHECK(crm("field retype customer size --type integer").code == 1);
  CHECK(crm("field retype customer size --type choice").code == 0);
  CHECK(of_field(crm, "size", "type,choices") == "single choice,10; large");
  CHECK(crm("field retype customer size --type choices").code == 0);
  CHECK(crm.out("customer list --columns size --format csv") == "size\n10\nlarge\n");
  CHECK(crm("field retype customer size --type integer --drop").code == 0);
  CHECK(crm.out("customer list --columns size --format json") ==
        "[\n  {\"size\": 10},\n  {\"size\": null}\n]\n");
}

TEST_CASE("fields are archived, restored and removed") {
  const Crm crm;
  crm("init");
  crm("field add customer size --type text");
  crm("customer add --name A --set size=10");
  CHECK(crm("field archive customer size").code == 0);
  CHECK(crm("customer add --name B --set size=11").code == 1);
  CHECK(of_field(crm, "size", "archived") == "true");
  CHECK(crm("field restore customer size").code == 0);
  CHECK(crm.out("customer list --columns size --format csv") == "size\n10\n");
  CHECK(crm("field remove customer size").code == 0);
  CHECK(of_field(crm, "size", "archived").empty());
  CHECK(crm("field remove customer name").code == 1);
}

TEST_CASE("choices are added, renamed, replaced and retired") {
  const Crm crm;
  crm("init");
  crm("field add customer tier --type choice --choices bronze,silver");
  crm("customer add --name A --set tier=bronze");
  CHECK(crm("field choice add customer tier gold").code == 0);
  CHECK(crm("field choice rename customer tier silver 白银").code == 0);
  CHECK(crm.out("field choice replace customer tier bronze gold") == "matched  1\nchanged  1\n");
  CHECK(crm("field choice retire customer tier 白银").code == 0);
  CHECK(crm.out("field choice list customer tier --format csv") ==
        "choice,retired\nbronze,true\n白银,true\ngold,false\n");
  CHECK(crm.out("customer list --columns tier --format csv") == "tier\ngold\n");
  CHECK(crm("customer add --name B --set tier=白银").code == 1);
}

TEST_CASE("statistics say how well fields are filled") {
  const Crm crm;
  crm("init");
  crm("field add customer score --type integer");
  crm("customer add --name A --set score=1 --email a@example.com");
  crm("customer add --name B --set score=1");
  crm("customer add --name C");
  CHECK(crm.out("field stats customer --own --format csv") ==
        "field,filled,percent,distinct,last_written\nscore,2,66,1,2026-03-01T09:30:00+00:00\n");
  CHECK(crm.out("field stats customer email --format csv --columns field,filled,percent") ==
        "field,filled,percent\nemails,1,33\n");
  CHECK(lines_of(crm.out("field stats customer")).size() > 20);
}

TEST_CASE("tags are put on, renamed, merged, grouped, coloured and retired") {
  const Crm crm;
  crm("init");
  crm("user add --name ada");
  crm("customer add --name A --tag vip");
  CHECK(crm.out("tag add '#2' 老客户 VIP") == "#2: changed\n");
  CHECK(crm.out("tag add ada admin") == "#1: changed\n");
  CHECK(crm.out("tag drop '#2' nothing") == "#2: as it was\n");
  CHECK(crm("tag rename 老客户 regular").code == 0);
  CHECK(crm("tag colour vip '#ff0000'").code == 0);
  CHECK(crm("tag colour vip red").code == 1);
  CHECK(crm("tag group rank vip").code == 0);
  CHECK(crm("tag group rank regular --exclusive").code == 1);  // a customer carries both
  CHECK(crm("tag group rank admin").code == 0);
  CHECK(crm("tag retire admin").code == 0);
  CHECK(
      crm.out("tag list --format csv") ==
      "name,group,colour,retired,records\nadmin,rank,,true,1\nregular,,,false,1\nvip,rank,#ff0000,false,1\n");
  CHECK(crm("tag add '#2' admin").code == 1);
  CHECK(crm("tag revive admin").code == 0);
  CHECK(crm.out("tag merge regular vip") == "matched  1\nchanged  1\n");
  CHECK(crm.out("customer list --columns tags --format csv") == "tags\nvip\n");
  CHECK(crm("tag group '' vip").code == 0);
  CHECK(crm.out("tag list --columns name,group --format csv") == "name,group\nadmin,rank\nvip,\n");
}

TEST_CASE("codes are defined, listed and resolved") {
  const Crm crm;
  crm("init");
  CHECK(crm("code define customer 'C{SEQ:3}'").code == 0);
  CHECK(crm("code define customer 'C{SEQ}'").code == 1);
  crm("customer add --name A");
  CHECK(crm.out("code list --format csv") ==
        "series,kind,pattern,next,issued\ncustomer,customer,C{SEQ:3},2,1\n");
  CHECK(crm("code define customer 'D-{YY}{MM}{DD}-{SEQ:3}'").code == 0);
  CHECK(crm.out("customer add --name B") == "D-260301-002\n");
  CHECK(crm.out("code resolve C001 --format csv") ==
        "record,kind,status,code_now\n#1,customer,current,C001\n");
  crm("customer edit C001 --set code=E9");
  CHECK(crm.out("code resolve C001 --format csv") ==
        "record,kind,status,code_now\n#1,customer,superseded,E9\n");
  CHECK(lines_of(crm.out("customer show C001"))[1].rfind("E9", 0) == 0);
  CHECK(crm("code resolve C999").code == 1);
}

TEST_CASE("the dictionary is Markdown or JSON") {
  const Crm crm;
  crm("init");
  crm("field add customer tier --type choice --choices a,b --label Tier --label-in zh=客户等级 --purpose "
      "'Who | how'");
  const std::string markdown = crm.out("dictionary --language zh");
  CHECK(markdown.rfind("# Data dictionary", 0) == 0);
  CHECK(markdown.find("| tier | 客户等级 | single choice |") != std::string::npos);
  CHECK(markdown.find("Who \\| how") != std::string::npos);
  const auto json = crmlite::base::parse_json(crm.out("dictionary --format json"));
  REQUIRE(json);
  CHECK(json->is_array());
}
