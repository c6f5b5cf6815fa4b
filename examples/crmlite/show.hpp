// One record in full, and what happened to it.
#pragma once

#include <string>

#include "program.hpp"

namespace cli {

void show_customer(Program& program, const std::string& reference);

/// `inserted`, `updated` …
std::string to_text(crm::ChangeKind kind);

}  // namespace cli
