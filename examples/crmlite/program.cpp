#include "program.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <CLI/CLI.hpp>

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* footer =
    "A record is named by its code, by #ID, by an e-mail address or external id that only it has; a user by\n"
    "name, too.\n"
    "Filters: tag:vip and score >= 50 and city = \"Berlin\"; = != < <= > >=, in (a, b), between a and b,\n"
    "contains, starts, ends, is empty, tag:NAME, and, or, not, ( ).\n"
    "Exit codes: 0 done, 1 failed, 2 used wrongly.\n"
    "For output that can be repeated: CRMLITE_NOW (an instant, 2026-03-01T09:30:00Z) stops the clock,\n"
    "CRMLITE_SEED (a number) fixes what is random.";

constexpr const char* unknown_zone = "--zone: no such time zone";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// Says where the file stands in a command, which CLI11 knows of the whole program only, and less about
/// types.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() {
    label("SUBCOMMAND", "COMMAND ...");
    label("Positionals", "Arguments");
    column_width(34);
  }

  std::string make_usage(const CLI::App* app, std::string name) const override {
    if (!app->get_parent()) return Formatter::make_usage(app, std::move(name));
    const std::size_t program = std::min(name.find(' '), name.size());
    return Formatter::make_usage(app, name.substr(0, program) + " FILE" + name.substr(program));
  }

  std::string make_option_name(const CLI::Option* option, bool positional) const override {
    const std::string name = replaced(Formatter::make_option_name(option, positional), "{false}", "");
    return positional ? name : replaced(name, ",", ", ");
  }

  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_positional() || option->get_type_name().empty()) return {};
    std::string type = option->get_type_name();
    if (const std::size_t values = type.find('{'); values != std::string::npos)
      type = replaced(type.substr(values + 1, type.size() - values - 2), ",", "|");
    else
      type = type == "TEXT" ? "TEXT" : "NUMBER";
    return " " + type + (option->get_required() ? " (required)" : "");
  }
};

std::uint64_t number_of(const char* variable, const char* text) {
  std::uint64_t number = 0;
  const std::string held = text;
  const auto [end, error] = std::from_chars(held.data(), held.data() + held.size(), number);
  if (error != std::errc{} || end != held.data() + held.size())
    throw UsageError(std::string(variable) + " is not a number");
  return number;
}

/// Neither missing nor empty: an empty file would become a store without `init`.
bool holds_something(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return false;
  return !fs::is_regular_file(path, error) || fs::file_size(path, error) > 0;
}

}  // namespace

Program::Program()
    : app_(std::make_unique<CLI::App>(
          "A CRM in one file: customers, fields of your own, tags, codes, import, export.", "crmlite")) {
  app_->formatter(std::make_shared<HelpFormatter>());
  app_->require_subcommand(1);
  app_->fallthrough();  // options of the program may follow the command
  app_->footer("Options of every command: crmlite --help");
  app_->add_option("FILE", options_.file, "The CRM file; - for none, where a command needs none")->required();
  app_->add_option("--as", options_.actor, "Who does it, for the history");
  app_->add_option(
      "--zone", options_.zone,
      "Time zone of what is shown (IANA name); with init: of the file, with code define: of the series");
  app_->add_option("--format", options_.format,
                   "table (default), csv, tsv or json; of the dictionary md or json")
      ->check(CLI::IsMember({"table", "csv", "tsv", "json", "md"}));
  Parameters(*app_).list("--columns", options_.columns, "Only these columns: a,b,c");
}

Program::~Program() = default;

CLI::App& Program::group(CLI::App& parent, const std::string& name, const std::string& help) {
  CLI::App* group = parent.add_subcommand(name, help)->group("Commands");
  group->require_subcommand(1);
  return *group;
}

Parameters Program::add_command(CLI::App& parent, const std::string& name, const std::string& help,
                                std::function<void()> run) {
  CLI::App* command = parent.add_subcommand(name, help)->group("Commands");
  command->callback([this, run = std::move(run)] { chosen_ = run; });
  return Parameters(*command);
}

crm::StoreOptions Program::store_options() const {
  crm::StoreOptions options{.actor = options_.actor, .max_read_ms = 0};
  if (const char* text = std::getenv("CRMLITE_NOW")) {
    const auto now = crm::Timestamp::parse(text);
    if (!now) throw UsageError("CRMLITE_NOW is not an instant like 2026-03-01T09:30:00Z");
    options.clock = [now] { return *now; };
  }
  if (const char* text = std::getenv("CRMLITE_SEED")) options.seed = number_of("CRMLITE_SEED", text);
  return options;
}

void Program::need_file() const {
  if (!has_file()) throw UsageError("this command needs a CRM file");
}

crm::Store& Program::store() {
  if (store_) return *store_;
  need_file();
  if (!holds_something(options_.file))
    throw crm::OpenError(crm::OpenReason::cannot_open, "there is no such CRM file: `init` makes one");
  return store_.emplace(options_.file, store_options());
}

bool Program::create(const std::string& country) {
  need_file();
  const bool missing = !holds_something(options_.file);
  crm::StoreOptions options = store_options();
  options.default_country = country;
  if (!zone().empty()) options.zone = zone();
  store_.emplace(options_.file, std::move(options));
  return missing;
}

const std::string& Program::zone() const {
  if (!options_.zone.empty() && !crm::format_in_zone({}, options_.zone)) throw UsageError(unknown_zone);
  return options_.zone;
}

std::string Program::time(crm::Timestamp instant) {
  auto text = crm::format_in_zone(instant, options_.zone.empty() ? store().zone() : options_.zone);
  if (!text) throw UsageError(unknown_zone);
  return *text;
}

crm::Timestamp Program::instant(const std::string& text) {
  const auto instant = crm::parse_in_zone(text, options_.zone.empty() ? store().zone() : options_.zone);
  if (!instant) throw UsageError("not a point in time like \"2026-03-01 17:30\", or an unknown zone");
  return *instant;
}

crm::Date Program::day(const std::string& text) {
  const auto day = crm::Date::parse(text);
  if (!day) throw UsageError("not a day in the form YYYY-MM-DD");
  return *day;
}

crm::Date Program::today(crm::Timestamp now) { return day(time(now).substr(0, 10)); }

int Program::run(int argc, char** argv) {
  app_->set_version_flag("--version", "crmlite " + std::string(crm::version));  // commands have --help alone
  app_->footer(footer);
  try {
    app_->parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version
    return app_->exit(e, std::cout, std::cerr);
  } catch (const CLI::ParseError& e) {
    const auto strange = app_->remaining(true);
    const bool no_command = dynamic_cast<const CLI::RequiredError*>(&e) && !strange.empty();
    std::cerr << "crmlite: error: "
              << (no_command ? "no command \"" + strange.front() + "\""
                             : replaced(e.what(), "subcommand", "command"))
              << "\nSee crmlite --help, crmlite FILE COMMAND --help.\n";
    return 2;
  }
  return run_chosen();
}

int Program::run_chosen() {
  try {
    chosen_();
    return flush();
  } catch (const UsageError& e) {
    std::cerr << "crmlite: error: " << e.what() << "\n";
    return 2;
  } catch (const std::exception& e) {
    std::cerr << "crmlite: error: " << e.what() << "\n";
    return 1;
  }
}

int Program::flush() {
  std::cout << out_.str() << std::flush;
  if (!std::cout) throw crm::Error("the output could not be written");
  std::cerr << notes_;
  if (failure_.empty()) return 0;
  std::cerr << "crmlite: error: " << failure_ << "\n";
  return 1;
}

}  // namespace cli
