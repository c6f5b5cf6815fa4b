#include "domain/codes/pattern.hpp"

#include <algorithm>

#include "base/check_character.hpp"
#include "base/text.hpp"
#include "domain/codes/alphabet.hpp"
#include "domain/codes/number.hpp"

namespace crmlite::domain {
namespace {

struct Name {
  std::string_view text;
  Token token;
};

/// By these names people speak of the parts that no field names.
constexpr Name part_names[] = {{"number", Token::number},
                               {"node", Token::node},
                               {"random", Token::random},
                               {"year", Token::year},
                               {"year", Token::short_year},
                               {"quarter", Token::quarter},
                               {"month", Token::month},
                               {"day", Token::day},
                               {"day_of_year", Token::day_of_year},
                               {"week_year", Token::iso_year},
                               {"week_year", Token::short_iso_year},
                               {"week", Token::iso_week},
                               {"fy", Token::fiscal_year},
                               {"fy", Token::short_fiscal_year},
                               {"hour", Token::hour},
                               {"minute", Token::minute},
                               {"second", Token::second},
                               {"unique", Token::unique},
                               {"mac", Token::mac},
                               {"check", Token::check}};

bool prints_otherwise(const Part& part) {
  const auto entry_does = [](const MapEntry& e) { return e.text != e.canon; };
  return part.token == Token::soft || (part.token == Token::literal && part.text != part.canon) ||
         std::any_of(part.map.begin(), part.map.end(), entry_does) ||
         (part.otherwise && entry_does(*part.otherwise));
}

}  // namespace

/// What follows from the parts as a whole.
void CodePattern::settle() {
  ByteSet seen;
  prints_canonical_ = std::none_of(parts_.begin(), parts_.end(), prints_otherwise);
  for (Part& part : parts_) {
    if (part.token == Token::soft) {
      if (soft_.find(part.text) == std::string::npos) soft_ += part.text;
      shapes_.push_back(shape_of(part));
      continue;
    }
    tells_time_ = tells_time_ || is_time(part.token);
    if (part.token == Token::check) {
      if (part.check == CheckSystem::unchecked)
        part.check = (seen | ByteSet(digits_of(10))) == ByteSet(digits_of(10))   ? CheckSystem::damm
                     : (seen | ByteSet(crockford)) == ByteSet(crockford)         ? CheckSystem::f32
                     : (seen | ByteSet(digits_of(31))) == ByteSet(digits_of(31)) ? CheckSystem::f31
                                                                                 : CheckSystem::f36;
      part.least = part.most = static_cast<int>(base::check_rules(part.check).count);
    }
    shapes_.push_back(shape_of(part));
    const ByteSet all = shapes_.back().all(), counted = all & ByteSet(letters_and_digits);
    seen = seen | counted;
    if (part.token != Token::check && all != counted) checks_all_ = false;
    find_twin(shapes_.size() - 1);
  }
  least_after_.assign(parts_.size() + 1, 0);
  most_after_.assign(parts_.size() + 1, 0);
  for (std::size_t i = parts_.size(); i-- > 0;) {
    least_after_[i] = least_after_[i + 1] + shapes_[i].shortest();
    most_after_[i] = most_after_[i + 1] + shapes_[i].longest();
  }
  if (shortest() == longest())
    for (const std::size_t left : least_after_)
      offsets_.push_back(static_cast<std::uint16_t>(shortest() - left));
  if (numbering_.present) numbering_.last = last_number(parts_[numbering_.part]);
}

void CodePattern::find_twin(std::size_t at) {
  const Part& part = parts_[at];
  if (!is_time(part.token) && part.token != Token::node && part.token != Token::field) return;
  for (std::size_t i = 0; i < at; ++i) {
    const Part& p = parts_[i];
    if (p.token == part.token && p.path == part.path && p.letters == part.letters && p.least == part.least &&
        p.most == part.most) {
      twins_.emplace_back(i, at);
      return;
    }
  }
}

std::optional<std::size_t> CodePattern::part_named(std::string_view name) const {
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (!parts_[i].path.empty() && parts_[i].path == name) return i;
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (name_of(parts_[i]) == name) return i;
  return std::nullopt;
}

std::string_view name_of(const Part& part) {
  if (!part.path.empty()) return part.path;
  for (const Name& known : part_names)
    if (known.token == part.token) return known.text;
  return {};
}

std::string canonical_text(std::string_view text) {
  std::string folded = base::fold(text);
  std::erase_if(folded, [](char c) { return c == ' '; });
  for (char& c : folded)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return folded;
}

}  // namespace crmlite::domain
