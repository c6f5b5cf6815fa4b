// What a command takes, declared one by one; values go straight into the members given. CLI11 stands behind
// it, and is seen by two sources only, because compiling it takes longer than all the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cli {

enum class Need : std::uint8_t { required, optional };

class Parameters {
 public:
  explicit Parameters(CLI::App& app) : app_(app) {}

  // Words without a name, in the order of the calls.
  void word(const char* name, std::string& into, const std::string& help, Need need = Need::required);
  void word(const char* name, std::optional<std::string>& into, const std::string& help);
  void word(const char* name, std::size_t& into, const std::string& help, Need need = Need::required);
  void word(const char* name, std::optional<std::int64_t>& into, const std::string& help);
  void words(const char* name, std::vector<std::string>& into, const std::string& help,
             Need need = Need::required);
  void word_of(const char* name, std::string& into, const std::vector<std::string>& values,
               const std::string& help);

  // Options with one value.
  void option(const char* name, std::string& into, const std::string& help, Need need = Need::optional);
  void option(const char* name, std::optional<std::string>& into, const std::string& help);
  void option(const char* name, std::size_t& into, const std::string& help);
  void option(const char* name, std::optional<std::size_t>& into, const std::string& help);
  void option(const char* name, std::optional<std::int64_t>& into, const std::string& help);
  void option_of(const char* name, std::string& into, const std::vector<std::string>& values,
                 const std::string& help);

  // Options with several: given again and again, or once as `a,b,c`.
  void repeated(const char* name, std::vector<std::string>& into, const std::string& help,
                Need need = Need::optional);
  void list(const char* name, std::vector<std::string>& into, const std::string& help);

  void flag(const char* name, bool& into, const std::string& help);
  /// `--on,!--off`
  void flag(const char* names, std::optional<bool>& into, const std::string& help);

 private:
  CLI::App& app_;
};

}  // namespace cli
