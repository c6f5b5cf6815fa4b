// Customers with everything that belongs to them, changed and read back.
#include <iostream>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

int main() try {
  crm::Store store{":memory:", {.actor = "ada", .default_country = "CN"}};

  const crm::CustomerId li = store.write([](crm::WriteTx& tx) {
    const crm::UserId ben = tx.users().insert({.name = "ben", .team = "Sales"});
    return tx.customers().insert({
        .given_name = "娜",
        .family_name = "李",
        .company = "上海远景科技有限公司",
        .birthday = crm::PartialDate{0, 3, 7},  // the year is unknown
        .stage = crm::LifecycleStage::prospect,
        .city = "上海",
        .emails = {{.value = "li.na@vista.example", .use = crm::ContactUse::work}},
        .phones = {{.value = "138-0000-0001", .use = crm::ContactUse::mobile, .primary = true}, {"021-6888 0000"}},
        .owners = {{.user = ben}},
        .tags = {"展会"},
    });
  });

  store.write({.label = "first order"}, [&](crm::WriteTx& tx) {
    tx.customers().update(li, {crm::customer::stage = crm::LifecycleStage::customer,
                               crm::customer::company = "远景科技"});
    tx.customers().tag(li, "老客户");
  });

  const crm::CustomerView view = store.read([&](const crm::ReadTx& tx) { return tx.view(li); });
  std::cout << view.display_name << ", " << view.customer.company << "\n";
  for (const crm::ContactPoint& phone : view.customer.phones) std::cout << "  " << phone.value << " = " << phone.normal << "\n";
  for (const crm::User& owner : view.owners) std::cout << "  owner: " << owner.name << "\n";
  for (const std::string& tag : view.customer.tags) std::cout << "  tag: " << tag << "\n";
  for (const auto& since : view.stages) std::cout << "  stage: " << to_string(since.stage) << "\n";
  for (const crm::HistoryEntry& entry : view.history)
    for (const auto& edit : entry.edits)
      std::cout << "  " << entry.actor << ": " << edit.field << ": " << to_string(edit.before) << " -> "
                << to_string(edit.after) << "\n";
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
