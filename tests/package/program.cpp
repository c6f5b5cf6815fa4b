// What a stranger writes first: a store, a customer, and an error that crosses the library's border.
#include <cstdio>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

int main() {
  crm::Store store{":memory:"};
  const crm::CustomerId acme = store.write([](crm::WriteTx& tx) {
    return tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Acme"});
  });
  const bool kept =
      store.read([&](const crm::ReadTx& tx) { return tx.customers().get(acme).name == "Acme"; });
  try {
    crm::Store{"no/such/folder/acme.crm"};
  } catch (const crm::Error& error) {
    std::printf("%s; and: %s\n", kept ? "stored and read" : "lost", error.what());
    return kept ? 0 : 1;
  }
  return 1;
}
