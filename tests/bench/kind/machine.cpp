// A kind as most are, for headers.sh: twenty columns of every type and a list. Nothing links it.
#include <array>

#include <crmlite/contact_point.hpp>
#include <crmlite/records.hpp>

#include "record/kind.hpp"

namespace crmlite {

enum class MachineState : std::uint8_t { ordered, running, sold };

struct Machine;
struct NewMachine {
  std::string name = {};
  std::string serial = {}, model = {}, maker = {}, site = {}, city = {}, country = {}, room = {},
              contract = {};
  std::string colour = {}, licence = {}, description = {};
  MachineState state = {};
  std::optional<Date> built = {}, bought = {};
  std::optional<PartialDate> serviced = {};
  std::optional<Timestamp> seen = {};
  std::optional<std::int64_t> hours = {};
  bool leased = false;
  std::optional<RecordId> owner = {};
  std::vector<ContactPoint> phones = {};
  std::vector<std::string> tags = {};
  std::vector<Change<Machine>> fields = {};
  std::string code = {};
};
struct Machine : NewMachine {
  Id<Machine> id = {};
  std::int64_t revision = 0;
  Timestamp created = {}, updated = {};
  std::optional<Timestamp> archived = {};
  FieldValues custom = {};
};
template <>
struct KindTraits<Machine> {
  using Id = crmlite::Id<Machine>;
  using New = NewMachine;
};

namespace detail {
constexpr std::array<std::string_view, 3> machine_states = {"ordered", "running", "sold"};
template <>
inline constexpr std::span<const std::string_view> names_of<MachineState>{machine_states};
}  // namespace detail

namespace domain {

using namespace detail;

constexpr Column columns[] = {
    member<&NewMachine::name>("name", {.required = true, .searchable = true}),
    member<&NewMachine::serial>("serial", {.unique = true}),
    member<&NewMachine::model>("model"),
    member<&NewMachine::maker>("maker"),
    member<&NewMachine::site>("site"),
    member<&NewMachine::city>("city"),
    member<&NewMachine::country>("country"),
    member<&NewMachine::room>("room"),
    member<&NewMachine::contract>("contract"),
    member<&NewMachine::colour>("colour"),
    member<&NewMachine::licence>("licence"),
    member<&NewMachine::description>("description", {.max_length = 100'000}),
    member<&NewMachine::state>("state"),
    member<&NewMachine::built>("built"),
    member<&NewMachine::bought>("bought"),
    member<&NewMachine::serviced>("serviced"),
    member<&NewMachine::seen>("seen"),
    member<&NewMachine::hours>("hours"),
    member<&NewMachine::leased>("leased"),
    member<&NewMachine::owner>("owner", {.references = 1}),
};
constexpr Child lists[] = {child<&NewMachine::phones>("phones", {.table = "contact_point", .list = "phone"})};

static_assert(arity<NewMachine>() == std::size(columns) + std::size(lists) + 3 /* tags, fields, code */);

extern constinit const Kind machine_kind = describe<Machine, NewMachine>({.number = 3,
                                                                          .name = "machine",
                                                                          .table = "machine",
                                                                          .display = "name",
                                                                          .columns = columns,
                                                                          .lists = lists});

}  // namespace domain
}  // namespace crmlite
