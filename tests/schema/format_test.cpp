// Every released format is kept as text in tests/format: NNN.sql is an empty store of it, NNN-filled.sql one
// with records. Today's steps must still make the same, and today's library must open, read and change both.
//
// A new format adds files; those that are there are never changed. CRMLITE_WRITE_FORMAT=1 writes the present
// format's.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <span>
#include <sstream>
#include <string>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"
#include "dump.hpp"
#include "schema/migrate.hpp"

namespace {

namespace crm = crmlite;
using crm::sqlite::Connection;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};
constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};
constexpr crm::Field<crm::Customer, std::string> badge{"badge"};

std::string path_of(int format, const char* variant = "") {
  std::string number = std::to_string(format);
  number.insert(0, 3 - number.size(), '0');
  return std::string(CRMLITE_SOURCE_DIR "/tests/format/") + number + variant + ".sql";
}

std::string made_by_steps(int format) {
  Connection db(":memory:", {.create = true});
  crm::schema::migrate(db, ":memory:", crm::schema::steps().first(static_cast<std::size_t>(format)));
  return dump(db);
}

void load(const TempFile& file, const std::string& sql) {
  Connection db(file.path(), {.create = true});
  db.execute(sql);
}

std::string dump_of(const TempFile& file) {
  auto db = file.open();
  return dump(db);
}

/// Something of everything.
void fill(crm::Store& store) {
  std::istringstream contract("contract");
  const crm::BlobId blob = store.put(contract);
  store.write([](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "C-{YYYY}-{SEQ:4}"});
    tx.codes().set_key("seal", "sixteen bytes or more");
    tx.codes().ensure("user", {.pattern = "U{SEQ:3;fast}{MAC:2;key=seal}", .zone = "UTC", .by_hand = "no"});
    tx.fields().ensure(score, {.label = "Score", .indexed = true, .min = 0, .max = 100});
    tx.fields().ensure(tier, {.choices = {"silver", "gold"}});
    tx.fields().ensure(likes, {.choices = {"tea", "coffee"}});
    tx.fields().ensure(parent);
    tx.fields().ensure(badge, {.unique = true});
    tx.fields().ensure("customer", "budget", {.type = crm::FieldType::money});
    tx.tags().ensure("vip", {.group = "rank", .colour = "#ff0000"});
  });
  store.write({.label = "first customers", .source = "fair"}, [blob](crm::WriteTx& tx) {
    const auto bo = tx.users().insert({.name = "bo", .email = "bo@example.org", .team = "sales"});
    const auto acme = tx.customers().insert(
        {.kind = crm::CustomerKind::company,
         .name = "Acme",
         .country = "DE",
         .city = "Berlin",
         .emails = {{.value = "Office@Example.org", .use = crm::ContactUse::work}},
         .phones = {{.value = "+49 30 123456"}},
         .addresses = {{.value = "Street 1", .city = "Berlin"}},
         .owners = {{.user = bo}},
         .external_ids = {{.system = "erp", .value = "4711"}},
         .tags = {"vip", "new"},
         .fields = {score = 72, tier = "gold", likes = crm::Choices{"tea"}, badge = "A 1"}});
    tx.customers().insert({.given_name = "三",
                           .family_name = "张",
                           .birthday = *crm::PartialDate::parse("--03-08"),
                           .anniversaries = {{.label = "wedding", .date = *crm::PartialDate::parse("1999")}},
                           .fields = {parent = acme}});
    const auto gone = tx.customers().insert({.name = "Gone"});
    tx.interactions().log({.customer = acme,
                           .kind = crm::InteractionKind::call,
                           .direction = crm::Direction::in,
                           .subject = "Asked for a quote",
                           .participants = {{.record = bo, .role = "to"}}});
    const auto call = tx.tasks().insert({.subject = "Send the quote",
                                         .about = {{acme}},
                                         .due_date = crm::Date{2026, 3, 9},
                                         .recurrence = "FREQ=YEARLY",
                                         .checklist = {{"prices", true}}});
    tx.reminders().insert({.record = call, .person = bo, .minutes_before = 60});
    tx.notes().insert({.record = acme, .text = "Prefers tea", .pinned = true});
    tx.attachments().attach({.record = acme, .blob = blob, .name = "contract.txt", .mime_type = "text/plain"});
    tx.relations().insert({.from = gone, .type = "works at", .to = acme});
    tx.relation_types().insert({.name = "supplies", .reverse = "buys from"});
    tx.relations().insert({.from = bo,
                           .type = "buys from",
                           .to = acme,
                           .role = "contact",
                           .since = crm::PartialDate{2024},
                           .until = crm::PartialDate{2030, 6},
                           .inactive = true});
    tx.interactions().log({.customer = gone, .kind = crm::InteractionKind::note, .subject = "Gone, too"});
  });
  store.write({.actor = "bo"}, [](crm::WriteTx& tx) {
    const auto acme = tx.customers().find("C-2026-0001")->id;
    tx.customers().update(acme, {crm::customer::stage = crm::LifecycleStage::customer, score = 80});
    tx.customers().untag(acme, "new");
    tx.customers().archive(tx.customers().find("C-2026-0002")->id);
    tx.customers().remove(tx.customers().find("C-2026-0003")->id);
  });
}

void check_filled(const crm::ReadTx& tx, int format = crm::schema::format) {
  const crm::Customer acme = *tx.customers().find("C-2026-0001");
  CHECK(acme.name == "Acme");
  CHECK(acme.stage == crm::LifecycleStage::customer);
  CHECK(acme.emails.at(0).normal == "office@example.org");
  CHECK(acme.phones.at(0).normal == "+4930123456");
  CHECK(tx.users().get(acme.owners.at(0).user).name == "bo");
  CHECK(acme.tags == std::vector<std::string>{"vip"});
  CHECK(acme.custom.get(score) == 80);
  CHECK(acme.custom.get(tier) == crm::Choice("gold"));
  CHECK(acme.custom.get(likes) == crm::Choices{"tea"});
  const crm::Customer zhang = *tx.customers().find("C-2026-0002");
  CHECK(zhang.name == "张三");
  CHECK(zhang.archived.has_value());
  CHECK(zhang.custom.get(parent) == acme.id);
  CHECK_FALSE(tx.customers().find("C-2026-0003"));
  CHECK(tx.customers().history(acme.id).size() == 3);
  CHECK(tx.customers().history(acme.id).back().label == "first customers");
  CHECK(tx.users().count() == 2);
  if (format < 2) return;
  const auto timeline = tx.interactions().timeline(acme.id);
  REQUIRE(timeline.items.size() == 1);
  CHECK(timeline.items[0].subject == "Asked for a quote");
  CHECK(timeline.items[0].participants.at(0).record == acme.owners.at(0).user);
  CHECK(acme.last_contact_at == timeline.items[0].at);
  CHECK(tx.interactions().count() == 1);
  if (format < 3) return;
  CHECK(tx.notes().of(acme.id)[0].text == "Prefers tea");
  const auto tasks = tx.tasks().about(acme.id);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].checklist.at(0).done);
  CHECK(acme.next_contact_at == tasks[0].due);
  CHECK(tx.reminders().list()[0].rings->ms == tasks[0].due->ms - 3'600'000);
  if (format < 4) return;
  const auto attachments = tx.attachments().of(acme.id);
  REQUIRE(attachments.size() == 1);
  CHECK(attachments[0].name == "contract.txt");
  std::ostringstream contract;
  tx.blob(attachments[0].blob).write_to(contract);
  CHECK(contract.str() == "contract");
  if (format < 5) return;
  const auto related = tx.relations().of(acme.id, {.former = true});
  REQUIRE(related.items.size() == 1);
  CHECK(related.items[0].type == "supplies");
  CHECK(related.items[0].record == acme.owners.at(0).user);
  CHECK(related.items[0].until == crm::PartialDate{2030, 6});
  CHECK_FALSE(related.items[0].current);
  if (format < 6) return;
  CHECK(tx.codes().keys() == std::vector<std::string>{"seal"});
  const std::string bo = tx.users().get(acme.owners.at(0).user).code;
  CHECK(tx.codes().verify(bo) == crm::CodeVerdict::genuine);
  CHECK(tx.codes().parse(bo)->series == "user");
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("the present format is kept", "[.write-format]") {
  if (std::getenv("CRMLITE_WRITE_FORMAT") == nullptr) return;
  write(path_of(crm::schema::format), made_by_steps(crm::schema::format));
  const TempFile file;
  {
    crm::Store store(file.path(), fixture::options("ada"));
    fill(store);
  }
  write(path_of(crm::schema::format, "-filled"), dump_of(file));
}

TEST_CASE("the steps make what they made when they were released") {
  for (int format = 1; format <= crm::schema::format; ++format) {
    INFO("format " << format);
    const std::string kept = bytes_of(path_of(format));
    REQUIRE_FALSE(kept.empty());
    CHECK((made_by_steps(format) == kept));  // in brackets: nobody wants to read both
  }
}

TEST_CASE("a file of any format becomes what a new file is") {
  const std::string now = made_by_steps(crm::schema::format);
  for (int format = 1; format <= crm::schema::format; ++format) {
    INFO("format " << format);
    const TempFile file;
    load(file, bytes_of(path_of(format)));
    {
      auto db = file.open();
      crm::schema::migrate(db, file.path());
    }
    CHECK((dump_of(file) == now));
  }
}

TEST_CASE("an empty file of any format opens as a store") {
  for (int format = 1; format <= crm::schema::format; ++format) {
    INFO("format " << format);
    const TempFile file;
    load(file, bytes_of(path_of(format)));
    crm::Store store(file.path(), fixture::options("ada"));
    fill(store);
    store.read([](const crm::ReadTx& tx) { check_filled(tx); });
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  }
}

TEST_CASE("a filled file of any format is read and changed") {
  for (int format = 1; format <= crm::schema::format; ++format) {
    INFO("format " << format);
    const TempFile file;
    load(file, bytes_of(path_of(format, "-filled")));
    crm::Store store(file.path(), fixture::options("ada"));
    store.read([&](const crm::ReadTx& tx) { check_filled(tx, format); });
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
    store.write([](crm::WriteTx& tx) {
      const auto id =
          tx.customers().insert({.name = "Next", .tags = {"vip"}, .fields = {score = 1, badge = "B 2"}});
      CHECK(tx.customers().get(id).code == "C-2026-0004");
      CHECK_THROWS_AS(tx.customers().insert({.name = "Twin", .fields = {badge = "b 2"}}), crm::Conflict);
      tx.customers().remove(tx.customers().find("C-2026-0001")->id);
      CHECK_FALSE(tx.customers().get(tx.customers().find("C-2026-0002")->id).custom.get(parent));
    });
    CHECK(store.check(crm::CheckDepth::full).problems == std::vector<std::string>{});
  }
}
