// Codes taken apart: the only way the parts of a pattern fit a text, and the proofs that a code carries.
#include <array>

#include "base/check_character.hpp"
#include "domain/codes/alphabet.hpp"
#include "domain/codes/number.hpp"
#include "domain/codes/pattern.hpp"
#include "domain/codes/secrets.hpp"

namespace crmlite::domain {
namespace {

int decimal(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// What a look-alike may have been meant for.
char meant(char c) { return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c; }

}  // namespace

/// Tries the chains of each part from left to right and remembers where the rest cannot fit.
class CodePattern::Matcher {
 public:
  Matcher(const CodePattern& pattern, Pieces& out, bool lenient)
      : pattern_(pattern), out_(out), lenient_(lenient) {}

  bool from(std::size_t part, std::size_t pos) {
    const std::size_t left = out_.text.size() - pos;
    if (left < pattern_.least_after_[part] || left > pattern_.most_after_[part]) return false;
    out_.at[part] = static_cast<std::uint16_t>(pos);
    if (part == pattern_.parts_.size()) return true;
    if (is_dead(part, pos)) return false;
    for (const Chain& chain : pattern_.shapes_[part].chains) {
      std::size_t fitting = 0;
      while (fitting < chain.classes.size() && fitting < left && fits(chain.classes[fitting], pos + fitting))
        ++fitting;
      for (std::size_t length = chain.least; length <= fitting; ++length)
        if (from(part + 1, pos + length)) {
          if (lenient_) mend(chain, pos, length);
          return true;
        }
    }
    bury(part, pos);
    return false;
  }

 private:
  bool fits(const ByteSet& set, std::size_t pos) const {
    const char c = out_.text[pos];
    return set.has(c) || (lenient_ && set.has(meant(c)));
  }

  void mend(const Chain& chain, std::size_t pos, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i)
      if (!chain.classes[i].has(out_.text[pos + i])) out_.text[pos + i] = meant(out_.text[pos + i]);
  }

  // Only patterns of several widths come back to a place; the first 64 bytes are all that those can have.
  bool is_dead(std::size_t part, std::size_t pos) const {
    return part < dead_.size() && pos < 64 && (dead_[part] >> pos & 1) != 0;
  }
  void bury(std::size_t part, std::size_t pos) {
    if (part < dead_.size() && pos < 64) dead_[part] |= std::uint64_t{1} << pos;
  }

  const CodePattern& pattern_;
  Pieces& out_;
  bool lenient_;
  std::array<std::uint64_t, 24> dead_{};
};

std::string CodePattern::without_soft(std::string_view canonical) const {
  std::string text(canonical);
  if (!soft_.empty()) std::erase_if(text, [this](char c) { return soft_.find(c) != std::string::npos; });
  return text;
}

Reading CodePattern::read(std::string_view text, Pieces& out, bool lenient) const {
  if (text.size() < shortest() || text.size() > longest()) return Reading::other;
  out.text = text;
  out.at.resize(parts_.size() + 1);
  // What fits as it stands is taken so, before anything is read for what it may have been meant for.
  if (!fits_as_it_stands(out) && !(lenient && Matcher(*this, out, true).from(0, 0))) return Reading::other;
  for (const auto& [one, other] : twins_)
    if (out.of(one) != out.of(other)) return Reading::other;
  if (numbering_.present) {
    const std::size_t part = numbering_.part;
    const auto printed = read_number(parts_[part], out.of(part));
    if (!printed || *printed > numbering_.last) return Reading::other;
  }
  if (tells_time_ && !time(out).possible(fiscal_)) return Reading::other;
  return prove(out);
}

bool CodePattern::fits_as_it_stands(Pieces& out) const {
  if (offsets_.empty()) return Matcher(*this, out, false).from(0, 0);
  out.at = offsets_;
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (!shapes_[i].matches(out.of(i))) return false;
  return true;
}

Reading CodePattern::prove(const Pieces& pieces) const {
  for (std::size_t i = parts_.size(); i-- > 0;) {
    const Part& part = parts_[i];
    if (part.token == Token::soft) continue;
    if (part.token != Token::check && part.token != Token::mac) break;
    char text[longest_mark];
    mark(part, std::string_view(pieces.text).substr(0, pieces.at[i]), text);
    if (pieces.of(i) != std::string_view(text, static_cast<std::size_t>(part.least)))
      return part.token == Token::check ? Reading::wrong_check : Reading::forged;
  }
  return Reading::fits;
}

std::int64_t CodePattern::number(const Pieces& pieces) const {
  if (!numbering_.present) return 0;
  const Part& part = parts_[numbering_.part];
  const std::int64_t printed = *read_number(part, pieces.of(numbering_.part));
  if (part.key.empty()) return printed;
  return static_cast<std::int64_t>(secrets_->order->inverse(static_cast<std::uint64_t>(printed)));
}

TimeParts CodePattern::time(const Pieces& pieces) const {
  TimeParts parts;
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (is_time(parts_[i].token)) parts.set(parts_[i].token, decimal(pieces.of(i)));
  return parts;
}

std::string CodePattern::scope(const Pieces& pieces) const {
  const TimeParts parts = tells_time_ ? time(pieces) : TimeParts();
  return scope_of(parts, [&](std::size_t part) { return pieces.of(part); });
}

}  // namespace crmlite::domain
