// Asking: filters from handles and from text, orders, pages, bulk work with a dry run.
#include <iostream>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

inline constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};

int main() try {
  crm::Store store{":memory:"};
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(score, {.indexed = true, .min = 0, .max = 100});
    for (int i = 0; i < 100; ++i)
      tx.customers().insert({.name = "Customer " + std::to_string(i),
                             .city = i % 2 ? "上海" : "Berlin",
                             .tags = i % 10 ? std::vector<std::string>{} : std::vector<std::string>{"vip"},
                             .fields = {score = i}});
  });

  store.read([](const crm::ReadTx& tx) {
    crm::ListSpec<crm::Customer> spec{.where = crm::customer::city == "上海" && score >= 50,
                                      .order = crm::descending(score),
                                      .limit = 10};
    std::cout << to_string(spec.where) << ": " << tx.customers().count(spec.where) << "\n";
    for (int page = 1; page <= 2; ++page) {
      const auto found = tx.customers().list(spec);
      std::cout << "page " << page << ": " << found[0].name << " to " << found[found.size() - 1].name << "\n";
      spec.after = found.next;
    }
    std::cout << tx.customers().count(crm::parse_filter("tag:vip and not (score < 30 or city = 上海)")) << " vips\n";
  });

  store.write([](crm::WriteTx& tx) {
    const auto low = score < 20;
    const crm::BulkResult would = tx.customers().archive_where(low, {.dry_run = crm::DryRun::yes});
    const crm::BulkResult did = tx.customers().archive_where(low);
    std::cout << "would archive " << would.changed << ", archived " << did.changed << ", left "
              << tx.customers().count() << "\n";
  });

  try {
    crm::parse_filter("score >= and city = 上海");
  } catch (const crm::Invalid& e) {
    std::cout << e.what() << "\n";
  }
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
