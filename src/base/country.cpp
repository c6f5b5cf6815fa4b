// Countries by name. All names are folded once, at the first question, into a
// sorted list; a question folds its text and looks there. Dots, blanks and
// hyphens do not count and `&` is `and`, so `U.S.A.` needs no line of its own.
#include "base/country.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace crmlite::base {
namespace {

struct Country {
  std::string_view alpha2;
  std::string_view alpha3;
  std::string_view english;
  std::string_view chinese;
  std::string_view others;  // separated by `;`
};

constexpr Country countries[] = {
#include "base/country_names.inc"
};
static_assert(std::ranges::is_sorted(countries, {}, &Country::alpha2));

constexpr std::size_t longest_name = 250;  // bytes

// What the spellings of one name have in common.
std::string key_of(std::string_view name) {
  std::string key;
  for (const char c : fold(name)) {
    if (c == '&') {
      key += "and";
    } else if (std::string_view(" .,-'()").find(c) == std::string_view::npos) {
      key += c;
    }
  }
  return key;
}

class Names {
 public:
  Names() {
    for (const Country& country : countries) {
      for (const std::string_view name : {country.alpha2, country.alpha3, country.english, country.chinese})
        add(name, country);
      for (std::string_view others = country.others; !others.empty();) {
        const std::size_t length = std::min(others.find(';'), others.size());
        add(others.substr(0, length), country);
        others.remove_prefix(std::min(length + 1, others.size()));
      }
    }
    std::ranges::sort(names_);
  }

  const Country* find(const std::string& key) const {
    const auto found = std::ranges::lower_bound(names_, key, {}, &Name::first);
    return found != names_.end() && found->first == key ? found->second : nullptr;
  }

 private:
  using Name = std::pair<std::string, const Country*>;

  void add(std::string_view name, const Country& country) { names_.emplace_back(key_of(name), &country); }

  std::vector<Name> names_;
};

const Country* by_alpha2(std::string_view code) noexcept {
  const auto found = std::ranges::lower_bound(countries, code, {}, &Country::alpha2);
  return found != std::end(countries) && found->alpha2 == code ? &*found : nullptr;
}

}  // namespace

std::optional<std::string_view> country_code(std::string_view text) {
  if (const Country* country = by_alpha2(text)) return country->alpha2;
  if (text.size() > longest_name || !is_valid_utf8(text)) return std::nullopt;
  static const Names names;
  const Country* country = names.find(key_of(text));
  if (country == nullptr) return std::nullopt;
  return country->alpha2;
}

std::string_view country_name(std::string_view alpha2) noexcept {
  const Country* country = by_alpha2(alpha2);
  return country == nullptr ? std::string_view() : country->english;
}

}  // namespace crmlite::base

namespace crmlite {

std::optional<std::string_view> parse_country(std::string_view text) { return base::country_code(text); }

}  // namespace crmlite
