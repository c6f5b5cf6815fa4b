#include "race.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>

#include <time.h>

namespace bench {

namespace {

std::string text(const char* format, auto... values) {
  char out[160];
  std::snprintf(out, sizeof out, format, values...);
  return out;
}

void turn(const Contender& contender, std::size_t from, std::size_t count, Lap& lap) {
  constexpr std::size_t sampled = 8;
  const double begun = thread_cpu_us();
  for (std::size_t i = from; i < from + count; ++i) {
    if (i % sampled != 0) {
      contender.run(i);
      continue;
    }
    const double before = wall_us();
    contender.run(i);
    lap.singles_us.push_back(static_cast<float>(wall_us() - before));
  }
  lap.cpu_us += thread_cpu_us() - begun;
}

}  // namespace

double thread_cpu_us() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) * 1e-3;
}

double wall_us() {
  using namespace std::chrono;
  return duration<double, std::micro>(steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::vector<Lap> race(const Course& course, const std::vector<Contender>& contenders, std::size_t first) {
  const std::size_t n = contenders.size();
  std::vector<Lap> laps(n);
  const auto timed = [&](std::size_t who, const std::function<void()>& work) {
    const double begun = thread_cpu_us();
    work();
    laps[who].cpu_us += thread_cpu_us() - begun;
  };
  for (std::size_t k = 0; k < n; ++k) timed((first + k) % n, contenders[(first + k) % n].begin);
  for (std::size_t from = 0; from < course.operations; from += course.turn, ++first) {
    const std::size_t count = std::min(course.turn, course.operations - from);
    course.prepare(from, count);
    for (std::size_t k = 0; k < n; ++k) turn(contenders[(first + k) % n], from, count, laps[(first + k) % n]);
  }
  for (std::size_t k = 0; k < n; ++k) timed((first + k) % n, contenders[(first + k) % n].end);
  for (Lap& lap : laps) lap.cpu_us /= static_cast<double>(course.operations);
  return laps;
}

void Taken::add(Lap lap) {
  cpu_us.push_back(lap.cpu_us);
  singles_us.insert(singles_us.end(), lap.singles_us.begin(), lap.singles_us.end());
}

double Taken::percentile(double p) const {
  if (singles_us.empty()) return 0;
  std::vector<float> sorted = singles_us;
  const auto at = static_cast<std::size_t>(p / 100 * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(at), sorted.end());
  return static_cast<double>(sorted[at]);
}

void Report::ratio(const std::string& workload, const Taken& measure, const Taken& other, double target) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < other.cpu_us.size(); ++i) ratios.push_back(other.cpu_us[i] / measure.cpu_us[i]);
  const double middle = median(ratios);
  const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
  line(workload, measure, other, text("%.3f (%.3f-%.3f)", middle, *least, *most), text("<= %.2f", target),
       middle <= target);
}

void Report::limit(const std::string& workload, const Taken& measure, const Taken& other, double limit_us) {
  line(workload, measure, other, text("%.2f ms", other.percentile(50) / 1000),
       text("< %.0f ms", limit_us / 1000), other.percentile(50) < limit_us);
}

void Report::line(const std::string& workload, const Taken& measure, const Taken& other,
                  const std::string& ratio, const std::string& target, bool met) {
  const auto times = [](const Taken& t) {
    return text("%9.2f %9.2f %9.2f", t.cpu(), t.percentile(50), t.percentile(99));
  };
  if (!headed_)
    std::printf("%-44s %31s %31s   %-20s  %-9s\n%-44s %9s %9s %9s     %9s %9s %9s\n", "", "hand-written, us",
                "crmlite, us", "ratio (rounds)", "target", "", "cpu", "p50", "p99", "cpu", "p50", "p99");
  headed_ = true;
  std::printf("%-44s %s     %s   %-20s  %-9s %s\n", workload.c_str(), times(measure).c_str(),
              times(other).c_str(), ratio.c_str(), target.c_str(), met ? "met" : "MISSED");
  std::fflush(stdout);
  missed_ += met ? 0 : 1;
}

void Report::figure(const std::string& workload, double value, double most, const std::string& unit) {
  const bool met = value <= most;
  std::printf("%-60s %9.3f %s  <= %g %s\n", workload.c_str(), value, unit.c_str(), most,
              met ? "met" : "MISSED");
  std::fflush(stdout);
  missed_ += met ? 0 : 1;
}

void Report::note(const std::string& words) {
  std::printf("    %s\n", words.c_str());
  std::fflush(stdout);
}

}  // namespace bench
