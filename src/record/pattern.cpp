#include "record/pattern.hpp"

#include <map>
#include <mutex>
#include <regex>
#include <string>

#include <crmlite/error.hpp>

#include "base/text.hpp"

namespace crmlite::record {
namespace {

constexpr std::size_t longest_expression = 500;
constexpr std::size_t longest_text = 1000;

std::wstring wide(std::string_view text) {
  std::wstring out;
  for (std::size_t pos = 0; pos < text.size();) out.push_back(static_cast<wchar_t>(base::decode(text, pos)));
  return out;
}

}  // namespace

struct Pattern::Compiled {
  std::wregex regex;
};

Pattern::Pattern(std::string_view expression) {
  if (expression.size() > longest_expression) throw Invalid("pattern: longer than 500 characters");
  auto flags = std::regex_constants::ECMAScript;
#ifdef __GLIBCXX__
  flags |= std::regex_constants::__polynomial;  // no catastrophic backtracking, and no back references
#endif
  try {
    compiled_ = std::make_unique<const Compiled>(Compiled{std::wregex(wide(expression), flags)});
  } catch (const std::regex_error&) {
    throw Invalid("pattern: not a regular expression");
  }
}

Pattern::~Pattern() = default;

bool Pattern::matches(std::string_view text) const {
  const std::wstring characters = wide(text);
  return characters.size() <= longest_text && std::regex_match(characters, compiled_->regex);
}

std::shared_ptr<const Pattern> Pattern::of(std::string_view expression) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Pattern>, std::less<>> kept;
  const std::lock_guard lock(mutex);
  if (const auto it = kept.find(expression); it != kept.end()) return it->second;
  if (kept.size() > 1000) kept.clear();
  auto made = std::make_shared<const Pattern>(expression);
  kept.emplace(expression, made);
  return made;
}

}  // namespace crmlite::record
