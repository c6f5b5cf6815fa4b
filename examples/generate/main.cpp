// crmlite-generate: companies, people, users and interactions as CSV files, of any size, row by row. The same
// seed gives the same files on every machine.
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "customers.hpp"
#include "random.hpp"
#include "table_file.hpp"
#include "words.hpp"

namespace {

using namespace generate;
namespace fs = std::filesystem;

struct Options {
  std::uint64_t customers = 400;
  std::uint64_t interactions = 0;
  std::uint64_t seed = 1;
  unsigned dirty_percent = 0;
  std::string folder;
};

void write_customers(const fs::path& path, Dress dress, const Customers& customers, std::uint64_t count,
                     TableFile& flaws) {
  TableFile file(path, dress);
  file.row(customers.headings());
  for (std::uint64_t number = 0; number < count; ++number) {
    const Dirt dirt = customers.dirt(number);
    if (dirt != Dirt::none) {
      const Flaw flaw = customers.flaw(dirt);
      flaws.row(std::array<std::string, 4>{path.filename().string(), std::to_string(file.line()), flaw.column,
                                           flaw.what});
    }
    file.row(customers.row(number));
  }
  file.finish();
}

void write_users(const fs::path& path) {
  TableFile file(path, Dress::plain);
  file.row(std::array<std::string, 4>{"Name", "Email", "Team", "Active"});
  const auto write = [&](std::span<const words::User> users) {
    for (const auto& user : users)
      file.row(std::array<std::string, 4>{user.name, user.mail, user.team, user.active});
  };
  write(words::western_users);
  write(words::chinese_users);
  file.finish();
}

std::string instant(std::chrono::sys_seconds time) {
  using namespace std::chrono;
  const auto midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

/// Few customers get most of the attention; only those get any whom an e-mail address finds without doubt.
struct Party {
  std::string email;
  bool chinese = false;
};
Party some_party(const Companies& companies, std::uint64_t company_count, const People& people,
                 std::uint64_t people_count, Random& random) {
  for (int tries = 0; tries < 16; ++tries) {
    const double x = random.fraction();
    const bool company = company_count > 0 && random.percent(45);
    const Customers& customers = company ? static_cast<const Customers&>(companies) : people;
    const auto number =
        static_cast<std::uint64_t>(x * x * static_cast<double>(company ? company_count : people_count));
    std::string email = customers.address_for_reference(number);
    if (!email.empty()) return {std::move(email), customers.is_chinese(number)};
  }
  return {people.email(0), people.is_chinese(0)};
}

void write_interactions(const fs::path& path, const Options& options, const Companies& companies,
                        std::uint64_t company_count, const People& people, std::uint64_t people_count) {
  using namespace std::chrono;
  TableFile file(path, Dress::plain);
  file.row(std::array<std::string, 7>{"Date", "Customer", "Kind", "Direction", "Subject", "Minutes", "User"});
  const sys_seconds first = sys_days{year{2021} / January / 1};
  const double span = duration<double>(sys_seconds{sys_days{year{2026} / January / 1}} - first).count();
  for (std::uint64_t n = 0; n < options.interactions; ++n) {
    Random random(options.seed, Purpose::interaction, n);
    const double place =
        (static_cast<double>(n) + random.fraction()) / static_cast<double>(options.interactions);
    const Party party = some_party(companies, company_count, people, people_count, random);
    const std::string kind = random.pick(words::interaction_kinds);
    const bool lasts = kind == "call" || kind == "meeting";
    file.row(std::array<std::string, 7>{
        instant(first + seconds{static_cast<std::int64_t>(place * span)}), party.email, kind,
        kind == "note" ? "" : (random.percent(50) ? "in" : "out"),
        party.chinese ? random.pick(words::chinese_subjects) : random.pick(words::subjects),
        lasts ? std::to_string(5 * (1 + random.below(12))) : "",
        party.chinese ? random.pick(words::chinese_users).name : random.pick(words::western_users).name});
  }
  file.finish();
}

void generate_all(const Options& options) {
  const fs::path folder(options.folder);
  fs::create_directories(folder);
  const std::uint64_t company_count = options.customers * 45 / 100;
  const std::uint64_t people_count = options.customers - company_count;
  const Companies companies(options.seed, options.dirty_percent);
  const People people(options.seed, options.dirty_percent, companies, company_count);

  TableFile flaws(folder / "dirty.csv", Dress::plain);
  flaws.row(std::array<std::string, 4>{"File", "Line", "Column", "Flaw"});
  write_users(folder / "users.csv");
  write_customers(folder / "companies.csv", Dress::plain, companies, company_count, flaws);
  write_customers(folder / "people.csv", Dress::spreadsheet, people, people_count, flaws);
  write_interactions(folder / "interactions.csv", options, companies, company_count, people, people_count);
  flaws.finish();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Writes companies.csv, people.csv, users.csv, interactions.csv, and dirty.csv, which lists the flawed "
      "rows."};
  Options options;
  app.add_option("--customers", options.customers, "Companies and people together")
      ->capture_default_str()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}));
  app.add_option("--interactions", options.interactions, "Interactions with them")->capture_default_str();
  app.add_option("--seed", options.seed, "The same seed gives the same files")->capture_default_str();
  app.add_option("--dirty", options.dirty_percent, "Percent of the customers' rows that have a flaw")
      ->capture_default_str()
      ->check(CLI::Range(0u, 100u));
  app.add_option("--out", options.folder, "Folder for the files; made where it is missing")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    generate_all(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "crmlite-generate: error: %s\n", error.what());
    return 1;
  }
  return 0;
}
