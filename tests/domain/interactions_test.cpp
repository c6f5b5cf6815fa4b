// Interactions and the timelines that follow from them.
#include <algorithm>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::InteractionKind;
using crm::Timestamp;
using Names = std::vector<std::string>;

constexpr std::int64_t hour = 3'600'000;

Timestamp at(int hours) { return {fixture::noon + hours * hour}; }

struct Talking : fixture::MemoryStore {
  crm::CustomerId acme, berta;
  crm::UserId eva;
  Talking() {
    write([this](crm::WriteTx& tx) {
      acme = tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Acme"});
      berta = tx.customers().insert({.name = "Berta"});
      eva = tx.users().insert({.name = "Eva"});
    });
  }
  ~Talking() { CHECK(check(crm::CheckDepth::full).problems == Names{}); }

  crm::InteractionId log(const crm::NewInteraction& i) {
    return write([&](crm::WriteTx& tx) { return tx.interactions().log(i); });
  }
  Names subjects(crm::CustomerId of, crm::TimelineSpec spec = {}) const {
    return read([&](const crm::ReadTx& tx) {
      Names found;
      for (const auto& entry : tx.timeline().list(of, spec)) found.push_back(entry.summary);
      return found;
    });
  }
  crm::Customer customer(crm::CustomerId id) const {
    return read([&](const crm::ReadTx& tx) { return tx.customers().get(id); });
  }
};

}  // namespace

TEST_CASE("an interaction is kept as it was given, and what is logged without a time happened now") {
  Talking store;
  const auto id = store.log({.customer = store.acme,
                             .kind = InteractionKind::call,
                             .direction = crm::Direction::in,
                             .channel = "phone",
                             .zone = "Asia/Shanghai",
                             .minutes = 12,
                             .subject = "询价",
                             .body = "要十台",
                             .outcome = "sent a quote",
                             .topic = "pumps",
                             .thread = "T1",
                             .message_id = "<1@x.example>",
                             .participants = {{store.berta, "from"}, {store.eva, "to"}},
                             .about = {{store.eva}},
                             .external_ids = {{"pbx", "77"}},
                             .tags = {"hot"}});
  store.read([&](const crm::ReadTx& tx) {
    const crm::Interaction i = tx.interactions().get(id);
    CHECK(i.customer == store.acme);
    CHECK(i.kind == "call");
    CHECK(i.status == crm::InteractionStatus::done);
    CHECK(i.direction == crm::Direction::in);
    CHECK(i.at == i.created);
    CHECK(i.zone == "Asia/Shanghai");
    CHECK(i.minutes == 12);
    CHECK(i.subject == "询价");
    CHECK(i.body == "要十台");
    CHECK(i.participants == std::vector<crm::Participant>{{store.berta, "from"}, {store.eva, "to"}});
    CHECK(i.about == std::vector<crm::About>{{store.eva}});
    CHECK(i.external_ids == std::vector<crm::ExternalId>{{"pbx", "77"}});
    CHECK(i.tags == Names{"hot"});
    CHECK(tx.interactions().count(crm::interaction::kind == InteractionKind::call) == 1);
    CHECK(tx.interactions().count(crm::interaction::participants ==
                                  std::vector<crm::Participant>{{store.berta, ""}}) == 1);
  });
}

TEST_CASE("what is wrong with an interaction is said of its field") {
  Talking store;
  const auto rules = [&](const crm::NewInteraction& i) {
    try {
      store.log(i);
    } catch (const crm::Invalid& e) {
      Names found;
      for (const crm::Issue& issue : e.issues()) found.push_back(issue.field + " " + issue.rule);
      return found;
    }
    return Names{};
  };
  CHECK(rules({}) == Names{"kind required"});
  CHECK(rules({.kind = "cal"}) == Names{"kind choice"});
  CHECK(rules({.customer = crm::CustomerId{store.eva.value()}, .kind = "call"}) ==
        Names{"customer reference"});
  CHECK(rules({.kind = "call", .participants = {{crm::RecordId{999}, ""}}}) ==
        Names{"participants reference"});
  CHECK(rules({.kind = "call", .about = {{}}}) == Names{"about required", "about required"});
  CHECK(rules({.kind = "call", .zone = "Mars/Base"}) == Names{"zone zone"});
  CHECK(rules({.kind = "call", .subject = "a\xff"}) == Names{"subject utf8"});
  store.log({.kind = "email", .message_id = "<1@x.example>"});
  CHECK_THROWS_AS(store.log({.kind = "email", .message_id = "<1@x.example>"}), crm::Conflict);
  CHECK(store.read([](const crm::ReadTx& tx) { return tx.interactions().count(); }) == 1);
}

TEST_CASE("a host adds kinds of interactions") {
  Talking store;
  CHECK_THROWS_AS(store.log({.kind = "webinar"}), crm::Invalid);
  store.write([](crm::WriteTx& tx) {
    tx.fields().add_choice("interaction", "kind", "webinar");
    CHECK_THROWS_AS(tx.fields().add_choice("interaction", "kind", "webinar"), crm::Conflict);
    CHECK_THROWS_AS(tx.fields().add_choice("interaction", "kind", "call"), crm::Conflict);
    CHECK_THROWS_AS(tx.fields().add_choice("customer", "kind", "club"), crm::Conflict);
    CHECK_THROWS_AS(tx.fields().add_choice("interaction", "kind", " "), crm::Invalid);
    const auto id = tx.records("interaction").insert({{"kind", "webinar"}});
    CHECK(tx.records("interaction").update(id, {{"kind", "visit"}}));
    CHECK(tx.records("interaction").update(id, {{"kind", "webinar"}}));
    CHECK_THROWS_AS(tx.records("interaction").update(id, {{"kind", "web"}}), crm::Invalid);
  });
  store.log({.kind = "webinar"});
  store.read([](const crm::ReadTx& tx) {
    const Names kinds = tx.fields().get("interaction", "kind").spec.choices;
    CHECK(std::count(kinds.begin(), kinds.end(), "webinar") == 1);
    CHECK(tx.interactions().count(crm::interaction::kind == "webinar") == 2);
  });
}

TEST_CASE("a timeline has what concerns the customer, newest first") {
  Talking store;
  store.log({.customer = store.acme, .kind = "call", .at = at(1), .subject = "first"});
  store.log({.customer = store.berta,
             .kind = "email",
             .at = at(3),
             .subject = "third",
             .participants = {{store.acme, "cc"}}});
  store.log({.kind = "inquiry", .at = at(2), .subject = "second", .about = {{store.acme}}});
  store.log({.kind = "inquiry", .at = at(2), .subject = "nobody's"});
  CHECK(store.subjects(store.acme) == Names{"third", "second", "first"});
  CHECK(store.subjects(store.berta) == Names{"third"});
  CHECK(store.subjects(store.acme, {.oldest_first = true}) == Names{"first", "second", "third"});
  store.read([&](const crm::ReadTx& tx) {
    const auto entries = tx.timeline().list(store.acme).items;
    CHECK(entries[0].kind == "email");
    CHECK(entries[0].customer == store.acme);
    CHECK(entries[0].at == at(3));
    CHECK_FALSE(entries[0].planned);
    CHECK_THROWS_AS(tx.timeline().list(crm::CustomerId{999}), crm::NotFound);
    CHECK(tx.interactions().timeline(store.acme).items[0].participants.size() == 1);
  });
}

TEST_CASE("a timeline follows every change of what it is made of") {
  Talking store;
  const auto id = store.log({.customer = store.acme, .kind = "call", .at = at(1), .subject = "call"});
  const auto change = [&](std::initializer_list<crm::Change<crm::Interaction>> changes) {
    store.write([&](crm::WriteTx& tx) { tx.interactions().update(id, changes); });
    CHECK(store.check(crm::CheckDepth::full).problems == Names{});
  };
  change({crm::interaction::customer = store.berta});
  CHECK(store.subjects(store.acme).empty());
  CHECK(store.subjects(store.berta) == Names{"call"});
  CHECK_FALSE(store.customer(store.acme).last_contact_at);
  CHECK(store.customer(store.berta).last_contact_at == at(1));
  change({crm::interaction::at = at(5), crm::interaction::subject = "later"});
  CHECK(store.subjects(store.berta) == Names{"later"});
  CHECK(store.customer(store.berta).last_contact_at == at(5));
  change({crm::interaction::participants = std::vector<crm::Participant>{{store.acme, "to"}}});
  CHECK(store.subjects(store.acme) == Names{"later"});
  change({crm::interaction::customer = crm::none});
  CHECK(store.subjects(store.berta).empty());
  CHECK_FALSE(store.customer(store.berta).last_contact_at);
  store.write([&](crm::WriteTx& tx) { tx.interactions().archive(id); });
  CHECK(store.subjects(store.acme).empty());
  store.write([&](crm::WriteTx& tx) { tx.interactions().restore(id); });
  CHECK(store.subjects(store.acme) == Names{"later"});
  store.write([&](crm::WriteTx& tx) { tx.interactions().remove(id); });
  CHECK(store.subjects(store.acme).empty());
}

TEST_CASE("the times of contact are those of the latest contact that was and the earliest that is planned") {
  Talking store;
  using enum crm::InteractionStatus;
  store.log({.customer = store.acme, .kind = "call", .at = at(-5)});
  CHECK(store.customer(store.acme).last_contact_at == at(-5));
  const auto meeting = store.log({.customer = store.acme, .kind = "meeting", .status = planned, .at = at(9)});
  store.log({.customer = store.acme, .kind = "call", .at = at(-9)});
  store.log({.customer = store.acme, .kind = "call", .status = cancelled, .at = at(-1)});
  const auto soon = store.log({.customer = store.acme, .kind = "visit", .status = planned, .at = at(4)});
  CHECK(store.customer(store.acme).last_contact_at == at(-5));
  CHECK(store.customer(store.acme).next_contact_at == at(4));
  const auto revision = store.customer(store.acme).revision;
  store.write([&](crm::WriteTx& tx) {
    tx.interactions().update(soon, {crm::interaction::status = done});
    tx.interactions().remove(meeting);
  });
  CHECK(store.customer(store.acme).last_contact_at == at(4));
  CHECK_FALSE(store.customer(store.acme).next_contact_at);
  CHECK(store.customer(store.acme).revision == revision);
  store.read([&](const crm::ReadTx& tx) {
    CHECK(tx.customers().count(crm::customer::last_contact_at >= at(0)) == 1);
    CHECK(tx.customers().count(is_empty(crm::customer::last_contact_at)) == 1);
    CHECK_THROWS_AS(tx.fields().get("customer", "last_contact"), crm::NotFound);
  });
  store.write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.customers().update(store.acme, {crm::customer::last_contact_at = at(1)}),
                    crm::Invalid);
  });
}

TEST_CASE("who was not contacted lately, or never") {
  Talking store;  // the clock stands at noon of 1 March 2026
  store.log({.customer = store.acme, .kind = "call", .at = at(-24 * 30)});
  const auto silent = [&](const crm::FilterOf<crm::Customer>& filter) {
    return store.read([&](const crm::ReadTx& tx) {
      Names names;
      for (const crm::Customer& c :
           tx.customers().list({.where = filter, .order = ascending(crm::customer::last_contact_at)}))
        names.push_back(c.name);
      return names;
    });
  };
  CHECK(silent(crm::silent_for(29)) == Names{"Acme", "Berta"});
  CHECK(silent(crm::silent_for(31)) == Names{"Berta"});
  CHECK(silent(in_last(crm::customer::last_contact_at, 31)) == Names{"Acme"});
  const auto parsed = crm::parse_filter("not last_contact_at in last 31 days");
  CHECK(to_string(parsed) == to_string(crm::silent_for(31)));
  CHECK(silent(parsed) == Names{"Berta"});
  store.log(
      {.customer = store.berta, .kind = "call", .status = crm::InteractionStatus::planned, .at = at(24 * 6)});
  CHECK(silent(crm::parse_filter("next_contact_at in next 7 days")) == Names{"Berta"});
  CHECK(silent(crm::parse_filter("next_contact_at in next 5 days")).empty());
  CHECK(silent(crm::parse_filter("created in last 1 day")).size() == 2);
  for (const char* bad :
       {"last_contact_at in last days", "last_contact_at in last 3", "last_contact_at in last x days"})
    CHECK_THROWS_AS(crm::parse_filter(bad), crm::Invalid);
  for (const char* bad : {"name in last 3 days", "emails in last 3 days", "created in last -1 days"})
    CHECK_THROWS_AS(silent(crm::parse_filter(bad)), crm::Invalid);
}

TEST_CASE("interactions go with their customer; who took part is let go") {
  Talking store;
  const auto own = store.log(
      {.customer = store.acme, .kind = "call", .participants = {{store.berta, ""}, {store.eva, ""}}});
  const auto other = store.log({.customer = store.berta,
                                .kind = "call",
                                .participants = {{store.acme, ""}, {store.eva, ""}},
                                .about = {{store.acme}}});
  store.write([&](crm::WriteTx& tx) { tx.customers().remove(store.acme); });
  store.read([&](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.interactions().find(own));
    const auto kept = tx.interactions().get(other);
    CHECK(kept.participants == std::vector<crm::Participant>{{store.eva, ""}});
    CHECK(kept.about.empty());
    CHECK(kept.revision == 3);
    CHECK(tx.interactions().history(own).front().kind == crm::ChangeKind::removed);
  });
  store.write([&](crm::WriteTx& tx) { tx.users().remove(store.eva); });
  CHECK(store.read([&](const crm::ReadTx& tx) { return tx.interactions().get(other).participants.size(); }) ==
        0);
}

TEST_CASE("a removal that something forbids leaves all that would have gone along") {
  Talking store;
  constexpr crm::Field<crm::Customer, crm::InteractionId> origin{"origin"};
  const auto call = store.log({.customer = store.acme, .kind = "call"});
  store.log({.customer = store.acme, .kind = "visit"});
  store.write([&](crm::WriteTx& tx) {
    tx.fields().ensure(origin, {.on_remove = crm::OnRemove::refuse});
    tx.customers().update(store.berta, {origin = call});
    CHECK_THROWS_AS(tx.customers().remove(store.acme), crm::Conflict);
    CHECK(tx.interactions().count() == 2);
    tx.customers().update(store.berta, {origin = crm::none});
    tx.customers().remove(store.acme);
    CHECK(tx.interactions().count() == 0);
  });
}

TEST_CASE("a custom reference may take its record along") {
  Talking store;
  constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};
  store.write([&](crm::WriteTx& tx) {
    tx.fields().ensure(parent, {.on_remove = crm::OnRemove::remove_along});
    tx.customers().update(store.berta, {parent = store.acme});
    const auto child = tx.customers().insert({.name = "child", .fields = {parent = store.berta}});
    tx.customers().update(store.acme, {parent = child});  // a ring
    tx.customers().remove(store.berta);
    CHECK(tx.customers().count() == 0);
  });
}

TEST_CASE("conditions and pages of a timeline") {
  Talking store;
  store.write([&](crm::WriteTx& tx) {
    for (int i = 0; i < 25; ++i)
      tx.interactions().log({.customer = store.acme,
                             .kind = i % 3 ? InteractionKind::call : InteractionKind::email,
                             .direction = i % 2 ? std::optional(crm::Direction::in) : std::nullopt,
                             .at = at(i / 2),
                             .subject = "n" + std::to_string(i),
                             .participants = i % 5 ? std::vector<crm::Participant>{}
                                                   : std::vector<crm::Participant>{{store.eva, ""}}});
  });
  CHECK(store.subjects(store.acme, {.kinds = {"email"}}).size() == 9);
  CHECK(store.subjects(store.acme, {.kinds = {"email", "call"}}).size() == 25);
  CHECK(store.subjects(store.acme, {.direction = crm::Direction::in}).size() == 12);
  CHECK(store.subjects(store.acme, {.person = store.eva}).size() == 5);
  CHECK(store.subjects(store.acme, {.person = store.berta}).empty());
  CHECK(store.subjects(store.acme, {.since = at(3), .until = at(5)}) == Names{"n9", "n8", "n7", "n6"});
  CHECK(store.subjects(store.acme, {.text = "N1"}).size() == 11);
  CHECK(store.subjects(store.acme, {.text = "%"}).empty());
  for (const bool oldest_first : {false, true}) {
    const Names whole = store.subjects(store.acme, {.oldest_first = oldest_first});
    REQUIRE(whole.size() == 25);
    Names paged, interactions;
    store.read([&](const crm::ReadTx& tx) {
      crm::TimelineSpec spec{.oldest_first = oldest_first, .limit = 4};
      do {
        const auto page = tx.timeline().list(store.acme, spec);
        for (const auto& entry : page) paged.push_back(entry.summary);
        spec.after = page.next;
      } while (!spec.after.empty());
      do {
        const auto page = tx.interactions().timeline(store.acme, spec);
        for (const auto& i : page) interactions.push_back(i.subject);
        spec.after = page.next;
      } while (!spec.after.empty());
      const auto first = tx.timeline().list(store.acme, spec);
      CHECK_THROWS_AS(tx.timeline().list(store.berta, {.after = first.next}), crm::Invalid);
      CHECK_THROWS_AS(tx.timeline().list(store.acme, {.oldest_first = !oldest_first, .after = first.next}),
                      crm::Invalid);
      CHECK_THROWS_AS(tx.timeline().list(store.acme, {.limit = 0}), crm::Invalid);
      CHECK_THROWS_AS(tx.timeline().list(store.acme, {.after = "x"}), crm::Invalid);
    });
    CHECK(paged == whole);
    CHECK(interactions == whole);
  }
}
