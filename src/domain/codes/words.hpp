// Codes in words, Chinese and English: what a part says, what a whole code says, and the rule card of a
// series.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <crmlite/code.hpp>

#include "domain/codes/series.hpp"

namespace crmlite::domain {

/// The value behind a piece: a map's value by its name, a number without zeros, a year in four digits.
std::string meaning_of(const CodePattern& pattern, std::size_t part, const Pieces& pieces);
std::string in_words(Session& s, const Series& series, const CodePattern& pattern, const Pieces& pieces,
                     std::string_view language);
/// `sample`: a code whose pieces serve as the examples.
std::vector<CardLine> card_of(Session& s, const Series& series, const Pieces& sample,
                              std::string_view language);

}  // namespace crmlite::domain
