// Notes on records of any kind.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using Names = std::vector<std::string>;

struct Noting : fixture::MemoryStore {
  crm::CustomerId acme;
  Noting() {
    write([this](crm::WriteTx& tx) { acme = tx.customers().insert({.name = "Acme"}); });
  }
  ~Noting() { CHECK(check(crm::CheckDepth::full).problems == Names{}); }
  Names texts(crm::RecordId of) const {
    return read([&](const crm::ReadTx& tx) {
      Names found;
      for (const crm::Note& n : tx.notes().of(of)) found.push_back(n.text);
      return found;
    });
  }
};

}  // namespace

TEST_CASE("notes stand on a record, pinned ones first, then the newest first") {
  Noting store;
  crm::NoteId first;
  store.write([&](crm::WriteTx& tx) {
    first = tx.notes().insert({.record = store.acme, .text = "one"});
    tx.notes().insert({.record = store.acme, .text = "二", .tags = {"x"}});
    tx.notes().insert({.record = store.acme, .text = "three", .follow_up = crm::Date{2026, 3, 9}});
    tx.notes().insert({.record = first, .text = "on a note"});
  });
  CHECK(store.texts(store.acme) == Names{"three", "二", "one"});
  CHECK(store.texts(first) == Names{"on a note"});
  store.write([&](crm::WriteTx& tx) { tx.notes().set(first, crm::note::pinned, true); });
  CHECK(store.texts(store.acme) == Names{"one", "three", "二"});
  store.read([&](const crm::ReadTx& tx) {
    Names paged;
    std::string after;
    do {
      const auto page = tx.notes().of(store.acme, 1, after);
      for (const crm::Note& n : page) paged.push_back(n.text);
      after = page.next;
    } while (!after.empty());
    CHECK(paged == Names{"one", "three", "二"});
    CHECK(tx.notes().count(crm::note::follow_up <= crm::Date{2026, 3, 9}) == 1);
    CHECK(tx.notes().of(store.acme)[2].tags == Names{"x"});
  });
}

TEST_CASE("a note's author is who acts, unless another is named") {
  Noting store;
  crm::UserId eva;
  const auto author = [&](const crm::NewNote& n) {
    return store.write({.actor = "Bo"}, [&](crm::WriteTx& tx) {
      const auto id = tx.notes().get(tx.notes().insert(n)).author;
      return id ? tx.users().get(id).name : std::string();
    });
  };
  store.write([&](crm::WriteTx& tx) { eva = tx.users().insert({.name = "Eva"}); });
  CHECK(author({.record = store.acme, .text = "x"}) == "Bo");
  CHECK(author({.record = store.acme, .text = "x", .author = eva}) == "Eva");
  store.write([&](crm::WriteTx& tx) { tx.users().remove(eva); });
  store.read([&](const crm::ReadTx& tx) { CHECK(tx.notes().count(is_empty(crm::note::author)) == 1); });
}

TEST_CASE("a note is edited with its history and goes with its record") {
  Noting store;
  crm::NoteId id;
  store.write([&](crm::WriteTx& tx) {
    id = tx.notes().insert({.record = store.acme, .text = "draft"});
    CHECK_THROWS_AS(tx.notes().insert({.text = "on nothing"}), crm::Invalid);
    CHECK_THROWS_AS(tx.notes().insert({.record = crm::RecordId{99}, .text = "on nothing"}), crm::Invalid);
    CHECK_THROWS_AS(tx.notes().insert({.record = store.acme}), crm::Invalid);
    CHECK_THROWS_AS(tx.notes().update(id, {crm::note::record = crm::RecordId{99}}), crm::Invalid);
    CHECK_THROWS_AS(tx.notes().update(id, {crm::note::text = " "}), crm::Invalid);
  });
  store.write([&](crm::WriteTx& tx) { tx.notes().set(id, crm::note::text, "final"); });
  store.write([&](crm::WriteTx& tx) { tx.customers().remove(store.acme); });
  store.read([&](const crm::ReadTx& tx) {
    CHECK_FALSE(tx.notes().find(id));
    const auto history = tx.notes().history(id);
    REQUIRE(history.size() == 3);
    CHECK(history[1].edits.at(0).before == crm::Value("draft"));
  });
}
