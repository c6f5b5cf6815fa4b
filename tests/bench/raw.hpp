// The measure: what a careful programmer would write against SQLite's C interface for this very schema.
// Statements are prepared once and texts bound without a copy; codes, normalised twins, sort keys, the
// journal's row with its before-image, salt and leaf, and the transaction's row are made as crmlite makes
// them, so that both write the same file. What is left out is what only a library needs: no check of any
// value, no catalogue, no filter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include "base/random.hpp"
#include "base/sha256.hpp"
#include "data.hpp"

namespace bench {

struct RawOptions {
  Fields fields = Fields::none;
  bool journal = true;        // false: neither the journal's rows nor their hashes
  int cache_kib = 32 * 1024;  // as much as crmlite's writer has
  std::uint64_t seed = 0;     // 0: salts come from the system
  std::int64_t clock_ms = 0;  // 0: the system's clock
};

/// A stored customer with its custom fields in members of their own.
struct RawCustomer {
  crm::NewCustomer data;
  std::int64_t id = 0;
  std::int64_t revision = 0;
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::optional<std::int64_t> archived;
  std::optional<std::int64_t> last_contact, next_contact;
  Extras extras;
};

/// Where the next page begins.
struct RawCursor {
  std::string sort_name;
  std::int64_t id = 0;
};

class Raw {
 public:
  Raw(const std::string& path, const RawOptions& options);

  void begin();
  void commit();
  std::int64_t insert(const crm::NewCustomer& c, const Extras& e);
  /// A kind, direction, time, duration, subject and body, with a customer.
  std::int64_t log(const crm::NewInteraction& i);
  /// The city and the score of a customer.
  void update(std::int64_t id, std::string_view city, std::int64_t points);

  bool find(std::string_view code, RawCustomer& into);
  /// The next 50 customers by name; false at the end, where the cursor starts anew.
  bool page(RawCursor& cursor, bool with_points, std::vector<RawCustomer>& into);

  /// The first 50 without contact since then, or ever; those whose last contact is longest ago, or by id.
  void silent(std::int64_t before, bool longest_first, std::vector<RawCustomer>& into);

  void execute(const char* sql);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };

  /// After-values of a change, as the journal's chain takes them: column, then type and value.
  class Canon {
   public:
    void clear() { bytes_.clear(); }
    const std::string& bytes() const { return bytes_; }
    void column(std::int64_t id) { number('c', id); }
    void integer(std::int64_t v) { number('i', v); }
    void text(std::string_view v) {
      number('t', static_cast<std::int64_t>(v.size()));
      bytes_.append(v);
    }

   private:
    void number(char tag, std::int64_t v);
    std::string bytes_;
  };

  Statement prepare(const std::string& sql);
  void prepare_writing();
  void prepare_reading();
  void prepare_contacts();
  void read_numbers();
  void bind(sqlite3_stmt* q, int& parameter, Canon& canon, std::int64_t column, std::string_view text);
  void bind(sqlite3_stmt* q, int& parameter, Canon& canon, std::int64_t column, std::int64_t value);
  void write_row(std::int64_t id, std::string_view code, const crm::NewCustomer& c, const Extras& e);
  void bind_customs(sqlite3_stmt* q, int parameter, const Extras& e, const std::string& since_text);
  void write_points(std::int64_t id, std::int64_t column, const std::vector<crm::ContactPoint>& points,
                    bool emails);
  void put_on_timeline(std::int64_t id, const crm::NewInteraction& i);
  void journal(int tab, std::int64_t id, int op, std::string_view before);
  void run(sqlite3_stmt* q);

  void read_row(sqlite3_stmt* q, RawCustomer& into) const;
  void read_point(sqlite3_stmt* q, RawCustomer& into) const;
  void read_points(std::vector<RawCustomer>& page);

  RawOptions options_;
  std::unique_ptr<sqlite3, Close> db_;
  Statement begin_, commit_, last_txn_, new_txn_, ids_, set_ids_, counter_, new_counter_, set_counter_;
  Statement new_code_, new_row_, new_record_, new_email_, new_phone_, new_change_, old_values_, set_values_;
  Statement new_interaction_, new_entry_, contacted_, silent_, longest_silent_;
  Statement resolve_, get_, points_, page_, page_points_;
  crmlite::base::Random random_;
  crmlite::base::Sha256 chain_;
  Canon canon_, customs_;
  std::string columns_;                       // of a customer
  std::vector<std::int64_t> custom_columns_;  // ids in the journal
  std::vector<std::pair<std::int64_t, std::string>> tiers_;
  std::int64_t next_id_ = 0, next_number_ = 0, counter_id_ = 0, txn_ = 1, at_ = 0, wall_ = 0,
               first_change_ = 1, changes_ = 0;
  std::int64_t interaction_columns_ = 0;  // in the journal: the first one's id
  int year_ = 0;
};

}  // namespace bench
