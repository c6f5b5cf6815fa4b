// Bulk work: every record the filter selects when the call begins, all of them or none.
#include <stop_token>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "dump.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
constexpr crm::Field<crm::Customer, std::string> vat{"vat"};
constexpr crm::Field<crm::Customer, crm::CustomerId> parent{"parent"};

/// `n` customers with scores from 0 on, in turn from two cities.
void fill(crm::Store& store, int n) {
  store.write([n](crm::WriteTx& tx) {
    tx.fields().ensure(score);
    tx.fields().ensure(vat, {.unique = true});
    tx.fields().ensure(parent);
    for (int i = 0; i < n; ++i)
      tx.customers().insert(
          {.name = "c" + std::to_string(i), .city = i % 2 ? "Wien" : "Graz", .fields = {score = i}});
  });
}

void check_result(const crm::BulkResult& result, std::uint64_t matched, std::uint64_t changed) {
  CHECK(result.matched == matched);
  CHECK(result.changed == changed);
}

}  // namespace

TEST_CASE("A bulk change tells how many records it met and how many became different") {
  fixture::MemoryStore store;
  fill(store, 20);
  store.write([](crm::WriteTx& tx) {
    check_result(tx.customers().update_where(
                     score >= 10, {crm::customer::city = "Wien", crm::customer::region = crm::none}),
                 10, 5);
    CHECK(tx.customers().count(crm::customer::city == "Wien") == 15);
    check_result(tx.customers().update_where(score >= 10, {crm::customer::city = "Wien"}), 10, 0);
    check_result(tx.customers().update_where(score >= 100, {crm::customer::city = "Wien"}), 0, 0);
    check_result(tx.customers().update_where({}, {}), 20, 0);
    check_result(tx.customers().archive_where(score < 5), 5, 5);
    check_result(tx.customers().update_where({}, {crm::customer::region = "Ost"}), 15,
                 15);  // archived ones stay as they are
    check_result(tx.customers().archive_where({}), 15, 15);
    check_result(tx.customers().restore_where(score < 2), 2, 2);
    check_result(tx.customers().remove_where({}), 2, 2);
    CHECK(tx.customers().count({}, crm::Archived::included) == 18);
    check_result(tx.records("customer").restore_where({}), 18, 18);
    check_result(
        tx.records("customer").update_where(crm::parse_filter("score between 5 and 6"), {{"score", 500}}), 2,
        2);
    check_result(tx.records("customer").remove_where(crm::parse_filter("score = 500")), 2, 2);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("The records are those that were selected before the first change") {
  fixture::MemoryStore store;
  fill(store, 2500);
  store.write([](crm::WriteTx& tx) {
    // The change takes each record out of what the filter says, or puts others in.
    check_result(tx.customers().update_where(crm::customer::city == "Wien", {crm::customer::city = "Graz"}),
                 1250, 1250);
    check_result(tx.customers().update_where(score >= 0, {score = -1}), 2500, 2500);
    check_result(
        tx.customers().update_where(crm::is_empty(crm::customer::region), {crm::customer::region = "x"}),
        2500, 2500);
  });
  store.write([](crm::WriteTx& tx) {
    // The first removal empties the reference by which the last record is selected.
    const auto page = tx.customers().list({.limit = 2500});
    tx.customers().update(page[2400].id, {parent = page[0].id});
    check_result(tx.customers().remove_where(crm::customer::name != "c1700" &&
                                             (crm::customer::name != "c2400" || parent == page[0].id)),
                 2499, 2499);
    CHECK(tx.customers().count() == 1);
  });
  CHECK(store.check(crm::CheckDepth::full).ok());
}

TEST_CASE("A dry run counts what would be and leaves everything as it is") {
  fixture::FileStore store;
  fill(*store, 30);
  store->write([](crm::WriteTx& tx) { tx.codes().ensure("customer", {.pattern = "C{SEQ:2}"}); });
  auto db = store.look();
  const std::string before = fixture::everything(db);
  const crm::BulkOptions dry{.dry_run = crm::DryRun::yes};
  store->write([&](crm::WriteTx& tx) {
    check_result(tx.customers().update_where(score >= 10, {crm::customer::city = "Wien"}, dry), 20, 10);
    check_result(tx.customers().tag_where(score >= 10, {"new", "newer"}, dry), 20, 20);
    check_result(tx.customers().untag_where(score >= 10, {"new"}, dry), 20, 0);
    check_result(tx.customers().archive_where(score >= 10, dry), 20, 20);
    check_result(tx.customers().restore_where({}, dry), 0, 0);
    check_result(tx.customers().remove_where(score >= 10, dry), 20, 20);
    CHECK_THROWS_AS(tx.customers().update_where(score >= 10, {vat = "same"}, dry), crm::Conflict);
    CHECK(tx.customers().count() == 30);
    CHECK(tx.tags().list().empty());
  });
  CHECK(fixture::everything(db) == before);
}

TEST_CASE("A bulk change that fails in the middle is undone with its transaction") {
  fixture::FileStore store;
  fill(*store, 30);
  auto db = store.look();
  const std::string before = fixture::everything(db);
  CHECK_THROWS_AS(store->write([](crm::WriteTx& tx) { tx.customers().update_where({}, {vat = "same"}); }),
                  crm::Conflict);
  CHECK(fixture::everything(db) == before);
  // Whoever catches the error has a transaction that cannot be kept by accident.
  CHECK_THROWS_AS(store->write([](crm::WriteTx& tx) {
    try {
      tx.customers().update_where({}, {vat = "same"});
    } catch (const crm::Conflict&) {
    }
  }),
                  crm::Error);
  CHECK(fixture::everything(db) == before);
  // A savepoint around it is enough to go on.
  store->write([](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.savepoint([&] { tx.customers().update_where({}, {vat = "same"}); }), crm::Conflict);
    tx.customers().insert({.name = "afterwards"});
  });
  store->read([](const crm::ReadTx& tx) {
    CHECK(tx.customers().count() == 31);
    CHECK(tx.customers().count(vat == "same") == 0);
  });
  CHECK(store->check(crm::CheckDepth::full).ok());
}

TEST_CASE("What is wrong with a bulk change is said before it begins, and the transaction stays whole") {
  fixture::MemoryStore store;
  fill(store, 5);
  store.write([](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.records("customer").update_where({}, {{"score", "many"}}), crm::Invalid);
    CHECK_THROWS_AS(tx.records("customer").update_where({}, {{"nothing", 1}}), crm::Invalid);
    CHECK_THROWS_AS(tx.records("customer").update_where({}, {{"tags", "vip"}}), crm::Invalid);
    CHECK_THROWS_AS(tx.records("customer").update_where(crm::parse_filter("nothing = 1"), {{"score", 1}}),
                    crm::Invalid);
    CHECK_THROWS_AS(tx.customers().tag_where({}, {std::string(101, 'x')}), crm::Invalid);
    CHECK_THROWS_AS(tx.customers().remove_where(crm::parse_filter("score = many")), crm::Invalid);
    CHECK(tx.customers().update_where({}, {score = 1}).changed == 4);
  });
}

TEST_CASE("Progress is told, and a stopped call leaves nothing") {
  fixture::FileStore store;
  fill(*store, 2500);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
  crm::BulkOptions options;
  options.progress.report = [&](std::uint64_t done, std::uint64_t total) { told.emplace_back(done, total); };
  store->write([&](crm::WriteTx& tx) {
    tx.customers().update_where(score < 2400, {crm::customer::region = "Ost"}, options);
  });
  REQUIRE(told.size() >= 2);
  CHECK(told.back() == std::pair<std::uint64_t, std::uint64_t>{2400, 2400});
  for (std::size_t i = 1; i < told.size(); ++i) CHECK(told[i - 1].first < told[i].first);
  for (const auto& [done, total] : told) CHECK(total == 2400);

  auto db = store.look();
  const std::string before = fixture::everything(db);
  std::stop_source source;
  options.progress.stop = source.get_token();
  options.progress.report = [&](std::uint64_t, std::uint64_t) { source.request_stop(); };
  const auto stopped = [&](auto&& call) {
    source = std::stop_source();
    options.progress.stop = source.get_token();
    try {
      store->write([&](crm::WriteTx& tx) { call(tx); });
      FAIL("not stopped");
    } catch (const crm::Stopped& e) {
      CHECK(e.reason() == crm::StopReason::requested);
      CHECK(e.code() == crm::ErrorCode::stopped);
    }
    CHECK(fixture::everything(db) == before);
  };
  stopped(
      [&](crm::WriteTx& tx) { tx.customers().update_where({}, {crm::customer::region = "West"}, options); });
  stopped([&](crm::WriteTx& tx) { tx.customers().tag_where({}, {"vip"}, options); });
  stopped([&](crm::WriteTx& tx) { tx.customers().archive_where({}, options); });
  stopped([&](crm::WriteTx& tx) { tx.customers().remove_where({}, options); });
  options.dry_run = crm::DryRun::yes;
  stopped([&](crm::WriteTx& tx) { tx.customers().remove_where({}, options); });
  // A dry run that was stopped has undone itself: its transaction may go on.
  source = std::stop_source();
  options.progress.stop = source.get_token();
  store->write([&](crm::WriteTx& tx) {
    CHECK_THROWS_AS(tx.customers().remove_where({}, options), crm::Stopped);
    CHECK(tx.customers().count() == 2500);
    tx.customers().insert({.name = "afterwards"});
  });
  CHECK(store->check(crm::CheckDepth::full).ok());
}

TEST_CASE("A stop that was asked for before the call is heard at once") {
  fixture::MemoryStore store;
  fill(store, 3);
  std::stop_source source;
  source.request_stop();
  crm::BulkOptions options;
  options.progress.stop = source.get_token();
  CHECK_THROWS_AS(store.write([&](crm::WriteTx& tx) { tx.customers().remove_where({}, options); }),
                  crm::Stopped);
  CHECK(store.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == 3);
}

TEST_CASE("A bulk removal keeps to the rules of each removal") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(parent, {.on_remove = crm::OnRemove::refuse});
    const auto mother = tx.customers().insert({.name = "mother"});
    tx.customers().insert({.name = "child", .fields = {parent = mother}});
  });
  CHECK_THROWS_AS(
      store.write([](crm::WriteTx& tx) { tx.customers().remove_where(crm::customer::name == "mother"); }),
      crm::Conflict);
  CHECK(store.read([](const crm::ReadTx& tx) { return tx.customers().count(); }) == 2);
  // Records that are removed together do not hold each other back.
  store.write([](crm::WriteTx& tx) { check_result(tx.customers().remove_where({}), 2, 2); });
  CHECK(store.check(crm::CheckDepth::full).ok());
}
