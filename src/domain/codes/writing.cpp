// Codes put together.
#include <algorithm>

#include <crmlite/error.hpp>

#include "base/check_character.hpp"
#include "base/text.hpp"
#include "domain/codes/alphabet.hpp"
#include "domain/codes/number.hpp"
#include "domain/codes/pattern.hpp"
#include "domain/codes/secrets.hpp"

namespace crmlite::domain {
namespace {

void append_padded(std::string& out, int value, int width) {
  char digits[8];
  for (int i = width; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
  out.append(digits, static_cast<std::size_t>(width));
}

void check_window(Token token, const LocalTime& time, Fiscal fiscal) {
  if (is_short_year(token)) {
    const int year = time_part(long_year(token), time, fiscal);
    if (year < window_first || year > window_last)
      throw Invalid(Issue{{}, "code", "year_window", "years of two digits are those from 2000 to 2099", {}});
  } else if (token == Token::fiscal_year && time_part(token, time, fiscal) > 9999) {
    throw Invalid(Issue{{}, "code", "year_window", "the fiscal year has five digits", {}});
  }
}

bool is_code_letter(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::optional<std::string> CodePattern::piece(std::size_t at, std::string_view value) const {
  const Part& part = parts_[at];
  if (part.token == Token::map) {
    const std::string wanted = base::nfc(value);
    for (const MapEntry& e : part.map)
      if (e.value == wanted) return e.canon;
    return part.otherwise ? std::optional(part.otherwise->canon) : std::nullopt;
  }
  std::string text = canonical_text(value);
  const bool number = part.token == Token::node || (part.token == Token::field && part.letters == 'D');
  if (number) {
    const std::size_t zeros = std::min(text.find_first_not_of('0'), text.empty() ? 0 : text.size() - 1);
    text.erase(0, zeros);
    if (!text.empty() && text.size() < static_cast<std::size_t>(part.least))
      text.insert(0, static_cast<std::size_t>(part.least) - text.size(), '0');
  }
  return shapes_[at].matches(text) ? std::optional(std::move(text)) : std::nullopt;
}

std::string CodePattern::scope_of(const TimeParts& time,
                                  const std::function<std::string_view(std::size_t)>& piece) const {
  std::string scope;
  for (const std::string& key : numbering_.per) {
    if (!scope.empty()) scope += '|';
    if (const auto period = period_named(key))
      scope += period_text(*period, time, fiscal_).value_or(std::string());
    else if (const auto part = part_named(key))
      for (const char c : piece(*part)) scope.append(c == '|' ? 2 : 1, c);
  }
  return scope;
}

std::string CodePattern::scope(const Ingredients& from) const {
  if (numbering_.per.empty()) return {};
  const bool by_time = std::any_of(numbering_.per.begin(), numbering_.per.end(),
                                   [](const std::string& key) { return period_named(key).has_value(); });
  return scope_of(by_time ? time_parts(from.time, fiscal_) : TimeParts(),
                  [&](std::size_t part) { return std::string_view(from.pieces[part]); });
}

void CodePattern::mark(const Part& part, std::string_view text, char* out) const {
  if (part.token == Token::mac) {
    const auto seal = secrets_->seal->of(text);
    // Five bits a character, from the first ones on.
    for (std::size_t i = 0, bit = 0; i < static_cast<std::size_t>(part.least); ++i, bit += 5) {
      const unsigned two = static_cast<unsigned>(seal[bit / 8] << 8) | seal[bit / 8 + 1];
      out[i] = crockford[two >> (11 - bit % 8) & 31];
    }
    return;
  }
  if (checks_all_) return base::check_of(part.check, text, out);
  char counted[longest_text];
  std::size_t size = 0;
  for (const char c : text)
    if (is_code_letter(c)) counted[size++] = c;
  base::check_of(part.check, {counted, size}, out);
}

std::string CodePattern::with_check(std::string text) const {
  for (const Part& part : parts_) {
    if (part.token != Token::check) continue;
    char right[longest_mark];
    const std::size_t width = static_cast<std::size_t>(part.least), at = text.size() - width;
    mark(part, std::string_view(text).substr(0, at), right);
    text.replace(at, width, right, width);
  }
  return text;
}

bool CodePattern::write(const Ingredients& from, Pieces& out) const {
  if (numbering_.present && (from.number < 0 || from.number > numbering_.last)) return false;
  out.text.clear();
  out.at.resize(parts_.size() + 1);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    out.at[i] = static_cast<std::uint16_t>(out.text.size());
    if (is_time(part.token)) {
      check_window(part.token, from.time, fiscal_);
      append_padded(out.text, time_part(part.token, from.time, fiscal_), part.least);
      continue;
    }
    switch (part.token) {
      case Token::literal:
        out.text += part.canon;
        break;
      case Token::soft:
        break;
      case Token::number:
        append_number(out.text, part,
                      part.key.empty() ? from.number
                                       : static_cast<std::int64_t>(secrets_->order->forward(
                                             static_cast<std::uint64_t>(from.number))));
        break;
      case Token::mac:
      case Token::check: {
        char text[longest_mark];
        mark(part, out.text, text);
        out.text.append(text, static_cast<std::size_t>(part.least));
        break;
      }
      default:
        out.text += from.pieces[i];
    }
  }
  out.at[parts_.size()] = static_cast<std::uint16_t>(out.text.size());
  return true;
}

std::string_view printed_of(const Part& map, std::string_view piece) {
  for (const MapEntry& e : map.map)
    if (e.canon == piece) return e.text;
  return map.otherwise && map.otherwise->canon == piece ? std::string_view(map.otherwise->text) : piece;
}

std::string CodePattern::print(const Pieces& pieces) const {
  std::string text;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.token == Token::literal || part.token == Token::soft) {
      text += part.text;
    } else if (part.token == Token::map) {
      text += printed_of(part, pieces.of(i));
    } else {
      text += pieces.of(i);
    }
  }
  return text;
}

void CodePattern::use_keys(const Keys& keys, std::string_view series) {
  auto secrets = std::make_shared<Secrets>();
  for (const Part& part : parts_) {
    if (part.key.empty()) continue;
    const auto key = keys.find(part.key);
    if (key == keys.end()) throw NotFound("the pattern names a key that the file does not have");
    // A key of its own for each use, so that no code tells anything about another series or another part.
    const auto own =
        base::Hmac(key->second).of((part.token == Token::mac ? "seal " : "number ") + std::string(series));
    const std::string_view bytes(reinterpret_cast<const char*>(own.data()), own.size());
    if (part.token == Token::mac)
      secrets->seal.emplace(bytes);
    else
      secrets->order.emplace(bytes, static_cast<std::uint64_t>(last_number(part)) + 1);
  }
  secrets_ = std::move(secrets);
}

}  // namespace crmlite::domain
