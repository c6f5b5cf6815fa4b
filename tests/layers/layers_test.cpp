// The layering holds: every #include line of the library and its examples is read, and may only point
// downwards. What each folder may include is said once, in `breach`; everything else here finds files and
// lines.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr std::array layers{"base"sv,   "sqlite"sv, "schema"sv,   "access"sv,  "record"sv, "query"sv,
                            "domain"sv, "store"sv,  "exchange"sv, "quality"sv, "report"sv, "protect"sv};

struct Include {
  std::string target;
  bool quoted = false;
};

std::optional<std::size_t> layer_of(std::string_view path) {
  const auto found = std::find(layers.begin(), layers.end(), path.substr(0, path.find('/')));
  if (found == layers.end() || path.find('/') == path.npos) return std::nullopt;
  return static_cast<std::size_t>(found - layers.begin());
}

std::optional<Include> parse(std::string_view line) {
  const auto skip_blanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
  skip_blanks();
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include")) return std::nullopt;
  line.remove_prefix(7);
  skip_blanks();
  if (line.empty() || (line.front() != '<' && line.front() != '"')) return std::nullopt;
  const bool quoted = line.front() == '"';
  const auto end = line.find(quoted ? '"' : '>', 1);
  if (end == line.npos) return std::nullopt;
  return Include{std::string(line.substr(1, end - 1)), quoted};
}

bool is_standard(std::string_view target) { return target.find_first_of("./") == target.npos; }
bool is_public(std::string_view target) { return target.starts_with("crmlite/"); }

/// What is wrong with an include in the public header or source `file` (its path below include/ or src/);
/// empty: nothing.
std::string breach_in_header(std::string_view file, const Include& include) {
  if (include.quoted) return "public headers include with <>";
  if (include.target == "iostream" || include.target == "regex" || include.target == "format")
    return "too dear for a public header";
  if (is_standard(include.target) || is_public(include.target)) return {};
  if (file == "crmlite/format.hpp" && include.target.starts_with("fmt/")) return {};
  return "public headers include only the standard library and <crmlite/...>";
}

std::string breach_in_source(std::string_view file, const Include& include) {
  const auto own = layer_of(file);
  if (!own) return "not in a layer's folder";
  if (include.target == "sqlite3.h" && layers[*own] != "sqlite") return "only src/sqlite includes sqlite3.h";
  if (!include.quoted) return {};
  const auto other = layer_of(include.target);
  if (!other) return "private headers are included as \"layer/name.hpp\"";
  return *other <= *own ? std::string{} : "includes upwards";
}

std::string breach_in_example(const Include& include) {
  const bool terminal = include.target == "unistd.h" || include.target == "io.h";  // is stderr a terminal?
  if (include.quoted || is_standard(include.target) || is_public(include.target) || terminal ||
      include.target.starts_with("CLI/"))
    return {};
  return "examples include only <crmlite/...>, the standard library and CLI11";
}

template <class Check>
std::vector<std::string> breaches_below(const fs::path& folder, Check check) {
  std::vector<std::string> found;
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".hpp" && extension != ".cpp" && extension != ".inc") continue;
    const std::string file = entry.path().lexically_relative(folder).generic_string();
    std::ifstream lines(entry.path());
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      const auto include = parse(line);
      if (!include) continue;
      const std::string what = check(file, entry.path(), *include);
      if (!what.empty())
        found.push_back(file + ":" + std::to_string(number) + ": " + include->target + ": " + what);
    }
  }
  return found;
}

const fs::path root = CRMLITE_SOURCE_DIR;

}  // namespace

TEST_CASE("public headers include the standard library and each other") {
  CHECK(breaches_below(root / "include", [](const auto& file, const fs::path&, const Include& include) {
          std::string what = breach_in_header(file, include);
          if (what.empty() && is_public(include.target) && !fs::exists(root / "include" / include.target))
            what = "no such file";
          return what;
        }) == std::vector<std::string>{});
}

TEST_CASE("sources include only their own layer and those below") {
  CHECK(breaches_below(root / "src", [](const auto& file, const fs::path&, const Include& include) {
          std::string what = breach_in_source(file, include);
          if (what.empty() && include.quoted && !fs::exists(root / "src" / include.target))
            what = "no such file";
          return what;
        }) == std::vector<std::string>{});
}

TEST_CASE("examples use the library as strangers do") {
  CHECK(breaches_below(root / "examples", [](const auto&, const fs::path& path, const Include& include) {
          std::string what = breach_in_example(include);
          if (what.empty() && include.quoted && !fs::exists(path.parent_path() / include.target))
            what = "not beside its user";
          return what;
        }) == std::vector<std::string>{});
}

TEST_CASE("the scan sees what it is for") {
  CHECK(parse("  #  include \"query/order.hpp\"  // why")->target == "query/order.hpp");
  CHECK_FALSE(parse("// #include \"query/order.hpp\""));
  CHECK_FALSE(parse("#include CRMLITE_CONFIG"));

  CHECK(breach_in_source("record/write.cpp", {"base/text.hpp", true}).empty());
  CHECK(breach_in_source("record/write.cpp", {"crmlite/id.hpp", false}).empty());
  CHECK(breach_in_source("sqlite/error.cpp", {"sqlite3.h", false}).empty());
  CHECK_FALSE(breach_in_source("record/write.cpp", {"query/order.hpp", true}).empty());
  CHECK_FALSE(breach_in_source("record/write.cpp", {"sqlite3.h", false}).empty());
  CHECK_FALSE(breach_in_source("record/write.cpp", {"sqlite3.h", true}).empty());
  CHECK_FALSE(breach_in_source("record/write.cpp", {"write.hpp", true}).empty());
  CHECK_FALSE(breach_in_source("utils/write.cpp", {"vector", false}).empty());

  CHECK(breach_in_header("crmlite/id.hpp", {"compare", false}).empty());
  CHECK_FALSE(breach_in_header("crmlite/id.hpp", {"iostream", false}).empty());
  CHECK_FALSE(breach_in_header("crmlite/id.hpp", {"sqlite3.h", false}).empty());
  CHECK_FALSE(breach_in_header("crmlite/id.hpp", {"fmt/format.h", false}).empty());
  CHECK_FALSE(breach_in_header("crmlite/id.hpp", {"crmlite/value.hpp", true}).empty());

  CHECK(breach_in_example({"CLI/CLI.hpp", false}).empty());
  CHECK_FALSE(breach_in_example({"fmt/format.h", false}).empty());
}
