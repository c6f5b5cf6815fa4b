// The words people head their columns with, English and Chinese, and the fields they mean.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crmlite::exchange {

/// What a heading comes to when case, width, blanks, punctuation and the asterisk of a required column do not
/// count.
std::string heading_key(std::string_view heading);

/// A heading's keys, the likeliest first: as it stands, without what stands in brackets behind it, without
/// digits.
std::vector<std::string> heading_keys(std::string_view heading);

/// Where a word can lead.
enum class Meaning : std::uint8_t {
  field,     ///< the field, as `Word::field` names it
  customer,  ///< the customer's name; the name of the company they belong to where another column is a
             ///< person's name
  company,   ///< the name of a company: of the customer's, or the customer's own where no other column names
             ///< it
  title,     ///< a position, or a name's prefix where another column is the position
};

/// What a column can be about. Fields have a part or a key behind a point or a colon:
/// `addresses.postal_code`, `messaging:wechat`; `contact` is a telephone number or an e-mail address, cell by
/// cell.
struct Word {
  std::string_view field = {};
  Meaning meaning = Meaning::field;
  std::string_view kind = {};  ///< the only kind whose field is meant; empty: any that has it
};

/// What a key can mean in any kind, the likeliest first; empty for a key that is no usual word.
std::span<const Word> words_for(std::string_view key);

/// Whether a column is about the time of the latest contact with a customer.
bool is_last_contact(std::string_view heading);

/// The label of a kind's built-in field: Chinese for `zh` and its variants, else English; the name itself for
/// other fields.
std::string_view built_in_label(std::string_view kind, std::string_view field, std::string_view language);

}  // namespace crmlite::exchange
