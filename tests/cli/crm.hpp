// The command-line program as a user runs it: in a directory of its own, with a stopped clock and a fixed
// seed.
#pragma once

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <sys/wait.h>

struct Outcome {
  int code = -1;
  std::string out = {};
  std::string err = {};
};

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Crm {
 public:
  Crm() {
    static std::atomic<unsigned> count = 0;
    std::random_device random;
    folder_ = std::filesystem::temp_directory_path() /
              ("crmlite-cli-" + std::to_string(random()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder_);
  }
  ~Crm() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Crm(const Crm&) = delete;
  Crm& operator=(const Crm&) = delete;

  /// Runs a command line of the shell in the test's directory.
  Outcome shell(const std::string& command) const {
    const auto err = folder_ / "stderr";
    const std::string line = "cd '" + folder_.string() +
                             "' && export CRMLITE_NOW=2026-03-01T09:30:00Z CRMLITE_SEED=7 && { " + command +
                             "; } 2>'" + err.string() + "' </dev/null";
    Outcome outcome;
    std::FILE* pipe = ::popen(line.c_str(), "r");
    if (!pipe) return outcome;
    char buffer[4096];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) outcome.out.append(buffer, n);
    const int status = ::pclose(pipe);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.err = text_of(err);
    return outcome;
  }
  /// `crmlite acme.crm ARGUMENTS`, quoted as for the shell.
  Outcome operator()(const std::string& arguments) const {
    return shell("'" CRMLITE_PROGRAM "' acme.crm " + arguments);
  }
  /// Its output, provided it did what it was asked; else what went wrong.
  std::string out(const std::string& arguments) const {
    const Outcome outcome = (*this)(arguments);
    return outcome.code == 0 ? outcome.out : "exit " + std::to_string(outcome.code) + ": " + outcome.err;
  }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  std::string read(const std::string& name) const { return text_of(folder_ / name); }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Whether the text is what tests/cli/NAME holds. What it was instead is left in the build folder.
inline bool is_as_kept(const std::string& name, const std::string& text) {
  if (text == text_of(std::filesystem::path(CRMLITE_SOURCE_DIR) / "tests/cli" / name)) return true;
  const auto build = std::filesystem::path(CRMLITE_PROGRAM).parent_path().parent_path();
  const auto seen = build / ("seen-" + name);
  std::ofstream(seen, std::ios::binary) << text;
  std::fprintf(stderr, "what was seen instead of tests/cli/%s: %s\n", name.c_str(), seen.c_str());
  return false;
}
