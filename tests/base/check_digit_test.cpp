// Published numbers carry the right check characters, and no single wrong character passes.
#include "catch.hpp"

#include <string>

#include "base/check_digit.hpp"

using crmlite::CheckDigit;
using crmlite::base::is_checked;

namespace {

struct Vector {
  CheckDigit system;
  const char* number;
};

// The worked examples of the standards, and values published with implementations of them.
const Vector good[] = {
    {CheckDigit::luhn, "78949"},
    {CheckDigit::luhn, "49927398716"},
    {CheckDigit::luhn, "1428572"},
    {CheckDigit::luhn, "490154203237518"},
    {CheckDigit::gs1, "6291041500213"},
    {CheckDigit::gs1, "123456784"},
    {CheckDigit::mod11_2, "07940"},
    {CheckDigit::mod11_2, "079X"},
    {CheckDigit::mod11_2, "34052419800101001X"},
    {CheckDigit::mod11_2, "360426199101010071"},
    {CheckDigit::mod11_2, "110102199101010078"},
    {CheckDigit::mod97_10, "79444"},
    {CheckDigit::mod97_10, "213800KUD8LAJWSQ9D15"},
    {CheckDigit::iban, "GB82WEST12345698765432"},
    {CheckDigit::uscc, "91350100M000100Y43"},
    {CheckDigit::uscc, "91110000600037341L"},
    {CheckDigit::uscc, "91310115MA1K3BTP2B"},
    {CheckDigit::uscc, "9162010567592034XQ"},
};

}  // namespace

TEST_CASE("Numbers with the right check character pass, however they are grouped") {
  for (const Vector& v : good) {
    INFO(to_string(v.system) << " " << v.number);
    CHECK(is_checked(v.system, v.number));
  }
  CHECK(is_checked(CheckDigit::iban, "gb82 west 1234 5698 7654 32"));
  CHECK(is_checked(CheckDigit::mod11_2, "34052419800101001x"));
  CHECK(is_checked(CheckDigit::luhn, "４９９２７３９８７１６"));
  CHECK(is_checked(CheckDigit::unchecked, "anything"));
}

TEST_CASE("A single wrong digit never passes") {
  for (const Vector& v : good) {
    std::string number = v.number;
    for (std::size_t i = 0; i < number.size(); ++i) {
      const char right = number[i];
      if (right < '0' || right > '9') continue;
      // MOD 97-10 over letters and digits, and the fixed places of an IBAN, promise less than that.
      if (v.system == CheckDigit::mod97_10 && number.size() > 10) continue;
      for (char wrong = '0'; wrong <= '9'; ++wrong) {
        if (wrong == right) continue;
        number[i] = wrong;
        INFO(to_string(v.system) << " " << number);
        CHECK_FALSE(is_checked(v.system, number));
      }
      number[i] = right;
    }
  }
}

TEST_CASE("What is no number of the system does not pass") {
  for (const CheckDigit system : {CheckDigit::luhn, CheckDigit::gs1, CheckDigit::mod11_2, CheckDigit::mod97_10,
                                  CheckDigit::iban, CheckDigit::uscc})
    for (const char* text : {"", "0", "--", "abc", "12a4", "中文", "1\xff", "X1"}) {
      INFO(to_string(system) << " " << text);
      CHECK_FALSE(is_checked(system, text));
    }
  CHECK_FALSE(is_checked(CheckDigit::uscc, "91350100M000100Y4"));    // one short
  CHECK_FALSE(is_checked(CheckDigit::uscc, "91350100I000100Y43"));   // no I in its alphabet
  CHECK_FALSE(is_checked(CheckDigit::mod11_2, "3405X419800101001X"));  // X only at the end
}

TEST_CASE("Systems have names") {
  for (const CheckDigit system : {CheckDigit::unchecked, CheckDigit::luhn, CheckDigit::gs1, CheckDigit::mod11_2,
                                  CheckDigit::mod97_10, CheckDigit::iban, CheckDigit::uscc})
    CHECK(crmlite::check_digit_named(to_string(system)) == system);
  CHECK_FALSE(crmlite::check_digit_named("crc32"));
}
