// The workloads. Each makes the files it needs beside `path`, and removes them.
#pragma once

#include <cstddef>
#include <string>

#include "race.hpp"

namespace bench {

struct Settings {
  std::size_t customers = 200'000;
  std::size_t interactions = 0;  // 0: eleven a customer
  std::size_t rounds = 5;
  std::string only = {};  // parts of workloads' names, with commas between; empty: all
  std::string path = {};  // what the names of the files begin with

  bool wanted(const std::string& name) const {
    for (std::size_t from = 0, end = 0; end != std::string::npos; from = end + 1) {
      end = only.find(',', from);
      if (name.find(only.substr(from, end - from)) != std::string::npos) return true;
    }
    return false;
  }
  std::string file(const char* suffix) const { return path + suffix; }
};

/// Both sides do the same under one clock and one seed: true when their files hold the same and both read the
/// same.
bool same_work(const Settings& settings);

void insert_customers(const Settings& settings, Report& report);
void insert_with_fields(const Settings& settings, Report& report);

/// Reads and changes of a file with five custom fields, which is made once for all of them.
void read_and_change(const Settings& settings, Report& report);

/// Interactions with customers that are there, in one transaction.
void log_interactions(const Settings& settings, Report& report);

/// Timelines, due tasks and silent customers of a file with many interactions, at two sizes.
void activities(const Settings& settings, Report& report);

/// Codes: written, read and judged as texts; given to records; found again among fifty times as many as
/// customers.
void code_texts(const Settings& settings, Report& report);
void code_numbers(const Settings& settings, Report& report);
void code_registry(const Settings& settings, Report& report);

/// A plain custom field, added to five times as many customers.
void add_field(const Settings& settings, Report& report);

}  // namespace bench
