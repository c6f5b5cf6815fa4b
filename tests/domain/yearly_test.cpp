// Dates that come round, over all records.
#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::Date;
using crm::PartialDate;
using Names = std::vector<std::string>;

struct Celebrating : fixture::MemoryStore {
  Celebrating() {
    write([](crm::WriteTx& tx) {
      tx.fields().ensure("customer", "renewal", {.type = crm::FieldType::date, .yearly = true});
      tx.fields().ensure("customer", "first order", {.type = crm::FieldType::date});
      const auto add = [&](const char* name, crm::NewCustomer c) {
        c.name = name;
        return tx.customers().insert(c);
      };
      add("new year", {.birthday = PartialDate{1980, 1, 1}});
      add("leap", {.birthday = PartialDate{2000, 2, 29}});
      add("no year", {.birthday = PartialDate{0, 12, 31}});
      add("month", {.birthday = PartialDate{1912, 3}});
      add("year", {.birthday = PartialDate{1231}});
      add("wedding",
          {.anniversaries = {{"wedding", PartialDate{2010, 3, 5}}, {"founding", PartialDate{1999, 7, 7}}}});
      add("contract", {.fields = {{"renewal", Date{2024, 3, 4}}, {"first order", Date{2024, 3, 3}}}});
      tx.customers().archive(add("archived", {.birthday = PartialDate{1990, 3, 5}}));
    });
  }
  Names found(Date from, int days) const {
    return read([&](const crm::ReadTx& tx) {
      Names names;
      for (const crm::YearlyDate& d : tx.yearly_dates(from, days))
        names.push_back(to_string(d.next) + " " + tx.customers().get(crm::CustomerId{d.record.value()}).name +
                        " " + d.field + (d.label.empty() ? "" : "/" + d.label) +
                        (d.years ? " " + std::to_string(*d.years) : ""));
      return names;
    });
  }
};

}  // namespace

TEST_CASE("dates that come round, in the order of their days") {
  const Celebrating store;
  CHECK(store.found({2026, 3, 1}, 7) ==
        Names{"2026-03-04 contract renewal 2", "2026-03-05 wedding anniversaries/wedding 16"});
  CHECK(store.found({2026, 3, 5}, 1) == Names{"2026-03-05 wedding anniversaries/wedding 16"});
  CHECK(store.found({2026, 3, 6}, 30).empty());
}

TEST_CASE("over the year's end, and for 29 February") {
  const Celebrating store;
  CHECK(store.found({2026, 12, 30}, 4) ==
        Names{"2026-12-31 no year birthday", "2027-01-01 new year birthday 47"});
  CHECK(store.found({2027, 2, 27}, 2) == Names{"2027-02-28 leap birthday 27"});
  CHECK(store.found({2028, 2, 28}, 1).empty());
  CHECK(store.found({2028, 2, 28}, 2) == Names{"2028-02-29 leap birthday 28"});
  CHECK(store.found({2027, 3, 1}, 1).empty());
  CHECK(store.found({2026, 6, 1}, 366).size() == 6);
}

TEST_CASE("what cannot be asked for") {
  const Celebrating store;
  for (const int days : {0, -1, 367}) CHECK_THROWS_AS(store.found({2026, 1, 1}, days), crm::Invalid);
  CHECK_THROWS_AS(store.found({2026, 2, 29}, 1), crm::Invalid);
}
