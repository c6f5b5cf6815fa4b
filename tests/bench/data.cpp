#include "data.hpp"

#include <array>
#include <cstdio>
#include <filesystem>

namespace bench {

namespace {

using Texts = std::array<std::string_view, 16>;

constexpr Texts chinese_families = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵",
                                    "吴", "周", "徐", "孙", "马", "朱", "胡", "林"};
constexpr Texts chinese_given = {"伟", "芳", "秀英", "敏", "静",   "丽",   "强",   "磊",
                                 "军", "洋", "建国", "勇", "文静", "晓明", "志强", "雪梅"};
constexpr Texts families = {"Moreau", "Fischer",  "Lindqvist", "Okafor", "Rossi",  "Novak",
                            "Haddad", "Silva",    "Keller",    "Jansen", "Murphy", "Tanaka",
                            "Dubois", "Kowalski", "Santos",    "Weber"};
constexpr Texts given = {"Anna",  "Bruno", "Clara", "David", "Elena", "Farid", "Greta", "Hugo",
                         "Irene", "Jonas", "Karin", "Louis", "Marta", "Nils",  "Olga",  "Pavel"};
constexpr Texts chinese_cities = {"上海", "北京", "深圳", "广州", "杭州", "成都", "南京", "武汉",
                                  "西安", "苏州", "天津", "重庆", "青岛", "长沙", "大连", "厦门"};
constexpr Texts cities = {"Berlin", "Lyon", "Malmö",  "Lagos", "Milano", "Praha", "Beirut", "Porto",
                          "Zürich", "Gent", "Dublin", "Osaka", "Nantes", "Łódź",  "Recife", "Graz"};
constexpr Texts industries = {"machinery", "software",  "retail",      "logistics",
                              "chemicals", "education", "health",      "finance",
                              "textiles",  "energy",    "hospitality", "media",
                              "food",      "furniture", "transport",   "construction"};
constexpr Texts positions = {"buyer",    "owner",      "sales manager", "engineer",
                             "director", "assistant",  "consultant",    "accountant",
                             "designer", "technician", "lawyer",        "planner",
                             "editor",   "analyst",    "teacher",       "clerk"};

/// Well mixed numbers, always the same ones (splitmix64).
class Dice {
 public:
  explicit Dice(std::size_t seed) : state_(seed * 0x9E3779B97F4A7C15U) {}
  std::size_t roll(std::size_t sides) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
    return (z ^ z >> 31U) % sides;
  }
  std::string of(const Texts& texts) { return std::string(texts[roll(texts.size())]); }

 private:
  std::uint64_t state_;
};

std::string digits(const char* format, std::size_t number) {
  std::array<char, 64> out{};
  const int size = std::snprintf(out.data(), out.size(), format, number);
  return std::string(out.data(), static_cast<std::size_t>(size));
}

crm::Date day(Dice& dice, int first_year, std::size_t years) {
  return {static_cast<std::int16_t>(first_year + static_cast<int>(dice.roll(years))),
          static_cast<std::uint8_t>(1 + dice.roll(12)), static_cast<std::uint8_t>(1 + dice.roll(28))};
}

void name(crm::NewCustomer& c, Dice& dice, std::size_t number, bool chinese) {
  c.family_name = dice.of(chinese ? chinese_families : families);
  c.given_name = dice.of(chinese ? chinese_given : given);
  c.name = chinese ? c.family_name + c.given_name : c.given_name + " " + c.family_name;
  c.company = chinese ? dice.of(chinese_cities) + dice.of(chinese_given) + "贸易有限公司"
                      : dice.of(families) + " & " + dice.of(families) + " Ltd";
  c.emails.resize(1);
  c.emails[0].value = digits("Customer.%zu@mail.example", number);
  c.emails[0].use = crm::ContactUse::work;
  c.emails[0].primary = true;
  c.phones.resize(1);
  c.phones[0].value = chinese ? digits("138 %08zu", number) : digits("+49 30 %08zu", 10'000'000 + number);
  if (chinese) c.phones[0].value.insert(0, "+86 ");
  c.phones[0].use = crm::ContactUse::mobile;
  c.phones[0].primary = true;
}

void extras(Extras& e, Dice& dice, std::size_t number) {
  constexpr std::array<const char*, 3> tiers = {"bronze", "silver", "gold"};
  e.score = static_cast<std::int64_t>(dice.roll(100));
  e.revenue = static_cast<std::int64_t>(dice.roll(100'000'000));
  e.since = day(dice, 2010, 15);
  e.tier = tiers[dice.roll(tiers.size())];
  e.account = digits("ACC-%08zu", number);
  e.employees = static_cast<std::int64_t>(dice.roll(5000));
  e.vip = dice.roll(10) == 0;
  e.remark = "Met at the spring fair, wants a quote for " + dice.of(industries);
}

}  // namespace

Sample sample(std::size_t number) {
  Dice dice(number);
  const bool chinese = number % 2 == 0;
  Sample s;
  crm::NewCustomer& c = s.customer;
  name(c, dice, number, chinese);
  c.department = dice.roll(2) == 0 ? "purchasing" : "";
  c.position = dice.of(positions);
  c.birthday = crm::PartialDate(day(dice, 1950, 50));
  c.source = dice.roll(2) == 0 ? "fair" : "referral";
  c.stage = static_cast<crm::LifecycleStage>(dice.roll(5));
  c.language = chinese ? "zh-CN" : "en";
  c.country = chinese ? "CN" : "DE";
  c.city = dice.of(chinese ? chinese_cities : cities);
  c.district = chinese ? "高新区" : "";
  c.industry = dice.of(industries);
  c.interests = dice.roll(3) == 0 ? "spare parts, service contracts" : "";
  c.description = dice.roll(4) == 0 ? "Asked for a catalogue; prefers to be called in the morning." : "";
  extras(s.extras, dice, number);
  return s;
}

std::string code_of(std::size_t number, std::string_view year) {
  return "CUST-" + std::string(year) + digits("-%07zu", number);
}

std::string_view city_after(std::size_t number, std::size_t moves) {
  return (number % 2 == 0 ? chinese_cities : cities)[(number / 2 + moves) % chinese_cities.size()];
}

crm::StoreOptions options() { return {.durability = crm::Durability::relaxed}; }

void make_file(const std::string& path, Fields fields) {
  remove_file(path);
  crm::Store store(path, options());
  store.write([&](crm::WriteTx& tx) {
    tx.codes().ensure("customer", {.pattern = "CUST-{YYYY}-{SEQ:7}"});
    if (fields == Fields::none) return;
    tx.fields().ensure(score, {.min = 0, .max = 100});
    tx.fields().ensure(revenue);
    tx.fields().ensure(since);
    tx.fields().ensure(tier, {.choices = {"bronze", "silver", "gold"}});
    tx.fields().ensure(account);
    if (fields == Fields::five) return;
    tx.fields().ensure(employees, {.min = 0});
    tx.fields().ensure(vip);
    tx.fields().ensure(remark);
  });
}

void remove_file(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
}

void copy_file(const std::string& from, const std::string& to) {
  remove_file(to);
  std::filesystem::copy_file(from, to);
}

crm::NewInteraction contact(std::size_t number, crm::CustomerId customer) {
  return {.customer = customer,
          .kind = number % 2 ? crm::InteractionKind::call : crm::InteractionKind::email,
          .direction = number % 3 ? crm::Direction::in : crm::Direction::out,
          .at = crm::Timestamp{now - static_cast<std::int64_t>(number * 37 % 20'000) * hour},
          .minutes = static_cast<std::int64_t>(number % 60),
          .subject = "Asked for a quote of the new pumps",
          .body = "Wants twelve of them before the end of the quarter, delivered to the second plant."};
}

void put_fields(crm::NewCustomer& c, const Extras& e, Fields fields) {
  if (fields == Fields::five) {
    c.fields = {score = e.score, revenue = crm::Decimal{e.revenue, 2}, since = e.since, tier = e.tier,
                account = e.account};
  } else if (fields == Fields::eight) {
    c.fields = {score = e.score,     revenue = crm::Decimal{e.revenue, 2},
                since = e.since,     tier = e.tier,
                account = e.account, employees = e.employees,
                vip = e.vip,         remark = e.remark};
  }
}

}  // namespace bench
