// contact-point: one element of a customer's lists of ways to be reached, without writing the whole list.
#include <algorithm>

#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

/// What is to be said of a point; only what is given changes.
struct PointArgs {
  std::string reference = {}, type = {}, which = {};
  std::optional<std::string> value = {}, use = {}, label = {}, service = {};
  std::optional<std::string> street = {}, district = {}, city = {}, region = {}, postal_code = {},
                             country = {};
  std::optional<bool> primary = {}, opt_out = {}, invalid = {};
};

void set(std::string& member, const std::optional<std::string>& given) {
  if (given) member = *given;
}

crm::ContactUse use_named(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(crm::ContactUse::other); ++i)
    if (to_string(static_cast<crm::ContactUse>(i)) == name) return static_cast<crm::ContactUse>(i);
  throw UsageError("--use: work, home, mobile, fax, billing, shipping or other");
}

template <class Point>
void apply_common(const PointArgs& args, std::vector<Point>& points, Point& point) {
  if (args.use) point.use = use_named(*args.use);
  set(point.value, args.value);
  set(point.label, args.label);
  if (args.opt_out) point.opt_out = *args.opt_out;
  if (args.invalid) point.invalid = *args.invalid;
  if (args.primary) {
    if (*args.primary)
      for (Point& other : points) other.primary = false;
    point.primary = *args.primary;
  }
}

void apply(const PointArgs& args, std::vector<crm::ContactPoint>& points, crm::ContactPoint& point) {
  apply_common(args, points, point);
  set(point.service, args.service);
}

void apply(const PointArgs& args, std::vector<crm::Address>& points, crm::Address& point) {
  apply_common(args, points, point);
  set(point.street, args.street);
  set(point.district, args.district);
  set(point.city, args.city);
  set(point.region, args.region);
  set(point.postal_code, args.postal_code);
  set(point.country, args.country);
}

/// By its place in the list, from 1, or by its value.
template <class Point>
Point& point_named(std::vector<Point>& points, const std::string& which) {
  for (Point& point : points)
    if (point.value == which) return point;
  const auto place =
      which.size() < 6 && which.find_first_not_of("0123456789") == std::string::npos && !which.empty()
          ? std::stoul(which)
          : 0;
  if (place == 0 || place > points.size()) throw crm::NotFound("the customer has no such contact point");
  return points[place - 1];
}

enum class Verb { add, change, remove };

template <class Point>
crm::Change<crm::Customer> changed(Verb verb, const PointArgs& args, std::vector<Point> points,
                                   const crm::Field<crm::Customer, std::vector<Point>>& field) {
  if (verb == Verb::add) {
    points.emplace_back();
    apply(args, points, points.back());
  } else {
    Point& point = point_named(points, args.which);
    if (verb == Verb::change)
      apply(args, points, point);
    else
      points.erase(points.begin() + (&point - points.data()));
  }
  return field = std::move(points);
}

crm::Change<crm::Customer> changed(Verb verb, const PointArgs& args, const crm::Customer& c) {
  if (args.type == "email") return changed(verb, args, c.emails, crm::customer::emails);
  if (args.type == "phone") return changed(verb, args, c.phones, crm::customer::phones);
  if (args.type == "url") return changed(verb, args, c.urls, crm::customer::urls);
  if (args.type == "messaging") return changed(verb, args, c.messaging, crm::customer::messaging);
  return changed(verb, args, c.addresses, crm::customer::addresses);
}

void run(Program& program, Verb verb, const PointArgs& args) {
  const std::string outcome = program.write([&](crm::WriteTx& tx) {
    const crm::CustomerId id = find_customer(tx, args.reference);
    const crm::Customer customer = tx.customers().get(id);
    const bool any = tx.customers().update(id, {changed(verb, args, customer)});
    return name_of(id, customer.code) + (any ? ": changed" : ": as it was");
  });
  program.out() << outcome << "\n";
}

void declare_which(Parameters& take, PointArgs& args) {
  declare_reference(take, args.reference, "customer");
  take.word_of("TYPE", args.type, {"email", "phone", "url", "messaging", "address"},
               "email, phone, url, messaging or address");
}

void declare_details(Parameters& take, PointArgs& args) {
  take.option("--use", args.use, "work, home, mobile, fax, billing, shipping or other");
  take.option("--label", args.label, "In your own words: assistant");
  take.option("--service", args.service, "Of a messaging id: wechat, whatsapp");
  take.option("--street", args.street, "Of an address");
  take.option("--district", args.district, "Of an address");
  take.option("--city", args.city, "Of an address");
  take.option("--region", args.region, "Of an address: province, state");
  take.option("--postal-code", args.postal_code, "Of an address");
  take.option("--country", args.country, "Of an address: ISO code, DE");
}

void declare_marks(Parameters& take, PointArgs& args) {
  take.flag("--primary,!--not-primary", args.primary, "The one to use first");
  take.flag("--opt-out,!--opt-in", args.opt_out, "Does not want to be reached this way");
  take.flag("--invalid,!--valid", args.invalid, "Known not to work");
}

void declare_element(Parameters& take, PointArgs& args) {
  declare_which(take, args);
  take.word("WHICH", args.which, "Its place in the list, from 1, or its value");
}

}  // namespace

void add_contact_point_commands(Program& program) {
  CLI::App& point = program.group(program.root(), "contact-point", "Single ways to reach a customer");
  program.command<PointArgs>(
      point, "add", "Add one",
      [](Parameters& take, PointArgs& args) {
        declare_which(take, args);
        take.word("VALUE", args.value, "The address or number; of a postal address, optional");
        declare_details(take, args);
        declare_marks(take, args);
      },
      [](Program& p, const PointArgs& args) { run(p, Verb::add, args); });
  program.command<PointArgs>(
      point, "edit", "Change one",
      [](Parameters& take, PointArgs& args) {
        declare_element(take, args);
        take.option("--value", args.value, "The new address or number");
        declare_details(take, args);
      },
      [](Program& p, const PointArgs& args) { run(p, Verb::change, args); });
  program.command<PointArgs>(
      point, "mark", "Mark one",
      [](Parameters& take, PointArgs& args) {
        declare_element(take, args);
        declare_marks(take, args);
      },
      [](Program& p, const PointArgs& args) { run(p, Verb::change, args); });
  program.command<PointArgs>(point, "remove", "Remove one", declare_element,
                             [](Program& p, const PointArgs& args) { run(p, Verb::remove, args); });
}

}  // namespace cli
