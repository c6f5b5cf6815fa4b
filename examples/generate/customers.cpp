// Companies and people, each made from its number. Details come from one stream of chance per record, so that
// they do not move when a name's or an address's making changes.
#include "customers.hpp"

#include <chrono>
#include <cstdio>
#include <string_view>

#include "phones.hpp"
#include "random.hpp"
#include "words.hpp"

namespace generate {

namespace {

struct Brand {
  std::string text;
  std::string latin;
};

// One word at a time: in one expression the order, and with it the name, would be the compiler's choice.
Brand brand(bool chinese, Random random) {
  Brand made;
  if (chinese) {
    for (int i = 0; i < 3; ++i) {
      const auto& sign = random.pick(words::brand_signs);
      made.text += sign.text;
      made.latin += sign.latin;
    }
    return made;
  }
  made.text += random.pick(words::brand_starts);
  made.text += random.pick(words::brand_middles);
  made.text += random.pick(words::brand_ends);
  made.latin = made.text;
  made.latin[0] = static_cast<char>(made.latin[0] - 'A' + 'a');
  return made;
}

std::string day(Random& random, int first_year, int last_year) {
  using namespace std::chrono;
  const sys_days first{year{first_year} / January / 1};
  const auto span = static_cast<std::uint64_t>((sys_days{year{last_year} / December / 31} - first).count());
  const year_month_day date{first + days{static_cast<int>(random.below(span + 1))}};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

/// Mostly a whole date; some without the day, some without the year, many unknown.
std::string birthday(Random& random) {
  const std::string date = day(random, 1955, 2003);
  const auto chance = random.below(10);
  if (chance < 4) return {};
  if (chance == 4) return date.substr(0, 7);
  if (chance == 5) return "-" + date.substr(4);
  return date;
}

template <std::size_t N>
std::string some_tags(const char* const (&tags)[N], Random& random) {
  const auto first = random.below(N);
  if (random.percent(40)) return {};
  std::string text = tags[first];
  if (random.percent(30)) text += std::string(";") + tags[(first + 1) % N];
  return text;
}

std::string street_address(const words::Place& place, bool chinese, std::string_view iso, Random& random) {
  const std::string house = std::to_string(1 + random.below(200));
  if (chinese) return std::string(place.street) + house + "号" + std::to_string(1 + random.below(30)) + "层";
  if (iso == "DE") return std::string(place.street) + " " + house;
  std::string text = house + " " + place.street;
  if (random.percent(10)) text += "\nSuite " + std::to_string(1 + random.below(40));
  return text;
}

std::string stage_of(Random& random) { return random.pick(words::stages); }
bool has_bought(std::string_view stage) { return stage == "customer" || stage == "repeat_customer"; }

std::string owner_of(bool chinese, Random& random) {
  if (random.percent(15)) return {};
  return chinese ? random.pick(words::chinese_users).name : random.pick(words::western_users).name;
}

}  // namespace

bool Customers::is_chinese(std::uint64_t number) const {
  return Random(seed_, Purpose::language, number).percent(50);
}

Dirt Customers::dirt(std::uint64_t number) const {
  Random random(seed_, Purpose::dirt, number);
  if (number == 0 || !random.percent(dirty_percent_)) return Dirt::none;
  const auto dirt = static_cast<Dirt>(1 + random.below(6));
  return dirt == Dirt::repeated_email && email(number - 1).empty() ? Dirt::bad_email : dirt;
}

Flaw Customers::flaw(Dirt dirt) const {
  const auto heading = [&](std::size_t column) { return headings()[column].c_str(); };
  switch (dirt) {
    case Dirt::none:
      break;
    case Dirt::missing_name:
      return {heading(places().name), "missing"};
    case Dirt::impossible_date:
      return {heading(places().date), "no such day"};
    case Dirt::bad_email:
      return {heading(places().email), "not an e-mail address"};
    case Dirt::unusable_phone:
      return {heading(places().phone), "cannot be normalised"};
    case Dirt::repeated_email:
      return {heading(places().email), "the row before has it"};
    case Dirt::too_many_cells:
      return {"", "a cell too many"};
  }
  return {};
}

std::vector<std::string> Customers::row(std::uint64_t number) const {
  auto cells = clean_row(number);
  switch (dirt(number)) {
    case Dirt::none:
      break;
    case Dirt::missing_name:
      cells[places().name].clear();
      break;
    case Dirt::impossible_date:
      cells[places().date] = "2023-02-29";
      break;
    case Dirt::bad_email:
      cells[places().email] = "somebody at example.com";
      break;
    case Dirt::unusable_phone:
      cells[places().phone] = "ask at the desk";
      break;
    case Dirt::repeated_email:
      cells[places().email] = email(number - 1);
      break;
    case Dirt::too_many_cells:
      cells.emplace_back("?");
      break;
  }
  return cells;
}

std::string Customers::address_for_reference(std::uint64_t number) const {
  const auto repeats = [&](std::uint64_t other) { return dirt(other) == Dirt::repeated_email; };
  return dirt(number) != Dirt::none || repeats(number + 1) ? std::string() : email(number);
}

std::span<const std::string> Companies::headings() const {
  static const std::vector<std::string> names{
      "Name",    "Kind", "Industry",   "Email",        "Phone",         "Website",
      "Address", "City", "Region",     "Country",      "Source",        "Stage",
      "Owner",   "Tags", "Lead score", "Credit limit", "Contract date", "客户等级"};
  return names;
}

std::string Companies::domain(std::uint64_t number) const {
  return brand(is_chinese(number), Random(seed_, Purpose::name, number)).latin + std::to_string(number) +
         ".example";
}

std::string Companies::email(std::uint64_t number) const {
  constexpr const char* boxes[] = {"info", "sales", "office", "hello"};
  Random random(seed_, Purpose::email, number);
  if (number > 0 && random.percent(8)) return {};
  return random.pick(boxes) + ("@" + domain(number));
}

// The first details are what the row needs, too, in the same order: the trade and the place.
std::string Companies::name(std::uint64_t number) const {
  const bool chinese = is_chinese(number);
  const std::string own = brand(chinese, Random(seed_, Purpose::name, number)).text;
  Random details(seed_, Purpose::details, number);
  const auto& industry = details.pick(words::industries);
  if (chinese) return details.pick(words::chinese_places).city + own + industry.chinese + "有限公司";

  const std::string_view iso = details.pick(words::western_places).iso;
  std::string text = own + " " + industry.english;
  for (const auto& form : words::legal_forms) {
    if (iso == form[0]) text += std::string(iso == "US" ? ", " : " ") + form[1];
  }
  return text;
}

std::vector<std::string> Companies::clean_row(std::uint64_t number) const {
  Random random(seed_, Purpose::details, number);
  const bool chinese = is_chinese(number);
  const auto& industry = random.pick(words::industries);  // in the order of `name`
  const words::WesternPlace* western = nullptr;
  const words::Place& place =
      chinese ? random.pick(words::chinese_places) : (western = &random.pick(words::western_places))->place;
  const std::string_view iso = chinese ? "CN" : western->iso;
  std::string phone =
      chinese ? chinese_line(place.area, number, random) : western_phone(iso, place.area, number, random);
  std::string address = street_address(place, chinese, iso, random);
  const std::string stage = stage_of(random);
  const bool bought = has_bought(stage);
  std::string tags = chinese ? some_tags(words::chinese_tags, random) : some_tags(words::tags, random);
  return {name(number),
          "company",
          industry.name,
          email(number),
          std::move(phone),
          random.percent(70) ? "https://www." + domain(number) : std::string(),
          std::move(address),
          place.city,
          place.region,
          chinese ? "China" : western->country,
          chinese ? random.pick(words::chinese_sources) : random.pick(words::sources),
          stage,
          owner_of(chinese, random),
          std::move(tags),
          std::to_string(random.below(101)),
          bought ? std::to_string(1000 * (1 + random.below(500))) + ".00" : std::string(),
          bought ? day(random, 2019, 2025) : std::string(),
          random.percent(80) ? random.pick(words::grades) : ""};
}

std::span<const std::string> People::headings() const {
  static const std::vector<std::string> names{
      "姓名", "公司", "部门", "职位", "手机",   "邮箱", "地址",     "城市",       "省份",
      "国家", "生日", "来源", "阶段", "负责人", "标签", "客户等级", "Lead score", "Contract date"};
  return names;
}

namespace {

struct Name {
  std::string text;
  std::string mail_box;
};

Name person_name(bool chinese, Random random) {
  if (chinese) {
    const auto& family = random.pick(words::surnames);
    const auto& first = random.pick(words::given_signs);
    Name name{std::string(family.text) + first.text, std::string(first.latin)};
    if (random.percent(75)) {
      const auto& second = random.pick(words::given_signs);
      name.text += second.text;
      name.mail_box += second.latin;
    }
    name.mail_box += std::string(".") + family.latin;
    return name;
  }
  const std::string given = random.pick(words::given_names);
  std::string family = random.pick(words::family_starts);
  family += random.pick(words::family_ends);
  std::string box;
  for (const char c : given.substr(0, 1) + "." + family)
    box += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return {given + " " + family, box};
}

}  // namespace

std::string People::email(std::uint64_t number) const {
  Random random(seed_, Purpose::email, number);
  if (number > 0 && random.percent(8)) return {};
  const Name name = person_name(is_chinese(number), Random(seed_, Purpose::name, number));
  return name.mail_box + std::to_string(number) + "@" + random.pick(words::mail_domains);
}

std::string People::employer(std::uint64_t number) const {
  Random random(seed_, Purpose::language, ~number);
  if (company_count_ == 0 || random.percent(25)) return {};
  for (int tries = 0; tries < 8; ++tries) {
    const std::uint64_t company = random.below(company_count_);
    if (companies_.is_chinese(company) == is_chinese(number)) return companies_.name(company);
  }
  return {};
}

std::vector<std::string> People::clean_row(std::uint64_t number) const {
  Random random(seed_, Purpose::details, number);
  const bool chinese = is_chinese(number);
  const words::WesternPlace* western = nullptr;
  const words::Place& place =
      chinese ? random.pick(words::chinese_places) : (western = &random.pick(words::western_places))->place;
  const std::string_view iso = chinese ? "CN" : western->iso;
  std::string phone =
      chinese ? chinese_mobile(number, random) : western_phone(iso, place.area, number, random);
  std::string address = random.percent(60) ? street_address(place, chinese, iso, random) : std::string();
  const std::string stage = stage_of(random);
  std::string work = employer(number);
  const bool works = !work.empty();
  std::string tags = chinese ? some_tags(words::chinese_tags, random) : some_tags(words::tags, random);
  const char* department =
      chinese ? random.pick(words::chinese_departments) : random.pick(words::departments);
  const char* position = chinese ? random.pick(words::chinese_positions) : random.pick(words::positions);
  return {person_name(chinese, Random(seed_, Purpose::name, number)).text,
          std::move(work),
          works ? department : "",
          works ? position : "",
          std::move(phone),
          email(number),
          std::move(address),
          place.city,
          place.region,
          std::string(iso),
          birthday(random),
          chinese ? random.pick(words::chinese_sources) : random.pick(words::sources),
          stage,
          owner_of(chinese, random),
          std::move(tags),
          random.percent(80) ? random.pick(words::grades) : "",
          std::to_string(random.below(101)),
          has_bought(stage) ? day(random, 2019, 2025) : std::string()};
}

}  // namespace generate
