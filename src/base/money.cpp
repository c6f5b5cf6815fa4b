// Exact decimals and amounts: whole numbers and a place for the point, read and written digit by digit.
#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include <crmlite/money.hpp>

namespace crmlite {
namespace {

constexpr std::size_t most_digits = 18;
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

constexpr std::array<std::int64_t, most_digits + 1> powers = [] {
  std::array<std::int64_t, most_digits + 1> out{1};
  for (std::size_t i = 1; i < out.size(); ++i) out[i] = out[i - 1] * 10;
  return out;
}();

constexpr std::int64_t power(std::size_t scale) noexcept { return powers[std::min(scale, most_digits)]; }

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// A number as it is written, without zeros in front.
struct Written {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

std::optional<Written> take_apart(std::string_view text) noexcept {
  Written out;
  out.negative = text.starts_with('-');
  if (out.negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  out.whole = text.substr(0, point);
  if (point != std::string_view::npos) out.fraction = text.substr(point + 1);
  if (out.whole.empty() || (point != std::string_view::npos && out.fraction.empty())) return std::nullopt;
  if (!std::all_of(out.whole.begin(), out.whole.end(), is_digit)) return std::nullopt;
  if (!std::all_of(out.fraction.begin(), out.fraction.end(), is_digit)) return std::nullopt;
  out.whole.remove_prefix(std::min(out.whole.find_first_not_of('0'), out.whole.size()));
  return out;
}

// Nothing beyond the range. Counted downwards, as the range reaches one further there.
std::optional<std::int64_t> units_of(const Written& number) noexcept {
  std::int64_t units = 0;
  for (const std::string_view digits : {number.whole, number.fraction}) {
    for (const char c : digits) {
      const int digit = c - '0';
      if (units < (smallest + digit) / 10) return std::nullopt;
      units = units * 10 - digit;
    }
  }
  if (number.negative) return units;
  return units == smallest ? std::nullopt : std::optional(-units);
}

std::optional<std::int64_t> multiplied(std::int64_t units, std::int64_t factor) noexcept {
  if (units > largest / factor || units < smallest / factor) return std::nullopt;
  return units * factor;
}

// Every code in use with the digits of its minor unit, ascending. Those without a minor unit (metals,
// baskets, the codes for tests and for no currency) are no money and left out. As of the amendments in force
// on 2026-01-01.
constexpr std::string_view currencies =
    "AED2 AFN2 ALL2 AMD2 AOA2 ARS2 AUD2 AWG2 AZN2 BAM2 BBD2 BDT2 BHD3 BIF0 BMD2 BND2 BOB2 BOV2 BRL2 BSD2 "
    "BTN2 BWP2 BYN2 BZD2 CAD2 CDF2 CHE2 CHF2 CHW2 CLF4 CLP0 CNY2 COP2 COU2 CRC2 CUP2 CVE2 CZK2 DJF0 DKK2 "
    "DOP2 DZD2 EGP2 ERN2 ETB2 EUR2 FJD2 FKP2 GBP2 GEL2 GHS2 GIP2 GMD2 GNF0 GTQ2 GYD2 HKD2 HNL2 HTG2 HUF2 "
    "IDR2 ILS2 INR2 IQD3 IRR2 ISK0 JMD2 JOD3 JPY0 KES2 KGS2 KHR2 KMF0 KPW2 KRW0 KWD3 KYD2 KZT2 LAK2 LBP2 "
    "LKR2 LRD2 LSL2 LYD3 MAD2 MDL2 MGA2 MKD2 MMK2 MNT2 MOP2 MRU2 MUR2 MVR2 MWK2 MXN2 MXV2 MYR2 MZN2 NAD2 "
    "NGN2 NIO2 NOK2 NPR2 NZD2 OMR3 PAB2 PEN2 PGK2 PHP2 PKR2 PLN2 PYG0 QAR2 RON2 RSD2 RUB2 RWF0 SAR2 SBD2 "
    "SCR2 SDG2 SEK2 SGD2 SHP2 SLE2 SOS2 SRD2 SSP2 STN2 SVC2 SYP2 SZL2 THB2 TJS2 TMT2 TND3 TOP2 TRY2 TTD2 "
    "TWD2 TZS2 UAH2 UGX0 USD2 USN2 UYI0 UYU2 UYW4 UZS2 VED2 VES2 VND0 VUV0 WST2 XAD2 XAF0 XCD2 XCG2 XOF0 "
    "XPF0 YER2 ZAR2 ZMW2 ZWG2 ";
constexpr std::size_t code_size = 3;
constexpr std::size_t entry_size = 5;

constexpr bool is_ascending(std::string_view entries) {
  for (std::size_t i = entry_size; i < entries.size(); i += entry_size) {
    if (entries.substr(i - entry_size, code_size) >= entries.substr(i, code_size)) return false;
  }
  return entries.size() % entry_size == 0;
}
static_assert(is_ascending(currencies));

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) noexcept {
  auto number = take_apart(text);
  if (!number) return std::nullopt;
  // Zeros at the end are kept, being a statement of precision, but none is worth refusing the value.
  const auto is_too_long = [&] { return number->whole.size() + number->fraction.size() > most_digits; };
  while (is_too_long() && number->fraction.ends_with('0')) number->fraction.remove_suffix(1);
  if (is_too_long()) return std::nullopt;
  const auto units = units_of(*number);
  if (!units) return std::nullopt;
  return Decimal{*units, static_cast<std::uint8_t>(number->fraction.size())};
}

std::optional<Decimal> Decimal::rescaled(std::uint8_t to) const noexcept {
  if (to > most_digits || scale > most_digits) return std::nullopt;
  if (to < scale) {
    const std::int64_t divisor = power(static_cast<std::size_t>(scale - to));
    if (units % divisor != 0) return std::nullopt;
    return Decimal{units / divisor, to};
  }
  const auto multiple = multiplied(units, power(static_cast<std::size_t>(to - scale)));
  if (!multiple) return std::nullopt;
  return Decimal{*multiple, to};
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
  const std::int64_t a_whole = a.units / power(a.scale);
  const std::int64_t b_whole = b.units / power(b.scale);
  if (a_whole != b_whole) return a_whole <=> b_whole;
  // What is left of each is less than 10^scale, so that it fits at the larger scale.
  const std::size_t scale = std::min<std::size_t>(std::max(a.scale, b.scale), most_digits);
  const auto fraction = [scale](const Decimal& d) {
    return d.units % power(d.scale) * power(scale - std::min<std::size_t>(d.scale, scale));
  };
  return fraction(a) <=> fraction(b);
}

std::optional<Money> Money::parse(std::string_view text) {
  if (text.size() <= code_size + 1) return std::nullopt;
  const bool code_first = text[code_size] == ' ' && !is_digit(text[0]) && text[0] != '-';
  const std::string_view code = code_first ? text.substr(0, code_size) : text.substr(text.size() - code_size);
  const std::string_view rest = code_first ? text.substr(code_size) : text.substr(0, text.size() - code_size);
  if ((code_first ? rest.front() : rest.back()) != ' ') return std::nullopt;
  const auto digits = currency_digits(code);
  auto number = take_apart(code_first ? rest.substr(1) : rest.substr(0, rest.size() - 1));
  if (!digits || !number || number->fraction.size() > static_cast<std::size_t>(*digits)) return std::nullopt;

  const auto units = units_of(*number);
  if (!units) return std::nullopt;
  const auto minor = multiplied(*units, power(static_cast<std::size_t>(*digits) - number->fraction.size()));
  if (!minor) return std::nullopt;
  return Money{*minor, std::string(code)};
}

std::optional<int> currency_digits(std::string_view code) noexcept {
  if (code.size() != code_size) return std::nullopt;
  std::size_t first = 0;
  std::size_t last = currencies.size() / entry_size;
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    const std::string_view entry = currencies.substr(middle * entry_size, entry_size);
    const int order = entry.substr(0, code_size).compare(code);
    if (order == 0) return entry[code_size] - '0';
    (order < 0 ? first : last) = order < 0 ? middle + 1 : middle;
  }
  return std::nullopt;
}

std::string to_string(Decimal value) {
  std::string out = std::to_string(value.units);
  if (value.scale == 0) return out;
  const std::size_t sign = value.units < 0 ? 1 : 0;
  const std::size_t scale = value.scale;
  if (out.size() - sign <= scale) out.insert(sign, scale + 1 - (out.size() - sign), '0');
  out.insert(out.size() - scale, 1, '.');
  return out;
}

std::string to_string(const Money& value) {
  const int digits =
      currency_digits(value.currency).value_or(2);  // most currencies, those gone included, have two
  return to_string(Decimal{value.minor, static_cast<std::uint8_t>(digits)}) + ' ' + value.currency;
}

}  // namespace crmlite
