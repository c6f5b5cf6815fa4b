// Telephone numbers: what people type, by table; the table of numbering plans; and that no text does harm.
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/phone.hpp>

#include "base/phone_areas.hpp"
#include "base/phone_plans.hpp"
#include "catch.hpp"

using crmlite::parse_phone;
using crmlite::PhoneNumber;

namespace {

// `+86 10 88888888 x123 CN`; the area code is left out where there is none.
std::string shown(const std::optional<PhoneNumber>& phone) {
  if (!phone) return "nothing";
  std::string out = "+" + phone->country_code;
  if (!phone->area_code.empty()) out += " " + phone->area_code;
  out += " " + phone->number;
  if (!phone->extension.empty()) out += " x" + phone->extension;
  if (!phone->region.empty()) out += " " + phone->region;
  return out;
}

struct Row {
  std::string_view text;
  std::string_view region;
  std::string_view shown;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text, row.region);
    const auto phone = parse_phone(row.text, row.region);
    CHECK(shown(phone) == row.shown);
    if (phone) CHECK(phone->e164 == "+" + phone->country_code + phone->area_code + phone->number);
  }
}

}  // namespace

TEST_CASE("the spellings of the requirements") {
  check({{"138-0013-8000", "CN", "+86 13800138000 CN"},
         {"+86 138 0013 8000", "", "+86 13800138000 CN"},
         {"１３８００１３８０００", "CN", "+86 13800138000 CN"},
         {"010-8888 8888 转 123", "CN", "+86 10 88888888 x123 CN"},
         {"+86-10-88888888", "", "+86 10 88888888 CN"},
         {"+49 30 123456", "", "+49 30 123456 DE"},
         {"138xxxx", "CN", "nothing"},
         {"139xxxx", "CN", "nothing"},
         {"139XXXX1234", "CN", "nothing"},
         {"4.41E+11", "GB", "nothing"}});
}

TEST_CASE("separators and signs") {
  check({{"+49.30.123456", "", "+49 30 123456 DE"},
         {"+49/30/123456", "", "+49 30 123456 DE"},
         {"(030) 123456", "DE", "+49 30 123456 DE"},
         {"[030] 123 456", "DE", "+49 30 123456 DE"},
         {"(+49) 30 123456", "", "+49 30 123456 DE"},
         {"+49 (0)30 123456", "", "+49 30 123456 DE"},
         {"+49 (0) 30 / 123456", "", "+49 30 123456 DE"},
         {"030 – 12 34 56", "DE", "+49 30 123456 DE"},
         {"＋８６（１０）８８８８－８８８８", "", "+86 10 88888888 CN"},
         {"010—8888—8888", "CN", "+86 10 88888888 CN"},
         {"\u202A+86 138\u00A00013\u20118000\u202C", "", "+86 13800138000 CN"},
         {"　138　0013　8000　", "CN", "+86 13800138000 CN"},
         {" \t+8613800138000\r\n", "", "+86 13800138000 CN"},
         {"tel:+1-201-555-0123", "", "+1 201 5550123 US"},
         {"TEL: 030 123456", "DE", "+49 30 123456 DE"},
         {"tel:", "DE", "nothing"},
         {"++8613800138000", "", "nothing"},
         {"8+613800138000", "CN", "nothing"},
         {"138 0013 8000, 139 0013 9000", "CN", "nothing"},
         {"13800138000\n13900139000", "CN", "nothing"},
         {"1-800-FLOWERS", "US", "nothing"}});
}

TEST_CASE("extensions") {
  check({{"030 123456 ext. 12", "DE", "+49 30 123456 x12 DE"},
         {"030 123456 EXT 12", "DE", "+49 30 123456 x12 DE"},
         {"030 123456 extension 12", "DE", "+49 30 123456 x12 DE"},
         {"(201) 555-0123x45", "US", "+1 201 5550123 x45 US"},
         {"+11234567890 ext123", "", "+1 1234567890 x123 US"},
         {"+12015550123 ext123", "", "+1 201 5550123 x123 US"},
         {"030 123456 #12", "DE", "+49 30 123456 x12 DE"},
         {"tel:+86-10-88888888;ext=0012", "", "+86 10 88888888 x0012 CN"},
         {"010-88888888转123", "CN", "+86 10 88888888 x123 CN"},
         {"010-88888888轉１２３", "CN", "+86 10 88888888 x123 CN"},
         {"010-88888888 分机12", "CN", "+86 10 88888888 x12 CN"},
         {"010-88888888（分机：12）", "CN", "+86 10 88888888 x12 CN"},
         {"010-88888888 (转分机 8001)", "CN", "+86 10 88888888 x8001 CN"},
         {"400-123-4567 转 8", "CN", "+86 4001234567 x8 CN"},
         {"030 123456 ext.", "DE", "nothing"},
         {"030 123456 ext. 12a", "DE", "nothing"},
         {"030 123456 ext. 1234567890", "DE", "nothing"},
         {"030 123456 x12 x13", "DE", "nothing"},
         {"ext. 12", "DE", "nothing"}});
}

TEST_CASE("Chinese extensions behind a hyphen, where the number is complete without them") {
  check({{"010-88888888-801", "CN", "+86 10 88888888 x801 CN"},
         {"+86-10-88888888-801", "", "+86 10 88888888 x801 CN"},
         {"0755-8888-8888-801", "CN", "+86 755 88888888 x801 CN"},
         {"400-820-8820-1", "CN", "+86 4008208820 x1 CN"},
         {"138-0013-8000-1", "CN", "nothing"},
         {"010-88888888/801", "CN", "nothing"},
         {"030-123456789012-34", "DE", "nothing"}});
}

TEST_CASE("Chinese numbers by the plan") {
  check({{"013800138000", "CN", "+86 13800138000 CN"},
         {"8613800138000", "CN", "+86 13800138000 CN"},
         {"008613800138000", "CN", "+86 13800138000 CN"},
         {"86 010 8888 8888", "CN", "+86 10 88888888 CN"},
         {"+86 (0)21 6888 8888", "", "+86 21 68888888 CN"},
         {"021-68888888", "CN", "+86 21 68888888 CN"},
         {"0571-8888 8888", "CN", "+86 571 88888888 CN"},
         {"0898-66666666", "CN", "+86 898 66666666 CN"},
         {"0476-8888888", "CN", "+86 476 8888888 CN"},
         {"0410-72888888", "CN", "+86 410 72888888 CN"},
         {"(0991)2888888", "CN", "+86 991 2888888 CN"},
         {"010-95588", "CN", "+86 10 95588 CN"},
         {"400 123 4567", "CN", "+86 4001234567 CN"},
         {"800-820-8820", "CN", "+86 8008208820 CN"},
         {"1380013800", "CN", "nothing"},
         {"400-123-456", "CN", "nothing"},
         {"138001380000", "CN", "nothing"},
         {"88888888", "CN", "nothing"},
         {"6666 6666", "CN", "nothing"},
         {"010-888888888", "CN", "nothing"},
         {"021-6888888", "CN", "nothing"},
         {"0000", "CN", "nothing"},
         {"110", "CN", "nothing"}});
}

TEST_CASE("other plans") {
  check({{"(201) 555-0123", "US", "+1 201 5550123 US"},
         {"1 201 555 0123", "us", "+1 201 5550123 US"},
         {"+1 416 555 0123", "US", "+1 416 5550123 CA"},
         {"310-1234", "CA", "+1 3101234 CA"},
         {"310-1234", "US", "nothing"},
         {"555-0123", "US", "nothing"},
         {"1-800-555-0123", "US", "+1 8005550123 US"},
         {"+1 876 555 0123", "", "+1 876 5550123 JM"},
         {"020 7946 0000", "GB", "+44 20 79460000 GB"},
         {"0121 234 5678", "GB", "+44 121 2345678 GB"},
         {"01539 712345", "GB", "+44 1539 712345 GB"},
         {"015394 12345", "GB", "+44 15394 12345 GB"},
         {"07400 123456", "GB", "+44 7400123456 GB"},
         {"+44 1534 712345", "GB", "+44 1534 712345 JE"},
         {"8 (495) 123-45-67", "RU", "+7 495 1234567 RU"},
         {"8 912 345-67-89", "RU", "+7 9123456789 RU"},
         {"+7 701 234 5678", "RU", "+7 7012345678 KZ"},
         {"06 1 234 5678", "HU", "+36 1 2345678 HU"},
         {"+39 06 1234 5678", "", "+39 06 12345678 IT"},
         {"391 234 5678", "IT", "+39 3912345678 IT"},
         {"+39 06 698 12345", "", "+39 06 69812345 VA"},
         {"9123456789", "IN", "+91 9123456789 IN"},
         {"919123456789", "IN", "+91 9123456789 IN"},
         {"01 23 45 67 89", "FR", "+33 123456789 FR"},
         {"02-123-4567", "KR", "+82 2 1234567 KR"},
         {"031-123-4567", "KR", "+82 31 1234567 KR"},
         {"010-2000-0000", "KR", "+82 1020000000 KR"},
         {"(02) 9876 5432", "AU", "+61 2 98765432 AU"},
         {"(11) 2345-6789", "BR", "+55 11 23456789 BR"},
         {"011 15-2345-6789", "AR", "+54 91123456789 AR"},
         {"0351 15 234-5678", "AR", "+54 93512345678 AR"},
         {"02302 15 34-5678", "AR", "+54 92302345678 AR"},
         {"011 2345-6789", "AR", "+54 1123456789 AR"},
         {"01 55 1234 5678", "MX", "+52 55 12345678 MX"},
         {"+800 1234 5678", "", "+800 12345678"},
         {"+999 12345678", "", "nothing"},
         {"+49 1", "", "nothing"},
         {"+49 1234567890123456", "", "nothing"}});
}

TEST_CASE("what is dialled before a country code depends on the place") {
  check({{"0086 138 0013 8000", "DE", "+86 13800138000 CN"},
         {"011 86 138 0013 8000", "US", "+86 13800138000 CN"},
         {"010 86 138 0013 8000", "JP", "+86 13800138000 CN"},
         {"810 86 138 0013 8000", "RU", "+86 13800138000 CN"},
         {"810 44 20 7946 0000", "RU", "+44 20 79460000 GB"},
         {"001 1 201 555 0123", "KR", "+1 201 5550123 US"},
         {"00 1 201 555 0123", "US", "+1 201 5550123 US"},
         {"0011 86 138 0013 8000", "AU", "+86 13800138000 CN"},
         {"0061 2 9876 5432", "AU", "+61 2 98765432 AU"},
         {"0062 812 345 678", "ID", "+62 812345678 ID"}});
}

TEST_CASE("without a region only international forms are understood") {
  check({{"13800138000", "", "nothing"},
         {"008613800138000", "", "nothing"},
         {"13800138000", "ZZ", "nothing"},
         {"13800138000", "China", "nothing"},
         {"13800138000", "\xE4\xB8", "nothing"},
         {"+8613800138000", "ZZ", "+86 13800138000 CN"}});
}

TEST_CASE("no numbers at all") {
  for (const std::string_view text :
       {"", " ", "+", "-", "()", "ext", "x", "#", "N/A", "无", "+86", "0", "00", "tel:+"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_phone(text, "CN"));
    CHECK_FALSE(parse_phone(text));
  }
  CHECK_FALSE(parse_phone(std::string(1000, '1'), "CN"));
  CHECK_FALSE(
      parse_phone("+86138\0"
                  "00138000",
                  "CN"));
  CHECK_FALSE(parse_phone(std::string("+86138\0001380000", 15), "CN"));
  CHECK_FALSE(parse_phone("+86 138 0013 8000\xFF", "CN"));
}

TEST_CASE("the table of plans") {
  using namespace crmlite::base;
  static_assert(lengths("5-6 9") == 0b1001100000);
  static_assert(lengths("12") == 1U << 12U);

  CHECK(match("00[14-9]", "0051") == 3);
  CHECK(match("00[14-9]", "0031") == 0);
  CHECK(match("1??0", "1230") == 4);
  CHECK(match("1??0", "123") == 0);
  CHECK(matches_any("2 3[0-2]", "31"));
  CHECK_FALSE(matches_any("2 3[0-2]", "33"));
  CHECK_FALSE(matches_any("", "33"));
  CHECK_FALSE(matches_any("-", "33"));

  REQUIRE(plan_of_region("CN") != nullptr);
  CHECK(plan_of_region("CN")->code == "86");
  CHECK(plan_of_region("cn") == plan_of_region("CN"));
  CHECK(plan_of_region("C1") == nullptr);
  CHECK(plan_of_code("4930")->region == "DE");
  CHECK(plan_of_code("1201")->region == "US");
  CHECK(plan_of_code("049") == nullptr);
  CHECK(plan_of_code("") == nullptr);
  CHECK(plan_of_number(*plan_of_code("1"), "8765550123").region == "JM");
  CHECK(plan_of_number(*plan_of_code("590"), "590123456").region == "GP");

  CHECK(area_length("86", "13800138000") == 0);
  CHECK(area_length("86", "4001234567") == 0);
  CHECK(area_length("852", "21234567") == 0);
}

TEST_CASE("no text does harm, and every answer is a number that stays what it is") {
  std::mt19937 random(20240229);
  const std::vector<std::string> pieces{"+",    "0",  "00",       "86",   "1",    "138",  "10", "(",
                                        ")",    "-",  " ",        "转",   "分机", "x",    "#",  "ext",
                                        "tel:", "０", "\xE3\x80", "\xFF", "15",   ";ext="};
  const std::vector<std::string> regions{"CN", "US", "AR", "DE", "CA", "IT", "KR", "BR", "", "zz"};
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  int numbers = 0;
  for (int round = 0; round < 100000; ++round) {
    std::string text;
    for (std::size_t count = below(14); count > 0; --count) {
      switch (below(4)) {
        case 0:
          text += pieces[below(pieces.size())];
          break;
        case 1:
          text += static_cast<char>(below(256));
          break;
        default:
          text += static_cast<char>('0' + below(10));
          break;
      }
    }
    const std::string& region = regions[below(regions.size())];
    const auto phone = parse_phone(text, region);
    if (!phone) continue;
    ++numbers;
    auto again = parse_phone(phone->e164, region);
    if (again) again->extension = phone->extension;
    if (phone->e164.size() > 16 || again != phone) {
      CAPTURE(text, region, phone->e164);
      FAIL("not the same number again");
    }
  }
  CHECK(numbers > 500);
}
