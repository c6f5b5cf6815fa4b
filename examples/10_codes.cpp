// Codes that people can read: patterns, explanations, a part that changes, and codes that stay valid for
// ever.
#include <cstdio>
#include <iostream>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

inline constexpr crm::Field<crm::User, std::string> country{"country"};
inline constexpr crm::Field<crm::User, crm::Choice> grade{"grade"};

/// What a pattern is worth, before anything is defined.
void judge(const char* pattern) {
  const crm::PatternReport report = crm::check_pattern(pattern);
  std::cout << pattern << (report.accepted() ? ": accepted" : ": refused") << "\n";
  for (const crm::PatternFinding& finding : report.findings)
    std::cout << "  " << finding.rule << " " << finding.message << ": " << finding.witness << "\n";
}

int main() try {
  const char* path = "codes.crm";
  for (const char* end : {"", "-wal", "-shm"}) std::remove((std::string(path) + end).c_str());
  crm::Store store{path, {.clock = [] { return *crm::Timestamp::parse("2026-09-05T09:00:00Z"); }}};

  judge("INV-{SEQ:4;per=year}");
  judge("INV-{YYYY}-{SEQ:4;per=year}");

  // Customers are numbered by kind; every contact by its customer.
  store.write([](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "{MAP:kind;company=C;person=P}{SEQ:3;per=kind}"});
    tx.codes().ensure("interaction", {.pattern = "{F:customer.no:3D}{MAP:customer.kind;company=C;person=P}"
                                                 "{SEQ:3;per=customer.no+customer.kind}"});
    const auto acme = tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Acme"});
    const auto li = tx.customers().insert({.name = "李娜"});
    std::cout << tx.customers().get(acme).code << " " << tx.customers().get(li).code << "\n";
    for (const auto& [who, subject] : {std::pair{acme, "Quote"}, {acme, "Order"}, {li, "Question"}}) {
      const auto id =
          tx.interactions().log({.customer = who, .kind = crm::InteractionKind::call, .subject = subject});
      std::cout << tx.interactions().get(id).code << " " << subject << "\n";
    }
  });
  store.read([](const crm::ReadTx& tx) {
    std::cout << tx.codes().explain("００１ｃ００２", "zh") << "\n" << tx.codes().explain("001C002") << "\n";
    for (const crm::CardLine& line : tx.codes().card("interaction", "zh"))
      std::cout << line.first << "-" << line.last << "  " << line.characters << "  " << line.meaning << "\n";
  });

  // A user's code shows a grade. When that changes, so does the code, and the old one goes on finding the
  // user.
  store.write([](crm::WriteTx& tx) {
    tx.fields().ensure(country, {.label = "Country", .labels = {{"zh", "国家"}}});
    tx.fields().ensure(grade, {.label = "Grade", .labels = {{"zh", "等级"}}, .choices = {"A", "B", "C"}});
    tx.codes().ensure("user", {.pattern = "{F:country:2U}{SEQ:5;from=12345}{F:grade:1U;dyn}"});
    const auto ben = tx.users().insert({.name = "ben", .fields = {country = "US", grade = "A"}});
    std::cout << tx.users().get(ben).code << ", " << tx.codes().explain("US12345A") << "; "
              << tx.codes().explain("US12345A", "zh") << "\n";
    tx.users().update(ben, {grade = "B"});
    const crm::Resolved found = *tx.codes().resolve("US12345A");
    std::cout << "US12345A is " << tx.users().get(ben).name << ", now " << found.code_now
              << (found.status == crm::CodeStatus::superseded ? " (superseded)" : "") << "\n";
    for (const crm::CodedRecord& coded : tx.codes().find("user", {{"grade", "B"}}))
      std::cout << "of grade B: " << coded.code << "\n";
  });

  // A new pattern, with a check character: what was issued is brought along, and nothing is lost.
  store.write([](crm::WriteTx& tx) {
    tx.codes().ensure("user", {.pattern = "U{SEQ:6}{-}{CHK}"});
    for (const crm::CodeChange& change : tx.codes().recode("user").changes)
      std::cout << change.before << " -> " << change.now << "\n";
    for (const crm::CodeChange& change : tx.codes().table("user"))
      std::cout << change.before << " finds " << change.now << "\n";
    for (const std::string& meant : tx.codes().suggest("U012354-7"))
      std::cout << "did you mean " << meant << "?\n";
  });
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
