// Check characters by published numbers; slips of every kind are in check_detection_test.cpp.
#include "base/check_character.hpp"

#include <string>
#include <utility>
#include <vector>

#include <crmlite/error.hpp>

#include "catch.hpp"

using crmlite::check_character;
using crmlite::CheckSystem;
using crmlite::Invalid;
using crmlite::is_valid;

namespace {

struct Vector {
  CheckSystem system;
  const char* payload;
  const char* check;
};

// The worked examples of the standards, and values published with implementations of them.
const Vector published[] = {
    {CheckSystem::mod11_2, "0794", "0"},
    {CheckSystem::mod11_2, "079", "X"},
    {CheckSystem::mod37_2, "G123489654321", "Y"},
    {CheckSystem::mod37_2, "G123498654321", "H"},
    {CheckSystem::mod97_10, "794", "44"},
    {CheckSystem::mod97_10, "99991234567890121414", "90"},
    {CheckSystem::mod97_10, "4354111611551114", "31"},
    {CheckSystem::mod97_10, "5367", "02"},
    {CheckSystem::mod97_10, "5303", "97"},
    {CheckSystem::mod97_10, "5335", "98"},
    {CheckSystem::mod97_10, "32142829123456987654321611", "82"},
    {CheckSystem::mod97_10, "213800KUD8LAJWSQ9D", "15"},
    {CheckSystem::mod11_10, "0794", "5"},
    {CheckSystem::mod11_10, "79462", "3"},
    {CheckSystem::mod11_10, "00200667308", "5"},
    {CheckSystem::mod11_10, "00200667309", "3"},
    {CheckSystem::mod11_10, "00200667310", "8"},
    {CheckSystem::mod11_10, "00200667311", "6"},
    {CheckSystem::mod11_10, "00200667312", "4"},
    {CheckSystem::mod37_36, "A12425GABC1234002", "M"},
    {CheckSystem::mod1271_36, "ISO79", "3W"},
    {CheckSystem::luhn, "7894", "9"},
    {CheckSystem::luhn, "4992739871", "6"},
    {CheckSystem::luhn, "142857", "2"},
    {CheckSystem::luhn, "49015420323751", "8"},
    {CheckSystem::luhn, "398438246238642378648236487236482734", "7"},
    {CheckSystem::damm, "572", "4"},
    {CheckSystem::damm, "5724", "0"},
    {CheckSystem::damm, "43881234567", "9"},
    {CheckSystem::damm, "438812345679", "0"},
    {CheckSystem::verhoeff, "236", "3"},
    {CheckSystem::verhoeff, "12345", "1"},
    {CheckSystem::verhoeff, "123456789012", "0"},
    {CheckSystem::verhoeff, "654", "8"},
    {CheckSystem::verhoeff, "142857", "0"},
    {CheckSystem::verhoeff, "1234", "0"},
    {CheckSystem::uscc, "91350100M000100Y4", "3"},
    {CheckSystem::uscc, "91110000600037341", "L"},
    {CheckSystem::uscc, "91310115MA1K3BTP2", "B"},
    {CheckSystem::uscc, "91152201078376286", "0"},
    {CheckSystem::uscc, "12120000401359081", "6"},
    {CheckSystem::uscc, "91340600MA2PBNE72", "3"},
    {CheckSystem::uscc, "9162010567592034X", "Q"},
    {CheckSystem::gs1, "629104150021", "3"},
};

// Computed once with independent implementations; f31, f32 and f36 are ours, so these numbers are their
// definition.
const Vector computed[] = {
    {CheckSystem::mod11_2, "001002", "3"},
    {CheckSystem::mod11_2, "12345678", "9"},
    {CheckSystem::mod11_2, "98765432", "8"},
    {CheckSystem::mod11_2, "2026010001", "5"},
    {CheckSystem::mod37_2, "001C002", "W"},
    {CheckSystem::mod37_2, "US12345A", "X"},
    {CheckSystem::mod37_2, "CUST0001", "O"},
    {CheckSystem::mod37_2, "2026A00042", "9"},
    {CheckSystem::mod97_10, "001002", "02"},
    {CheckSystem::mod97_10, "12345678", "89"},
    {CheckSystem::mod11_10, "12345678", "8"},
    {CheckSystem::mod37_36, "001C002", "W"},
    {CheckSystem::mod37_36, "US12345A", "F"},
    {CheckSystem::mod37_36, "CUST0001", "L"},
    {CheckSystem::mod37_36, "ZZZZZZ", "5"},
    {CheckSystem::mod37_36, "2026A00042", "8"},
    {CheckSystem::mod1271_36, "001C002", "8D"},
    {CheckSystem::mod1271_36, "US12345A", "WP"},
    {CheckSystem::mod1271_36, "CUST0001", "2R"},
    {CheckSystem::mod1271_36, "ZZZZZZ", "O5"},
    {CheckSystem::luhn, "12345678", "2"},
    {CheckSystem::damm, "001002", "4"},
    {CheckSystem::damm, "12345678", "6"},
    {CheckSystem::verhoeff, "12345678", "4"},
    {CheckSystem::gs1, "001002", "3"},
    {CheckSystem::gs1, "12345678", "4"},
    {CheckSystem::gs1, "98765432", "6"},
    {CheckSystem::gs1, "20260100001", "8"},
    {CheckSystem::f36, "001C002", "N"},
    {CheckSystem::f36, "US12345A", "H"},
    {CheckSystem::f36, "CUST0001", "F"},
    {CheckSystem::f36, "ZZZZZZ", "M"},
    {CheckSystem::f36, "2026A00042", "R"},
    {CheckSystem::f36, "", "Y"},
    {CheckSystem::f36, "0", "F"},
    {CheckSystem::f36, "00", "L"},
    {CheckSystem::f32, "001C002", "J"},
    {CheckSystem::f32, "1234567", "K"},
    {CheckSystem::f32, "C0DE", "P"},
    {CheckSystem::f32, "ZZZZZZ", "D"},
    {CheckSystem::f32, "2026A00042", "Q"},
    {CheckSystem::f32, "", "2"},
    {CheckSystem::f32, "0", "4"},
    {CheckSystem::f32, "00", "8"},
    {CheckSystem::f31, "001C002", "Y"},
    {CheckSystem::f31, "1234567", "1"},
    {CheckSystem::f31, "CNT0001", "G"},
    {CheckSystem::f31, "YYYYYY", "M"},
    {CheckSystem::f31, "2026A00042", "U"},
    {CheckSystem::f31, "", "W"},
    {CheckSystem::f31, "0", "N"},
    {CheckSystem::f31, "00", "4"},
};

/// Numbers of systems that validate only.
const std::pair<CheckSystem, const char*> given_by_others[] = {
    {CheckSystem::iban, "GB82WEST12345698765432"}, {CheckSystem::iban, "DE89370400440532013000"},
    {CheckSystem::id_cn, "34052419800101001X"},    {CheckSystem::id_cn, "360426199101010071"},
    {CheckSystem::id_cn, "44011320141005001X"},    {CheckSystem::id_cn, "412723199010050012"},
    {CheckSystem::id_cn, "110102199101010078"},    {CheckSystem::id_cn, "120110198012010073"},
    {CheckSystem::id_cn, "11010519491231002X"},
};

std::vector<CheckSystem> systems() {
  std::vector<CheckSystem> all;
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(CheckSystem::f36); ++i)
    all.push_back(CheckSystem{i});
  return all;
}

std::string refusal(CheckSystem system, std::string_view payload) {
  try {
    return "computed " + check_character(system, payload);
  } catch (const Invalid& e) {
    CHECK(e.issues().at(0).rule == "check_character");
    CHECK(e.issues().at(0).value == payload);
    return e.what();
  }
}

void right(const Vector& v) {
  INFO(to_string(v.system) << " " << v.payload);
  char check[crmlite::base::longest_check] = {};
  crmlite::base::check_of(v.system, v.payload, check);
  CHECK(std::string(check, crmlite::base::check_rules(v.system).count) == v.check);
  if (std::string_view(v.payload).empty()) return;
  CHECK(check_character(v.system, v.payload) == v.check);
  CHECK(is_valid(v.system, std::string(v.payload) + v.check));
}

}  // namespace

TEST_CASE("Payloads get the published check characters") {
  for (const Vector& v : published) right(v);
  for (const Vector& v : computed) right(v);
}

TEST_CASE("Of all check characters a payload takes only its own") {
  for (const Vector& v : published) {
    const auto& rules = crmlite::base::check_rules(v.system);
    for (const char first : rules.check)
      for (const char second : rules.count == 2 ? rules.check : std::string_view("-")) {
        const std::string check = std::string(1, first) + second;
        INFO(to_string(v.system) << " " << v.payload << check);
        CHECK(is_valid(v.system, v.payload + check) == (check.substr(0, rules.count) == v.check));
      }
  }
}

TEST_CASE("Numbers are read however they are grouped") {
  CHECK(is_valid(CheckSystem::iban, "gb82 west 1234 5698 7654 32"));
  CHECK(is_valid(CheckSystem::id_cn, "34052419800101001x"));
  CHECK(is_valid(CheckSystem::luhn, "４９９２７３９８７１６"));
  CHECK(is_valid(CheckSystem::f36, "us-12345-a-h"));
  CHECK(check_character(CheckSystem::f32, "ｃ０-de") == "P");
  CHECK(is_valid(CheckSystem::unchecked, "anything"));
  CHECK(check_character(CheckSystem::unchecked, "anything").empty());
}

TEST_CASE("What is no number of the system does not pass") {
  for (const CheckSystem system : systems()) {
    if (system == CheckSystem::unchecked) continue;
    for (const char* text : {"", "0", "--", "!!!", "1!4", "中文", "1\xff", "11\n"}) {
      INFO(to_string(system) << " " << text);
      CHECK_FALSE(is_valid(system, text));
    }
  }
  for (const CheckSystem system :
       {CheckSystem::damm, CheckSystem::luhn, CheckSystem::verhoeff, CheckSystem::mod11_2,
        CheckSystem::mod11_10, CheckSystem::gs1, CheckSystem::iban, CheckSystem::id_cn})
    for (const char* text : {"abc", "12a4", "X1", "1X1"}) CHECK_FALSE(is_valid(system, text));
  CHECK_FALSE(is_valid(CheckSystem::uscc, "91350100M000100Y4"));      // one short
  CHECK_FALSE(is_valid(CheckSystem::uscc, "91350100I000100Y43"));     // no I in its alphabet
  CHECK_FALSE(is_valid(CheckSystem::mod11_2, "3405X419800101001X"));  // X only at the end
  CHECK_FALSE(is_valid(CheckSystem::mod37_2, "G*23489654321Y"));      // * only at the end
  CHECK_FALSE(is_valid(CheckSystem::mod97_10, "530300"));             // congruent to 97
  CHECK_FALSE(is_valid(CheckSystem::mod97_10, "533501"));
  CHECK_FALSE(is_valid(CheckSystem::mod97_10, "536799"));
  CHECK_FALSE(is_valid(static_cast<CheckSystem>(99), "11"));
}

TEST_CASE("IBAN and resident id have a form of their own") {
  for (const auto& [system, number] : given_by_others) {
    INFO(to_string(system) << " " << number);
    CHECK(is_valid(system, number));
  }
  CHECK_FALSE(is_valid(CheckSystem::iban, "GB83WEST12345698765432"));
  CHECK_FALSE(is_valid(CheckSystem::iban, "82GBWEST12345698765432"));
  // 02 and 99 are congruent, and so are 97 and 00; the standard computes the former.
  CHECK(is_valid(CheckSystem::iban, "MD026JK24D0RFGDJJPJQHKWN"));
  CHECK_FALSE(is_valid(CheckSystem::iban, "MD996JK24D0RFGDJJPJQHKWN"));

  const auto id = [](std::string payload) {
    return is_valid(CheckSystem::id_cn, payload + check_character(CheckSystem::mod11_2, payload));
  };
  CHECK(id("11010520000229002"));
  CHECK_FALSE(id("11010519000229002"));  // no leap year
  CHECK_FALSE(id("11010520001301002"));
  CHECK_FALSE(id("11010520000100002"));
  CHECK_FALSE(id("11010500000101002"));
  CHECK_FALSE(id("16010520000229002"));  // no such province
  CHECK_FALSE(id("00010520000229002"));
  CHECK_FALSE(id("1101052000022900"));
  CHECK_FALSE(is_valid(CheckSystem::id_cn, "340524800101001"));  // the form of before 1999
}

TEST_CASE("A payload outside the alphabet is refused with the rule") {
  CHECK(refusal(CheckSystem::damm, "12a") == "damm: takes only 0123456789");
  CHECK(refusal(CheckSystem::f32, "1U") == "f32: takes only 0123456789ABCDEFGHJKMNPQRSTVWXYZ");
  CHECK(refusal(CheckSystem::f36, "1_2").starts_with("f36: takes only "));
  CHECK(refusal(CheckSystem::f36, " - ") == "f36: there is nothing to compute from");
  CHECK(refusal(CheckSystem::uscc, "91350100M000100Y") == "uscc: takes 17 characters");
  for (const CheckSystem system : {CheckSystem::iban, CheckSystem::id_cn}) {
    std::string expected(to_string(system));
    expected += ": its numbers are given by others and only validated here";
    CHECK(refusal(system, "1234") == expected);
  }
}

TEST_CASE("Systems have names") {
  CHECK(to_string(CheckSystem::unchecked) == "none");
  CHECK(to_string(CheckSystem::mod11_10) == "mod11,10");
  CHECK(to_string(CheckSystem::id_cn) == "id-cn");
  CHECK(to_string(CheckSystem::f36) == "f36");
  for (const CheckSystem system : systems()) CHECK(crmlite::check_system_named(to_string(system)) == system);
  CHECK_FALSE(crmlite::check_system_named("crc32"));
  CHECK_FALSE(crmlite::check_system_named(""));
}
