// Random operations on attachments and relations, beside their model.
#pragma once

#include <algorithm>
#include <iterator>
#include <random>
#include <sstream>
#include <tuple>

#include "catch.hpp"
#include "model/activities.hpp"

namespace activities {

class Links {
 public:
  Links(crm::Store& store, std::mt19937_64& random) : random_(random) {
    for (const std::size_t size : {0, 1, 300'000}) {
      std::istringstream in(std::string(size, 'x'));
      contents_.emplace_back(store.put(in), static_cast<std::int64_t>(size));
    }
  }

  /// `record` and `other` are there.
  void operation(crm::WriteTx& tx, World& w, Id record, Id other) {
    switch (pick(6)) {
      case 0:
        return attach(tx, w, record);
      case 1:
        return change(tx, w.papers);
      case 2:
        return archive(tx, w);
      case 3:
        return change(tx, w, other);
      default:
        return relate(tx, w, record, other);
    }
  }

  static void compare(const crm::Attachment& a, const Paper& p) {
    CHECK(a.record.value() == p.record);
    CHECK(a.blob.value() == p.blob);
    CHECK(a.size == p.size);
    CHECK(a.name == p.name);
  }
  static void compare(const crm::Relation& r, const Bond& b) {
    CHECK(std::tuple(r.from.value(), r.type, r.to.value(), r.inactive) ==
          std::tuple(b.from, b.type, b.to, b.inactive));
  }

  static void compare_questions(const crm::ReadTx& tx, const World& w, Id record) {
    std::set<Id> on, told;
    for (const auto& [id, p] : w.papers)
      if (p.record == record && !p.archived) on.insert(id);
    for (const crm::Attachment& a : tx.attachments().of(crm::RecordId{record}, 10'000))
      told.insert(a.id.value());
    CHECK(told == on);

    std::set<std::pair<std::string, Id>> related, listed;
    for (const auto& [id, b] : w.bonds) {
      if (!b.current()) continue;
      if (b.from == record) related.emplace(b.type, b.to);
      if (b.to == record) related.emplace(reverse(b.type), b.from);
    }
    for (const crm::Related& r : tx.relations().of(crm::RecordId{record}, {.limit = 10'000}))
      listed.emplace(r.type, r.record.value());
    CHECK(listed == related);

    std::set<Id> climbed;
    for (const crm::Relative& r : tx.relations().ancestors(crm::RecordId{record}))
      climbed.insert(r.record.value());
    CHECK(climbed == above(w, record, 0));
  }

 private:
  static constexpr const char *hierarchy = "subsidiary of", *symmetric = "household";

  static std::string reverse(const std::string& type) {
    static const std::map<std::string, std::string> names = {{"works at", "employs"},
                                                             {"employs", "works at"},
                                                             {hierarchy, "parent of"},
                                                             {"parent of", hierarchy},
                                                             {symmetric, symmetric}};
    return names.at(type);
  }

  /// Who stands above the record, as if one relation did not exist.
  static std::set<Id> above(const World& w, Id record, Id without) {
    std::set<Id> found;
    std::vector<Id> next = {record};
    while (!next.empty()) {
      const Id at = next.back();
      next.pop_back();
      for (const auto& [id, b] : w.bonds)
        if (id != without && b.current() && b.type == hierarchy && b.from == at && found.insert(b.to).second)
          next.push_back(b.to);
    }
    found.erase(record);
    return found;
  }

  /// As it is stored, from whichever side it was given.
  static void turn(Bond& b) {
    const bool reversed = b.type == "employs" || b.type == "parent of";
    if (reversed) b.type = reverse(b.type);
    if (reversed || (b.type == symmetric && b.from > b.to)) std::swap(b.from, b.to);
  }

  enum class Verdict : std::uint8_t { fits, invalid, conflict };
  static Verdict judge(const World& w, const Bond& b, Id own) {
    if (b.from == b.to) return Verdict::invalid;
    if (!b.current()) return Verdict::fits;
    for (const auto& [id, o] : w.bonds)
      if (id != own && o.current() && std::tie(o.from, o.type, o.to) == std::tie(b.from, b.type, b.to))
        return Verdict::conflict;
    const bool circle = b.type == hierarchy && above(w, b.to, own).contains(b.from);
    return circle ? Verdict::invalid : Verdict::fits;
  }

  /// Does what fits, and sees that the rest is refused.
  template <class Work>
  static bool attempt(Verdict verdict, Work&& work) {
    if (verdict == Verdict::fits) return work(), true;
    if (verdict == Verdict::conflict)
      CHECK_THROWS_AS(work(), crm::Conflict);
    else
      CHECK_THROWS_AS(work(), crm::Invalid);
    return false;
  }

  void attach(crm::WriteTx& tx, World& w, Id record) {
    const auto& [blob, size] = any_content();
    const Paper p{.record = record, .blob = blob.value(), .size = size, .name = name()};
    const auto id = tx.attachments().attach({.record = crm::RecordId{record}, .blob = blob, .name = p.name});
    w.papers.emplace(id.value(), p);
  }

  void change(crm::WriteTx& tx, std::map<Id, Paper>& papers) {
    if (papers.empty()) return;
    auto& [id, p] = *std::next(papers.begin(), pick(papers.size()));
    const Paper before = p;
    const auto& [blob, size] = any_content();
    p.blob = blob.value(), p.size = size, p.name = name();
    const bool differs = std::tie(p.blob, p.name) != std::tie(before.blob, before.name);
    CHECK(tx.attachments().update(crm::AttachmentId{id},
                                  {crm::attachment::blob = blob, crm::attachment::name = p.name}) == differs);
    p.revision += differs ? 1 : 0;
  }

  void relate(crm::WriteTx& tx, World& w, Id from, Id to) {
    Bond b{.from = from, .to = to, .type = type(), .inactive = pick(4) == 0};
    const crm::NewRelation n{
        .from = crm::RecordId{from}, .type = b.type, .to = crm::RecordId{to}, .inactive = b.inactive};
    turn(b);
    attempt(judge(w, b, 0), [&] { w.bonds.emplace(tx.relations().insert(n).value(), b); });
  }

  void change(crm::WriteTx& tx, World& w, Id to) {
    if (w.bonds.empty()) return;
    auto& [id, before] = *std::next(w.bonds.begin(), pick(w.bonds.size()));
    Bond b = before;
    std::vector<crm::Change<crm::Relation>> changes;
    if (pick(2)) changes.push_back(crm::relation::inactive = b.inactive = pick(2) == 0);
    if (pick(2)) changes.push_back(crm::relation::to = crm::RecordId{b.to = to});
    if (pick(2)) changes.push_back(crm::relation::type = b.type = type());
    turn(b);
    const bool differs = std::tie(b.from, b.type, b.to, b.inactive) !=
                         std::tie(before.from, before.type, before.to, before.inactive);
    bool changed = false;
    const bool done = attempt(
        judge(w, b, id), [&, key = id] { changed = tx.relations().update(crm::RelationId{key}, changes); });
    if (!done) return;
    CHECK(changed == differs);
    b.revision += differs ? 1 : 0;
    before = b;
  }

  void archive(crm::WriteTx& tx, World& w) {
    const bool to = pick(2) == 0;
    if (!w.papers.empty()) {
      auto& [id, p] = *std::next(w.papers.begin(), pick(w.papers.size()));
      to ? tx.attachments().archive(crm::AttachmentId{id}) : tx.attachments().restore(crm::AttachmentId{id});
      p.revision += p.archived != to;
      p.archived = to;
    }
    if (w.bonds.empty()) return;
    auto& [id, before] = *std::next(w.bonds.begin(), pick(w.bonds.size()));
    Bond b = before;
    b.archived = to;
    b.revision += before.archived != to;
    const bool done = attempt(judge(w, b, id), [&, key = crm::RelationId{id}] {
      to ? tx.relations().archive(key) : tx.relations().restore(key);
    });
    if (done) before = b;
  }

  std::size_t pick(std::size_t n) { return random_() % n; }
  const std::pair<crm::BlobId, std::int64_t>& any_content() { return contents_[pick(contents_.size())]; }
  std::string name() { return pick(2) ? "a.pdf" : "合同.pdf"; }
  std::string type() {
    static const std::vector<std::string> types = {"works at", "employs", hierarchy, "parent of", symmetric};
    return types[pick(types.size())];
  }

  std::mt19937_64& random_;
  std::vector<std::pair<crm::BlobId, std::int64_t>> contents_;  // with their sizes
};

}  // namespace activities
