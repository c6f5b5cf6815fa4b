#include "parameters.hpp"

#include <CLI/CLI.hpp>

namespace cli {
namespace {

template <class T>
CLI::Option* add(CLI::App& app, const char* name, T& into, const std::string& help,
                 Need need = Need::optional) {
  return app.add_option(name, into, help)->required(need == Need::required);
}

}  // namespace

void Parameters::word(const char* name, std::string& into, const std::string& help, Need need) {
  add(app_, name, into, help, need);
}
void Parameters::word(const char* name, std::optional<std::string>& into, const std::string& help) {
  add(app_, name, into, help);
}
void Parameters::word(const char* name, std::size_t& into, const std::string& help, Need need) {
  add(app_, name, into, help, need);
}
void Parameters::word(const char* name, std::optional<std::int64_t>& into, const std::string& help) {
  add(app_, name, into, help);
}
void Parameters::words(const char* name, std::vector<std::string>& into, const std::string& help, Need need) {
  add(app_, name, into, help, need);
}
void Parameters::word_of(const char* name, std::string& into, const std::vector<std::string>& values,
                         const std::string& help) {
  add(app_, name, into, help, Need::required)->check(CLI::IsMember(values));
}

void Parameters::option(const char* name, std::string& into, const std::string& help, Need need) {
  add(app_, name, into, help, need);
}
void Parameters::option(const char* name, std::optional<std::string>& into, const std::string& help) {
  add(app_, name, into, help);
}
void Parameters::option(const char* name, std::size_t& into, const std::string& help) {
  add(app_, name, into, help);
}
void Parameters::option(const char* name, std::optional<std::size_t>& into, const std::string& help) {
  add(app_, name, into, help);
}
void Parameters::option(const char* name, std::optional<std::int64_t>& into, const std::string& help) {
  add(app_, name, into, help);
}
void Parameters::option_of(const char* name, std::string& into, const std::vector<std::string>& values,
                           const std::string& help) {
  add(app_, name, into, help)->check(CLI::IsMember(values));
}

// Without `allow_extra_args` an option would take the words behind it, too, and cut a value like [a,b] in
// pieces.
void Parameters::repeated(const char* name, std::vector<std::string>& into, const std::string& help,
                          Need need) {
  add(app_, name, into, help, need)->allow_extra_args(false);
}
void Parameters::list(const char* name, std::vector<std::string>& into, const std::string& help) {
  add(app_, name, into, help)->delimiter(',')->allow_extra_args(false);
}

void Parameters::flag(const char* name, bool& into, const std::string& help) {
  app_.add_flag(name, into, help);
}
void Parameters::flag(const char* names, std::optional<bool>& into, const std::string& help) {
  // Given a plain member, CLI11 would set it without the flag, too.
  app_.add_flag_function(
      names, [&into](std::int64_t times) { into = times > 0; }, help);
}

}  // namespace cli
