// The members of a struct that is to be inserted: checked first, and its lists written straight from it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/encode.hpp"
#include "record/plans.hpp"

namespace crmlite::record {

class Members {
 public:
  Members(Session& s, const KindDef& def, const void* record, Issues& issues)
      : s_(s), def_(def), record_(record), issues_(issues) {}

  /// A member of the record or of a list's element.
  void check(std::string_view field, const Column& column, const void* holder);
  void check_column(const FieldDef& field, const Column& column);
  void check_list(const FieldDef& list);
  /// Lists are written in the order in which they were checked.
  void write_list(const KindPlans& plans, const FieldDef& list, std::int64_t owner, Canon& canon);

  /// The forms in which checked texts are stored.
  const detail::Replacements& replaced() const { return replaced_; }
  /// Null where every text is stored as it was given.
  const detail::Replacements* replacements() const { return replaced_.empty() ? nullptr : &replaced_; }

 private:
  void check_text_member(std::string_view field, const Column& column, const std::string& text);
  void check_element(const FieldDef& list, const void* element);
  void check_reference(const FieldDef& list, const Column& column, const void* element);
  void check_new_external_ids(const FieldDef& list, std::size_t n);

  Session& s_;
  const KindDef& def_;
  const void* record_;
  Issues& issues_;
  detail::Replacements replaced_;
  std::vector<std::string> twins_;  // of the elements of all lists that have them
  std::size_t written_ = 0;         // of those
};

}  // namespace crmlite::record
