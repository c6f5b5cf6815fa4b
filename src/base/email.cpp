// E-mail and web addresses. Both are folded first, so that full-width and upper-case spellings need no
// rules of their own. A host is the same thing in both: labels of letters, digits and inner hyphens.
#include "base/email.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"

namespace crmlite::base {
namespace {

constexpr std::size_t longest_local_part = 64;
constexpr std::size_t longest_address = 254;
constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_label = 63;
constexpr std::size_t most_digits_of_port = 5;
constexpr int highest_port = 65535;

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }
constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

// What no script writes words with: controls, punctuation, blanks, symbols, what has no meaning of its own.
bool is_outside_words(char32_t c) noexcept {
  return c < 0xA0 || c == 0xAD || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c < 0x2C00) ||
         (c >= 0x3000 && c < 0x3005) || (c >= 0x3008 && c < 0x3021) || c == 0x3030 ||
         (c >= 0xD800 && c < 0xF900) || (c >= 0xFE00 && c < 0xFE10) || c == 0xFEFF ||
         (c >= 0xFFF0 && c < 0x10000) || c >= 0xE0000;
}

// Whether every character is `ascii`'s or a word's in another script.
bool consists_of(std::string_view text, bool (*ascii)(char)) noexcept {
  for (std::size_t pos = 0; pos < text.size();) {
    const bool good = is_ascii(text[pos]) ? ascii(text[pos++]) : !is_outside_words(decode(text, pos));
    if (!good) return false;
  }
  return true;
}

// False as soon as one of the parts between the dots is not `good`.
bool dotted(std::string_view text, bool (*good)(std::string_view)) {
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!good(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-' &&
         consists_of(label, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool is_host(std::string_view host) { return host.size() <= longest_host && dotted(host, is_label); }

// A host with a dot that is no IP address: no top-level domain is a number.
bool is_domain(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  return dot != std::string_view::npos && !std::ranges::all_of(host.substr(dot + 1), is_digit) &&
         is_host(host);
}

bool is_atom(std::string_view atom) {
  return !atom.empty() && consists_of(atom, [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

bool is_address(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || at > longest_local_part || address.size() > longest_address)
    return false;
  return dotted(address.substr(0, at), is_atom) && is_domain(address.substr(at + 1));
}

// fold() without its pains for what nearly all addresses are.
std::string folded(std::string_view text) {
  if (!std::ranges::all_of(text, [](char c) { return is_ascii(c) && c > ' '; })) return fold(text);
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) noexcept {
  return text.size() >= start.size() && std::ranges::equal(text.substr(0, start.size()), start, {}, lower);
}

bool is_port(std::string_view port) noexcept {
  if (port.empty() || port.size() > most_digits_of_port || !std::ranges::all_of(port, is_digit)) return false;
  int number = 0;
  for (const char c : port) number = number * 10 + (c - '0');
  return number > 0 && number <= highest_port;
}

// A web address cut up: the host folded, `port` with its colon, `rest` from the first `/`, `?` or `#` on.
struct Url {
  std::string host = {};
  std::string_view port = {};
  std::string_view rest = {};
};

std::optional<Url> split_url(std::string_view text) {
  bool bare = true;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!starts_with_ignoring_case(text, scheme)) continue;
    text.remove_prefix(scheme.size());
    bare = false;
    break;
  }
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  const std::size_t colon = std::min(text.substr(0, end).find(':'), end);
  Url url{folded(text.substr(0, colon)), text.substr(colon, end - colon), text.substr(end)};
  if (!url.port.empty() && !is_port(url.port.substr(1))) return std::nullopt;
  if (bare ? !is_domain(url.host) : !is_host(url.host)) return std::nullopt;
  return url;
}

// Trimmed, and without anything that must be escaped or cannot be seen.
std::optional<std::string> clean(std::string_view text) {
  if (!is_valid_utf8(text)) return std::nullopt;
  std::string out = trimmed(text);
  for (std::size_t pos = 0; pos < out.size();) {
    const char32_t c = decode(out, pos);
    if (c <= ' ' || (c >= 0x7F && c <= 0xA0) || c == 0x3000 || (c >= 0x2000 && c < 0x2010) ||
        (c >= 0x2028 && c < 0x2030) || (c >= 0x205F && c < 0x2070) || c == 0xFEFF || c == '<' || c == '>' ||
        c == '"' || c == '\\')
      return std::nullopt;
  }
  return out;
}

}  // namespace

std::optional<std::string> normalise_email(std::string_view text) {
  constexpr std::string_view scheme = "mailto:";
  if (text.size() > 4 * longest_address || !is_valid_utf8(text)) return std::nullopt;
  std::string address = folded(text);
  if (address.size() > 2 && address.front() == '<' && address.back() == '>') {
    address.pop_back();
    address.erase(0, 1);
  }
  if (address.starts_with(scheme)) address.erase(0, scheme.size());
  if (!is_address(address)) return std::nullopt;
  return address;
}

bool is_url(std::string_view text) {
  const auto url = clean(text);
  return url && split_url(*url);
}

std::optional<std::string> normalise_url(std::string_view text) {
  constexpr std::string_view www = "www.";
  const auto cleaned = clean(text);
  auto url = cleaned ? split_url(*cleaned) : std::nullopt;
  if (!url) return std::nullopt;
  while (url->host.starts_with(www) && url->host.find('.', www.size()) != std::string::npos)
    url->host.erase(0, www.size());
  std::string out = std::move(url->host);
  out.append(url->port).append(url->rest);
  while (out.ends_with('/')) out.pop_back();
  return out;
}

}  // namespace crmlite::base
