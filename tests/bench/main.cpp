// crmlite beside hand-written SQLite: what the library costs over the least that the same work can cost.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "workloads.hpp"

namespace {

constexpr const char* usage =
    "usage: crmlite_bench [--customers N] [--interactions N] [--rounds N] [--only NAME] [--file PATH]\n"
    "  NAME is one of: insert fields get list update log timeline due silent texts numbers registry define\n"
    "  (or parts of some, a,b)\n"
    "  PATH is what the names of the files begin with, some 100 MB each for 200000 customers, with "
    "interactions 1.5 GB, with ten million codes 2.5 GB\n";

bool number(std::string_view text, std::size_t& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size() && into > 0;
}

std::optional<bench::Settings> settings_from(int argc, char** argv) {
  bench::Settings settings;
  settings.path = (std::filesystem::temp_directory_path() / "crmlite-bench").string();
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i], value = argv[i + 1];
    if (name == "--customers" && number(value, settings.customers)) continue;
    if (name == "--interactions" && number(value, settings.interactions)) continue;
    if (name == "--rounds" && number(value, settings.rounds)) continue;
    if (name == "--only")
      settings.only = value;
    else if (name == "--file")
      settings.path = value;
    else
      return std::nullopt;
  }
  if (argc % 2 == 0) return std::nullopt;
  return settings;
}

int run(const bench::Settings& settings) {
  if (!bench::same_work(settings)) {
    std::fprintf(stderr,
                 "crmlite_bench: the two sides do not do the same work: the comparison would be unfair\n");
    return 1;
  }
  std::printf("both sides wrote the same rows and read the same customers; %zu customers, %zu rounds\n",
              settings.customers, settings.rounds);
  bench::Report report;
  if (settings.wanted("insert")) bench::insert_customers(settings, report);
  if (settings.wanted("fields")) bench::insert_with_fields(settings, report);
  bench::read_and_change(settings, report);
  if (settings.wanted("log")) bench::log_interactions(settings, report);
  bench::activities(settings, report);
  if (settings.wanted("texts")) bench::code_texts(settings, report);
  if (settings.wanted("numbers")) bench::code_numbers(settings, report);
  if (settings.wanted("registry")) bench::code_registry(settings, report);
  if (settings.wanted("define")) bench::add_field(settings, report);
  std::printf("%zu targets missed\n", report.missed());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto settings = settings_from(argc, argv);
  if (!settings) {
    std::fputs(usage, stderr);
    return 2;
  }
  try {
    return run(*settings);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "crmlite_bench: %s\n", e.what());
    return 1;
  }
}
