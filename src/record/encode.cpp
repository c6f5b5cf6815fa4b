// Values of one cell, type by type.
#include "record/encode.hpp"

#include <algorithm>
#include <charconv>

#include <crmlite/check_character.hpp>
#include <crmlite/phone.hpp>

#include "base/email.hpp"
#include "base/text.hpp"
#include "record/blob.hpp"
#include "record/input.hpp"
#include "record/named.hpp"
#include "record/pattern.hpp"

namespace crmlite::record {
namespace {

std::size_t limit_of(const FieldDef& f) {
  if (f.spec.max_length) return f.spec.max_length;
  return f.type == FieldType::long_text ? 1'000'000 : 1000;
}

std::optional<Encoded> encode_text(const Input& in, std::string_view text) {
  std::string replacement;
  const std::size_t limit = in.rules ? limit_of(in.field) : 1'000'000;
  if (const TextRule* rule = check_text(text, limit, replacement)) {
    const bool length = std::string_view(rule->name) == "max_length";
    return in.refuse(rule->name, length ? "longer than " + std::to_string(limit) + " characters" : rule->message, text);
  }
  const std::string_view stored = replacement.empty() ? text : std::string_view(replacement);
  const FieldSpec& spec = in.field.spec;
  if (in.field.column && !in.field.column->names.empty()) {
    const auto is = [&](const auto& names) { return std::find(names.begin(), names.end(), stored) != names.end(); };
    if (!is(in.field.column->names) && !is(spec.choices))
      return in.refuse("choice", "not one of its values", text);
  }
  if (in.rules && !stored.empty()) {
    if (spec.required && is_blank(stored)) return in.refuse("required", "required");
    if (in.field.column && in.field.column->rules.check)
      if (const TextRule* rule = in.field.column->rules.check(stored)) return in.refuse(rule->name, rule->message, text);
    if (spec.min_length && base::code_points(stored) < spec.min_length)
      return in.refuse("min_length", "shorter than " + std::to_string(spec.min_length) + " characters", text);
    if (!spec.pattern.empty() && !Pattern::of(spec.pattern)->matches(stored))
      return in.refuse("pattern", "not of the wanted form", text);
    if (!is_valid(spec.check_character, stored))
      return in.refuse("check_character", "its check character does not fit", text);
    if (in.field.type == FieldType::email && !base::normalise_email(stored))
      return in.refuse("e-mail", "not an e-mail address", text);
    if (in.field.type == FieldType::url && !base::is_url(stored)) return in.refuse("url", "not a web address", text);
    if (in.field.type == FieldType::phone && !parse_phone(stored, in.s.env.default_country))
      return in.refuse("phone", "not a telephone number", text);
  }
  Encoded e;
  if (has_twin(in.field))
    if (std::string twin = twin_of(in.field.type, stored, in.s.env.default_country); !twin.empty()) e.twin = std::move(twin);
  e.cell = std::string(stored);
  return e;
}

std::optional<Encoded> in_range(const Input& in, const Decimal& value, Encoded e) {
  if (in.rules && in.field.spec.min && value < *in.field.spec.min)
    return in.refuse("min", "smaller than " + to_string(*in.field.spec.min), to_string(value));
  if (in.rules && in.field.spec.max && value > *in.field.spec.max)
    return in.refuse("max", "larger than " + to_string(*in.field.spec.max), to_string(value));
  return e;
}

std::optional<Encoded> encode_integer(const Input& in, const Value& value) {
  std::int64_t number = 0;
  if (const auto* i = value.get_if<std::int64_t>()) {
    number = *i;
  } else if (const auto* t = value.get_if<std::string>()) {
    const auto [end, error] = std::from_chars(t->data(), t->data() + t->size(), number);
    if (error != std::errc{} || end != t->data() + t->size()) return in.refuse("type", "not a whole number", *t);
  } else if (const auto* id = value.get_if<RecordId>()) {
    number = id->value();
  } else {
    return in.refuse("type", "not a whole number");
  }
  Encoded e;
  e.cell = number;
  // Beyond 18 digits a decimal could not hold it; the limits are shorter than that.
  if (!in.field.spec.min && !in.field.spec.max) return e;
  return in_range(in, Decimal{number, 0}, std::move(e));
}

std::optional<Encoded> encode_decimal(const Input& in, const Value& value) {
  std::optional<Decimal> number;
  if (const auto* d = value.get_if<Decimal>()) number = *d;
  else if (const auto* i = value.get_if<std::int64_t>()) number = Decimal{*i, 0};
  else if (const auto* t = value.get_if<std::string>()) number = Decimal::parse(*t);
  if (!number) return in.refuse("type", "not a decimal number");
  const auto stored = number->rescaled(in.field.spec.scale);
  if (!stored)
    return in.refuse("scale", "more than " + std::to_string(in.field.spec.scale) + " digits after the point",
                     to_string(*number));
  Encoded e;
  e.cell = stored->units;
  return in_range(in, *stored, std::move(e));
}

std::optional<Encoded> encode_money(const Input& in, const Value& value) {
  std::optional<Money> money;
  if (const auto* m = value.get_if<Money>()) money = *m;
  else if (const auto* t = value.get_if<std::string>()) money = Money::parse(*t);
  if (!money) return in.refuse("type", "not an amount with its currency");
  const auto digits = currency_digits(money->currency);
  if (!digits) return in.refuse("currency", "not a currency code", money->currency);
  Encoded e;
  e.cell = money->minor;
  e.currency = money->currency;
  return in_range(in, Decimal{money->minor, static_cast<std::uint8_t>(*digits)}, std::move(e));
}

std::optional<Encoded> encode_boolean(const Input& in, const Value& value) {
  Encoded e;
  if (const auto* b = value.get_if<bool>()) {
    e.cell = std::int64_t{*b};
    return e;
  }
  const std::string word = base::fold(to_string(value));
  for (const std::string_view yes : {"true", "yes", "1", "y", "是", "对"})
    if (word == yes) {
      e.cell = std::int64_t{1};
      return e;
    }
  for (const std::string_view no : {"false", "no", "0", "n", "否", "不"})
    if (word == no) {
      e.cell = std::int64_t{0};
      return e;
    }
  return in.refuse("type", "neither true nor false");
}

std::optional<Encoded> encode_date(const Input& in, const Value& value) {
  std::optional<Date> date;
  if (const auto* d = value.get_if<Date>()) date = *d;
  else if (const auto* t = value.get_if<std::string>()) date = Date::parse(*t);
  if (!date || !date->is_valid()) return in.refuse("date", "not an existing day in the form YYYY-MM-DD");
  if (in.rules && in.field.spec.earliest && *date < *in.field.spec.earliest)
    return in.refuse("earliest", "before " + to_string(*in.field.spec.earliest), to_string(*date));
  if (in.rules && in.field.spec.latest && *date > *in.field.spec.latest)
    return in.refuse("latest", "after " + to_string(*in.field.spec.latest), to_string(*date));
  Encoded e;
  e.cell = to_string(*date);
  return e;
}

std::optional<Encoded> encode_partial_date(const Input& in, const Value& value) {
  std::optional<PartialDate> date;
  if (const auto* p = value.get_if<PartialDate>()) date = *p;
  else if (const auto* d = value.get_if<Date>()) date = PartialDate(*d);
  else date = PartialDate::parse(to_string(value));  // a year alone may come as a number
  if (!date || !date->is_valid())
    return in.refuse("date", "not an existing day in a form like YYYY-MM-DD, YYYY-MM, YYYY or --MM-DD");
  Encoded e;
  e.cell = to_string(*date);
  return e;
}

std::optional<Encoded> encode_instant(const Input& in, const Value& value) {
  // The years 0001 to 9999, as texts have them.
  constexpr std::int64_t earliest = -62'135'596'800'000, latest = 253'402'300'799'999;
  std::optional<Timestamp> at;
  if (const auto* t = value.get_if<Timestamp>()) at = *t;
  else if (value.get_if<std::string>() || value.get_if<Date>()) {
    const std::string text = to_string(value);
    at = Timestamp::parse(text);
    if (!at)
      if (const auto day = Date::parse(text)) at = Timestamp::parse(to_string(*day) + "T00:00:00Z");
  }
  if (!at || at->ms < earliest || at->ms > latest) return in.refuse("date-time", "not a point in time like 2026-03-01T09:30:00Z");
  Encoded e;
  e.cell = at->ms;
  return e;
}

std::optional<std::int64_t> choice_id(const Input& in, std::string_view name) {
  const ChoiceDef* choice = in.field.choice(base::fold(name));
  if (!choice) {
    in.refuse("choice", "not one of its choices", name);
    return std::nullopt;
  }
  if (choice->retired && in.rules) {
    in.refuse("choice", "a choice that is retired", name);
    return std::nullopt;
  }
  return choice->id;
}

std::optional<Encoded> encode_choice(const Input& in, const Value& value) {
  if (value.rows() || value.get_if<Value::Texts>()) return in.refuse("type", "not the name of a choice");
  const auto id = choice_id(in, to_string(value));
  if (!id) return std::nullopt;
  Encoded e;
  e.cell = *id;
  return e;
}

std::optional<Encoded> encode_choices(const Input& in, const Value& value) {
  const auto names = texts_of(value);
  if (!names) return in.refuse("type", "not names of choices");
  Encoded e;
  for (const std::string& name : *names) {
    const auto id = choice_id(in, name);
    if (!id) return std::nullopt;
    e.choices.push_back(*id);
  }
  std::sort(e.choices.begin(), e.choices.end());
  e.choices.erase(std::unique(e.choices.begin(), e.choices.end()), e.choices.end());
  return e;
}

}  // namespace

std::optional<Encoded> encode_reference(const Input& in, int kind, const Value& value) {
  std::optional<std::int64_t> id;
  if (const auto* r = value.get_if<RecordId>()) id = r->value();
  else if (const auto* i = value.get_if<std::int64_t>()) id = *i;
  else if (const auto* t = value.get_if<std::string>(); t && kind == detail::stored_content) id = Blobs(in.s.db).named(*t);
  else if (t) {
    const KindDef* target = in.s.catalogue->find_kind(kind);
    const Named named = target ? find_named(in.s, *target, *t, Names::any) : find_named(in.s, *t, Names::any);
    if (named.several)
      return in.refuse("reference", "names several records" + (target ? " of kind " + std::string(target->kind->name) : ""));
    if (named && !named.removed) id = named.id;
  }
  if (!id || !names_record(in.s, kind, *id)) return in.refuse("reference", names_no(in.s, kind));
  Encoded e;
  e.cell = *id;
  return e;
}

std::string twin_of(FieldType type, std::string_view text, std::string_view country) {
  std::optional<std::string> normal;
  if (type == FieldType::email) normal = base::normalise_email(text);
  if (type == FieldType::url) normal = base::normalise_url(text);
  if (type == FieldType::phone)
    if (auto phone = parse_phone(text, country))
      normal = phone->e164 + (phone->extension.empty() ? "" : ";ext=" + phone->extension);
  return normal ? std::move(*normal) : base::fold(text);
}

const TextRule* check_text(std::string_view text, std::size_t max_length, std::string& replacement) {
  static constexpr TextRule nul{"nul", "a NUL character"}, utf8{"utf8", "not valid UTF-8"}, length{"max_length", "too long"};
  if (base::is_plain_ascii(text)) return text.size() > max_length ? &length : nullptr;
  if (text.find('\0') != std::string_view::npos) return &nul;
  if (!base::is_valid_utf8(text)) return &utf8;
  if (text.size() > max_length && base::code_points(text) > max_length) return &length;
  if (!base::is_nfc(text)) replacement = base::nfc(text);
  return nullptr;
}

bool is_blank(std::string_view text) {
  const bool begins = !text.empty() && text[0] > ' ' && text[0] <= '~';  // nearly every text does
  return !begins && base::trimmed(text).empty();
}

std::optional<Encoded> encode(Session& s, const FieldDef& field, const Value& value, Issues& issues, bool rules) {
  const Input in{s, field, issues, rules};
  const auto* text = value.get_if<std::string>();
  if (value.empty() || (text && text->empty())) return Encoded{};
  switch (field.type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url:
      if (value.rows() || value.get_if<Value::Texts>()) return in.refuse("type", "not a single text");
      return text ? encode_text(in, *text) : encode_text(in, to_string(value));
    case FieldType::integer: return encode_integer(in, value);
    case FieldType::decimal: return encode_decimal(in, value);
    case FieldType::money: return encode_money(in, value);
    case FieldType::boolean: return encode_boolean(in, value);
    case FieldType::date: return encode_date(in, value);
    case FieldType::partial_date: return encode_partial_date(in, value);
    case FieldType::date_time: return encode_instant(in, value);
    case FieldType::choice: return encode_choice(in, value);
    case FieldType::choices: return encode_choices(in, value);
    case FieldType::list: return encode_list(in, value);
    case FieldType::reference: {
      if (field.column && field.column->rules.references)
        return encode_reference(in, field.column->rules.references, value);
      const KindDef* target = s.catalogue->find_kind(field.spec.target);
      if (!target) return in.refuse("reference", "its kind is unknown");
      return encode_reference(in, target->kind->number, value);
    }
  }
  return std::nullopt;
}

}  // namespace crmlite::record
