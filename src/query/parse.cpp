// Reading the text form of filters: recursive descent, one function a rule, every mistake with its position.
#include <crmlite/error.hpp>
#include <crmlite/filter.hpp>

#include "base/text.hpp"
#include "query/words.hpp"

namespace crmlite {
namespace {

using Op = detail::FilterNode::Op;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { advance(); }

  Filter run() {
    if (kind_ == End) return {};
    Filter filter = alternatives();
    if (kind_ != End) fail("unexpected here");
    return filter;
  }

 private:
  enum Kind { End, Word, Quoted, Sign };

  [[noreturn]] void fail(std::string_view what) const {
    throw Invalid("filter: " + std::string(what) + " (position " + std::to_string(start_ + 1) + ")");
  }

  void advance() {
    while (const std::size_t n = query::blank_at(text_, pos_)) pos_ += n;
    start_ = pos_;
    token_.clear();
    if (pos_ >= text_.size()) {
      kind_ = End;
    } else if (text_[pos_] == '"') {
      quoted();
    } else if (query::is_sign(text_[pos_])) {
      kind_ = Sign;
      token_ = text_[pos_++];
      if (pos_ < text_.size() && text_[pos_] == '=' && std::string_view("<>!").find(token_[0]) != std::string_view::npos)
        token_ += text_[pos_++];
    } else {
      kind_ = Word;
      while (pos_ < text_.size() && !query::is_sign(text_[pos_]) && !query::blank_at(text_, pos_)) token_ += text_[pos_++];
    }
  }

  void quoted() {
    kind_ = Quoted;
    for (++pos_; pos_ < text_.size(); ++pos_) {
      if (text_[pos_] == '"') {
        ++pos_;
        return;
      }
      if (text_[pos_] == '\\' && ++pos_ >= text_.size()) break;
      token_ += text_[pos_];
    }
    fail("a quote that does not end");
  }

  bool is_word(std::string_view word) const {
    if (kind_ != Word || token_.size() != word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char c = token_[i];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != word[i]) return false;
    }
    return true;
  }
  bool take_word(std::string_view word) {
    if (!is_word(word)) return false;
    advance();
    return true;
  }
  bool take_sign(std::string_view sign) {
    if (kind_ != Sign || token_ != sign) return false;
    advance();
    return true;
  }

  Filter alternatives() {
    if (++depth_ > detail::deepest_filter) fail("nested too deep");
    std::vector<Filter> sides;
    do sides.push_back(conditions());
    while (take_word("or"));
    --depth_;
    return detail::make_join(Op::any_of, sides);
  }

  Filter conditions() {
    std::vector<Filter> sides;
    do sides.push_back(condition());
    while (take_word("and"));
    return detail::make_join(Op::all_of, sides);
  }

  Filter condition() {
    if (take_word("not")) {
      if (++depth_ > detail::deepest_filter) fail("nested too deep");
      Filter inner = condition();
      --depth_;
      return !inner;
    }
    if (take_word("nothing")) return !Filter{};
    if (take_sign("(")) {
      Filter filter = alternatives();
      if (!take_sign(")")) fail("a closing bracket is missing");
      return filter;
    }
    if (kind_ == Word && token_.size() >= 4 && base::fold(token_.substr(0, 4)) == "tag:") return tag();
    if (kind_ != Word && kind_ != Quoted) fail("a field, tag:NAME, not or an opening bracket is expected");
    std::string field = token_;
    advance();
    return comparison(std::move(field));
  }

  Filter tag() {
    std::string name = token_.substr(4);
    const bool adjacent = pos_ < text_.size() && text_[pos_] == '"';
    if (name.empty() && !adjacent) fail("the name of a tag is missing");
    advance();
    if (name.empty()) {
      name = token_;
      advance();
    }
    return has_tag(name);
  }

  Value value() {
    if (kind_ == Quoted) {
      Value text(token_);
      advance();
      return text;
    }
    if (kind_ != Word) fail("a value is expected");
    Value v = query::meaning(token_);
    advance();
    return v;
  }

  Filter comparison(std::string field) {
    using detail::make_compare;
    static constexpr std::pair<std::string_view, Compare> signs[] = {
        {"=", Compare::equal},         {"!=", Compare::not_equal}, {"<=", Compare::less_equal},
        {">=", Compare::greater_equal}, {"<", Compare::less},       {">", Compare::greater}};
    for (const auto& [sign, op] : signs)
      if (take_sign(sign)) return make_compare(std::move(field), op, {value()});
    static constexpr std::pair<std::string_view, Compare> words[] = {
        {"contains", Compare::contains}, {"starts", Compare::starts}, {"ends", Compare::ends}};
    for (const auto& [word, op] : words)
      if (take_word(word)) {
        if (kind_ != Word && kind_ != Quoted) fail("a text is expected");
        Value text(token_);
        advance();
        return make_compare(std::move(field), op, {std::move(text)});
      }
    if (take_word("in")) return membership(std::move(field));
    if (take_word("between")) {
      Value low = value();
      if (!take_word("and")) fail("`and` is expected between the two limits");
      return make_compare(std::move(field), Compare::between, {std::move(low), value()});
    }
    if (take_word("is")) {
      const bool negated = take_word("not");
      const bool unnormalised = take_word("unnormalised");
      if (!unnormalised && !take_word("empty")) fail("`empty` or `unnormalised` is expected");
      Filter filter = make_compare(std::move(field), unnormalised ? Compare::unnormalised : Compare::empty, {});
      return negated ? !filter : filter;
    }
    fail("a comparison is expected");
  }

  /// `last 30 days`, after `in`.
  Filter period(std::string field, Compare op) {
    const Value days = value();
    if (!days.get_if<std::int64_t>()) fail("a number of days is expected");
    if (!take_word("days") && !take_word("day")) fail("`days` is expected");
    return detail::make_compare(std::move(field), op, {days});
  }

  Filter membership(std::string field) {
    if (take_word("last")) return period(std::move(field), Compare::in_last);
    if (take_word("next")) return period(std::move(field), Compare::in_next);
    if (!take_sign("(")) fail("an opening bracket is expected");
    std::vector<Value> values;
    do values.push_back(value());
    while (take_sign(","));
    if (!take_sign(")")) fail("a closing bracket is missing");
    return detail::make_compare(std::move(field), Compare::in, std::move(values));
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::size_t start_ = 0;
  Kind kind_ = End;
  std::string token_;
  int depth_ = 0;
};

}  // namespace

Filter parse_filter(std::string_view text) {
  if (!base::is_valid_utf8(text)) throw Invalid("filter: not valid UTF-8");
  return Parser(text).run();
}

}  // namespace crmlite
