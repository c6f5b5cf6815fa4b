// Users: the people who work with the customers. Owners and the journal's actors are users.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <crmlite/records.hpp>

namespace crmlite {

struct User;
using UserId = Id<User>;

/// A user to be stored.
struct NewUser {
  std::string name;  ///< required, unique in its folded form: the name by which the journal calls the actor
  std::string email = {};
  std::string team = {};
  bool active = true;
  std::vector<std::string> tags = {};
  std::vector<Change<User>> fields = {};
  std::string code = {};
};

/// A stored user.
struct User : NewUser {
  UserId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace user {
inline constexpr Field<User, std::string> name{"name"};
inline constexpr Field<User, std::string> email{"email"};
inline constexpr Field<User, std::string> team{"team"};
inline constexpr Field<User, bool> active{"active"};
inline constexpr Field<User, std::string> code{"code"};
inline constexpr Field<User, Timestamp> created{"created"};
inline constexpr Field<User, Timestamp> updated{"updated"};
}  // namespace user

template <>
struct KindTraits<User> {
  using Id = UserId;
  using New = NewUser;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

}  // namespace crmlite
