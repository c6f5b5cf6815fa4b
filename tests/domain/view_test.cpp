// The view of a customer: everything in one snapshot.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {
namespace crm = crmlite;

std::string shown(crm::NewCustomer c) {
  fixture::MemoryStore store;
  return store.write([&](crm::WriteTx& tx) { return tx.view(tx.customers().insert(c)).display_name; });
}

}  // namespace

TEST_CASE("The name is shown with prefix and suffix as its script has them") {
  CHECK(shown({.name = "Ada Lovelace"}) == "Ada Lovelace");
  CHECK(shown({.name = "Ada Lovelace", .name_prefix = "Dr.", .name_suffix = "FRS"}) ==
        "Dr. Ada Lovelace FRS");
  CHECK(shown({.name = "王伟", .name_suffix = "先生"}) == "王伟先生");
  CHECK(shown({.name = "山田太郎", .name_suffix = "さん"}) == "山田太郎さん");
  CHECK(shown({.name = "さくら", .name_suffix = "様"}) == "さくら様");
  CHECK(shown({.name = "김민수", .name_suffix = "씨"}) == "김민수 씨");
  CHECK(shown({.name = "王伟", .name_prefix = "Dr."}) == "Dr. 王伟");
  CHECK(shown({.name = "Peter Wang", .name_suffix = "先生"}) == "Peter Wang 先生");
  CHECK(shown({.name_prefix = "Frau", .family_name = "Müller"}) == "Frau Müller");
}

TEST_CASE("Stages are told with the day they began") {
  fixture::MemoryStore store;
  const auto id = store.write([](crm::WriteTx& tx) { return tx.customers().insert({.name = "Acme"}); });
  const auto now = [&] { return store.read([](const crm::ReadTx& tx) { return tx.now(); }); };
  std::vector<crm::Timestamp> times{
      store.read([&](const crm::ReadTx& tx) { return tx.customers().get(id).created; })};
  for (const auto stage :
       {crm::LifecycleStage::prospect, crm::LifecycleStage::customer, crm::LifecycleStage::lost}) {
    now();  // the clock goes on
    times.push_back(store.write([&](crm::WriteTx& tx) {
      tx.customers().update(id, {crm::customer::stage = stage});
      return tx.now();
    }));
    store.write([&](crm::WriteTx& tx) {
      tx.customers().update(id, {crm::customer::city = std::to_string(times.size())});
    });
  }
  store.read([&](const crm::ReadTx& tx) {
    const auto view = tx.view(id);
    REQUIRE(view.stages.size() == 4);
    CHECK(view.stages[0].stage == crm::LifecycleStage::lost);
    CHECK(view.stages[1].stage == crm::LifecycleStage::customer);
    CHECK(view.stages[2].stage == crm::LifecycleStage::prospect);
    CHECK(view.stages[3].stage == crm::LifecycleStage::lead);
    for (std::size_t i = 0; i < 4; ++i) CHECK(view.stages[i].since == times[3 - i]);
  });
}

TEST_CASE("The stage a customer is born with is the first") {
  fixture::MemoryStore store;
  store.write([](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.name = "Acme", .stage = crm::LifecycleStage::advocate});
    const auto view = tx.view(id);
    REQUIRE(view.stages.size() == 1);
    CHECK(view.stages[0].stage == crm::LifecycleStage::advocate);
    CHECK(view.stages[0].since == tx.customers().get(id).created);
  });
}

TEST_CASE("Owners are whole users, in their order; of the history the newest ten changes") {
  fixture::MemoryStore store(fixture::options("ada"));
  const auto id = store.write([](crm::WriteTx& tx) {
    const auto bo = tx.users().insert({.name = "Bo", .team = "Süd"}), cy = tx.users().insert({.name = "Cy"});
    return tx.customers().insert({.name = "Acme",
                                  .emails = {{"a@x.example"}},
                                  .owners = {{cy, {}}, {bo, "service"}},
                                  .tags = {"vip"}});
  });
  for (int i = 0; i < 12; ++i)
    store.write([&](crm::WriteTx& tx) {
      tx.customers().update(id, {crm::customer::city = "c" + std::to_string(i)});
    });
  store.read([&](const crm::ReadTx& tx) {
    const auto view = tx.view(id);
    CHECK(view.customer.emails.size() == 1);
    CHECK(view.customer.tags == std::vector<std::string>{"vip"});
    REQUIRE(view.owners.size() == 2);
    CHECK(view.owners[0].name == "Cy");
    CHECK(view.owners[1].name == "Bo");
    CHECK(view.owners[1].team == "Süd");
    REQUIRE(view.history.size() == 10);
    CHECK(view.history[0].edits[0].after == crm::Value("c11"));
    CHECK(view.history[0].actor == "ada");
    CHECK(view.stages.size() == 1);
    CHECK_THROWS_AS(tx.view(crm::CustomerId{9999}), crm::NotFound);
    CHECK_THROWS_AS(tx.view(crm::CustomerId{view.owners[0].id.value()}), crm::NotFound);
  });
}
