#include "exchange/lenient.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

#include "base/country.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "exchange/headings.hpp"

namespace crmlite::exchange {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// Digits in groups of three, the first of one to three: `1,234,567`.
bool is_grouped(std::string_view text, char separator) {
  std::size_t group = 0, groups = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      ++group;
    } else if (c == separator && group >= 1 && (groups == 0 ? group <= 3 : group == 3)) {
      ++groups;
      group = 0;
    } else {
      return false;
    }
  }
  return groups > 0 && group == 3;
}

std::string without(std::string_view text, char c) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), c), out.end());
  return out;
}

/// Unsigned digits with separators; nothing else is in the text.
std::optional<std::string> plain_digits(std::string_view text) {
  const auto commas = std::count(text.begin(), text.end(), ','),
             points = std::count(text.begin(), text.end(), '.');
  if (commas == 0 && points == 0) return std::string(text);
  if (commas == 0 || points == 0) {
    const char separator = commas ? ',' : '.';
    const bool grouping = commas ? is_grouped(text, ',') : points > 1 && is_grouped(text, '.');
    if (grouping) return without(text, separator);
    if (commas + points > 1) return std::nullopt;
    std::string plain(text);
    std::replace(plain.begin(), plain.end(), ',', '.');
    return plain;
  }
  const std::size_t decimal = text.find_last_of(",.");
  const char group = text[decimal] == '.' ? ',' : '.';
  if (std::count(text.begin(), text.end(), text[decimal]) > 1 || !is_grouped(text.substr(0, decimal), group))
    return std::nullopt;
  return without(text.substr(0, decimal), group) + '.' + std::string(text.substr(decimal + 1));
}

constexpr std::pair<std::string_view, std::string_view>
    currency_signs[] = {{"us$", "USD"}, {"€", "EUR"},   {"£", "GBP"},      {"₩", "KRW"},
                        {"₹", "INR"},   {"₽", "RUB"}, {"人民币", "CNY"}, {"元", "CNY"},
                        {"rmb", "CNY"}, {"$", ""},      {"¥", ""}};  // dollars and yen or yuan are not told
                                                                     // apart by their sign

/// The text without a currency sign at either end, and the currency if the sign names one.
std::pair<std::string, std::string_view> without_sign(std::string_view text) {
  const std::string folded = base::fold(text);
  for (const auto& [sign, currency] : currency_signs) {
    const std::string_view rest = folded;
    if (rest.starts_with(sign)) return {base::trimmed(rest.substr(sign.size())), currency};
    if (rest.ends_with(sign)) return {base::trimmed(rest.substr(0, rest.size() - sign.size())), currency};
    if (rest.starts_with("-" + std::string(sign)))
      return {"-" + base::trimmed(rest.substr(sign.size() + 1)), currency};
  }
  return {folded, {}};
}

Value read_integer(std::string_view cell) {
  auto number = plain_amount(cell);
  if (!number) return cell;
  if (const std::size_t point = number->find('.'); point != std::string::npos) {
    if (number->find_first_not_of('0', point + 1) != std::string::npos) return cell;
    number->resize(point);  // spreadsheets write 12.0
  }
  return *number;
}

Value read_money(std::string_view cell) {
  if (const auto money = Money::parse(base::trimmed(cell))) return *money;
  auto [amount, currency] = without_sign(cell);
  std::string code(currency);
  if (code.empty() && amount.size() > 3) {  // 1,234.50 EUR, EUR 1,234.50
    const auto is_letters = [](std::string_view t) {
      return std::all_of(t.begin(), t.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    };
    const std::string_view all = amount;
    const std::string_view head = all.substr(0, 3), tail = all.substr(all.size() - 3);
    if (is_letters(head))
      code = head, amount = base::trimmed(all.substr(3));
    else if (is_letters(tail))
      code = tail, amount = base::trimmed(all.substr(0, all.size() - 3));
    for (char& c : code) c = static_cast<char>(c - 'a' + 'A');
  }
  const auto number = plain_number(amount);
  if (!number || code.empty()) return cell;
  const auto money = Money::parse(*number + " " + code);
  return money ? Value(*money) : Value(cell);
}

/// Milliseconds of `9:30`, `09:30:15`, `09:30:15.250`, `9:30 pm`.
std::optional<std::int64_t> time_of_day(std::string_view text) {
  std::int64_t parts[3] = {0, 0, 0}, thousandths = 0;
  int count = 0;
  const char *at = text.data(), *end = text.data() + text.size();
  for (; count < 3; ++count) {
    const auto [next, error] = std::from_chars(at, end, parts[count]);
    if (error != std::errc{} || next - at > 2 || *at == '-') return std::nullopt;
    at = next;
    if (at == end || *at != ':') break;
    ++at;
  }
  ++count;
  if (count < 2 || count > 3) return std::nullopt;
  if (count == 3 && at != end && *at == '.') {
    std::string digits(at + 1, std::min(end, at + 4));
    const std::size_t used = std::min(digits.find_first_not_of("0123456789"), digits.size());
    digits.resize(used);
    if (digits.empty()) return std::nullopt;
    at += 1 + digits.size();
    digits.resize(3, '0');
    std::from_chars(digits.data(), digits.data() + 3, thousandths);
  }
  const std::string half = base::fold(std::string_view(at, static_cast<std::size_t>(end - at)));
  if (half == "am" || half == "pm") {
    if (parts[0] < 1 || parts[0] > 12) return std::nullopt;
    parts[0] = parts[0] % 12 + (half == "pm" ? 12 : 0);
  } else if (!half.empty()) {
    return std::nullopt;
  }
  if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
  return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + thousandths;
}

/// Words for the names of the built-in enumerations, by their keys.
struct NamedWords {
  std::string_view field, name, words;
};
constexpr NamedWords enumerations[] = {
    {"kind", "person", "person individual contact people human 个人 人 自然人 联系人"},
    {"kind", "company",
     "company organisation organization business account firm enterprise corporation 公司 企业 单位 机构 "
     "组织"},
    {"stage", "lead", "lead leads subscriber 线索 潜在线索 新线索"},
    {"stage", "prospect",
     "prospect prospects opportunity marketingqualifiedlead salesqualifiedlead 潜在客户 意向客户 意向 商机"},
    {"stage", "customer", "customer client 客户 成交客户 已成交 正式客户"},
    {"stage", "repeat_customer", "repeatcustomer returningcustomer 老客户 复购客户 回头客"},
    {"stage", "advocate", "advocate evangelist promoter 忠实客户 推荐客户"},
    {"stage", "inactive", "inactive dormant 沉睡客户 沉睡 休眠 休眠客户 不活跃"},
    {"stage", "lost", "lost churned 流失 流失客户 已流失"},
    {"kind", "call", "phone phonecall telephone 电话 通话 打电话 来电 去电 电话沟通"},
    {"kind", "email", "mail 邮件 电子邮件"},
    {"kind", "meeting", "event appointment 会议 会面 面谈 开会"},
    {"kind", "chat", "im livechat wechat 聊天 微信 在线沟通"},
    {"kind", "sms", "text textmessage 短信"},
    {"kind", "social", "socialmedia 社交 社交媒体"},
    {"kind", "inquiry", "enquiry webform 询盘 咨询 询价 网站咨询"},
    {"kind", "visit", "onsite 拜访 上门 上门拜访 来访 客户拜访"},
    {"kind", "note", "notes 备注 记录 笔记"},
    {"kind", "service", "support 服务 售后 售后服务"},
    {"direction", "in", "inbound incoming received 呼入 来电 收到 接收 来"},
    {"direction", "out", "outbound outgoing sent 呼出 去电 外呼 发出 发送 去"},
    {"status", "done", "completed complete finished closed held 完成 已完成 已办 已结束"},
    {"status", "planned", "scheduled notheld 计划 计划中 已计划 待进行 已安排"},
    {"status", "cancelled", "canceled 取消 已取消"},
    {"status", "open", "new todo notstarted pending 待办 未开始 未完成 待处理"},
    {"status", "in_progress", "started 进行中 处理中"},
    {"status", "waiting", "onhold deferred waitingonsomeoneelse 等待 等待中 暂停 已推迟"},
    {"priority", "low", "低 较低"},
    {"priority", "normal", "medium 中 中等 普通 一般 正常"},
    {"priority", "high", "高 较高"},
    {"priority", "urgent", "critical highest 紧急 加急 最高"},
};

bool has_word(std::string_view words, std::string_view key) {
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == key) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

Value read_enumeration(const FieldInfo& field, std::string_view cell) {
  const std::string key = heading_key(cell);
  for (const std::string& name : field.spec.choices)
    if (heading_key(name) == key) return name;
  const auto& names = field.spec.choices;
  for (const NamedWords& e : enumerations)
    if (e.field == field.name && has_word(e.words, key) &&
        std::find(names.begin(), names.end(), e.name) != names.end())
      return e.name;
  return cell;
}

}  // namespace

std::optional<std::string> plain_number(std::string_view text) {
  std::string folded = base::fold(text);
  for (const char filler : {' ', '\'', '_'}) folded = without(folded, filler);
  std::string_view rest = folded;
  bool negative = false;
  if (rest.size() > 2 && rest.front() == '(' && rest.back() == ')') {  // as accountants write it
    rest = rest.substr(1, rest.size() - 2);
    negative = true;
  }
  constexpr std::string_view minus = "−";
  if (rest.starts_with(minus))
    rest.remove_prefix(minus.size()), negative = !negative;
  else if (rest.starts_with('-'))
    rest.remove_prefix(1), negative = !negative;
  else if (rest.starts_with('+'))
    rest.remove_prefix(1);
  if (rest.empty() || rest.find_first_not_of("0123456789,.") != std::string_view::npos ||
      !is_digit(rest.back()))
    return std::nullopt;
  auto plain = plain_digits(rest);
  if (!plain) return std::nullopt;
  if (plain->front() == '.') plain->insert(0, "0");
  const std::size_t point = std::min(plain->find('.'), plain->size());
  if (!all_digits(std::string_view(*plain).substr(0, point))) return std::nullopt;
  return (negative ? "-" : "") + *plain;
}

std::optional<std::string> plain_amount(std::string_view text) {
  return plain_number(without_sign(text).first);
}

std::optional<bool> truth(std::string_view text) {
  const std::string word = base::fold(text);
  for (const std::string_view yes :
       {"true", "yes", "y", "t", "on", "x", "√", "✓", "✔", "是", "对", "有", "真", "启用", "在职"})
    if (word == yes) return true;
  for (const std::string_view no :
       {"false", "no", "n", "f", "off", "×", "✗", "否", "不", "无", "假", "停用", "离职"})
    if (word == no) return false;
  return std::nullopt;
}

std::optional<Timestamp> parse_instant_lenient(std::string_view text, const base::Zone& zone) {
  const std::string folded = base::trimmed(text);
  if (const auto exact = Timestamp::parse(folded)) return exact;
  if (const auto day = base::parse_date_lenient(folded)) return zone.from_local(*day, 0);
  // The time begins behind the last blank or T before its colon.
  const std::string_view all = folded;
  const std::size_t colon = all.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::size_t cut = all.find_last_of(" T", colon);
  if (cut == std::string_view::npos || cut == 0) return std::nullopt;
  const auto day = base::parse_date_lenient(all.substr(0, cut));
  const auto time = time_of_day(all.substr(cut + 1));
  if (!day || !time) return std::nullopt;
  return zone.from_local(*day, *time);
}

std::optional<Timestamp> parse_time_or_day(std::string_view text, const base::Zone& zone) {
  if (const auto instant = parse_instant_lenient(text, zone)) return instant;
  const auto day = base::parse_date_lenient(text);
  return day ? std::optional(zone.from_local(*day, 0)) : std::nullopt;
}

Value read_value(const FieldInfo& field, std::string_view cell, const base::Zone& zone) {
  if (field.built_in && field.spec.type == FieldType::text && !field.spec.choices.empty())
    return read_enumeration(field, cell);
  switch (field.spec.type) {
    case FieldType::integer:
      return read_integer(cell);
    case FieldType::decimal: {
      const auto number = plain_amount(cell);
      return number ? Value(*number) : Value(cell);
    }
    case FieldType::money:
      return read_money(cell);
    case FieldType::boolean: {
      const auto known = truth(cell);
      return known ? Value(*known) : Value(base::trimmed(cell));
    }
    case FieldType::date: {
      const auto day = base::parse_date_lenient(cell);
      return day ? Value(*day) : Value(cell);
    }
    case FieldType::partial_date: {
      const auto day = base::parse_partial_date_lenient(cell);
      return day ? Value(*day) : Value(cell);
    }
    case FieldType::date_time: {
      const auto instant = parse_time_or_day(cell, zone);
      return instant ? Value(*instant) : Value(cell);
    }
    default:
      return cell;
  }
}

}  // namespace crmlite::exchange

namespace crmlite {

std::optional<Timestamp> parse_in_zone(std::string_view text, std::string_view zone) {
  const auto known = base::Zone::recall(zone);
  return known ? exchange::parse_time_or_day(text, *known) : std::nullopt;
}

}  // namespace crmlite
