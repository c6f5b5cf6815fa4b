// One record in full.
#pragma once

#include <string>

#include "program.hpp"

namespace cli {

void show_customer(Program& program, const std::string& reference);

}  // namespace cli
