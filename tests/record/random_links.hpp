// What people do with attachments and relations, in an order that a seed decides.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "record/chance.hpp"

namespace random_history {

class Links {
 public:
  explicit Links(Chance& chance) : chance_(chance) {}

  /// Takes in a content, outside any transaction; some come again.
  void put(crm::Store& store) {
    std::istringstream in(std::string(static_cast<std::size_t>(chance_.pick(6)) * 100'000, 'x'));
    contents_.push_back(store.put(in));
  }

  /// One operation, and its name; it may be refused.
  std::string act(crm::WriteTx& tx) {
    switch (chance_.pick(7)) {
      case 0:
      case 1:
        return attach(tx);
      case 2:
        tx.attachments().set(chance_.id<crm::Attachment>(tx, "attachment"), crm::attachment::blob, content());
        return "another content";
      case 3:
      case 4:
        return relate(tx);
      case 5:
        return change_relation(tx);
      default:
        return define(tx);
    }
  }

  /// A wrong one at first.
  crm::BlobId content() { return contents_.empty() ? crm::BlobId{1'000} : chance_.any(contents_); }
  std::string type() {
    return chance_.any(
        {"works at", "employs", "subsidiary of", "parent of", "household", "reports to", "manages", "同学"});
  }

 private:
  std::string attach(crm::WriteTx& tx) {
    tx.attachments().attach({.record = chance_.any_record(tx),
                             .blob = content(),
                             .name = chance_.any({"a.pdf", "合同.pdf"}),
                             .mime_type = chance_.any({"", "application/pdf"}),
                             .text = chance_.any({"", "zwölf"})});
    return "attach";
  }

  std::string relate(crm::WriteTx& tx) {
    crm::NewRelation r{.from = chance_.any_record(tx),
                       .type = type(),
                       .to = chance_.any_record(tx),
                       .inactive = chance_.one_in(4)};
    if (chance_.one_in(3)) r.since = crm::PartialDate{2000 + chance_.pick(20)};
    tx.relations().insert(r);
    return "relate";
  }

  std::string change_relation(crm::WriteTx& tx) {
    const auto id = chance_.id<crm::Relation>(tx, "relation");
    switch (chance_.pick(3)) {
      case 0:
        tx.relations().set(id, crm::relation::inactive, chance_.one_in(2));
        return "relation's mark";
      case 1:
        tx.relations().set(id, crm::relation::type, type());
        return "relation's type";
      default:
        tx.relations().set(id, crm::relation::to, chance_.any_record(tx));
        return "relation's end";
    }
  }

  std::string define(crm::WriteTx& tx) {
    const bool levels = chance_.one_in(2);
    levels ? tx.relation_types().insert({.name = "reports to", .reverse = "manages", .hierarchical = true})
           : tx.relation_types().insert({.name = "同学"});
    return "insert relation type";
  }

  Chance& chance_;
  std::vector<crm::BlobId> contents_;
};

}  // namespace random_history
