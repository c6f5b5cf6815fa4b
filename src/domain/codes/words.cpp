#include "domain/codes/words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "domain/codes/alphabet.hpp"

namespace crmlite::domain {
namespace {

struct Word {
  std::string_view name, chinese, measure = {};
};

constexpr Word kinds[] = {
    // with the word Chinese counts them by
    {"customer", "客户", "个"},    {"user", "用户", "位"},     {"interaction", "互动", "次"},
    {"note", "备注", "条"},        {"task", "任务", "项"},     {"reminder", "提醒", "条"},
    {"attachment", "附件", "个"},  {"relation", "关系", "条"}, {"relation_type", "关系类型", "种"},
    {"order", "交易", "笔"},       {"quote", "报价", "份"},    {"case", "工单", "张"},
    {"opportunity", "商机", "个"}, {"campaign", "活动", "个"}, {"product", "产品", "种"},
};

constexpr Word values[] = {
    {"company", "企业"}, {"person", "个人"}, {"partner", "伙伴"}, {"call", "电话"}, {"email", "邮件"},
    {"meeting", "会议"}, {"visit", "拜访"},  {"chat", "聊天"},    {"sms", "短信"},  {"service", "服务"},
    {"high", "高"},      {"normal", "普通"}, {"low", "低"},       {"true", "是"},   {"false", "否"},
    {"in", "来"},        {"out", "去"},
};

constexpr Word fields[] = {
    {"country", "国家"}, {"region", "地区"}, {"city", "城市"},  {"grade", "等级"},   {"kind", "类型"},
    {"type", "类型"},    {"stage", "阶段"},  {"level", "级别"}, {"channel", "渠道"}, {"customer", "客户"},
    {"parent", "上级"},  {"code", "编码"},   {"no", "号"},
};

std::string_view chinese(std::span<const Word> words, std::string_view name) {
  for (const Word& word : words)
    if (word.name == name) return word.chinese;
  return name;
}

std::string_view measure(std::string_view kind) {
  for (const Word& word : kinds)
    if (word.name == kind) return word.measure;
  return "个";
}

std::string plain_number(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

std::pair<std::string_view, std::string_view> split_last(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.substr(0, dot) == "custom") return {{}, path};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

/// Its label in the language, else the one it has in none.
std::string label_of(const record::FieldDef& field, bool zh) {
  const auto it = field.spec.labels.find(zh ? "zh" : "en");
  return it == field.spec.labels.end() ? field.spec.label : it->second;
}

/// Puts a code into one sentence.
class Sentence {
 public:
  Sentence(Session& s, const Series& series, const CodePattern& pattern, const Pieces& pieces, bool zh)
      : s_(s), series_(series), p_(pattern), pieces_(pieces), zh_(zh) {}

  std::string text() {
    time();
    for (std::size_t i = 0; i < p_.parts().size(); ++i) part(i);
    std::string joined;
    for (const std::string& phrase : phrases_) {
      if (!joined.empty()) joined += zh_ ? "，" : ", ";
      joined += phrase;
    }
    return joined;
  }

 private:
  std::string value_word(std::string_view value) const {
    return std::string(zh_ ? chinese(values, value) : value);
  }

  std::string field_word(std::string_view path) const {
    const auto [group, name] = split_last(path);
    const record::KindDef* kind = s_.catalogue->find_kind(series_.def.kind);
    if (const record::FieldDef* f = kind ? kind->find(path) : nullptr; f && f->custom())
      if (std::string label = label_of(*f, zh_); !label.empty()) return label;
    std::string word(zh_ ? chinese(fields, name) : name);
    if (group.empty()) return word;
    return zh_ ? std::string(chinese(kinds, group)) + word : std::string(group) + " " + word;
  }

  void time() {
    const TimeParts t = p_.time(pieces_);
    std::string text;
    const auto day = t.day();
    if (t.iso_year() >= 0 || t.has(Token::iso_week)) week(t);
    if (t.fiscal_year() >= 0)
      phrases_.push_back(zh_ ? fmt::format("{}财年", t.fiscal_year())
                             : fmt::format("fiscal year {}", t.fiscal_year()));
    if (day)
      text = zh_ ? fmt::format("{}年{}月{}日", day->year, day->month, day->day) : to_string(*day);
    else if (t.year() >= 0)
      text = zh_ ? fmt::format("{}年", t.year()) : fmt::format("{}", t.year());
    if (!day && t.has(Token::month))
      text += zh_ ? fmt::format("{}月", t.of(Token::month))
                  : fmt::format("{}{:02}", text.empty() ? "month " : "-", t.of(Token::month));
    if (!day && t.has(Token::quarter))
      text += zh_ ? fmt::format("第{}季度", t.of(Token::quarter))
                  : fmt::format("{}quarter {}", text.empty() ? "" : " ", t.of(Token::quarter));
    if (t.has(Token::hour)) clock(t, text);
    if (!text.empty()) phrases_.push_back(std::move(text));
  }

  void week(const TimeParts& t) {
    if (zh_)
      phrases_.push_back(
          (t.iso_year() >= 0 ? fmt::format("{}年", t.iso_year()) : std::string()) +
          (t.has(Token::iso_week) ? fmt::format("第{}周", t.of(Token::iso_week)) : std::string()));
    else
      phrases_.push_back((t.has(Token::iso_week) ? fmt::format("week {}", t.of(Token::iso_week))
                                                 : std::string("year of weeks")) +
                         (t.iso_year() >= 0 ? fmt::format(" of {}", t.iso_year()) : std::string()));
  }

  static void clock(const TimeParts& t, std::string& text) {
    text += fmt::format("{}{:02}", text.empty() ? "" : " ", t.of(Token::hour));
    for (const Token token : {Token::minute, Token::second})
      if (t.has(token)) text += fmt::format(":{:02}", t.of(token));
  }

  void part(std::size_t i) {
    const Part& part = p_.parts()[i];
    switch (part.token) {
      case Token::field:
      case Token::map:
        return field(i);
      case Token::number:
        return number(i);
      case Token::node:
        phrases_.push_back((zh_ ? "设备" : "device ") + meaning_of(p_, i, pieces_));
        break;
      case Token::random:
        phrases_.emplace_back(zh_ ? "随机码" : "random");
        break;
      case Token::unique:
        phrases_.emplace_back(zh_ ? "全球唯一码" : "globally unique");
        break;
      case Token::mac:
        phrases_.emplace_back(zh_ ? "防伪码正确" : "seal right");
        break;
      case Token::check:
        phrases_.emplace_back(zh_ ? "校验码正确" : "check character right");
        break;
      default:
        break;
    }
  }

  /// Parts of one referenced record are told together: 第1个企业客户, company customer no. 1.
  void field(std::size_t i) {
    const Part& part = p_.parts()[i];
    const auto [group, name] = split_last(part.path);
    if (group.empty() || !has_number(group)) {
      std::string phrase = field_word(part.path) + " " + value_word(meaning_of(p_, i, pieces_));
      if (part.dynamic == Dynamic::alias) phrase += zh_ ? "（可变）" : " (may change)";
      phrases_.push_back(std::move(phrase));
      return;
    }
    if (name != "no") return;  // told with the number
    std::string traits;
    for (std::size_t j = 0; j < p_.parts().size(); ++j) {
      const auto [of, trait] = split_last(p_.parts()[j].path);
      if (j == i || of != group) continue;
      traits += value_word(meaning_of(p_, j, pieces_));
      if (!zh_) traits += ' ';
    }
    const std::string no = meaning_of(p_, i, pieces_);
    owner_ = zh_ ? fmt::format("第{}{}{}{}", no, measure(group), traits, chinese(kinds, group))
                 : fmt::format("{}{} no. {}", traits, group, no);
    if (!p_.numbering().present) phrases_.push_back(owner_);
  }

  bool has_number(std::string_view group) const {
    const std::string path = std::string(group) + ".no";
    return std::any_of(p_.parts().begin(), p_.parts().end(), [&](const Part& x) { return x.path == path; });
  }

  void number(std::size_t i) {
    const std::string_view kind = s_.catalogue->find_kind(series_.def.kind)->kind->name;
    const std::string no = meaning_of(p_, i, pieces_);
    if (owner_.empty()) owner_ = later_owner(i);
    if (zh_)
      phrases_.push_back(fmt::format("{}第{}{}{}", owner_.empty() ? std::string() : owner_ + "的", no,
                                     measure(kind), chinese(kinds, kind)));
    else
      phrases_.push_back(
          fmt::format("{} no. {}{}", kind, no, owner_.empty() ? std::string() : " of " + owner_));
  }

  /// The number may stand before the record that it counts within.
  std::string later_owner(std::size_t number) {
    for (std::size_t j = number + 1; j < p_.parts().size(); ++j)
      if (const auto [group, name] = split_last(p_.parts()[j].path); !group.empty() && name == "no") {
        field(j);
        return owner_;
      }
    return {};
  }

  Session& s_;
  const Series& series_;
  const CodePattern& p_;
  const Pieces& pieces_;
  bool zh_;
  std::vector<std::string> phrases_;
  std::string owner_;
};

std::string characters_of(const Part& part, bool zh) {
  const std::string width =
      part.least == part.most ? std::to_string(part.least) : fmt::format("{}-{}", part.least, part.most);
  const auto some = [&](std::string_view what, std::string_view chinese_what) {
    return zh ? fmt::format("{}位{}", width, chinese_what) : fmt::format("{} {}", width, what);
  };
  if (is_time(part.token) || part.token == Token::node) return some("digits", "数字");
  switch (part.token) {
    case Token::literal:
    case Token::soft:
      return zh ? "固定字符" : "fixed";
    case Token::number:
      if (part.growth == Growth::rolls || part.base != 10) return some("digits or letters", "数字或字母");
      return some("digits", "数字") + (part.growth == Growth::widens ? (zh ? "（可加长）" : " (grows)") : "");
    case Token::field:
      return part.letters == 'D'   ? some("digits", "数字")
             : part.letters == 'U' ? some("capital letters", "大写字母")
                                   : some("digits or letters", "数字或字母");
    case Token::map: {
      std::string texts;
      for (const MapEntry& e : part.map) texts += (texts.empty() ? "" : ", ") + e.text;
      if (part.otherwise) texts += (texts.empty() ? "" : ", ") + part.otherwise->text;
      return texts;
    }
    default:
      return some("digits or letters", "数字或字母");
  }
}

std::string chinese_path(std::string_view path) {
  const auto [group, name] = split_last(path);
  return std::string(group.empty() ? std::string_view() : chinese(kinds, group)) +
         std::string(chinese(fields, name));
}

std::string period_word(std::string_view key, bool zh) {
  if (!zh) return key == "fy" ? "fiscal year" : std::string(key);
  if (key == "year") return "年";
  if (key == "quarter") return "季度";
  if (key == "month") return "月";
  if (key == "week") return "周";
  if (key == "day") return "日";
  if (key == "fy") return "财年";
  if (key == "node") return "设备";
  return chinese_path(key);
}

}  // namespace

std::string meaning_of(const CodePattern& pattern, std::size_t at, const Pieces& pieces) {
  const Part& part = pattern.parts()[at];
  const std::string_view piece = pieces.of(at);
  switch (part.token) {
    case Token::number:
      return std::to_string(pattern.number(pieces));
    case Token::node:
      return plain_number(piece);
    case Token::field:
      return part.letters == 'D' ? plain_number(piece) : std::string(piece);
    case Token::map:
      for (const MapEntry& e : part.map)
        if (e.canon == piece) return e.value;
      return std::string(piece);
    case Token::short_year:
    case Token::short_iso_year:
    case Token::short_fiscal_year:
      return std::to_string(window_first / 100) + std::string(piece);
    default:
      return std::string(piece);
  }
}

std::string in_words(Session& s, const Series& series, const CodePattern& pattern, const Pieces& pieces,
                     std::string_view language) {
  return Sentence(s, series, pattern, pieces, language == "zh").text();
}

std::vector<CardLine> card_of(Session& s, const Series& series, const Pieces& sample,
                              std::string_view language) {
  const bool zh = language == "zh";
  const CodePattern& p = series.newest();
  const record::KindDef* kind = s.catalogue->find_kind(series.def.kind);
  constexpr std::pair<Token, Word> meanings[] = {
      {Token::literal, {"plain text", "固定文字"}},
      {Token::soft, {"separator, not counted", "分隔符，可省略"}},
      {Token::number, {"running number", "流水号"}},
      {Token::node, {"number of the device", "设备号"}},
      {Token::random, {"random", "随机码"}},
      {Token::unique, {"globally unique", "全球唯一码"}},
      {Token::mac, {"seal against forgery", "防伪码"}},
      {Token::check, {"check character", "校验码"}},
      {Token::year, {"year", "年"}},
      {Token::short_year, {"year", "年（后两位）"}},
      {Token::quarter, {"quarter", "季度"}},
      {Token::month, {"month", "月"}},
      {Token::day, {"day", "日"}},
      {Token::day_of_year, {"day of the year", "一年中第几天"}},
      {Token::iso_year, {"year of the week", "周所属年"}},
      {Token::short_iso_year, {"year of the week", "周所属年（后两位）"}},
      {Token::iso_week, {"week", "周"}},
      {Token::fiscal_year, {"fiscal year", "财年"}},
      {Token::short_fiscal_year, {"fiscal year", "财年（后两位）"}},
      {Token::hour, {"hour", "时"}},
      {Token::minute, {"minute", "分"}},
      {Token::second, {"second", "秒"}},
  };
  std::vector<CardLine> lines;
  int at = 1;
  for (std::size_t i = 0; i < p.parts().size(); ++i) {
    const Part& part = p.parts()[i];
    CardLine line;
    const bool plain = part.token == Token::literal || part.token == Token::soft;
    line.example =
        plain ? part.text
              : std::string(part.token == Token::map ? printed_of(part, sample.of(i)) : sample.of(i));
    const int width = static_cast<int>(plain || part.token == Token::map ? base::code_points(line.example)
                                                                         : p.shape(i).shortest());
    line.first = at;
    line.last = at + width - 1;
    at += width;
    line.characters = characters_of(part, zh);
    for (const auto& [token, word] : meanings)
      if (token == part.token) line.meaning = zh ? word.chinese : word.name;
    if (!part.path.empty()) {
      const record::FieldDef* f = kind ? kind->find(part.path) : nullptr;
      line.meaning = f ? label_of(*f, zh) : std::string();
      if (line.meaning.empty()) line.meaning = zh ? chinese_path(part.path) : std::string(part.path);
      for (const MapEntry& e : part.map)
        line.meaning += fmt::format("{}{} = {}", &e == &part.map.front() ? ": " : ", ", e.text,
                                    zh ? chinese(values, e.value) : std::string_view(e.value));
      if (part.dynamic == Dynamic::alias)
        line.meaning += zh ? "（可变，旧码仍有效）" : " (may change; former codes stay valid)";
    }
    if (part.token == Token::number && !p.numbering().per.empty()) {
      std::string per;
      for (const std::string& key : p.numbering().per)
        per += (per.empty() ? "" : " + ") + period_word(key, zh);
      line.meaning += zh ? "，按" + per + "分别计数" : ", anew for each " + per;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace crmlite::domain
