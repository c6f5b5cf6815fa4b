// Codes as texts: written, read and judged. Nothing stands beside them but the targets.
#include <stdexcept>
#include <string>
#include <vector>

#include <crmlite/code_pattern.hpp>

#include "../domain/random_patterns.hpp"
#include "domain/codes/pattern.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

using crmlite::domain::CodePattern;
using crmlite::domain::Pieces;
using crmlite::domain::Reading;

struct Subject {
  const char* name;
  const char* pattern;
  std::vector<std::string> pieces;  // of the parts that a record gives
};

const Subject subjects[] = {
    {"CUST-2026-00001", "CUST-{YYYY}-{SEQ:5}", {"", "", "", ""}},
    {"INV-2026-00001 and a check character", "INV-{YYYY}-{SEQ:5}{CHK}", {"", "", "", "", ""}},
    {"001C002",
     "{F:customer.no:3D}{MAP:customer.kind;company=C;person=P}"
     "{SEQ:3;per=customer.no+customer.kind}",
     {"001", "C", ""}},
    {"US12345A", "{F:country:2U}{SEQ:5}{F:grade:1U;dyn}", {"US", "", "A"}}};

/// Nanoseconds of one call: the median of the rounds.
template <class Work>
double time_of(std::size_t rounds, Work&& work) {
  constexpr std::size_t calls = 200'000;
  std::vector<double> taken;
  for (std::size_t round = 0; round < rounds; ++round) {
    const double begun = thread_cpu_us();
    for (std::size_t i = 0; i < calls; ++i) work(i);
    taken.push_back((thread_cpu_us() - begun) * 1000 / calls);
  }
  return median(std::move(taken));
}

void write_and_read(const Settings& settings, const Subject& subject, Report& report) {
  const CodePattern pattern = CodePattern::parse(subject.pattern);
  const crmlite::domain::LocalTime noon{{2026, 9, 5}, 12 * 3600};
  std::vector<std::string> codes(512);
  Pieces pieces;
  std::size_t size = 0;
  const double write = time_of(settings.rounds, [&](std::size_t i) {
    pattern.write({static_cast<std::int64_t>(i % 999) + 1, noon, subject.pieces}, pieces);
    const std::string text = pattern.print(pieces);
    size += text.size();
    if (i < codes.size()) codes[i] = pieces.text;
  });
  std::int64_t sum = 0;
  const double read = time_of(settings.rounds, [&](std::size_t i) {
    if (pattern.read(codes[i % codes.size()], pieces) != Reading::fits)
      throw std::runtime_error("a code is not read");
    sum += pattern.number(pieces);
  });
  if (size == 0 || sum == 0) throw std::runtime_error("nothing was done");
  report.figure(std::string("code rendered, ") + subject.name, write, 100, "ns");
  report.figure(std::string("code parsed, ") + subject.name, read, 100, "ns");
}

void judge(const Settings& settings, Report& report) {
  random_patterns::Random random(1);
  Taken all;
  Lap lap;
  std::size_t accepted = 0;
  const std::size_t patterns = settings.customers / 10;
  for (std::size_t i = 0; i < patterns; ++i) {
    const std::string pattern = random_patterns::Writer(random).pattern();
    const double before = thread_cpu_us();
    accepted += crmlite::check_pattern(pattern).accepted() ? 1 : 0;
    lap.singles_us.push_back(static_cast<float>(thread_cpu_us() - before));
  }
  all.add(std::move(lap));
  report.figure("check_pattern, p99 of random patterns", all.percentile(99) / 1000, 1, "ms");
  report.note("p50 " + std::to_string(all.percentile(50)) + " us, greatest " +
              std::to_string(all.percentile(100)) + " us; " + std::to_string(accepted) + " of " +
              std::to_string(patterns) + " accepted");
}

}  // namespace

void code_texts(const Settings& settings, Report& report) {
  for (const Subject& subject : subjects) write_and_read(settings, subject, report);
  judge(settings, report);
}

}  // namespace bench
