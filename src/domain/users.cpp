// Users: the whole kind, but for its migration step.
#include <crmlite/user.hpp>

#include "base/text.hpp"
#include "domain/kinds.hpp"
#include "domain/rules.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"
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

/// Names are unique however they are written: `Ada` is `ada`.
constexpr Derived derived[] = {{"sort_name", "name", base::sort_key}};

}  // namespace

static_assert(arity<NewUser>() == std::size(columns) + 3 /* tags, fields, code */);

constinit const Kind user_kind = describe<User, NewUser>({.number = 2,
                                                          .name = "user",
                                                          .table = "user",
                                                          .display = "name",
                                                          .display_search = "sort_name",
                                                          .columns = columns,
                                                          .derived = derived});

}  // namespace domain

namespace record {

void ensure_actor(Session& s) {
  const KindDef& def = s.def(domain::user_kind);
  NewUser user{.name = base::trimmed(s.write->actor)};
  {
    auto q = s.take("SELECT 1 FROM user WHERE sort_name = ?");
    const std::string key = base::sort_key(user.name);
    q->bind(1, std::string_view(key));
    if (user.name.empty() || q->step()) return;
  }
  try {
    insert_record(s, *def.kind, &user, {});
  } catch (const Error& e) {  // a field that every user must have, a series without a number left
    if (e.code() != ErrorCode::invalid && e.code() != ErrorCode::conflict) throw;
    if (s.env.log) s.env.log(LogLevel::warning, "an actor could not be made a user: " + std::string(e.what()));
  }
}

std::optional<std::int64_t> actor_user(Session& s) {
  ensure_actor(s);
  const std::string key = base::sort_key(base::trimmed(s.write->actor));
  auto q = s.take("SELECT id FROM user WHERE sort_name = ?");
  q->bind(1, std::string_view(key));
  return q->step() ? std::optional(q->int64(0)) : std::nullopt;
}

}  // namespace record

const detail::Kind& KindTraits<User>::kind() noexcept { return domain::user_kind; }

}  // namespace crmlite
