// What a cell holds of a field with several values: plain texts divided by `; `, or JSON where plain texts
// would lose something. What `cell_text` writes, `read_elements` and `split_texts` read back to the same
// elements.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/fields.hpp>

namespace crmlite::exchange {

/// The tags of any kind, which are no field of the catalogue, as if they were one.
const FieldInfo& tags_field();

/// The pieces of a cell with several plain values, trimmed, none empty. Telephone numbers, e-mail addresses,
/// tags and web addresses may also be divided by commas, which other texts may hold.
std::vector<std::string> split_plain(std::string_view field, std::string_view cell);

/// The names in a cell of tags or of choices: plain, or a JSON array of texts.
std::vector<std::string> split_texts(const FieldInfo& field, std::string_view cell);

/// An element of a list from plain text: in its first column, or `first=second` where elements have two.
std::vector<Value> element_of(const FieldInfo& field, std::string_view text);

/// The elements a JSON array in a cell gives, in the order of the list's columns; nothing when it is none of
/// this list.
std::optional<ValueRows> elements_from_json(const FieldInfo& field, std::string_view cell);

/// What a cell holds so that reading it gives the value again.
std::string cell_text(const FieldInfo& field, const Value& value);

}  // namespace crmlite::exchange
