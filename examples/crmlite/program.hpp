// The frame of the program: how a command is registered, how its file is opened, where its output goes. A
// command is three things: a struct of arguments, a function that declares them to CLI11, and a function that
// runs.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "parameters.hpp"

namespace cli {

namespace crm = crmlite;

/// A mistake in the call that shows only when the command runs.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What every command takes.
struct Options {
  std::string file = {};
  std::string actor = {};
  std::string zone = {};
  std::string format = {};
  std::vector<std::string> columns = {};
};

class Program {
 public:
  Program();
  ~Program();

  const Options& options() const { return options_; }

  /// The program itself, as the parent of commands and nouns.
  CLI::App& root() { return *app_; }
  /// A noun whose commands follow it.
  CLI::App& group(CLI::App& parent, const std::string& name, const std::string& help);
  template <class Args>
  void command(CLI::App& parent, const std::string& name, const std::string& help,
               const std::type_identity_t<std::function<void(Parameters&, Args&)>>& declare,
               std::type_identity_t<std::function<void(Program&, const Args&)>> run) {
    auto args = std::make_shared<Args>();
    Parameters parameters =
        add_command(parent, name, help, [this, args, run = std::move(run)] { run(*this, *args); });
    declare(parameters, *args);
  }

  /// False where `-` stands for the file: for commands that need none.
  bool has_file() const { return options_.file != "-"; }
  /// The file, which has to be there already.
  crm::Store& store();
  /// The file, made where it is missing; true when it was.
  bool create(const std::string& country);
  template <class F>
  auto read(F&& block) {
    return store().read(std::forward<F>(block));
  }
  template <class F>
  auto write(F&& block) {
    return store().write({.source = "command line"}, std::forward<F>(block));
  }

  /// Where a command prints. It reaches standard output only when the command has not failed.
  std::ostream& out() { return out_; }
  /// A line for the person at the terminal, on standard error behind the output.
  void note(std::string line) { notes_ += std::move(line) + "\n"; }
  /// The zone asked for; empty where none was. @throws UsageError for one that there is not
  const std::string& zone() const;
  /// An instant in the zone asked for, else in the file's own.
  std::string time(crm::Timestamp instant);
  /// What an instant means that was typed, by the clock of that zone.
  crm::Timestamp instant(const std::string& text);
  /// The same for a day, `2026-03-01`.
  crm::Date day(const std::string& text);
  /// The day that it is now in that zone.
  crm::Date today(crm::Timestamp now);
  /// The command ran, and what it found is bad: exit code 1, with its output.
  void fail(std::string message) { failure_ = std::move(message); }

  int run(int argc, char** argv);

 private:
  Parameters add_command(CLI::App& parent, const std::string& name, const std::string& help,
                         std::function<void()> run);
  crm::StoreOptions store_options() const;
  void need_file() const;
  int run_chosen();
  int flush();

  std::unique_ptr<CLI::App> app_;
  Options options_;
  std::function<void()> chosen_;
  std::optional<crm::Store> store_;
  std::ostringstream out_;
  std::string notes_, failure_;
};

// The commands, noun by noun.
void add_file_commands(Program& program);
void add_customer_commands(Program& program);
void add_contact_point_commands(Program& program);
void add_bulk_commands(Program& program);
void add_field_commands(Program& program);
void add_choice_commands(Program& program, CLI::App& field);
void add_tag_commands(Program& program);
void add_user_commands(Program& program);
void add_code_commands(Program& program);
void add_history_command(Program& program);
void add_interaction_commands(Program& program);
void add_note_commands(Program& program);
void add_task_commands(Program& program);
void add_attachment_commands(Program& program);
void add_relation_commands(Program& program);
void add_exchange_commands(Program& program);

}  // namespace cli
