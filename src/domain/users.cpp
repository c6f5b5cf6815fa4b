// Users: the whole kind, but for its migration step.
#include <crmlite/user.hpp>

#include "domain/kinds.hpp"
#include "domain/rules.hpp"
#include "record/kind.hpp"

namespace crmlite {
namespace domain {
namespace {

using namespace detail;

constexpr Column columns[] = {
    column<&NewUser::name>(user::name, {.required = true, .unique = true, .searchable = true, .personal = true}),
    column<&NewUser::email>(user::email, {.personal = true, .check = email}),
    column<&NewUser::team>(user::team),
    column<&NewUser::active>(user::active, {.required = true}),
};

}  // namespace

static_assert(arity<NewUser>() == std::size(columns) + 3 /* tags, fields, code */);

constinit const Kind user_kind = describe<User, NewUser>({.number = 2,
                                                          .name = "user",
                                                          .table = "user",
                                                          .display = "name",
                                                          .display_search = "name",
                                                          .columns = columns});

}  // namespace domain

const detail::Kind& KindTraits<User>::kind() noexcept { return domain::user_kind; }

}  // namespace crmlite
