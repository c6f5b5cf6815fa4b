// The rules of a custom field as options: given ones go into a FieldSpec, the others leave it as it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parameters.hpp"
#include "program.hpp"

namespace cli {

struct FieldRules {
  using Text = std::optional<std::string>;
  Text label = {}, purpose = {}, hint = {}, example = {}, min = {}, max = {}, pattern = {},
       check_character = {};
  Text default_text = {}, target = {}, on_remove = {}, owner = {}, review = {};
  std::optional<bool> required = {}, unique = {}, indexed = {}, searchable = {}, personal = {},
                      sensitive = {};
  std::optional<bool> yearly = {};
  std::optional<std::size_t> min_length = {}, max_length = {}, scale = {};
  std::vector<std::string> labels = {}, choices = {};
};

void declare_rules(Parameters& take, FieldRules& rules);
/// @throws UsageError for a text that is not of its option's form
void apply(const FieldRules& rules, crm::FieldSpec& spec);

inline constexpr const char* field_types =
    "text, long_text, integer, decimal, money, boolean, date, partial_date, date_time, choice, choices, "
    "email, phone, url or reference";
/// @throws UsageError for a text that names no type
crm::FieldType field_type(const std::string& name);

/// The system of check characters of this name, which an option was given. @throws UsageError
crm::CheckSystem check_system(const std::string& option, const std::string& name);
/// `none` and the names of all systems.
std::string check_systems();

}  // namespace cli
