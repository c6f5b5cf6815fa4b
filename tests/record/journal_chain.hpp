// The journal's hashes, made anew by somebody who knows their documentation: leaves of changes, the chain of
// transactions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement.hpp"

namespace walk {

using crmlite::base::Json;
using crmlite::sqlite::Connection;
using crmlite::sqlite::Statement;

/// Bytes of after-values as storage.md has them in a leaf: column, type, value; numbers in 8 bytes.
class Bytes {
 public:
  void number(char kind, std::int64_t v) {
    out_ += kind;
    for (int shift = 56; shift >= 0; shift -= 8)
      out_ += static_cast<char>((static_cast<std::uint64_t>(v) >> shift) & 0xFF);
  }
  void value(const Json* v) {
    if (!v || v->is_null())
      out_ += 'n';
    else if (v->is_number())
      number('i', std::stoll(v->number()));
    else
      number('t', static_cast<std::int64_t>(v->string().size())), out_ += v->string();
  }
  const std::string& taken() const { return out_; }

 private:
  std::string out_;
};

using Digest = crmlite::base::Sha256::Digest;

inline std::vector<std::uint8_t> blob(const Statement& q, int column) {
  std::vector<std::uint8_t> out;
  for (const std::byte b : q.blob(column)) out.push_back(std::to_integer<std::uint8_t>(b));
  return out;
}

inline std::vector<std::uint8_t> bytes_of(const Digest& digest) { return {digest.begin(), digest.end()}; }

/// SHA-256(salt ‖ tab ‖ owner ‖ row ‖ op ‖ after-values).
inline std::vector<std::uint8_t> leaf(const std::vector<std::uint8_t>& salt, int tab, std::int64_t owner,
                                      std::int64_t row, int op, const std::string& after) {
  Bytes head;
  for (const std::int64_t n : {std::int64_t{tab}, owner, row, std::int64_t{op}}) head.number('i', n);
  crmlite::base::Sha256 hash;
  hash.update(salt.data(), salt.size());
  hash.update(head.taken().data(), head.taken().size());
  hash.update(after.data(), after.size());
  return bytes_of(hash.finish());
}

/// SHA-256(previous ‖ the transaction's fields ‖ leaves).
inline std::vector<std::uint8_t> link(const std::vector<std::uint8_t>& previous, std::int64_t txn,
                                      std::int64_t at, std::int64_t wall,
                                      const std::vector<std::string>& texts,
                                      const std::vector<std::vector<std::uint8_t>>& leaves) {
  crmlite::base::Sha256 hash;
  hash.update(previous.data(), previous.size());
  const auto number = [&](std::int64_t v) {
    Bytes b;
    b.number(' ', v);
    hash.update(b.taken().data() + 1, 8);
  };
  for (const std::int64_t n : {txn, at, wall}) number(n);
  for (const std::string& text : texts) {
    number(static_cast<std::int64_t>(text.size()));
    hash.update(text.data(), text.size());
  }
  for (const auto& l : leaves) hash.update(l.data(), l.size());
  return bytes_of(hash.finish());
}

/// The hashes of all transactions, from the first on.
inline std::vector<std::string> check_chain(Connection& db) {
  std::vector<std::string> wrong;
  std::vector<std::uint8_t> previous;
  std::int64_t next_change = 1, next_txn = 1;
  Statement t(db,
              "SELECT id, at, wall, actor, label, source, first_change, leaves, hash FROM txn ORDER BY id");
  while (t.step()) {
    const std::string name = "transaction " + std::to_string(t.int64(0)) + ": ";
    if (t.int64(0) != next_txn++) wrong.push_back(name + "numbers are missing before it");
    if (t.int64(6) != next_change) wrong.push_back(name + "changes are missing before it");
    std::vector<std::vector<std::uint8_t>> leaves;
    Statement c(db, "SELECT id, leaf FROM change WHERE txn = ? ORDER BY id");
    c.bind(1, t.int64(0));
    while (c.step()) {
      if (c.int64(0) != next_change++) wrong.push_back(name + "its changes do not follow each other");
      leaves.push_back(blob(c, 1));
    }
    if (static_cast<std::int64_t>(leaves.size()) != t.int64(7))
      wrong.push_back(name + "another number of leaves");
    const std::vector<std::string> texts = {std::string(t.text(3)), std::string(t.text(4)),
                                            std::string(t.text(5))};
    if (link(previous, t.int64(0), t.int64(1), t.int64(2), texts, leaves) != blob(t, 8))
      wrong.push_back(name + "another hash");
    previous = blob(t, 8);
  }
  return wrong;
}

}  // namespace walk
