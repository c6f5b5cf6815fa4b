// Logging in bulk: customers are there, and interactions with them come in one transaction.
#include <memory>
#include <vector>

#include "data.hpp"
#include "raw.hpp"
#include "workloads.hpp"

namespace bench {

namespace {

/// A file of customers, and a copy of it for the other side.
class Logs {
 public:
  Logs(const Settings& settings, const std::vector<crm::CustomerId>& customers)
      : settings_(settings), customers_(customers) {
    for (const char* suffix : {".ours", ".raw"}) copy_file(settings.file(".base"), settings.file(suffix));
    store_ = std::make_unique<crm::Store>(settings.file(".ours"), options());
    raw_ = std::make_unique<Raw>(settings.file(".raw"), RawOptions{});
  }
  ~Logs() {
    store_.reset();
    raw_.reset();
    for (const char* suffix : {".ours", ".raw"}) remove_file(settings_.file(suffix));
  }
  Logs(const Logs&) = delete;
  Logs& operator=(const Logs&) = delete;

  Course course() {
    return {.operations = customers_.size(), .prepare = [this](std::size_t from, std::size_t count) {
              from_ = from;
              contacts_.clear();
              for (std::size_t i = from; i < from + count; ++i)
                contacts_.push_back(contact(i, customers_[i * 7919 % customers_.size()]));
            }};
  }
  Contender by_hand() {
    return {.run = [this](std::size_t i) { raw_->log(contacts_[i - from_]); },
            .begin = [this] { raw_->begin(); },
            .end = [this] { raw_->commit(); }};
  }
  Contender ours() {
    return {.run = [this](std::size_t i) { tx_->interactions().log(contacts_[i - from_]); },
            .begin = [this] { tx_.reset(new crm::WriteTx(store_->begin_write())); },
            .end = [this] { tx_->commit(), tx_.reset(); }};
  }

 private:
  const Settings& settings_;
  const std::vector<crm::CustomerId>& customers_;
  std::unique_ptr<crm::Store> store_;
  std::unique_ptr<crm::WriteTx> tx_;
  std::unique_ptr<Raw> raw_;
  std::vector<crm::NewInteraction> contacts_;
  std::size_t from_ = 0;
};

std::vector<crm::CustomerId> make_customers(const std::string& path, std::size_t count) {
  make_file(path, Fields::none);
  crm::Store store(path, options());
  return store.write([&](crm::WriteTx& tx) {
    std::vector<crm::CustomerId> ids;
    for (std::size_t i = 0; i < count; ++i) ids.push_back(tx.customers().insert(sample(i + 1).customer));
    return ids;
  });
}

}  // namespace

void log_interactions(const Settings& settings, Report& report) {
  const auto customers = make_customers(settings.file(".base"), settings.customers);
  Taken by_hand, library;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    Logs logs(settings, customers);
    auto laps = race(logs.course(), {logs.by_hand(), logs.ours()}, round);
    by_hand.add(std::move(laps[0]));
    library.add(std::move(laps[1]));
  }
  remove_file(settings.file(".base"));
  report.ratio("log: row, journal, timeline, last contact", by_hand, library, 1.4);
}

}  // namespace bench
