// How records belong together: typed relations that both ends read, hierarchies, and types of one's own.
#include <cstdio>
#include <iostream>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;
using crm::RelationKind;

int main() try {
  const char* path = "relations.crm";
  for (const char* end : {"", "-wal", "-shm"}) std::remove((std::string(path) + end).c_str());
  crm::Store store{path, {.clock = [] { return *crm::Timestamp::parse("2026-03-02T09:00:00Z"); }}};

  crm::CustomerId group, works, plant, ann, ben;
  store.write([&](crm::WriteTx& tx) {
    const auto company = [&](const char* name) {
      return tx.customers().insert({.kind = crm::CustomerKind::company, .name = name});
    };
    group = company("Calder Group"), works = company("Calder Works"), plant = company("Plant Two");
    ann = tx.customers().insert({.name = "Ann"});
    ben = tx.customers().insert({.name = "Ben"});
    tx.relations().relate(works, RelationKind::subsidiary_of, group);
    tx.relations().relate(works, RelationKind::parent_of, plant);  // the same type, from the other side
    tx.relations().insert({.from = ann,
                           .type = RelationKind::works_at,
                           .to = plant,
                           .role = "CEO",
                           .since = crm::PartialDate{2020, 3}});
    tx.relations().insert(
        {.from = ben, .type = RelationKind::works_at, .to = plant, .until = crm::PartialDate{2025, 12, 31}});
    tx.relations().relate(ann, RelationKind::household, ben);
    tx.relation_types().insert({.name = "reports to", .reverse = "manages", .hierarchical = true});
    tx.relations().relate(ben, "reports to", ann);
    tx.interactions().log({.customer = ann, .kind = crm::InteractionKind::call, .subject = "Spare parts"});
  });

  store.read([&](const crm::ReadTx& tx) {
    const auto name = [&](crm::RecordId id) { return tx.customers().get(crm::CustomerId{id.value()}).name; };
    const auto show = [&](crm::CustomerId of, const crm::RelatedSpec& spec = {}) {
      for (const crm::Related& r : tx.relations().of(of, spec))
        std::cout << name(of) << " " << r.type << " " << name(r.record) << (r.role.empty() ? "" : ", ")
                  << r.role << (r.current ? "" : ", no longer") << "\n";
    };
    show(ann);
    show(plant, {.type = RelationKind::employs, .former = true});
    for (const crm::Relative& r : tx.relations().ancestors(plant))
      std::cout << name(r.record) << " is " << r.depth << " above Plant Two\n";
    for (const crm::Relative& r : tx.relations().descendants(group))
      std::cout << name(r.record) << " is " << r.depth << " below Calder Group\n";
    for (const crm::TimelineEntry& e : tx.timeline().list(group, {.subsidiaries = true}))
      std::cout << "in the group's timeline: " << e.kind << " with " << name(e.customer) << ", " << e.summary
                << "\n";
  });

  try {
    store.write([&](crm::WriteTx& tx) { tx.relations().relate(group, RelationKind::subsidiary_of, plant); });
  } catch (const crm::Invalid& e) {
    std::cout << e.what() << "\n";
  }
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
