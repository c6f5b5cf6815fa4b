// Fields of the host's own: defined, checked, changed in type, reviewed.
#include <iostream>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

inline constexpr crm::Field<crm::Customer, std::string> grade{"客户等级"};
inline constexpr crm::Field<crm::Customer, std::string> uscc{"Credit code"};
inline constexpr crm::Field<crm::Customer, crm::Money> volume{"Yearly volume"};

int main() try {
  crm::Store store{":memory:"};
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(grade, {.label = "客户等级", .labels = {{"en", "Grade"}}});
    tx.fields().ensure(uscc, {.unique = true, .check_character = crm::CheckSystem::uscc});
    tx.fields().ensure(volume, {.label = "Yearly volume", .indexed = true});
    for (const auto& [name, its_grade] : {std::pair{"甲公司", "A"}, {"乙公司", "B"}, {"丙公司", "B"}})
      tx.customers().insert({.kind = crm::CustomerKind::company,
                             .name = name,
                             .fields = {grade = its_grade, volume = crm::Money{1'250'000, "CNY"}}});
  });

  // A mistyped number is refused, and the message names the field and the rule, never the value.
  try {
    store.write([](crm::WriteTx& tx) {
      tx.customers().insert({.name = "丁公司", .fields = {uscc = "91350100M000100Y44"}});
    });
  } catch (const crm::Invalid& e) {
    std::cout << e.what() << "\n";
  }

  // A text becomes a choice without losing a value; the choices are the texts that occur.
  store.write([](crm::WriteTx& tx) {
    const crm::FieldReport report = tx.fields().retype("customer", "客户等级", {.type = crm::FieldType::choice});
    std::cout << report.checked << " values, " << report.violations << " that do not convert\n";
  });

  store.read([](const crm::ReadTx& tx) {
    for (const crm::ChoiceInfo& choice : tx.fields().get("customer", "客户等级").choices)
      std::cout << "choice: " << choice.name << "\n";
    for (const char* name : {"客户等级", "Credit code", "Yearly volume"}) {
      const crm::FieldStatistics s = tx.fields().statistics("customer", name);
      std::cout << s.field << ": " << s.filled << " of " << s.records << " filled, " << s.distinct << " distinct\n";
    }
  });
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
