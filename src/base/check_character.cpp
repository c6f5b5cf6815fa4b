// The public face of check characters: text as people write it, made canonical.
#include "base/check_character.hpp"

#include <array>

#include <crmlite/error.hpp>

#include "base/text.hpp"

namespace crmlite {
namespace {

constexpr std::array<std::string_view, 17> names = {
    "none",       "damm", "luhn", "verhoeff", "mod11-2", "mod11,10", "mod97-10", "mod37-2", "mod37,36",
    "mod1271-36", "gs1",  "iban", "uscc",     "id-cn",   "f31",      "f32",      "f36"};

/// Without what people put between groups, in plain capitals.
std::string canonical(std::string_view text) {
  std::string out;
  for (const char c : base::fold(text)) {
    if (c == ' ' || c == '-') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

[[noreturn]] void refuse(CheckSystem system, std::string_view payload, std::string_view why) {
  std::string message(to_string(system));
  message += ": ";
  message += why;
  throw Invalid(
      Issue{.rule = "check_character", .message = std::move(message), .value = std::string(payload)});
}

}  // namespace

std::string_view to_string(CheckSystem system) noexcept {
  const auto at = static_cast<std::size_t>(system);
  return at < names.size() ? names[at] : std::string_view();
}

std::optional<CheckSystem> check_system_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<CheckSystem>(i);
  return std::nullopt;
}

std::string check_character(CheckSystem system, std::string_view payload) {
  if (system == CheckSystem::unchecked) return {};
  const base::CheckRules& rules = base::check_rules(system);
  if (rules.count == 0) refuse(system, payload, "its numbers are given by others and only validated here");
  const std::string plain = canonical(payload);
  if (plain.empty()) refuse(system, payload, "there is nothing to compute from");
  if (plain.find_first_not_of(rules.payload) != std::string::npos) {
    std::string why = "takes only ";
    why += rules.payload;
    refuse(system, payload, why);
  }
  if (system == CheckSystem::uscc && plain.size() != 17) refuse(system, payload, "takes 17 characters");
  char check[base::longest_check];
  base::check_of(system, plain, check);
  return std::string(check, rules.count);
}

bool is_valid(CheckSystem system, std::string_view text) {
  return system == CheckSystem::unchecked || base::checks(system, canonical(text));
}

}  // namespace crmlite
