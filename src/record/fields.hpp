// Definitions of custom fields: what a definition may say, and the steps that make it true. Each step writes the
// definition through the journal, the column by DDL in the same transaction, and a new version of the catalogue.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <crmlite/fields.hpp>

#include "record/session.hpp"

namespace crmlite::record {

inline constexpr std::size_t max_fields = 1000;    // live ones of a kind
inline constexpr std::size_t max_choices = 1000;   // of a field

const KindDef& kind_of(Session& s, std::string_view name);
/// @throws NotFound; Conflict for a built-in field, whose rules are fixed
const FieldDef& custom_field(const KindDef& def, std::string_view name);

/// @throws Invalid with every rule that the definition breaks
void check_spec(Session& s, std::string_view name, const FieldSpec& spec);
std::string checked_field_name(std::string_view name);

void define_field(Session& s, const KindDef& def, std::string_view name, const FieldSpec& spec);
/// What rows would break if the field had these rules.
FieldReport violations(Session& s, const KindDef& def, const FieldDef& field, const FieldSpec& rules);
FieldReport change_field(Session& s, const KindDef& def, const FieldDef& field, const FieldSpec& rules);
void rename_field(Session& s, const KindDef& def, const FieldDef& field, std::string_view to);
void set_field_state(Session& s, const KindDef& def, const FieldDef& field, FieldState state);
void remove_field(Session& s, const KindDef& def, const FieldDef& field);
FieldReport retype_field(Session& s, const KindDef& def, const FieldDef& field, const FieldSpec& to, bool drop);
/// Drops the columns of removed and retyped fields; part of `compact`.
void drop_dead_columns(sqlite::Connection& db);

void add_choice(Session& s, const KindDef& def, const FieldDef& field, std::string_view name);
void rename_choice(Session& s, const KindDef& def, const FieldDef& field, std::string_view name, std::string_view to);
void retire_choice(Session& s, const KindDef& def, const FieldDef& field, std::string_view name);
BulkResult replace_choice(Session& s, const KindDef& def, const FieldDef& field, std::string_view name,
                          std::string_view by);

// Pieces that several steps share.
std::string free_physical(Session& s, const KindDef& def, std::string_view folded);
void add_column(Session& s, const KindDef& def, FieldDef& field);
/// @throws Conflict when the kind's table has no room for that many more columns
void check_columns(Session& s, const KindDef& def, int more);
/// How many columns add_column adds.
int columns_of(const FieldDef& field);
/// Makes and fills the column of normalised forms where the field has become unique.
void fill_twins(Session& s, const KindDef& def, const FieldDef& field);
void add_indexes(Session& s, const KindDef& def, const FieldDef& field);
void drop_indexes(Session& s, const KindDef& def, const FieldDef& field);
ChoiceDef insert_choice(Session& s, const FieldDef& field, std::string_view name);
/// Spec as it is kept: without what has a place of its own.
FieldSpec kept_spec(const FieldSpec& spec, FieldType type);
/// The field in a catalogue of this transaction's own, to be changed; call KindDef::index() after it.
FieldDef& defining_field(KindDef& def, std::int64_t id);

}  // namespace crmlite::record
