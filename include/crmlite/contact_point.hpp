// The ways to reach somebody: e-mails, telephones, web addresses, messaging ids and postal addresses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/value.hpp>

namespace crmlite {

/// What a contact point is for.
enum class ContactUse : std::uint8_t { unspecified, work, home, mobile, fax, billing, shipping, other };
CRMLITE_EXPORT std::string_view to_string(ContactUse use) noexcept;

/// One e-mail address, telephone number, web address or messaging id. The value stays as typed; beside it stands its
/// normalised form, by which equal ones are found.
struct ContactPoint {
  std::string value = {};    ///< as typed
  ContactUse use = {};
  std::string label = {};    ///< free, beside the use: "assistant"
  bool primary = false;      ///< at most one of a list; the first is taken where none says so
  bool opt_out = false;      ///< does not want to be reached this way
  bool invalid = false;      ///< known not to work (bounced, wrong number)
  std::string service = {};  ///< of a messaging id: "wechat", "whatsapp"
  std::string normal = {};   ///< read only: e-mail folded, phone in E.164; empty where the value cannot be normalised

  friend bool operator==(const ContactPoint&, const ContactPoint&) = default;
};

/// A postal address: its lines as typed, its parts where they are known.
struct Address {
  std::string value = {};  ///< the whole address as typed; may be empty where parts are given
  ContactUse use = {};
  std::string label = {};
  bool primary = false;
  bool opt_out = false;
  bool invalid = false;
  std::string street = {};
  std::string district = {};
  std::string city = {};
  std::string region = {};  ///< province, state
  std::string postal_code = {};
  std::string country = {};  ///< ISO 3166-1 alpha-2

  friend bool operator==(const Address&, const Address&) = default;
};

CRMLITE_EXPORT Value list_value(const std::vector<ContactPoint>& points);
CRMLITE_EXPORT Value list_value(const std::vector<Address>& addresses);

}  // namespace crmlite
