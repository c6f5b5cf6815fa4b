// Customers: the whole kind, but for its migration step.
#include <crmlite/customer.hpp>

#include <array>

#include "base/email.hpp"
#include "base/text.hpp"
#include "domain/kinds.hpp"
#include "domain/lists.hpp"
#include "domain/rules.hpp"
#include "record/kind.hpp"

#include <crmlite/phone.hpp>

namespace crmlite {
namespace detail {

constexpr std::array<std::string_view, 2> customer_kinds = {"person", "company"};
constexpr std::array<std::string_view, 7> stages = {"lead",     "prospect", "customer", "repeat_customer",
                                                    "advocate", "inactive", "lost"};
constexpr std::array<std::string_view, 8> uses = {"", "work", "home", "mobile", "fax", "billing", "shipping", "other"};
template <>
inline constexpr std::span<const std::string_view> names_of<CustomerKind>{customer_kinds};
template <>
inline constexpr std::span<const std::string_view> names_of<LifecycleStage>{stages};
template <>
inline constexpr std::span<const std::string_view> names_of<ContactUse>{uses};

}  // namespace detail

namespace domain {
namespace {

using namespace detail;

constexpr Rules personal{.personal = true};
constexpr Rules searchable{.searchable = true, .personal = true};
constexpr Rules paragraph{.personal = true, .max_length = 10'000};

constexpr Column columns[] = {
    column<&NewCustomer::kind>(customer::kind),
    column<&NewCustomer::name>(customer::name, {.required = true, .searchable = true, .personal = true}),
    column<&NewCustomer::name_prefix>(customer::name_prefix, personal),
    column<&NewCustomer::given_name>(customer::given_name, personal),
    column<&NewCustomer::middle_name>(customer::middle_name, personal),
    column<&NewCustomer::family_name>(customer::family_name, personal),
    column<&NewCustomer::name_suffix>(customer::name_suffix, personal),
    column<&NewCustomer::company>(customer::company, searchable),
    column<&NewCustomer::department>(customer::department),
    column<&NewCustomer::position>(customer::position),
    column<&NewCustomer::birthday>(customer::birthday, {.personal = true, .yearly = true}),
    column<&NewCustomer::preferences>(customer::preferences, paragraph),
    column<&NewCustomer::needs>(customer::needs, paragraph),
    column<&NewCustomer::interests>(customer::interests, paragraph),
    column<&NewCustomer::source>(customer::source),
    column<&NewCustomer::stage>(customer::stage),
    column<&NewCustomer::language>(customer::language, {.check = language}),
    column<&NewCustomer::country>(customer::country, {.check = country}),
    column<&NewCustomer::region>(customer::region),
    column<&NewCustomer::city>(customer::city),
    column<&NewCustomer::district>(customer::district),
    column<&NewCustomer::industry>(customer::industry),
    column<&NewCustomer::description>(customer::description, {.searchable = true, .max_length = 100'000}),
};

constexpr Column point_columns[] = {
    member<&ContactPoint::value>("value", {.required = true, .personal = true}),
    member<&ContactPoint::use>("use"),
    member<&ContactPoint::label>("label"),
    member<&ContactPoint::primary>("is_primary"),
    member<&ContactPoint::opt_out>("opt_out"),
    member<&ContactPoint::invalid>("invalid"),
    member<&ContactPoint::service>("service"),
};
static_assert(arity<ContactPoint>() == std::size(point_columns) + 1 /* normal */);

constexpr Column address_columns[] = {
    member<&Address::value>("value", {.personal = true}),
    member<&Address::use>("use"),
    member<&Address::label>("label"),
    member<&Address::primary>("is_primary"),
    member<&Address::opt_out>("opt_out"),
    member<&Address::invalid>("invalid"),
    member<&Address::street>("street", personal),
    member<&Address::district>("district"),
    member<&Address::city>("city"),
    member<&Address::region>("region"),
    member<&Address::postal_code>("postal_code"),
    member<&Address::country>("country", {.check = country}),
};
static_assert(arity<Address>() == std::size(address_columns));

constexpr Column owner_columns[] = {member<&Owner::user>("user", {.required = true, .references = 2}),
                                    member<&Owner::role>("role")};
constexpr Column anniversary_columns[] = {member<&Anniversary::label>("label"),
                                          member<&Anniversary::date>("date", {.required = true, .yearly = true})};

std::string email_twin(std::string_view value, std::string_view) {
  return base::normalise_email(value).value_or(std::string());
}
std::string phone_twin(std::string_view value, std::string_view country) {
  const auto phone = parse_phone(value, country);
  return phone ? phone->e164 : std::string();
}
std::string url_twin(std::string_view value, std::string_view) {
  return base::normalise_url(value).value_or(std::string());
}
std::string folded_twin(std::string_view value, std::string_view) { return base::fold(value); }

consteval Child points(std::string_view alias, std::string_view list, decltype(Child::normal) normal) {
  return {.alias = alias, .table = "contact_point", .list = list, .columns = point_columns, .normal = normal,
          .part = part::contact_points};
}

constexpr Child lists[] = {
    child<&NewCustomer::emails>("emails", points("email", "email", email_twin)),
    child<&NewCustomer::phones>("phones", points("phone", "phone", phone_twin)),
    child<&NewCustomer::urls>("urls", points("url", "url", url_twin)),
    child<&NewCustomer::messaging>("messaging", points({}, "messaging", folded_twin)),
    child<&NewCustomer::addresses>("addresses", {.alias = "address", .table = "contact_point", .list = "address",
                                                 .columns = address_columns, .part = part::contact_points}),
    child<&NewCustomer::owners>("owners", {.alias = "owner", .table = "record_owner", .columns = owner_columns,
                                           .text_columns = 2, .part = part::owners}),
    child<&NewCustomer::anniversaries>("anniversaries", {.alias = "anniversary", .table = "anniversary",
                                                         .columns = anniversary_columns, .text_columns = 2,
                                                         .part = part::anniversaries}),
    child<&NewCustomer::external_ids>("external_ids", external_ids),
};

/// The name in full from its parts, in the order of its script: family name first and without blanks in Chinese,
/// Japanese and Korean.
std::string compose_name(TextOf text) {
  const std::string_view family = text("family_name"), given = text("given_name"), middle = text("middle_name");
  const auto script = base::dominant_script(family.empty() ? given : family);
  const bool western = script == base::Script::latin || script == base::Script::other;
  std::string name;
  for (const std::string_view piece : western ? std::array{given, middle, family} : std::array{family, middle, given}) {
    if (piece.empty()) continue;
    if (western && !name.empty()) name += ' ';
    name += piece;
  }
  return name;
}

constexpr Derived derived[] = {{"sort_name", "name", base::sort_key}};

constexpr Column kept[] = {
    column<&Customer::last_contact_at>(customer::last_contact_at, {.read_only = true}),
    column<&Customer::next_contact_at>(customer::next_contact_at, {.read_only = true}),
};

}  // namespace

static_assert(arity<NewCustomer>() == std::size(columns) + std::size(lists) + 3 /* tags, fields, code */);

constinit const Kind customer_kind = describe<Customer, NewCustomer>({.number = 1,
                                                                      .name = "customer",
                                                                      .table = "customer",
                                                                      .display = "name",
                                                                      .display_search = "sort_name",
                                                                      .columns = columns,
                                                                      .lists = lists,
                                                                      .derived = derived,
                                                                      .kept = kept,
                                                                      .compose = compose_name});

}  // namespace domain

const detail::Kind& KindTraits<Customer>::kind() noexcept { return domain::customer_kind; }

using detail::name_in;

std::string_view to_string(CustomerKind kind) noexcept { return name_in(detail::customer_kinds, kind); }
std::string_view to_string(LifecycleStage stage) noexcept { return name_in(detail::stages, stage); }
std::string_view to_string(ContactUse use) noexcept { return name_in(detail::uses, use); }

Value list_value(const std::vector<ContactPoint>& points) {
  ValueRows rows;
  for (const ContactPoint& p : points)
    rows.push_back({p.value, std::string(to_string(p.use)), p.label, p.primary, p.opt_out, p.invalid, p.service});
  return Value(std::move(rows));
}

Value list_value(const std::vector<Address>& addresses) {
  ValueRows rows;
  for (const Address& a : addresses)
    rows.push_back({a.value, std::string(to_string(a.use)), a.label, a.primary, a.opt_out, a.invalid, a.street,
                    a.district, a.city, a.region, a.postal_code, a.country});
  return Value(std::move(rows));
}

Value list_value(const std::vector<Owner>& owners) {
  ValueRows rows;
  for (const Owner& o : owners) rows.push_back({o.user, o.role});
  return Value(std::move(rows));
}

Value list_value(const std::vector<Anniversary>& anniversaries) {
  ValueRows rows;
  for (const Anniversary& a : anniversaries) rows.push_back({a.label, a.date});
  return Value(std::move(rows));
}

Value list_value(const std::vector<ExternalId>& ids) {
  ValueRows rows;
  for (const ExternalId& e : ids) rows.push_back({e.system, e.value});
  return Value(std::move(rows));
}

}  // namespace crmlite
