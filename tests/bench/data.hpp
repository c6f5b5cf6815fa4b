// What the benchmarks store: customers made from their number, half of them Chinese, with most of the columns
// people fill, an e-mail address and a telephone number, and the values of eight custom fields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <crmlite/crmlite.hpp>

namespace bench {

namespace crm = crmlite;

/// Values of the custom fields as a program of its own would hold them.
struct Extras {
  std::int64_t score = 0;
  std::int64_t revenue = 0;  // hundredths
  crm::Date since = {};
  std::string tier = {};
  std::string account = {};
  std::int64_t employees = 0;
  bool vip = false;
  std::string remark = {};
};

inline constexpr crm::Field<crm::Customer, std::int64_t> score{"score"};
inline constexpr crm::Field<crm::Customer, crm::Decimal> revenue{"revenue"};
inline constexpr crm::Field<crm::Customer, crm::Date> since{"since"};
inline constexpr crm::Field<crm::Customer, crm::Choice> tier{"tier"};
inline constexpr crm::Field<crm::Customer, std::string> account{"account"};
inline constexpr crm::Field<crm::Customer, std::int64_t> employees{"employees"};
inline constexpr crm::Field<crm::Customer, bool> vip{"vip"};
inline constexpr crm::Field<crm::Customer, std::string> remark{"remark"};

struct Sample {
  crm::NewCustomer customer;
  Extras extras;
};

/// The customer with this number, from 1; always the same one.
Sample sample(std::size_t number);
/// The code that the series gives the customer.
std::string code_of(std::size_t number, std::string_view year);
/// Where the customer lives after so many moves; two moves in a row never lead to the same place.
std::string_view city_after(std::size_t number, std::size_t moves);

/// Custom fields that a file of the benchmarks has.
enum class Fields : std::uint8_t { none = 0, five = 5, eight = 8 };

/// A new file with the series of codes and these fields.
void make_file(const std::string& path, Fields fields);
void remove_file(const std::string& path);
void copy_file(const std::string& from, const std::string& to);

/// The time in files of interactions, and what came before it.
constexpr std::int64_t now = 1'790'000'000'000;
constexpr std::int64_t hour = 3'600'000;
/// The interaction with this number: a call or an e-mail within some two years.
crm::NewInteraction contact(std::size_t number, crm::CustomerId customer);

/// The customer with its custom values among the fields, as a host program puts them in.
void put_fields(crm::NewCustomer& customer, const Extras& extras, Fields fields);

/// How every store of the benchmarks is opened: the defaults, but for the durability, whose waiting says
/// nothing.
crm::StoreOptions options();

}  // namespace bench
