// The commands of `code`: what they share, and the sources that add them.
#pragma once

#include <string>
#include <vector>

#include "program.hpp"

namespace cli {

struct NoArgs {};
inline void declare_nothing(Parameters&, NoArgs&) {}

struct SeriesArgs {
  std::string series = {}, language = "en";
};

inline void declare_series(Parameters& take, std::string& series) {
  take.word("SERIES", series, "The series of codes");
}
inline void declare_language(Parameters& take, std::string& language) {
  take.option_of("--lang", language, {"zh", "en"}, "In this language (en)");
}

/// `PART=VALUE`. @throws UsageError
std::vector<crm::PartIs> parts_of(const std::vector<std::string>& texts);

/// As a transaction, of which nothing is kept where it is only tried.
template <class F>
void write_or_try(Program& program, bool only_tried, F&& block) {
  struct Tried {};
  try {
    program.write([&](crm::WriteTx& tx) {
      block(tx);
      if (only_tried) throw Tried{};
    });
  } catch (const Tried&) {
  }
}

void add_code_reading(Program& program, CLI::App& code);
void add_code_import(Program& program, CLI::App& code);
void add_code_changes(Program& program, CLI::App& code);
void add_code_surveys(Program& program, CLI::App& code);

}  // namespace cli
