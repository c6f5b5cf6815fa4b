// The main job, as examples/run.sh shows it: what it prints is compared with what is kept.
#include "catch.hpp"
#include "crm.hpp"

namespace {

/// Sizes depend on the release of SQLite.
std::string without_sizes(const std::string& text) {
  std::string kept;
  for (const std::string& line : lines_of(text))
    if (line.find(" bytes ") == std::string::npos) kept += line + "\n";
  return kept;
}

}  // namespace

TEST_CASE("the main job prints what is kept") {
  const Crm crm;
  const Outcome outcome =
      crm.shell("'" CRMLITE_SOURCE_DIR "/examples/main_job.sh' '" CRMLITE_PROGRAM "' acme.crm");
  CHECK(outcome.code == 0);
  std::string text = without_sizes(outcome.out);
  const std::string folder = crm.folder().string() + "/";
  for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) text.erase(at, folder.size());
  CHECK(is_as_kept("main_job.txt", text));
  CHECK(lines_of(outcome.err).size() == 1);  // the cursor of the list
}
