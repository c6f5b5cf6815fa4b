// Races: contenders do the same work in turns of some milliseconds on one thread, whose processor time is
// taken, so that whatever else the machine does disturbs all alike. A round gives one ratio; the median of
// the rounds counts.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace bench {

/// One way of doing the work. `begin` and `end` are timed with it: a transaction's commit is a part of the
/// work.
struct Contender {
  std::function<void(std::size_t operation)> run;
  std::function<void()> begin = [] {};
  std::function<void()> end = [] {};
};

/// What one contender's round has taken.
struct Lap {
  double cpu_us = 0;              // per operation
  std::vector<float> singles_us;  // wall clock of every eighth call
};

struct Course {
  std::size_t operations = 0;
  std::size_t turn = 1000;  // operations one contender does before the next has its turn
  /// Not timed: makes the input of the operations from..from+count.
  std::function<void(std::size_t from, std::size_t count)> prepare = [](std::size_t, std::size_t) {};
};

/// One round; `first` says who begins.
std::vector<Lap> race(const Course& course, const std::vector<Contender>& contenders, std::size_t first);

double median(std::vector<double> values);
double thread_cpu_us();
double wall_us();

/// What a contender has taken over all rounds.
struct Taken {
  std::vector<double> cpu_us;
  std::vector<float> singles_us;

  void add(Lap lap);
  double cpu() const { return median(cpu_us); }
  double percentile(double p) const;
};

/// The table of results.
class Report {
 public:
  /// `other` ÷ `measure`, round by round.
  void ratio(const std::string& workload, const Taken& measure, const Taken& other, double target);
  /// A median time with a limit of its own; the hand-written one stands beside it.
  void limit(const std::string& workload, const Taken& measure, const Taken& other, double limit_us);
  /// A figure with a limit of its own, and nothing beside it.
  void figure(const std::string& workload, double value, double most, const std::string& unit);
  void note(const std::string& text);
  /// How many targets were missed.
  std::size_t missed() const { return missed_; }

 private:
  void line(const std::string& workload, const Taken& measure, const Taken& other, const std::string& ratio,
            const std::string& target, bool met);

  bool headed_ = false;
  std::size_t missed_ = 0;
};

}  // namespace bench
