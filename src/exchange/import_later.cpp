#include "exchange/import_later.hpp"

#include "base/email.hpp"
#include "base/text.hpp"

namespace crmlite::exchange {
namespace {

/// What two spellings come to that the library takes for one record's.
std::string form_of(const std::string& text) {
  if (auto email = base::normalise_email(text)) return std::move(*email);
  return base::nfc(base::trimmed(text));
}

std::string text_in(const Plan& plan, const RowReader& reader, std::string_view field) {
  const auto slot = plan.slot_of(field);
  const auto texts = slot ? reader.texts_of(*slot) : std::vector<std::string>();
  return texts.empty() ? std::string() : texts.front();
}

}  // namespace

LaterRows::LaterRows(const ImportFile& file, const Plan& plan, const StopRequest& stop) {
  for (std::size_t i = 0; i < plan.slots.size(); ++i) {
    const FieldSpec& spec = plan.slots[i].field.spec;
    if (spec.type == FieldType::reference && spec.target == plan.kind) slots_.push_back(i);
  }
  if (slots_.empty()) return;
  RowReader reader(plan, {}, base::Zone::utc());
  const auto each_row = [&](auto&& visit) {
    ImportRows rows(file, stop);
    CsvRow row;
    while (rows.next(row))
      if (!row.error) reader.read(row), visit();
  };
  each_row([&] {
    for (const std::size_t slot : slots_)
      for (const std::string& text : reader.texts_of(slot)) wanted_.emplace(form_of(text), false);
  });
  each_row([&] { note_row(plan, reader); });
}

void LaterRows::note_row(const Plan& plan, const RowReader& reader) {
  const auto note = [&](const std::string& text) {
    if (const auto it = wanted_.find(form_of(text)); it != wanted_.end()) it->second = true;
  };
  for (const std::string_view field : {"name", "code", "emails", "email", "external_ids"})
    if (const auto slot = plan.slot_of(field))
      for (const std::string& text : reader.texts_of(*slot)) note(text);
  // A name that the library puts together from its parts, in the order of either script.
  const std::string given = text_in(plan, reader, "given_name"),
                    family = text_in(plan, reader, "family_name");
  if (given.empty() && family.empty()) return;
  const std::string middle = text_in(plan, reader, "middle_name");
  note(family + middle + given);
  std::string western = given;
  for (const std::string& part : {middle, family})
    if (!part.empty()) western += (western.empty() ? "" : " ") + part;
  note(western);
}

bool LaterRows::answers(const std::string& text) const {
  const auto it = wanted_.find(form_of(text));
  return it != wanted_.end() && it->second;
}

}  // namespace crmlite::exchange
