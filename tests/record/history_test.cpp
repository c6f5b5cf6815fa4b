// A record's history: every change with who, when and why, what was there before and what came after.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::ChangeKind;
using crm::HistoryEntry;
using crm::Value;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, crm::Money> revenue{"revenue"};
constexpr crm::Field<crm::Customer, crm::Decimal> discount{"discount"};
constexpr crm::Field<crm::Customer, bool> partner{"partner"};
constexpr crm::Field<crm::Customer, crm::Date> since{"since"};
constexpr crm::Field<crm::Customer, crm::Timestamp> seen{"seen"};
constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};
constexpr crm::Field<crm::Customer, crm::Choices> likes{"likes"};
constexpr crm::Field<crm::Customer, crm::UserId> agent{"agent"};

const HistoryEntry::Edit& edit(const HistoryEntry& entry, std::string_view field) {
  for (const HistoryEntry::Edit& e : entry.edits)
    if (e.field == field) return e;
  FAIL("no edit of " << field);
  return entry.edits.front();
}

void check_edit(const HistoryEntry& entry, std::string_view field, const Value& before, const Value& after) {
  INFO(field);
  const HistoryEntry::Edit& e = edit(entry, field);
  CHECK(e.before == before);
  CHECK(e.after == after);
}

}  // namespace

TEST_CASE("Each kind of change has a name") {
  CHECK(to_string(crm::ChangeKind::inserted) == "inserted");
  CHECK(to_string(crm::ChangeKind::updated) == "updated");
  CHECK(to_string(crm::ChangeKind::removed) == "removed");
  CHECK(to_string(crm::ChangeKind::tagged) == "tagged");
  CHECK(to_string(crm::ChangeKind::untagged) == "untagged");
  CHECK(to_string(static_cast<crm::ChangeKind>(200)).empty());
}

TEST_CASE("Each kind of change is told as what it was") {
  fixture::MemoryStore store;
  crm::CustomerId id;
  std::vector<crm::Timestamp> times;
  const auto act = [&](const char* actor, const char* label, auto&& change) {
    store.write({.actor = actor, .label = label}, [&](crm::WriteTx& tx) {
      change(tx);
      times.push_back(tx.now());
    });
  };
  act("ada", "born",
      [&](crm::WriteTx& tx) { id = tx.customers().insert({.name = "Acme", .tags = {"lead"}}); });
  act("bo", "moved", [&](crm::WriteTx& tx) { tx.customers().update(id, {crm::customer::city = "Wien"}); });
  act("bo", "marked", [&](crm::WriteTx& tx) { tx.customers().tag(id, "VIP"); });
  act("bo", "unmarked", [&](crm::WriteTx& tx) { tx.customers().untag(id, "lead"); });
  act("bo", "hidden", [&](crm::WriteTx& tx) { tx.customers().archive(id); });
  act("cy", "shown", [&](crm::WriteTx& tx) { tx.customers().restore(id); });
  act("cy", "", [&](crm::WriteTx& tx) { tx.customers().update(id, {crm::customer::code = "K1"}); });
  act("cy", "gone", [&](crm::WriteTx& tx) { tx.customers().remove(id); });
  store.read([&](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.customers().find(id));
    const auto history = tx.customers().history(id);
    const std::vector<ChangeKind> kinds = {ChangeKind::removed, ChangeKind::updated,  ChangeKind::updated,
                                           ChangeKind::updated, ChangeKind::untagged, ChangeKind::tagged,
                                           ChangeKind::updated, ChangeKind::inserted};
    const std::vector<std::string> actors = {"cy", "cy", "cy", "bo", "bo", "bo", "bo", "ada"};
    const std::vector<std::string> labels = {"gone",     "",       "shown", "hidden",
                                             "unmarked", "marked", "moved", "born"};
    REQUIRE(history.size() == kinds.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      INFO(i);
      CHECK(history[i].kind == kinds[i]);
      CHECK(history[i].actor == actors[i]);
      CHECK(history[i].label == labels[i]);
      CHECK(history[i].at == times[kinds.size() - 1 - i]);
      if (i > 0) CHECK(history[i].transaction < history[i - 1].transaction);
    }
    check_edit(history[6], "city", {}, "Wien");
    check_edit(history[5], "tags", {}, "VIP");
    check_edit(history[4], "tags", "lead", {});
    check_edit(history[3], "archived", {}, times[4]);
    check_edit(history[2], "archived", times[4], {});
    check_edit(history[1], "code", {}, "K1");
    CHECK(history[7].edits.empty());
    // What the record was when it went.
    check_edit(history[0], "name", "Acme", {});
    check_edit(history[0], "city", "Wien", {});
    check_edit(history[0], "code", "K1", {});
  });
}

TEST_CASE("Values of every type are told as they were and as they became") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(score);
    tx.fields().ensure(revenue);
    tx.fields().ensure(discount, {.scale = 1});
    tx.fields().ensure(partner);
    tx.fields().ensure(since);
    tx.fields().ensure(seen);
    tx.fields().ensure(tier, {.choices = {"bronze", "gold"}});
    tx.fields().ensure(likes, {.choices = {"tea", "coffee"}});
    tx.fields().ensure(agent);
    const auto ada = tx.users().insert({.name = "Ada"}), bo = tx.users().insert({.name = "Bo"});
    const auto id = tx.customers().insert(
        {.name = "Acme",
         .birthday = crm::PartialDate{1985, 3, 0},
         .emails = {{.value = "a@x.example", .primary = true}},
         .owners = {{ada, "sales"}},
         .fields = {score = 1, revenue = crm::Money{5, "EUR"}, discount = crm::Decimal{15, 1}, partner = true,
                    since = crm::Date{2020, 2, 29}, seen = crm::Timestamp{5}, tier = "gold",
                    likes = crm::Choices{"tea"}, agent = ada}});
    tx.customers().update(id, {crm::customer::birthday = crm::PartialDate{0, 3, 7},
                               crm::customer::stage = crm::LifecycleStage::lost,
                               crm::customer::emails = std::vector<crm::ContactPoint>{{"b@x.example"}},
                               crm::customer::owners = std::vector<crm::Owner>{{bo, {}}}, score = 2,
                               revenue = crm::Money{7, "EUR"}, discount = crm::Decimal{25, 1},
                               partner = false, since = crm::none, seen = crm::Timestamp{6}, tier = "bronze",
                               likes = crm::Choices{"tea", "coffee"}, agent = bo});
    tx.customers().update(id, {revenue = crm::Money{7, "USD"}, agent = crm::none});
    const auto history = tx.customers().history(id);
    REQUIRE(history.size() == 3);
    const auto& e = history[1];
    check_edit(e, "birthday", crm::PartialDate{1985, 3, 0}, crm::PartialDate{0, 3, 7});
    check_edit(e, "stage", "lead", "lost");
    check_edit(e, "score", 1, 2);
    check_edit(e, "revenue", crm::Money{5, "EUR"}, crm::Money{7, "EUR"});
    check_edit(e, "discount", crm::Decimal{15, 1}, crm::Decimal{25, 1});
    check_edit(e, "partner", true, false);
    check_edit(e, "since", crm::Date{2020, 2, 29}, {});
    check_edit(e, "seen", crm::Timestamp{5}, crm::Timestamp{6});
    check_edit(e, "tier", "gold", "bronze");
    check_edit(e, "agent", ada, bo);
    CHECK(edit(e, "likes").before == Value(Value::Texts{"tea"}));
    CHECK(edit(e, "likes").after.get_if<Value::Texts>()->size() == 2);
    REQUIRE(edit(e, "emails").before.rows());
    CHECK(to_string(edit(e, "emails").before) == "a@x.example");
    CHECK((*edit(e, "emails").before.rows())[0][3] == Value(true));  // is_primary
    CHECK(to_string(edit(e, "emails").after) == "b@x.example");
    CHECK((*edit(e, "owners").before.rows())[0][0] == Value(ada));
    CHECK((*edit(e, "owners").before.rows())[0][1] == Value("sales"));
    CHECK(e.edits.size() == 13);
    check_edit(history[0], "revenue", crm::Money{7, "EUR"}, crm::Money{7, "USD"});
    check_edit(history[0], "agent", bo, {});
    CHECK(history[0].edits.size() == 2);
  });
}

TEST_CASE("Several changes of one transaction are several entries") {
  fixture::MemoryStore store;
  store.write({.actor = "ada", .label = "now"}, [](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme"});
    tx.customers().update(id, {crm::customer::city = "Wien"});
    tx.customers().update(id, {crm::customer::city = "Graz"});
    const auto history = tx.customers().history(id);  // of the transaction that is still open
    REQUIRE(history.size() == 3);
    check_edit(history[0], "city", "Wien", "Graz");
    check_edit(history[1], "city", {}, "Wien");
    for (const HistoryEntry& e : history) {
      CHECK(e.actor == "ada");
      CHECK(e.label == "now");
      CHECK(e.at == tx.now());
    }
  });
}

TEST_CASE("A tag keeps its name in the history of what carried it") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme"});
    tx.customers().tag(id, "old");
    tx.tags().rename("old", "older");
    tx.tags().ensure("new");
    tx.tags().merge("older", "new");
    const auto history = tx.customers().history(id);
    REQUIRE(history.size() == 4);
    check_edit(history[0], "tags", {}, "new");
    check_edit(history[1], "tags", "older", {});
    check_edit(history[2], "tags", {}, "older");
  });
}

TEST_CASE("Bulk work and merges are told record by record") {
  fixture::MemoryStore store;
  const auto id = store.write([](crm::WriteTx& tx) {
    const auto a = tx.customers().insert({.name = "a"});
    tx.customers().insert({.name = "b"});
    return a;
  });
  store.write({.actor = "ada", .label = "clean-up"}, [](crm::WriteTx& tx) {
    tx.customers().update_where({}, {crm::customer::city = "Wien"});
    tx.customers().tag_where({}, {"vip"});
    tx.customers().update_where({}, {crm::customer::city = "Graz"}, {.dry_run = crm::DryRun::yes});
  });
  store.read([&](const crm::ReadTx& tx) {
    const auto history = tx.customers().history(id);
    REQUIRE(history.size() == 3);
    CHECK(history[0].kind == ChangeKind::tagged);
    CHECK(history[0].label == "clean-up");
    check_edit(history[1], "city", {}, "Wien");
  });
}

TEST_CASE("A renamed field and a renamed choice are told by their names of today") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(tier, {.choices = {"bronze", "gold"}});
    const auto id = tx.customers().insert({.name = "a", .fields = {tier = "gold"}});
    tx.customers().update(id, {tier = "bronze"});
    tx.fields().rename("customer", "tier", "Stufe");
    tx.fields().rename_choice("customer", "stufe", "gold", "Gold plus");
    tx.fields().retire_choice("customer", "stufe", "Gold plus");
    const auto history = tx.customers().history(id);
    REQUIRE(history.size() == 2);
    check_edit(history[0], "Stufe", "Gold plus", "bronze");
  });
}

TEST_CASE("A history belongs to records of its own kind") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto customer = tx.customers().insert({.name = "Acme"});
    tx.customers().tag(customer, "vip");
    CHECK(tx.users().history(crm::UserId{customer.value()}).empty());
    CHECK(tx.users().tags(crm::UserId{customer.value()}).empty());
    for (const std::int64_t none :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{999}, std::int64_t{1} << 60})
      CHECK(tx.customers().history(crm::CustomerId{none}).empty());
    CHECK(tx.records("customer").history(customer).size() == 2);
    CHECK(tx.records("user").history(customer).empty());
    // Definitions have numbers of their own, which are no records.
    tx.fields().ensure(score);
    CHECK(tx.customers().history(customer).size() == 2);
  });
}

TEST_CASE("What was taken back is not told") {
  fixture::MemoryStore store;
  struct Abandoned {};
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme"});
    try {
      tx.savepoint([&] {
        tx.customers().update(id, {crm::customer::city = "Wien"});
        CHECK(tx.customers().history(id).size() == 2);
        throw Abandoned{};
      });
    } catch (const Abandoned&) {
    }
    CHECK(tx.customers().history(id).size() == 1);
  });
}
