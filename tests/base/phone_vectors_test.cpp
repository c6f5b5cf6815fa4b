// libphonenumber's example numbers of all regions in many
// spellings, where they are at hand: the share that is understood.
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <crmlite/phone.hpp>

#include "catch.hpp"

using crmlite::parse_phone;

namespace {

struct Vector {
  std::string region;
  std::string kind;
  std::string text;
  std::string e164;
  std::string extension;
};

std::vector<std::string> cells(const std::string& line, char separator) {
  std::vector<std::string> out;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, separator);) out.push_back(cell);
  return out;
}

// Without the header line; nothing where the data is not there.
std::vector<std::string> lines_of(std::istream& in) {
  std::vector<std::string> out;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) out.push_back(line);
  return out;
}

std::string unpacked(const std::string& path) {
  std::string out;
#if !defined(_WIN32)
  if (!std::ifstream(path)) return out;
  std::FILE* pipe = popen(("gzip -dc \"" + path + "\"").c_str(), "r");
  if (pipe == nullptr) return out;
  std::vector<char> buffer(65536);
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    out.append(buffer.data(), count);
  pclose(pipe);
#else
  static_cast<void>(path);
#endif
  return out;
}

struct Share {
  int right = 0;
  int all = 0;

  double percent() const { return all == 0 ? 0.0 : 100.0 * right / all; }
};

// The share of right answers by kind, and of all under "".
std::map<std::string, Share> shares(const std::vector<Vector>& vectors) {
  std::map<std::string, Share> out;
  for (const Vector& v : vectors) {
    const auto phone = parse_phone(v.text, v.region);
    const bool right = phone ? phone->e164 == v.e164 && phone->extension == v.extension : v.e164.empty();
    for (Share* share : {&out[v.kind], &out[""]}) {
      ++share->all;
      share->right += right ? 1 : 0;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("example numbers of all regions, international and national") {
  std::ifstream file(CRMLITE_SOURCE_DIR "/../shared/data/phone-vectors/vectors.tsv");
  std::vector<Vector> vectors;
  for (const std::string& line : lines_of(file)) {
    const auto row = cells(line, '\t');
    REQUIRE(row.size() == 4);
    vectors.push_back({row[0], row[3].substr(row[3].find('-') + 1), row[1], row[2], ""});
  }
  if (vectors.empty()) {
    WARN("the phone-vectors folder is not here: skipped");
    return;
  }
  auto share = shares(vectors);
  CHECK(share[""].all > 4000);
  CHECK(share["intl"].percent() == 100);
  CHECK(share["spaced"].percent() == 100);
  CHECK(share["00"].percent() == 100);
  CHECK(share["national"].percent() >= 99.5);
  CHECK(share["trunk"].percent() >= 99.5);
  CHECK(share[""].percent() >= 99.9);
}

// The data takes 00 in front of a number as what it reaches from there; parse_phone
// takes it for the `+` that was meant. Those are most of the rows that differ.
TEST_CASE("example numbers of all regions in eleven spellings") {
  std::istringstream text(unpacked(CRMLITE_SOURCE_DIR "/../shared/data/phone/vectors.csv.gz"));
  std::vector<Vector> vectors;
  std::vector<Vector> valid;
  for (const std::string& line : lines_of(text)) {
    auto row = cells(line, ',');
    REQUIRE(row.size() >= 6);
    row.resize(7);
    vectors.push_back({row[0], row[2], row[3], row[4], row[6]});
    if (row[5] == "1") valid.push_back(vectors.back());
  }
  if (vectors.empty()) {
    WARN("the phone folder is not here, or gzip: skipped");
    return;
  }
  auto share = shares(vectors);
  CHECK(share[""].all > 9000);
  for (const char* form :
       {"e164", "international", "fullwidth", "rfc3966", "plus_trunk", "national", "dots", "ext"}) {
    CAPTURE(form);
    CHECK(share[form].percent() == 100);
  }
  CHECK(share["nsn"].percent() >= 99.8);
  CHECK(share["digits_cc"].percent() >= 99);
  CHECK(share[""].percent() >= 99.2);
  CHECK(shares(valid)[""].percent() >= 99.9);
}
