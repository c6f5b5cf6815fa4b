// customer and user: what differs between the two.
#include "output.hpp"
#include "records.hpp"
#include "show.hpp"

namespace cli {
namespace {

struct AddCustomerArgs {
  std::string name = {}, kind = {};
  std::vector<std::string> emails = {}, phones = {}, addresses = {}, set = {}, tags = {};
};

struct AddUserArgs {
  std::string name = {}, email = {}, team = {};
  std::vector<std::string> set = {}, tags = {};
};

struct CountArgs {
  std::string where = {};
  WhichArchived archived = {};
};

struct ShowArgs {
  std::string reference = {};
};

/// A new record's values: what has an option of its own, then --set, which may say it again.
class NewValues {
 public:
  void add(const char* field, const std::string& text) {
    if (!text.empty()) values_.push_back({field, crm::Value(text)});
  }
  void add(const char* field, const std::vector<std::string>& texts) {
    if (!texts.empty()) values_.push_back({field, crm::Value(texts)});
  }
  std::vector<crm::AnyChange> with(const std::vector<std::string>& set) && {
    for (crm::AnyChange& change : assignments(set)) values_.push_back(std::move(change));
    return std::move(values_);
  }

 private:
  std::vector<crm::AnyChange> values_;
};

void declare_texts(Parameters& take, const char* option, std::vector<std::string>& into,
                   const std::string& help) {
  take.repeated(option, into, help + "; may be repeated");
}

void declare(Parameters& take, AddCustomerArgs& args) {
  take.option("--name", args.name, "The name in full");
  take.option_of("--kind", args.kind, {"person", "company"}, "Person where not given");
  declare_texts(take, "--email", args.emails, "E-mail address");
  declare_texts(take, "--phone", args.phones, "Telephone number");
  declare_texts(take, "--address", args.addresses, "Postal address");
  declare_set(take, args.set);
  declare_texts(take, "--tag", args.tags, "Tag");
}

void add(Program& program, const AddCustomerArgs& args) {
  NewValues values;
  values.add("name", args.name);
  values.add("kind", args.kind);
  values.add("emails", args.emails);
  values.add("phones", args.phones);
  values.add("addresses", args.addresses);
  values.add("tags", args.tags);
  insert_record(program, "customer", std::move(values).with(args.set));
}

void declare_user(Parameters& take, AddUserArgs& args) {
  take.option("--name", args.name, "The name by which the history calls the user", Need::required);
  take.option("--email", args.email, "E-mail address");
  take.option("--team", args.team, "Team");
  declare_set(take, args.set);
  declare_texts(take, "--tag", args.tags, "Tag");
}

void add_user(Program& program, const AddUserArgs& args) {
  NewValues values;
  values.add("name", args.name);
  values.add("email", args.email);
  values.add("team", args.team);
  values.add("tags", args.tags);
  insert_record(program, "user", std::move(values).with(args.set));
}

}  // namespace

void add_customer_commands(Program& program) {
  CLI::App& customer = program.group(program.root(), "customer", "People and companies");
  program.command<AddCustomerArgs>(customer, "add", "Add a customer; prints its code", declare, add);
  program.command<ShowArgs>(
      customer, "show", "All about a customer",
      [](Parameters& take, ShowArgs& args) { declare_reference(take, args.reference, "customer"); },
      [](Program& p, const ShowArgs& args) { show_customer(p, args.reference); });
  add_edit_command(program, customer, "customer");
  add_life_commands(program, customer, "customer");
  add_list_command(program, customer, "customer", {"code", "name", "contact", "last_contact_at"});
  add_silent_command(program, customer);
  program.command<CountArgs>(
      customer, "count", "Count customers",
      [](Parameters& take, CountArgs& args) {
        take.option("--where", args.where, "Only those the filter selects");
        declare_archived(take, args.archived);
      },
      [](Program& p, const CountArgs& args) {
        answer(p, "count", p.read([&](const crm::ReadTx& tx) {
          return tx.customers().count(crm::parse_filter(args.where), args.archived.value());
        }));
      });
}

void add_user_commands(Program& program) {
  CLI::App& user = program.group(program.root(), "user", "The people who work with the customers");
  program.command<AddUserArgs>(user, "add", "Add a user; prints its code or #ID", declare_user, add_user);
  add_edit_command(program, user, "user");
  add_life_commands(program, user, "user");
  add_list_command(program, user, "user", {"name", "email", "team", "active"});
}

}  // namespace cli
