// Customers: people and companies in one kind. Leads and prospects are customers in an earlier life-cycle stage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/contact_point.hpp>
#include <crmlite/records.hpp>
#include <crmlite/user.hpp>

namespace crmlite {

struct Customer;
using CustomerId = Id<Customer>;

enum class CustomerKind : std::uint8_t { person, company };
CRMLITE_EXPORT std::string_view to_string(CustomerKind kind) noexcept;

/// How far the relationship has come.
enum class LifecycleStage : std::uint8_t { lead, prospect, customer, repeat_customer, advocate, inactive, lost };
CRMLITE_EXPORT std::string_view to_string(LifecycleStage stage) noexcept;

/// A user who looks after a record, and as what. The first is the owner proper.
struct Owner {
  UserId user = {};
  std::string role = {};  ///< free: "sales", "service"; empty for the owner proper

  friend bool operator==(const Owner&, const Owner&) = default;
};

/// A date that comes round every year: wedding, founding, first order.
struct Anniversary {
  std::string label = {};
  PartialDate date = {};

  friend bool operator==(const Anniversary&, const Anniversary&) = default;
};

/// The name another system knows a record by; unique per kind and system.
struct ExternalId {
  std::string system = {};
  std::string value = {};

  friend bool operator==(const ExternalId&, const ExternalId&) = default;
};

CRMLITE_EXPORT Value list_value(const std::vector<Owner>& owners);
CRMLITE_EXPORT Value list_value(const std::vector<Anniversary>& anniversaries);
CRMLITE_EXPORT Value list_value(const std::vector<ExternalId>& ids);

/// A customer to be stored. Texts are at most 1,000 characters where nothing else is said; an empty text is no value.
struct NewCustomer {
  CustomerKind kind = CustomerKind::person;
  /// The name in full. Left empty, it is put together from the parts below, in the order of their script.
  std::string name = {};
  std::string name_prefix = {};
  std::string given_name = {};
  std::string middle_name = {};
  std::string family_name = {};
  std::string name_suffix = {};
  std::string company = {};  ///< of a person: where they work, as text
  std::string department = {};
  std::string position = {};
  std::optional<PartialDate> birthday = {};
  std::string preferences = {};  ///< up to 10,000 characters, like the next two
  std::string needs = {};
  std::string interests = {};
  std::string source = {};  ///< where the customer came from: "fair", "referral"
  LifecycleStage stage = LifecycleStage::lead;
  std::string language = {};  ///< BCP 47: "zh-CN"
  std::string country = {};   ///< ISO 3166-1 alpha-2
  std::string region = {};    ///< province, state
  std::string city = {};
  std::string district = {};
  std::string industry = {};
  std::string description = {};  ///< up to 100,000 characters
  std::vector<ContactPoint> emails = {};
  std::vector<ContactPoint> phones = {};
  std::vector<ContactPoint> urls = {};
  std::vector<ContactPoint> messaging = {};
  std::vector<Address> addresses = {};
  std::vector<Owner> owners = {};
  std::vector<Anniversary> anniversaries = {};
  std::vector<ExternalId> external_ids = {};
  std::vector<std::string> tags = {};          ///< names; new ones are defined
  std::vector<Change<Customer>> fields = {};   ///< custom fields: `{score = 72, tier = "gold"}`
  std::string code = {};  ///< a code the customer has already; empty: the series "customer" gives one, if defined
};

/// A stored customer. `get` fills everything; `list` fills lists and tags only when asked (With).
struct Customer : NewCustomer {
  CustomerId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  std::optional<Timestamp> last_contact_at = {};  ///< of the latest interaction that is done; kept by the library
  std::optional<Timestamp> next_contact_at = {};  ///< of the earliest that is planned; kept by the library
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace customer {
inline constexpr Field<Customer, CustomerKind> kind{"kind"};
inline constexpr Field<Customer, std::string> name{"name"};
inline constexpr Field<Customer, std::string> name_prefix{"name_prefix"};
inline constexpr Field<Customer, std::string> given_name{"given_name"};
inline constexpr Field<Customer, std::string> middle_name{"middle_name"};
inline constexpr Field<Customer, std::string> family_name{"family_name"};
inline constexpr Field<Customer, std::string> name_suffix{"name_suffix"};
inline constexpr Field<Customer, std::string> company{"company"};
inline constexpr Field<Customer, std::string> department{"department"};
inline constexpr Field<Customer, std::string> position{"position"};
inline constexpr Field<Customer, PartialDate> birthday{"birthday"};
inline constexpr Field<Customer, std::string> preferences{"preferences"};
inline constexpr Field<Customer, std::string> needs{"needs"};
inline constexpr Field<Customer, std::string> interests{"interests"};
inline constexpr Field<Customer, std::string> source{"source"};
inline constexpr Field<Customer, LifecycleStage> stage{"stage"};
inline constexpr Field<Customer, std::string> language{"language"};
inline constexpr Field<Customer, std::string> country{"country"};
inline constexpr Field<Customer, std::string> region{"region"};
inline constexpr Field<Customer, std::string> city{"city"};
inline constexpr Field<Customer, std::string> district{"district"};
inline constexpr Field<Customer, std::string> industry{"industry"};
inline constexpr Field<Customer, std::string> description{"description"};
inline constexpr Field<Customer, std::vector<ContactPoint>> emails{"emails"};
inline constexpr Field<Customer, std::vector<ContactPoint>> phones{"phones"};
inline constexpr Field<Customer, std::vector<ContactPoint>> urls{"urls"};
inline constexpr Field<Customer, std::vector<ContactPoint>> messaging{"messaging"};
inline constexpr Field<Customer, std::vector<Address>> addresses{"addresses"};
inline constexpr Field<Customer, std::vector<Owner>> owners{"owners"};
inline constexpr Field<Customer, std::vector<Anniversary>> anniversaries{"anniversaries"};
inline constexpr Field<Customer, std::vector<ExternalId>> external_ids{"external_ids"};
inline constexpr Field<Customer, std::string> code{"code"};
inline constexpr Field<Customer, Timestamp> created{"created"};
inline constexpr Field<Customer, Timestamp> updated{"updated"};
inline constexpr Field<Customer, Timestamp> last_contact_at{"last_contact_at"};
inline constexpr Field<Customer, Timestamp> next_contact_at{"next_contact_at"};
}  // namespace customer

/// Customers with whom there was no contact in the last `days` days, or never.
inline FilterOf<Customer> silent_for(int days) { return !in_last(customer::last_contact_at, days); }

template <>
struct KindTraits<Customer> {
  using Id = CustomerId;
  using New = NewCustomer;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

}  // namespace crmlite
