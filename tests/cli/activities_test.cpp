// What happened and what is to be done, on the command line.
#include "catch.hpp"
#include "crm.hpp"

namespace {

void fill(const Crm& crm) {
  crm("init --country CN");
  crm("code define customer 'C{SEQ:3}'");
  crm("user add --name ben");
  crm("customer add --name 远景 --kind company");
  crm("customer add --name 李娜 --set birthday=1985-03-07");
  crm("relate C002 'works at' C001 --role CEO");
}

}  // namespace

TEST_CASE("what is logged is shown, listed and in the timeline") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out(
            "--zone Asia/Shanghai log C002 --kind call --direction in --at '2026-02-27 10:30' --subject 询价 "
            "--minutes 12 --with ben --tag hot") == "#5\n");
  CHECK(crm.out("timeline C002 --format csv") ==
        "at,kind,direction,planned,customer,subject,record\n2026-02-27T02:30:00+00:00,call,in,false,C002,询价,"
        "#5\n");
  CHECK(crm.out("timeline C001 --format csv --columns customer,subject") == "customer,subject\nC002,询价\n");
  CHECK(crm.out("timeline C001 --alone --format csv --columns subject") == "subject\n");
  CHECK(crm.out("timeline C002 --kind email --format csv --columns subject") == "subject\n");
  CHECK_THAT(crm.out("interaction show '#5'"),
             Catch::Contains("participants  ben") && Catch::Contains("tags          hot"));
  CHECK(crm.out("interaction edit '#5' --set outcome=sent") == "#5: changed\n");
  CHECK(crm.out("interaction list --where 'kind = call' --format csv --columns subject,outcome") ==
        "subject,outcome\n询价,sent\n");
  CHECK(crm.out("customer silent --days 2 --format csv --columns name") == "name\n李娜\n远景\n");
  CHECK(crm.out("customer silent --days 30 --format csv --columns name") == "name\n远景\n");
  CHECK(crm.out("customer list --lang zh --format csv") ==
        "客户ID,姓名,联系方式,最后一次交互时间\nC001,远景,,\nC002,李娜,,2026-02-27T02:30:00+00:00\n");
  CHECK(crm.out("interaction remove '#5'") == "#5: removed\n");
  CHECK(crm("log C002 --kind cal").code == 1);
  CHECK(crm("log C002 --kind call --at yesterday").code == 2);
  CHECK(crm("log C002").code == 2);
}

TEST_CASE("notes are put on records, pinned and changed") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("--as ben note add C001 'first'") == "#5\n");
  CHECK(crm.out("note add C001 second --follow-up 2026-03-09") == "#6\n");
  CHECK(crm.out("note pin '#5'").empty());
  CHECK(crm.out("note list C001 --format csv --columns id,author,pinned,follow_up,text") ==
        "id,author,pinned,follow_up,text\n5,ben,true,,first\n6,,false,2026-03-09,second\n");
  CHECK(crm.out("note edit '#6' --set text=changed") == "#6: changed\n");
  CHECK(crm.out("note remove '#5'") == "#5: removed\n");
  CHECK(crm.out("note list C001 --format csv --columns text") == "text\nchanged\n");
  CHECK(crm("note add C001 x --follow-up soon").code == 2);
}

TEST_CASE("tasks are due, done and come again; reminders ring once") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("task add 'Send the quote' --about C001 --assignee ben --due '2026-03-01 09:00' --repeat "
                "FREQ=WEEKLY "
                "--item prices --remind 15") == "#5\n");
  CHECK(crm.out("task add report --due 2026-03-02 --priority high") == "#7\n");
  CHECK(crm.out("task due --format csv") ==
        "task,due,priority,assignee,subject\n#5,2026-03-01T09:00:00+00:00,normal,ben,Send the quote\n");
  CHECK(crm.out("task due --overdue --assignee ben --format csv --columns subject") ==
        "subject\nSend the quote\n");
  CHECK(crm.out("remind --for ben --format csv --columns person,record,message") ==
        "person,record,message\nben,#5,Send the quote\n");
  CHECK(crm.out("remind --format csv --columns record") == "record\n");
  CHECK(crm.out("reminder hand-on '#6' ben").empty());
  CHECK(crm.out("remind --format csv --columns record") == "record\n#5\n");
  CHECK(crm.out("task snooze '#5' '2026-03-01 09:20'").empty());
  CHECK(crm.out("remind --format csv --columns record") == "record\n#5\n");
  CHECK(crm.out("reminder acknowledge '#6'").empty());
  CHECK(crm.out("reminder list --format csv --columns state") == "state\nacknowledged\n");
  CHECK(crm.out("task done '#5'") == "#5: done, followed by #8\n");
  CHECK(crm.out("task assign '#8' ben").empty());
  CHECK(crm.out("task cancel '#7'").empty());
  CHECK(crm.out("task list --format csv --columns id,due,status") ==
        "id,due,status\n5,2026-03-01T09:00:00+00:00,done\n7,2026-03-02T00:00:00+00:00,cancelled\n"
        "8,2026-03-08T09:00:00+00:00,open\n");
  CHECK(crm("task add x --repeat FREQ=WEEKLY").code == 1);
}

TEST_CASE("dates that come round") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("dates --next 7 --format csv") ==
        "next,years,record,name,field,date\n2026-03-07,41,C002,李娜,birthday,1985-03-07\n");
  CHECK(crm.out("dates --next 6 --format csv") == "next,years,record,name,field,date\n");
  CHECK(crm("dates --next 400").code == 1);
}

TEST_CASE("files are attached, listed and saved") {
  const Crm crm;
  fill(crm);
  crm.write("a file.txt", "content");
  CHECK(crm.out("attachment add C001 'a file.txt' --role contract --mime-type text/plain") == "#5\n");
  CHECK(crm.out("log C001 --kind email --subject x --attach 'a file.txt'") == "#6\n");
  CHECK(crm.out("attachment list C001 --format csv --columns id,name,mime_type,size,role") ==
        "id,name,mime_type,size,role\n5,a file.txt,text/plain,7,contract\n");
  CHECK(crm.out("attachment list '#6' --format csv --columns name") == "name\na file.txt\n");
  CHECK(crm.out("attachment save '#5' saved.txt") == "saved.txt\n");
  CHECK(crm.read("saved.txt") == "content");
  CHECK(crm("attachment save '#5' saved.txt").code == 1);
  CHECK(crm("attachment add C001 none.txt").code == 1);
  CHECK(crm.out("attachment edit '#5' --set name=../../evil") == "#5: changed\n");
  CHECK(crm.out("attachment save '#5'") == "evil\n");
}

TEST_CASE("records are related, and no longer") {
  const Crm crm;
  fill(crm);
  CHECK(crm.out("relations C001 --format csv --columns type,record,role") ==
        "type,record,role\nemploys,C002 李娜,CEO\n");
  CHECK(crm("relate C002 'works at' C001").code == 1);
  crm("customer add --name 上级 --kind company");
  CHECK(crm("relate C001 'subsidiary of' C003 --since 2020").code == 0);
  CHECK(crm("relate C003 'subsidiary of' C001").code == 1);
  CHECK(crm.out("relations C003 --down --format csv") == "depth,record\n1,C001 远景\n");
  CHECK(crm.out("relations C001 --up --format csv") == "depth,record\n1,C003 上级\n");
  CHECK(crm.out("unrelate C001 employs C002").empty());
  CHECK(crm.out("relations C002 --format csv --columns type") == "type\n");
  CHECK(crm("unrelate C001 employs C002").code == 1);
  CHECK(crm.out("relation define 'reports to' manages --hierarchical").empty());
  CHECK(crm("relate C002 manages C001").code == 0);
  CHECK(crm.out("relations C001 --type 'reports to' --format csv --columns type,record") ==
        "type,record\nreports to,C002 李娜\n");
}
