// Inserting, in one transaction: the row, its code, two contact points, the journal's row; and a row with
// eight custom fields.
#include <cstdio>
#include <memory>
#include <vector>

#include "data.hpp"
#include "raw.hpp"
#include "workloads.hpp"

namespace bench {

namespace {

/// The files of one round and the transactions in them.
class Inserts {
 public:
  Inserts(const Settings& settings, Fields fields, bool points)
      : settings_(settings), fields_(fields), points_(points) {
    for (const char* suffix : {".ours", ".raw", ".plain"}) make_file(settings.file(suffix), fields);
    store_ = std::make_unique<crm::Store>(settings.file(".ours"), options());
    journaled_ = std::make_unique<Raw>(settings.file(".raw"), RawOptions{.fields = fields});
    plain_ = std::make_unique<Raw>(settings.file(".plain"), RawOptions{.fields = fields, .journal = false});
  }
  ~Inserts() {
    store_.reset();
    journaled_.reset();
    plain_.reset();
    for (const char* suffix : {".ours", ".raw", ".plain"}) remove_file(settings_.file(suffix));
  }
  Inserts(const Inserts&) = delete;
  Inserts& operator=(const Inserts&) = delete;

  Course course() {
    return {.operations = settings_.customers, .prepare = [this](std::size_t from, std::size_t count) {
              from_ = from;
              samples_.resize(count);
              for (std::size_t i = 0; i < count; ++i) {
                samples_[i] = sample(from + i + 1);
                if (!points_) samples_[i].customer.emails.clear(), samples_[i].customer.phones.clear();
              }
            }};
  }

  Contender raw(bool journaled) {
    Raw& db = journaled ? *journaled_ : *plain_;
    return {
        .run = [this,
                &db](std::size_t i) { db.insert(samples_[i - from_].customer, samples_[i - from_].extras); },
        .begin = [&db] { db.begin(); },
        .end = [&db] { db.commit(); }};
  }

  Contender ours() {
    return {.run =
                [this](std::size_t i) {
                  Sample& s = samples_[i - from_];
                  put_fields(s.customer, s.extras, fields_);
                  tx_->customers().insert(s.customer);
                },
            .begin = [this] { tx_.reset(new crm::WriteTx(store_->begin_write())); },
            .end = [this] { tx_->commit(), tx_.reset(); }};
  }

 private:
  const Settings& settings_;
  Fields fields_;
  bool points_;
  std::unique_ptr<crm::Store> store_;
  std::unique_ptr<crm::WriteTx> tx_;
  std::unique_ptr<Raw> journaled_, plain_;
  std::vector<Sample> samples_;
  std::size_t from_ = 0;
};

struct Results {
  Taken raw, plain, ours;
};

Results run(const Settings& settings, Fields fields, bool points) {
  Results results;
  for (std::size_t round = 0; round < settings.rounds; ++round) {
    Inserts inserts(settings, fields, points);
    auto laps = race(inserts.course(), {inserts.raw(true), inserts.raw(false), inserts.ours()}, round);
    results.raw.add(std::move(laps[0]));
    results.plain.add(std::move(laps[1]));
    results.ours.add(std::move(laps[2]));
  }
  return results;
}

std::string share(const char* what, double ratio) {
  char out[160];
  std::snprintf(out, sizeof out, "%s: %.2f", what, ratio);
  return out;
}

}  // namespace

void insert_customers(const Settings& settings, Report& report) {
  const Results r = run(settings, Fields::none, true);
  report.ratio("insert: row, 2 contact points, code, journal", r.raw, r.ours, 1.25);
  // The library has no switch to leave out its journal. Its insert without one cannot be cheaper than the
  // hand-written one without one, so the ratio to that is more than the ratio to itself; taking off what the
  // journal costs by hand gives an estimate.
  report.ratio("  against hand-written without the journal", r.plain, r.ours, 1.3);
  const double journal = r.raw.cpu() - r.plain.cpu();
  report.note(share("crmlite against itself less what the journal costs by hand",
                    r.ours.cpu() / (r.ours.cpu() - journal)) +
              share("; by hand, with against without", r.raw.cpu() / r.plain.cpu()));
}

void insert_with_fields(const Settings& settings, Report& report) {
  Settings half = settings;
  half.customers = settings.customers / 2;
  const Results r = run(half, Fields::eight, false);
  report.ratio("insert: row with 8 custom fields", r.raw, r.ours, 1.3);
}

}  // namespace bench
