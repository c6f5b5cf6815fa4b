// Anything that the library can do to a file, in an order that a seed decides.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "record/random_activities.hpp"
#include "record/random_links.hpp"

namespace random_history {

using crm::FieldType;
using crm::Value;

struct Abandoned {};

/// Does anything the library can do to a file, in any order; what is refused is left.
class History : private Chance {
 public:
  History(crm::Store& store, std::uint64_t seed)
      : Chance(seed), store_(store), activities_(*this), links_(*this) {}

  void transaction() {
    const bool keep = !one_in(8);
    if (one_in(8)) links_.put(store_);
    try {
      store_.write({.actor = one_in(3) ? any(people_) : std::string(), .label = one_in(2) ? "label" : ""},
                   [&](crm::WriteTx& tx) {
                     for (int i = pick(6); i >= 0; --i) attempt(tx);
                     if (!keep) throw Abandoned{};
                   });
    } catch (const Abandoned&) {
    }
  }

  std::map<std::string, int> done;  // operations that were not refused, by name

 private:
  void attempt(crm::WriteTx& tx) {
    std::string name;
    try {
      tx.savepoint([&] {
        name = act(tx);
        if (one_in(10)) throw Abandoned{};
      });
      ++done[name];
    } catch (const Abandoned&) {
    } catch (const crm::Error&) {
    }
  }

  std::string act(crm::WriteTx& tx) {
    const int chosen = pick(150);
    if (chosen < 24) return insert(tx);
    if (chosen < 46) return update(tx);
    if (chosen < 54) return tag_record(tx);
    if (chosen < 60) return archive(tx);
    if (chosen < 66) return remove(tx);
    if (chosen < 86) return define(tx);
    if (chosen < 94) return tags(tx);
    if (chosen < 102) return bulk(tx);
    if (chosen < 128) return activities_.act(tx);
    if (chosen < 148) return links_.act(tx);
    if (one_in(3)) tx.codes().ensure("user", {.pattern = any({"U{SEQ:4}", "U-{YYYY}-{SEQ:3}"})});
    else tx.codes().ensure("customer", {.pattern = any({"C{SEQ:4}", "K-{YYYY}-{SEQ:3}", "{SEQ:6}"})});
    return "series";
  }

  // Records
  // -------------------------------------------------------------------------------------------------------

  std::string kind() {
    return one_in(2) ? "customer"
                     : any({"user", "interaction", "interaction", "note", "task", "reminder", "attachment",
                            "relation", "relation_type"});
  }

  std::string insert(crm::WriteTx& tx) {
    const std::string of = kind();
    if (of == "customer" && one_in(2)) {
      tx.customers().insert(customer(tx));
      return "insert customer";
    }
    std::vector<crm::AnyChange> values = needed(tx, of);
    if (one_in(2)) values.push_back({"tags", Value::Texts{any(tags_), any(tags_)}});
    if (one_in(4)) values.push_back({"code", "hand " + std::to_string(pick(30))});
    for (int i = pick(4); i > 0; --i) add_value(tx, of, values);
    tx.records(of).insert(values);
    return "insert any " + of;
  }

  /// What a record of the kind cannot do without.
  std::vector<crm::AnyChange> needed(crm::WriteTx& tx, const std::string& of) {
    if (of == "interaction") return {{"kind", any({"call", "visit"})}};
    if (of == "note") return {{"text", any(texts_)}, {"record", any_record(tx)}};
    if (of == "task") return {{"subject", any(texts_)}};
    if (of == "attachment")
      return {{"record", any_record(tx)}, {"blob", links_.content().value()}, {"name", any(texts_)}};
    if (of == "relation")
      return {{"from_record", any_record(tx)}, {"type", links_.type()}, {"to_record", any_record(tx)}};
    if (of == "reminder") return {{"record", any_record(tx)}, {"at", about_now()}};
    return {{"name", any(names_) + (of == "user" ? std::to_string(pick(40)) : "")}};
  }

  crm::NewCustomer customer(crm::WriteTx& tx) {
    crm::NewCustomer c;
    c.kind = one_in(2) ? crm::CustomerKind::company : crm::CustomerKind::person;
    c.name = any(names_);
    c.city = any({"", "Wien", "上海"});
    if (one_in(3)) c.birthday = crm::PartialDate{one_in(2) ? 0 : 1985, 3, 7};
    for (int i = pick(3); i > 0; --i)
      c.emails.push_back({.value = mail(), .label = any({"", "desk"}), .opt_out = one_in(2)});
    if (one_in(3)) c.phones = {{.value = "+49 30 12345" + std::to_string(pick(9)), .primary = true}, {"?"}};
    if (one_in(4))
      c.addresses = {{.value = "1 Main St", .use = crm::ContactUse::billing},
                     {.city = "Wien", .country = "AT"}};
    if (one_in(4)) c.anniversaries = {{"wedding", {2001, 6, 9}}};
    if (one_in(4)) c.external_ids = {{"erp", std::to_string(pick(60))}};
    if (one_in(3))
      if (const auto user = find(tx, "user")) c.owners = {{crm::UserId{user->value()}, any({"", "sales"})}};
    for (int i = pick(3); i > 0; --i) c.tags.push_back(any(tags_));
    std::vector<crm::AnyChange> values;
    for (int i = pick(4); i > 0; --i) add_value(tx, "customer", values);
    c.fields.assign(values.begin(), values.end());
    return c;
  }

  std::string mail() { return "m" + std::to_string(pick(50)) + "@x.example"; }

  /// A value for any field that the kind has now; some are refused.
  void add_value(crm::WriteTx& tx, const std::string& of, std::vector<crm::AnyChange>& values) {
    const auto fields = tx.fields().list(of);
    const crm::FieldInfo& f = fields[static_cast<std::size_t>(pick(static_cast<int>(fields.size())))];
    if (one_in(6)) return values.push_back({f.name, Value()});
    values.push_back({f.name, value(tx, f)});
  }

  Value value(crm::WriteTx& tx, const crm::FieldInfo& f) {
    switch (f.spec.type) {
      case FieldType::integer:
        return pick(100);
      case FieldType::decimal:
        return crm::Decimal{pick(1000), 1};
      case FieldType::money:
        return crm::Money{pick(1000), any({"EUR", "JPY"})};
      case FieldType::boolean:
        return one_in(2);
      case FieldType::date:
        return crm::Date{2024, 2, static_cast<std::uint8_t>(1 + pick(29))};
      case FieldType::partial_date:
        return crm::PartialDate{one_in(2) ? 0 : 1999, 4, 1 + pick(30)};
      case FieldType::date_time:
        return crm::Timestamp{1'000'000'000LL * pick(1000)};
      case FieldType::choice:
        return f.spec.choices.empty() ? Value() : Value(any(f.spec.choices));
      case FieldType::choices:
        return f.spec.choices.empty() ? Value()
                                      : Value(Value::Texts{any(f.spec.choices), any(f.spec.choices)});
      case FieldType::email:
        return mail();
      case FieldType::phone:
        return "+49 30 1234" + std::to_string(10 + pick(90));
      case FieldType::url:
        return "https://x.example/" + std::to_string(pick(50));
      case FieldType::reference:
        if (f.name == "blob") return links_.content().value();
        return f.spec.target.empty() ? any_record(tx) : record(tx, f.spec.target);
      case FieldType::list:
        if (f.name == "about") return list_value(activities_.about(tx));
        if (f.name == "participants") return list_value(activities_.participants(tx));
        if (f.name == "checklist") return list_value(activities_.checklist());
        return any({"m1@x.example", "erp=1; shop=2", "wedding=2001-06-09", "+49 30 123456; ?"});
      default:
        if (f.name == "type") return links_.type();
        if (f.name == "zone") return any({"Asia/Shanghai", "UTC"});
        if (f.name == "recurrence") return activities_.rule();
        return f.spec.choices.empty() ? Value(any(texts_)) : Value(any(f.spec.choices));
    }
  }

  std::string update(crm::WriteTx& tx) {
    const std::string of = kind();
    std::vector<crm::AnyChange> values;
    for (int i = pick(3); i >= 0; --i) add_value(tx, of, values);
    if (one_in(12))
      values.push_back({"code", one_in(4) ? Value() : Value("hand " + std::to_string(pick(30)))});
    tx.records(of).update(record(tx, of), values);
    return "update";
  }

  std::string tag_record(crm::WriteTx& tx) {
    const std::string of = kind();
    const bool on = pick(3) > 0;
    on ? tx.records(of).tag(record(tx, of), any(tags_)) : tx.records(of).untag(record(tx, of), any(tags_));
    return on ? "tag" : "untag";
  }

  std::string archive(crm::WriteTx& tx) {
    const std::string of = kind();
    const bool back = one_in(3);
    back ? tx.records(of).restore(record(tx, of)) : tx.records(of).archive(record(tx, of));
    return back ? "restore" : "archive";
  }

  std::string remove(crm::WriteTx& tx) {
    const std::string of = kind();
    tx.records(of).remove(record(tx, of));
    return "remove " + of;
  }

  // Definitions
  // ---------------------------------------------------------------------------------------------------

  crm::FieldSpec spec() {
    crm::FieldSpec s;
    s.type = static_cast<FieldType>(pick(15));
    if (s.type == FieldType::choice || s.type == FieldType::choices)
      s.choices = {"gold", "silver", any(texts_)};
    if (s.type == FieldType::reference) s.target = kind();
    s.on_remove = one_in(4)   ? crm::OnRemove::refuse
                  : one_in(4) ? crm::OnRemove::remove_along
                              : crm::OnRemove::set_none;
    s.indexed = one_in(3);
    s.unique = one_in(8);
    if (s.type == FieldType::text && one_in(4)) s.default_text = "standard";
    return s;
  }

  std::string define(crm::WriteTx& tx) {
    const std::string of = kind();
    std::vector<crm::FieldInfo> customs;
    for (crm::FieldInfo& f : tx.fields().list(of))
      if (!f.built_in) customs.push_back(std::move(f));
    if (customs.empty() || one_in(4)) {
      tx.fields().define(of, "field " + std::to_string(pick(30)), spec());
      return "define";
    }
    crm::FieldInfo f = any(customs);
    switch (pick(12)) {
      case 0:
        tx.fields().rename(of, f.name, "field " + std::to_string(pick(30)));
        return "rename field";
      case 1:
        tx.fields().archive(of, f.name);
        return "archive field";
      case 2:
        tx.fields().restore(of, f.name);
        return "restore field";
      case 3:
        tx.fields().remove(of, f.name);
        return "remove field";
      case 4:
      case 5: {
        f.spec.label = any(texts_);
        f.spec.unique = one_in(3);
        f.spec.indexed = one_in(3);
        f.spec.required = one_in(6);
        return tx.fields().change(of, f.name, f.spec).applied ? "change field" : "field unchanged";
      }
      case 6:
      case 7:
        for (const crm::FieldInfo& other : customs)
          if (!other.choices.empty() && one_in(2)) return choice(tx, of, other);
        return choice(tx, of, f);
      default: {
        crm::FieldSpec to = spec();
        if (one_in(2)) to.choices.clear();
        const auto policy =
            one_in(2) ? crm::FieldWriter::Unconvertible::drop : crm::FieldWriter::Unconvertible::refuse;
        const auto from = std::string(to_string(f.spec.type));
        return tx.fields().retype(of, f.name, to, policy).applied ? "retype from " + from : "not retyped";
      }
    }
  }

  std::string choice(crm::WriteTx& tx, const std::string& of, const crm::FieldInfo& f) {
    const auto some = [&] { return f.choices.empty() ? std::string("none") : any(f.choices).name; };
    switch (pick(4)) {
      case 0:
        tx.fields().add_choice(of, f.name, "c" + std::to_string(pick(9)));
        return "add choice";
      case 1:
        tx.fields().rename_choice(of, f.name, some(), "c" + std::to_string(pick(9)));
        return "rename choice";
      case 2:
        tx.fields().retire_choice(of, f.name, some());
        return "retire choice";
      default:
        tx.fields().replace_choice(of, f.name, some(), some());
        return "replace choice";
    }
  }

  std::string tags(crm::WriteTx& tx) {
    const std::string tag = any(tags_), group = any({"size", "mood", ""});
    switch (pick(7)) {
      case 0:
        tx.tags().ensure(tag, {.group = group, .colour = any({"", "#00ff00"})});
        return "ensure tag";
      case 1:
        tx.tags().rename(tag, one_in(2) ? any(tags_) + "!" : any(tags_));
        return "rename tag";
      case 2:
        tx.tags().merge(tag, any(tags_));
        return "merge tags";
      case 3:
        tx.tags().set_group(tag, group);
        return "group tag";
      case 4:
        tx.tags().ensure_group("size", one_in(2) ? crm::GroupMode::exclusive : crm::GroupMode::any_number);
        return "group";
      case 5:
        one_in(2) ? tx.tags().retire(tag) : tx.tags().revive(tag);
        return "retire tag";
      default:
        tx.tags().set_colour(tag, any({"", "#ff0000"}));
        return "colour tag";
    }
  }

  std::string bulk(crm::WriteTx& tx) {
    const crm::BulkOptions options{.dry_run = one_in(4) ? crm::DryRun::yes : crm::DryRun::no};
    const crm::FilterOf<crm::Customer> some = one_in(2)
                                                  ? crm::FilterOf<crm::Customer>(crm::has_tag(any(tags_)))
                                                  : crm::customer::city == any({"Wien", "上海"});
    switch (pick(6)) {
      case 0:
        tx.customers().update_where(some, {crm::customer::city = any({"", "Wien", "Graz"})}, options);
        return "bulk update";
      case 1:
        tx.customers().tag_where(some, {any(tags_), any(tags_)}, options);
        return "bulk tag";
      case 2:
        tx.customers().untag_where(some, {any(tags_)}, options);
        return "bulk untag";
      case 3:
        tx.customers().archive_where(some, options);
        return "bulk archive";
      case 4:
        tx.customers().restore_where(some, options);
        return "bulk restore";
      default:
        if (!one_in(3)) return "nothing";
        tx.customers().remove_where(some, options);
        return "bulk remove";
    }
  }

  crm::Store& store_;
  Activities activities_;
  Links links_;
  const std::vector<std::string> names_ = {"Ada", "王伟", "O'Neil; --", "Rene\u0301", "株式会社サクラ"};
  const std::vector<std::string> people_ = {"ada", "bo", "阿达"};
  const std::vector<std::string> tags_ = {"vip", "VIP", "老客户", "new", "churn", "large", "small"};
  const std::vector<std::string> texts_ = {"gold",     "12",      "2024-02-29", "true",
                                           "5.50 EUR", "--03-07", "a; b",       "Ω"};
};

}  // namespace random_history
