// Records whose codes change with them, again and again: every code ever issued finds its record and says
// whether the record still has it.
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "../sqlite/temp_file.hpp"
#include "../store_fixture.hpp"
#include "catch.hpp"

namespace {

namespace crm = crmlite;

constexpr crm::Field<crm::Customer, crm::Choice> grade{"grade"};
constexpr crm::Field<crm::Customer, std::int64_t> band{"band"};

constexpr int bands = 13, changes = 10, slice = 5000;
constexpr const char* letters[] = {"A", "B", "C", "D", "E", "F", "G", "H"};
constexpr int count_of_letters = 8;

/// Records of one band change together, so that a filter finds those that are to change. Letters come back.
class Plan {
 public:
  explicit Plan(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (auto& band_letters : letters_) {
      int letter = 0;  // never the same twice in a row
      for (int& next : band_letters)
        next = letter = (letter + 1 + static_cast<int>(random() % (count_of_letters - 1))) % count_of_letters;
    }
  }
  static int band_of(std::int64_t record) { return static_cast<int>(record * 7 % bands); }
  const char* letter(int of_band, int round) const {
    return letters[letters_[static_cast<std::size_t>(of_band)][static_cast<std::size_t>(round)]];
  }
  /// What a band was called until then, each letter once.
  std::string all_letters(int of_band) const {
    std::string all;
    for (int round = 0; round <= changes; ++round)
      if (const char c = *letter(of_band, round); all.find(c) == std::string::npos) all += c;
    return all;
  }

 private:
  int letters_[bands][changes + 1];
};

class History {
 public:
  History(std::int64_t records, std::uint64_t seed)
      : records_(records), plan_(seed), store_(file_.path(), options()) {
    store_.write([](crm::WriteTx& tx) {
      tx.fields().ensure(grade, {.choices = {std::begin(letters), std::end(letters)}});
      tx.fields().ensure(band, {.indexed = true});
      tx.codes().ensure("customer", {.pattern = "{F:country:2U}{SEQ:7}{F:grade:1U;dyn}"});
    });
  }

  void run() {
    insert();
    for (int round = 1; round <= changes; ++round) change(round);
    store_.read([&](const crm::ReadTx& tx) { resolve_all(tx); });
    CHECK(wrong_ == 0);
    count();
    WARN(records_ << " records, " << resolved_ << " codes resolved");
  }

 private:
  static crm::StoreOptions options() {
    auto o = fixture::options("ada");
    o.durability = crm::Durability::relaxed;
    return o;
  }

  void insert() {
    for (std::int64_t first = 0; first < records_; first += slice)
      store_.write([&](crm::WriteTx& tx) {
        for (std::int64_t i = first; i < std::min(records_, first + slice); ++i)
          ids_.push_back(
              tx.customers()
                  .insert({.name = "Ada",
                           .country = country(i),
                           .fields = {grade = plan_.letter(Plan::band_of(i), 0), band = part_of(i)}})
                  .value());
      });
  }

  /// In slices, whose bands are numbers of their own.
  void change(int round) {
    for (std::int64_t part = 0; part * slice < records_; ++part)
      store_.write([&](crm::WriteTx& tx) {
        for (int b = 0; b < bands; ++b)
          tx.customers().update_where(band == part * bands + b, {grade = plan_.letter(b, round)});
      });
  }

  void resolve_all(const crm::ReadTx& tx) {
    for (std::int64_t i = 0; i < records_; ++i) {
      const int b = Plan::band_of(i);
      const std::string now = code(i, *plan_.letter(b, changes));
      for (const char letter : plan_.all_letters(b)) {
        const std::string text = code(i, letter);
        const auto found = tx.codes().resolve(text);
        const auto status = text == now ? crm::CodeStatus::current : crm::CodeStatus::superseded;
        if (!found || found->record.value() != ids_[static_cast<std::size_t>(i)] || found->status != status ||
            found->code_now != now)
          ++wrong_;
        ++resolved_;
      }
    }
  }

  /// No code besides these, and one current one of each record: by a connection of its own.
  void count() {
    auto db = file_.open({.read_only = true});
    CHECK(db.int64_of("SELECT count(*) FROM code") == resolved_);
    CHECK(db.int64_of("SELECT count(*) FROM code WHERE state = 0") == records_);
    CHECK(db.int64_of("SELECT count(DISTINCT record) FROM code WHERE state = 0") == records_);
    CHECK(
        db.int64_of("SELECT count(*) FROM customer c JOIN code k ON k.canon = c.code AND k.record = c.id AND "
                    "k.state = 0") == records_);
    CHECK(db.int64_of("SELECT next FROM code_counter") == records_ + 1);
  }

  static std::int64_t part_of(std::int64_t i) { return i / slice * bands + Plan::band_of(i); }
  static const char* country(std::int64_t i) { return i % 3 == 0 ? "CN" : "US"; }
  static std::string code(std::int64_t i, char letter) {
    std::string number = std::to_string(i + 1);
    number.insert(0, 7 - number.size(), '0');
    return country(i) + number + letter;
  }

  std::int64_t records_, resolved_ = 0, wrong_ = 0;
  Plan plan_;
  TempFile file_;
  crm::Store store_;
  std::vector<std::int64_t> ids_;
};

}  // namespace

TEST_CASE("Every code that a record ever had finds it") { History(2000, 1).run(); }

TEST_CASE("Every code that a million records ever had finds them", "[.long][long]") {
  const auto seed = std::random_device()();
  INFO("seed " << seed);
  History(1'000'000, seed).run();
}
