#include "exchange/column_type.hpp"

#include <algorithm>

#include "base/date.hpp"
#include "base/text.hpp"
#include "exchange/lenient.hpp"

namespace crmlite::exchange {
namespace {

constexpr std::size_t most_counted = 15;
constexpr std::size_t most_scale = 9;
constexpr std::size_t longest_text = 1000;

/// Words that hardly mean anything else; a single letter may be a size or a grade.
bool is_truth(std::string_view cell) {
  const std::string word = base::fold(cell);
  for (const std::string_view known : {"true", "false", "yes", "no", "是", "否"})
    if (word == known) return true;
  return false;
}

}  // namespace

void ColumnType::see(std::string_view cell) {
  const std::string text = base::trimmed(cell);
  if (text.empty()) return;
  any_ = true;
  if (base::code_points(text) > longest_text) long_ = true;
  if (decimal_) see_number(text);
  if (date_) date_ = base::parse_date_lenient(text).has_value();
  if (instant_) instant_ = parse_instant_lenient(text, base::Zone::utc()).has_value();
  if (boolean_) boolean_ = is_truth(text);
}

void ColumnType::see_number(std::string_view cell) {
  const auto number = plain_number(cell);
  const std::string_view plain = number ? std::string_view(*number) : std::string_view();
  const std::string_view digits = plain.substr(plain.starts_with('-') ? 1 : 0);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  whole_digits_ = std::max(whole_digits_, point);
  if (point < digits.size()) {
    integer_ = false;
    scale_ = std::max(scale_, digits.size() - point - 1);
  }
  const bool names = (point > 1 && digits.front() == '0') || base::trimmed(cell).starts_with('+');
  decimal_ = number && !names && whole_digits_ <= most_counted && scale_ <= most_scale &&
             whole_digits_ + scale_ <= 18;
  integer_ = integer_ && decimal_;
}

FieldSpec ColumnType::spec() const {
  FieldSpec spec;
  if (long_) spec.type = FieldType::long_text;
  if (!any_) return spec;
  if (integer_)
    spec.type = FieldType::integer;
  else if (decimal_)
    spec.type = FieldType::decimal, spec.scale = static_cast<std::uint8_t>(scale_);
  else if (boolean_)
    spec.type = FieldType::boolean;
  else if (date_)
    spec.type = FieldType::date;
  else if (instant_)
    spec.type = FieldType::date_time;
  return spec;
}

}  // namespace crmlite::exchange
