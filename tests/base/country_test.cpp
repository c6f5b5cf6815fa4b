// Countries: names in many spellings, that no name stands for two, and that what is no country is none.
#include "base/country.hpp"

#include <cstddef>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <crmlite/country.hpp>

#include "catch.hpp"

using crmlite::base::country_code;
using crmlite::base::country_name;

namespace {

std::string code_of(std::string_view text) { return std::string(country_code(text).value_or("nothing")); }

std::vector<std::string> all_codes() {
  std::vector<std::string> out;
  for (char first = 'A'; first <= 'Z'; ++first)
    for (char second = 'A'; second <= 'Z'; ++second)
      if (std::string code{first, second}; !country_name(code).empty()) out.push_back(std::move(code));
  return out;
}

}  // namespace

TEST_CASE("the public name is understood as widely") {
  CHECK(crmlite::parse_country("DE") == "DE");
  CHECK(crmlite::parse_country("Deutschland") == "DE");
  CHECK(crmlite::parse_country("德国") == "DE");
  for (const char* none : {"", "Nowhere", "XX", "\xff"}) CHECK_FALSE(crmlite::parse_country(none));
}

TEST_CASE("a country by its codes and names") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows{
      {"CN", "CN"},
      {"cn", "CN"},
      {"CHN", "CN"},
      {"China", "CN"},
      {"CHINA", "CN"},
      {" china ", "CN"},
      {"中国", "CN"},
      {"中國", "CN"},
      {"中华人民共和国", "CN"},
      {"P.R. China", "CN"},
      {"ＣＨＩＮＡ", "CN"},
      {"ｃｎ", "CN"},
      {"USA", "US"},
      {"U.S.A.", "US"},
      {"United  States", "US"},
      {"United States of America", "US"},
      {"美国", "US"},
      {"UK", "GB"},
      {"Great Britain", "GB"},
      {"英国", "GB"},
      {"Deutschland", "DE"},
      {"德国", "DE"},
      {"Korea", "KR"},
      {"Korea, Republic of", "KR"},
      {"대한민국", "KR"},
      {"North Korea", "KP"},
      {"朝鲜", "KP"},
      {"Hong Kong", "HK"},
      {"HongKong", "HK"},
      {"香港", "HK"},
      {"Macau", "MO"},
      {"台湾", "TW"},
      {"日本", "JP"},
      {"Côte d'Ivoire", "CI"},
      {"Cote d’Ivoire", "CI"},
      {"Ivory Coast", "CI"},
      {"ÖSTERREICH", "AT"},
      {"O\u0308sterreich", "AT"},
      {"Türkiye", "TR"},
      {"Turkey", "TR"},
      {"Россия", "RU"},
      {"РОССИЯ", "RU"},
      {"Trinidad & Tobago", "TT"},
      {"Guinea-Bissau", "GW"},
      {"The Netherlands", "NL"},
      {"Holland", "NL"},
      {"DRC", "CD"},
      {"刚果（金）", "CD"},
      {"刚果(布)", "CG"},
      {"Kosovo", "XK"},
  };
  for (const auto& [text, code] : rows) {
    CAPTURE(text);
    CHECK(code_of(text) == code);
  }
}

TEST_CASE("no countries") {
  for (const std::string_view text :
       {"", " ", ".", "Philipines", "ZZ", "XX", "AAA", "Atlantis", "Europe", "EU", "Republic of China", "中",
        "亚洲", "86", "C", "Chinaa", "China!", "\xFF", "CN\xFF"}) {
    CAPTURE(text);
    CHECK(code_of(text) == "nothing");
  }
  CHECK(code_of(std::string(100000, 'a')) == "nothing");
  CHECK(code_of(std::string("CN\0", 3)) == "nothing");
}

TEST_CASE("names of codes") {
  CHECK(country_name("CN") == "China");
  CHECK(country_name("US") == "United States");
  CHECK(country_name("DE") == "Germany");
  for (const std::string_view code : {"", "cn", "C", "ZZ", "AN", "SU", "CHN", "UK"}) {
    CAPTURE(code);
    CHECK(country_name(code).empty());
  }
}

TEST_CASE("every code in use leads through its name back to itself") {
  const auto codes = all_codes();
  CHECK(codes.size() == 250);  // 249 of ISO 3166-1, and Kosovo's
  std::set<std::string_view> names;
  for (const std::string& code : codes) {
    CAPTURE(code);
    CHECK(code_of(code) == code);
    CHECK(code_of(country_name(code)) == code);
    names.insert(country_name(code));
  }
  CHECK(names.size() == codes.size());
}

// Every line of the system's list that is not abbreviated there.
TEST_CASE("the codes of the time zone database are the same") {
  std::ifstream file("/usr/share/zoneinfo/iso3166.tab");
  if (!file) {
    WARN("iso3166.tab is not here: skipped");
    return;
  }
  std::size_t count = 0;
  std::size_t same_name = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    ++count;
    const std::string code = line.substr(0, 2);
    CAPTURE(line);
    CHECK_FALSE(country_name(code).empty());
    const auto by_name = country_code(std::string_view(line).substr(3));
    if (by_name) CHECK(*by_name == code);
    same_name += by_name ? 1 : 0;
  }
  CHECK(count >= 249);
  CHECK(same_name >= 230);
}

TEST_CASE("the countries of a real customer list") {
  std::ifstream file(CRMLITE_SOURCE_DIR "/../shared/data/maven_crm/accounts.csv");
  if (!file) {
    WARN("the maven_crm folder is not here: skipped");
    return;
  }
  std::string line;
  std::getline(file, line);
  int united_states = 0;
  std::vector<std::string> unknown;
  while (std::getline(file, line)) {
    std::istringstream in(line);
    std::string cell;
    for (int column = 0; column < 6; ++column) std::getline(in, cell, ',');
    const auto code = country_code(cell);
    if (!code) unknown.push_back(cell);
    united_states += code && *code == "US" ? 1 : 0;
  }
  CHECK(united_states == 71);
  CHECK(unknown == std::vector<std::string>{"Philipines"});
}
