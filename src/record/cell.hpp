// One stored value as SQLite keeps it: nothing, an integer or a text. Cells are what the journal remembers, what
// before and after are compared by, and what run-time values are turned into before they are bound.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace crmlite::record {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;

inline bool is_null(const Cell& cell) { return cell.index() == 0; }

/// Collects the after-values of a change in one fixed form for the journal's chain: column id, type, value.
class Canon {
 public:
  Canon() { bytes_.reserve(usual); }
  void clear() { bytes_.clear(); }
  std::string_view bytes() const { return bytes_; }

  void column(std::int64_t id) { number('c', id); }
  void null() { bytes_.push_back('n'); }
  void integer(std::int64_t v) { number('i', v); }
  void text(std::string_view v) {
    number('t', static_cast<std::int64_t>(v.size()));
    bytes_.append(v);
  }
  void cell(const Cell& c) {
    if (const auto* i = std::get_if<std::int64_t>(&c)) integer(*i);
    else if (const auto* s = std::get_if<std::string>(&c)) text(*s);
    else null();
  }

 private:
  void number(char tag, std::int64_t v) {
    char out[9];
    out[0] = tag;
    for (int i = 0; i < 8; ++i) out[i + 1] = static_cast<char>(static_cast<std::uint64_t>(v) >> (56 - 8 * i));
    bytes_.append(out, 9);
  }

  static constexpr std::size_t usual = 500;  // bytes: growing step by step cost more than the bytes

  std::string bytes_;
};

}  // namespace crmlite::record
