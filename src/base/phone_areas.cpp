// Area codes as patterns, the special ones of a country before its general ones. Countries of
// which only long lists would tell all area codes are there with those of their largest towns;
// where area codes have become a part of every number (France, Spain), there is none to tell.
#include "base/phone_areas.hpp"

#include <algorithm>
#include <array>

#include "base/phone_plans.hpp"

namespace crmlite::base {
namespace {

struct Areas {
  std::string_view code;
  std::size_t length;         // of the area code, 0: there is none
  LengthSet national;         // lengths of the whole national number
  std::string_view patterns;  // of its start
};

constexpr std::string_view chinese_towns = "10 2[0-57-9]";
constexpr std::string_view chinese_prefectures =
    "31? 335 349 35? 37? 39[1-68] 41? 421 427 429 43[1-9] 440 45[1-9] 46[4789] 47? 48[23] 51? 52[37] 53? "
    "54[36] "
    "55? 56[1-46] 57? 580 59[1-9] 63[1-5] 66[0-38] 69[12] 701 71? 72[248] 73? 74[3-6] 75? 76[0236-9] 77? 79? "
    "81[236-8] "
    "82[5-7] 83? 85[1-9] 87? 88[136-8] 89[1-8] 90[1-3689] 91[1-79] 93? 94[13] 95[1-5] 97? 99?";

constexpr auto areas = std::to_array<Areas>({
    {"1", 0, lengths("10"),
     "500 52[1-9] 53[2358] 54[2-79] 55[02-468] 566 569 577 578 588 589 600 622 633 644 655 677"
     " 688 700 710 800 822 833 844 855 866 877 88? 900"},
    {"1", 3, lengths("10"), "[2-9]"},
    {"7", 3, lengths("10"), "[34] 7[12] 8[1-9]"},
    {"31", 2, lengths("9"), "1[035] 2[0346] 3[03568] 4[0356] 5[0358] 7"},
    {"31", 3, lengths("9"), "[1-5]"},
    {"36", 1, lengths("8"), "1"},
    {"36", 2, lengths("8"), "[2-9]"},
    {"39", 2, lengths("6-11"), "0[26]"},
    {"43", 1, lengths("4-13"), "1"},
    {"44", 5, lengths("9-10"), "13873 15242 1539[4-6] 1697[347] 1768[347] 19467"},
    {"44", 3, lengths("9-10"), "11[3-8] 1[2-69]1"},
    {"44", 4, lengths("9-10"), "1"},
    {"44", 2, lengths("10"), "2[03489]"},
    {"49", 2, lengths("5-11"), "30 40 69 89"},
    {"52", 2, lengths("10"), "33 5[56] 81"},
    {"52", 0, lengths("10"), "[89]00"},
    {"52", 3, lengths("10"), "[2-9]"},
    {"55", 2, lengths("10"), "[1-9][1-9][2-5]"},
    {"60", 1, lengths("9"), "3"},
    {"60", 1, lengths("8"), "[4-79]"},
    {"60", 2, lengths("8"), "8[2-9]"},
    {"61", 1, lengths("9"), "[2378]"},
    {"64", 1, lengths("8"), "[34679]"},
    {"81", 1, lengths("9"), "[36]"},
    {"82", 1, lengths("8-9"), "2"},
    {"82", 2, lengths("9-10"), "3[1-3] 4[1-4] 5[1-5] 6[1-4]"},
    {"86", 2, lengths("7-8 10"), chinese_towns},
    {"86", 3, lengths("8-11"), chinese_prefectures},
    {"90", 3, lengths("10"), "[234]"},
    {"91", 2, lengths("10"), "11 2[02] 33 4[04]"},
    {"353", 1, lengths("8"), "1"},
    {"886", 3, lengths("8"), "826 836"},
    {"886", 2, lengths("8"), "37 82 89"},
    {"886", 2, lengths("9"), "49"},
    {"886", 1, lengths("9"), "[24]"},
    {"886", 1, lengths("8"), "[3-8]"},
});

}  // namespace

std::size_t area_length(std::string_view country_code, std::string_view national) noexcept {
  for (const Areas& row : areas)
    if (row.code == country_code && contains(row.national, national.size()) &&
        matches_any(row.patterns, national))
      return row.length;
  return 0;
}

bool is_chinese_mobile(std::string_view national) noexcept { return match("1[3-9]", national) != 0; }

bool fits_chinese_plan(std::string_view national) noexcept {
  constexpr std::string_view free_call_from_abroad = "10800";
  constexpr std::size_t length_of_mobile = 11;
  constexpr std::size_t length_of_service = 10;
  constexpr std::size_t shortest_without_area = 10;
  if (is_chinese_mobile(national)) return national.size() == length_of_mobile;
  if (national.starts_with(free_call_from_abroad)) return true;
  if (match("[48]00", national) != 0) return national.size() == length_of_service;

  const bool town = matches_any(chinese_towns, national);
  if (!town && !matches_any(chinese_prefectures, national)) return national.size() >= shortest_without_area;
  const std::string_view number = national.substr(std::min<std::size_t>(town ? 2 : 3, national.size()));
  const bool service =
      number.size() >= 5 && number.size() <= 6 && (number.front() == '1' || number.front() == '9');
  return service || number.size() == 8 || (!town && number.size() == 7);
}

bool is_short_canadian(std::string_view region, std::string_view national) noexcept {
  return region == "CA" && national.size() == 7 && national.starts_with("310");
}

}  // namespace crmlite::base
