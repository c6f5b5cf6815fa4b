// Codes given to records: the hook that the engine calls for each new record, and a gapless series beside a
// fast one.
#include <memory>
#include <stdexcept>
#include <string>

#include "data.hpp"
#include "record/engine.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

namespace record = crmlite::record;
using crmlite::detail::Session;

struct OpenReader : crm::CodeReader {
  explicit OpenReader(const crm::CodeReader& reader) : CodeReader(reader) {}
  Session& session() const { return crmlite::detail::session_of(handle_); }
};

/// A new customer, of whom a code can ask.
class Draft final : public record::Draft {
 public:
  explicit Draft(Session& s) : session_(s) {}
  record::Cell value(std::string_view) const override { return std::string("company"); }
  bool touches(std::string_view) const override { return true; }
  void set(std::string_view, record::Cell, std::string_view) override {}
  void refuse(std::string_view, std::string_view, std::string_view) override {}
  Session& session() const override { return session_; }
  bool is_new() const override { return true; }
  std::int64_t id() const override { return 0; }

 private:
  Session& session_;
};

std::unique_ptr<crm::Store> open_series(const std::string& path, const char* pattern) {
  remove_file(path);
  auto store = std::make_unique<crm::Store>(path, options());
  store->write([&](crm::WriteTx& tx) { tx.codes().ensure("customer", {.pattern = pattern}); });
  return store;
}

/// From the first use of the counter in the transaction to its writing at the end.
void allocate(const Settings& settings, const char* pattern, Report& report) {
  constexpr std::size_t each = 100;
  const std::string path = settings.file(".codes");
  {
    const auto store = open_series(path, pattern);
    std::vector<double> rounds;
    for (std::size_t round = 0; round < settings.rounds; ++round) {
      double taken = 0;
      const std::size_t transactions = settings.customers / each;
      for (std::size_t i = 0; i < transactions; ++i)
        store->write([&](crm::WriteTx& tx) {
          Session& s = OpenReader(tx.codes()).session();
          const Draft draft(s);
          const record::KindDef& kind = *s.catalogue->find_kind("customer");
          const double begun = thread_cpu_us();
          for (std::size_t k = 0; k < each; ++k)
            if (!record::next_code(s, kind, draft)) throw std::runtime_error("no code");
          record::before_commit(s);
          taken += thread_cpu_us() - begun;
        });
      rounds.push_back(taken / static_cast<double>(transactions * each));
    }
    report.figure(std::string("allocation, 100 in a transaction, ") + pattern, median(rounds), 0.5, "us");
  }
  remove_file(path);
}

Contender inserts(crm::Store& store, std::unique_ptr<crm::WriteTx>& tx) {
  constexpr std::size_t each = 1000;
  return {.run =
              [&](std::size_t i) {
                if (!tx) tx.reset(new crm::WriteTx(store.begin_write()));
                tx->customers().insert({.name = "Acme"});
                if (i % each == each - 1) tx->commit(), tx.reset();
              },
          .end =
              [&] {
                if (tx) tx->commit();
                tx.reset();
              }};
}

void gapless_beside_fast(const Settings& settings, Report& report) {
  const std::string gapless_path = settings.file(".gapless"), fast_path = settings.file(".fast");
  Taken fast_taken, gapless_taken;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    const auto gapless = open_series(gapless_path, "C{SEQ:8}"),
               fast = open_series(fast_path, "C{SEQ:8;fast}");
    std::unique_ptr<crm::WriteTx> in_gapless, in_fast;
    auto laps = race({.operations = settings.customers},
                     {inserts(*fast, in_fast), inserts(*gapless, in_gapless)}, round);
    fast_taken.add(std::move(laps[0]));
    gapless_taken.add(std::move(laps[1]));
  }
  report.ratio("insert, gapless beside fast (left)", fast_taken, gapless_taken, 1.1);
  remove_file(gapless_path);
  remove_file(fast_path);
}

}  // namespace

void code_numbers(const Settings& settings, Report& report) {
  for (const char* pattern : {"CUST-{YYYY}-{SEQ:8}", "INV-{YYYY}-{SEQ:8;per=year}{CHK}",
                              "{MAP:kind;company=C;person=P}{SEQ:8;per=kind}", "C{SEQ:8;fast}"})
    allocate(settings, pattern, report);
  gapless_beside_fast(settings, report);
}

}  // namespace bench
