// What check characters promise: slips of each kind, counted over random codes and compared with known
// figures; and the promises of f31, f32, f36 and MOD 37-2 proven for every length by going through all their
// states.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/check_character.hpp"
#include "base/random.hpp"
#include "catch.hpp"

using crmlite::CheckSystem;
using namespace crmlite::base;

namespace {

enum Slip { single, adjacent, jump, swap_any, twin, jump_twin, phonetic, zero_added, inserted };
constexpr std::size_t slip_count = 9;

/// Calls `sink` with every slip of one kind in a code; the characters typed instead are of the alphabet.
class Slips {
 public:
  Slips(std::string code, std::string_view alphabet) : code_(std::move(code)), alphabet_(alphabet) {}

  template <class Sink>
  void each(Slip kind, Sink sink) {
    switch (kind) {
      case single:
        return alike(0, sink);
      case twin:
        return alike(1, sink);
      case jump_twin:
        return alike(2, sink);
      case adjacent:
        return swapped(1, sink);
      case jump:
        return swapped(2, sink);
      case swap_any:
        for (std::size_t apart = 1; apart < code_.size(); ++apart) swapped(apart, sink);
        return;
      case phonetic:
        return heard(sink);
      case zero_added:
        return with('0', 0, sink);
      case inserted:
        for (std::size_t at = 0; at <= code_.size(); ++at)
          for (const char c : alphabet_) with(c, at, sink);
    }
  }

 private:
  /// A character and the same one `apart` places further become another one.
  template <class Sink>
  void alike(std::size_t apart, Sink sink) {
    for (std::size_t at = 0; at + apart < code_.size(); ++at) {
      const char was = code_[at];
      if (was != code_[at + apart]) continue;
      for (const char c : alphabet_) {
        if (c == was) continue;
        code_[at] = code_[at + apart] = c;
        sink(code_);
      }
      code_[at] = code_[at + apart] = was;
    }
  }

  template <class Sink>
  void swapped(std::size_t apart, Sink sink) {
    for (std::size_t at = 0; at + apart < code_.size(); ++at) {
      if (code_[at] == code_[at + apart]) continue;
      std::swap(code_[at], code_[at + apart]);
      sink(code_);
      std::swap(code_[at], code_[at + apart]);
    }
  }

  /// Thirty for thirteen, and the other way.
  template <class Sink>
  void heard(Sink sink) {
    const auto named = [](char c) { return c >= '2' && c <= '9'; };
    for (std::size_t at = 0; at + 1 < code_.size(); ++at) {
      const char a = code_[at], b = code_[at + 1];
      if (named(a) && b == '0') {
        code_[at] = '1', code_[at + 1] = a;
      } else if (a == '1' && named(b)) {
        code_[at] = b, code_[at + 1] = '0';
      } else {
        continue;
      }
      sink(code_);
      code_[at] = a, code_[at + 1] = b;
    }
  }

  template <class Sink>
  void with(char c, std::size_t at, Sink sink) {
    longer_.assign(code_, 0, at);
    longer_ += c;
    longer_.append(code_, at);
    sink(longer_);
  }

  std::string code_, longer_;
  std::string_view alphabet_;
};

struct Count {
  std::size_t made = 0, seen = 0;
  double percent() const { return 100.0 * static_cast<double>(seen) / static_cast<double>(made); }
};

/// Counts the slips of all kinds in codes of one system and length.
class Counter {
 public:
  Counter(CheckSystem system, std::string_view alphabet, std::size_t length)
      : system_(system), alphabet_(alphabet), code_(length, '0') {}

  void random(std::size_t codes) {
    Random random(static_cast<std::uint64_t>(system_) * 100 + code_.size());
    std::vector<std::uint32_t> words(payload_size());
    for (; codes > 0; --codes) {
      random.fill(words.data(), words.size() * sizeof words[0]);
      for (std::size_t i = 0; i < words.size(); ++i)
        code_[i] = alphabet_[std::uint64_t{words[i]} * alphabet_.size() >> 32U];
      count();
    }
  }

  void all() {
    std::vector<std::size_t> places(payload_size());
    for (std::size_t at = 0; at < places.size();) {
      for (std::size_t i = 0; i < places.size(); ++i) code_[i] = alphabet_[places[i]];
      count();
      for (at = 0; at < places.size() && ++places[at] == alphabet_.size(); ++at) places[at] = 0;
    }
  }

  const Count& operator[](std::size_t kind) const { return counts_[kind]; }

 private:
  std::size_t payload_size() const { return code_.size() - check_rules(system_).count; }

  void count() {
    const std::size_t size = payload_size();
    check_of(system_, std::string_view(code_).substr(0, size), code_.data() + size);
    Slips slips(code_, alphabet_);
    for (std::size_t kind = 0; kind < slip_count; ++kind)
      slips.each(static_cast<Slip>(kind), [&](const std::string& wrong) {
        ++counts_[kind].made;
        counts_[kind].seen += !checks(system_, wrong);
      });
  }

  CheckSystem system_;
  std::string_view alphabet_;
  std::string code_;
  std::array<Count, slip_count> counts_{};
};

constexpr double sure = 1000;        // every one, at every length
constexpr double never = -1000;      // none, at every length
constexpr double by_length = -2000;  // every one or none, as the length has it
constexpr double untold = -3000;

struct Figures {
  CheckSystem system;
  std::string_view alphabet;
  std::array<double, slip_count> percent;  // of slips seen in codes of 8 characters, check included
};

constexpr std::string_view digits = "0123456789", letters_too = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// Of what is typed into a MOD 97-10 number without being seen more than half is a zero in front.
const Figures known[] = {
    {CheckSystem::luhn, digits, {sure, 97.78, never, 55.9, 93.3, 88.9, 87.5, never, 90.0}},
    {CheckSystem::gs1, digits, {sure, 88.89, never, 50.8, 88.9, 88.9, sure, never, 90.0}},
    {CheckSystem::mod11_10, digits, {sure, 97.78, 90.7, 92.2, 93.3, 94.7, 87.5, sure, 90.0}},
    {CheckSystem::damm, digits, {sure, sure, 90.1, 91.9, 90.8, 88.3, 97.3, never, 90.0}},
    {CheckSystem::verhoeff, digits, {sure, sure, 94.2, 93.7, 95.6, 94.2, 82.3, by_length, 90.0}},
    {CheckSystem::mod11_2, digits, {sure, sure, sure, 100, sure, sure, 87.5, never, 91.8}},
    {CheckSystem::mod97_10, digits, {sure, sure, sure, sure, sure, sure, sure, never, 98.2}},
    {CheckSystem::mod37_36, letters_too, {sure, 99.84, 98.1, 98.0, 98.1, 96.4, untold, sure, 97.2}},
    {CheckSystem::mod37_2, letters_too, {sure, sure, sure, sure, sure, sure, untold, never, 97.6}},
    {CheckSystem::f36, letters_too, {sure, sure, sure, 97.9, sure, sure, untold, sure, 97.2}},
    {CheckSystem::mod97_10, letters_too, {99.67, 99.66, 99.7, 99.8, 99.8, 99.7, untold, never, 99.0}},
    {CheckSystem::mod1271_36, letters_too, {sure, sure, sure, sure, sure, sure, untold, never, 99.6}},
    {CheckSystem::f32,
     "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
     {sure, sure, sure, sure, sure, sure, untold, sure, 96.9}},
    {CheckSystem::f31,
     "0123456789ABCDEFGHJKLMNPQRTUWXY",
     {sure, sure, sure, sure, sure, sure, untold, sure, 96.8}},
};

/// Figures are published to one or two places; a sample adds its own error.
void compare(const Count& count, double known_percent, std::size_t length) {
  if (known_percent == untold || count.made == 0) return;
  if (known_percent == sure) {
    CHECK(count.seen == count.made);
  } else if (known_percent == never) {
    CHECK(count.seen == 0);
  } else if (known_percent == by_length) {
    CHECK((count.seen == 0 || count.seen == count.made));
  } else if (length == 8) {
    const double p = known_percent / 100;
    const double deviation = 100 * std::sqrt(p * (1 - p) / static_cast<double>(count.made));
    CHECK(std::abs(count.percent() - known_percent) < 4 * deviation + 0.06);
  }
}

void compare_all(std::size_t codes, std::size_t codes_of_8, std::size_t longest_whole) {
  for (const Figures& row : known)
    for (std::size_t length = 4; length <= 12; ++length) {
      Counter counter(row.system, row.alphabet, length);
      if (row.alphabet == digits && length <= longest_whole) {
        counter.all();
      } else {
        counter.random(length == 8 ? codes_of_8 : codes);
      }
      for (std::size_t kind = 0; kind < slip_count; ++kind) {
        INFO(to_string(row.system) << " of " << row.alphabet.size() << " characters, length " << length
                                   << ", slip " << kind << ": " << counter[kind].percent() << " % of "
                                   << counter[kind].made);
        compare(counter[kind], row.percent[kind], length);
      }
    }
}

/// All states of a system, each as a beginning of a text that leads to it: what holds behind each of these
/// holds behind every beginning. Two beginnings are in one state when the same check character follows them.
class States {
 public:
  explicit States(CheckSystem system) : system_(system) {
    std::string seen;
    const auto add = [&](const std::string& beginning) {
      const char check = after(beginning, "");
      if (seen.find(check) != std::string::npos) return;
      seen += check;
      beginnings_.push_back(beginning);
    };
    for (const char a : check_rules(system).payload) add(std::string(1, a));
    for (const char a : check_rules(system).payload)
      for (const char b : check_rules(system).payload) add({a, b});
  }

  const std::vector<std::string>& beginnings() const { return beginnings_; }

  char after(const std::string& beginning, std::string_view text) const {
    char whole[8], check = 0;
    const std::size_t size = beginning.size() + text.size();
    std::copy(text.begin(), text.end(), std::copy(beginning.begin(), beginning.end(), whole));
    check_of(system_, {whole, size}, &check);
    return check;
  }

 private:
  CheckSystem system_;
  std::vector<std::string> beginnings_;
};

/// Texts that differ by a slip of one of five kinds and lead from one state to the same.
std::size_t missed_slips(const States& states, std::string_view alphabet) {
  std::size_t missed = 0;
  for (const std::string& s : states.beginnings()) {
    const auto same = [&](std::initializer_list<char> x, std::initializer_list<char> y) {
      missed += states.after(s, {x.begin(), x.size()}) == states.after(s, {y.begin(), y.size()});
    };
    for (const char a : alphabet)
      for (const char b : alphabet) {
        if (a >= b) continue;
        same({a}, {b});
        same({a, b}, {b, a});
        same({a, a}, {b, b});
        for (const char c : alphabet) {
          same({a, c, b}, {b, c, a});
          same({a, c, a}, {b, c, b});
        }
      }
  }
  return missed;
}

}  // namespace

TEST_CASE("slips are seen as often as known, at every length", "[slow]") { compare_all(150, 3'000, 4); }

TEST_CASE("slips are seen as often as known, in many more codes", "[.long][long]") {
  compare_all(20'000, 400'000, 7);
}

TEST_CASE("any two characters of f36, Luhn and GS1 swapped, at lengths where that differs", "[slow]") {
  const std::tuple<CheckSystem, std::string_view, std::size_t, double> figures[] = {
      {CheckSystem::luhn, digits, 6, 58.7},     {CheckSystem::luhn, digits, 7, 55.9},
      {CheckSystem::gs1, digits, 6, 53.3},      {CheckSystem::gs1, digits, 7, 50.8},
      {CheckSystem::f36, letters_too, 6, 98.3}, {CheckSystem::f36, letters_too, 7, 97.9}};
  for (const auto& [system, alphabet, length, percent] : figures) {
    Counter counter(system, alphabet, length);
    counter.random(2'000);
    INFO(to_string(system) << ", length " << length << ": " << counter[swap_any].percent());
    compare(counter[swap_any], percent, 8);
  }
}

TEST_CASE("any two characters of f31 and f32 swapped, as far apart as promised", "[slow]") {
  for (const auto& [system, length] : {std::pair{CheckSystem::f31, 30U}, {CheckSystem::f32, 31U}}) {
    Counter counter(system, check_rules(system).payload, length);
    counter.random(300);
    CHECK(counter[swap_any].seen == counter[swap_any].made);
  }
}

TEST_CASE("GB 32100 misses jump twins at one place only", "[slow]") {
  const std::string_view alphabet = check_rules(CheckSystem::uscc).payload;
  Counter counter(CheckSystem::uscc, alphabet, 18);
  counter.random(500);
  for (const Slip kind : {single, adjacent, jump, twin, zero_added, inserted})
    CHECK(counter[kind].seen == counter[kind].made);

  // Places 16 and 18 weigh 3^15 and 1, which are opposite modulo 31: what one adds the other takes away. So,
  // by what stands at 17, either every character or none makes a valid code with its twin at 18.
  const std::string code = "91350100M000100";
  std::size_t valid = 0;
  for (const char between : alphabet) {
    std::size_t twins = 0;
    for (const char a : alphabet) twins += checks(CheckSystem::uscc, code + a + between + a);
    CHECK((twins == 0 || twins == alphabet.size()));
    valid += twins;
  }
  CHECK(valid == alphabet.size());
}

TEST_CASE("f31, f32, f36 and MOD 37-2 see all slips of five kinds, at any length") {
  for (const CheckSystem system :
       {CheckSystem::f31, CheckSystem::f32, CheckSystem::f36, CheckSystem::mod37_2}) {
    INFO(to_string(system));
    const States states(system);
    const std::string_view alphabet = check_rules(system).payload;
    const auto& beginnings = states.beginnings();
    CHECK(beginnings.size() == check_rules(system).check.size());
    CHECK(missed_slips(states, alphabet) == 0);

    // Different states stay different whatever follows, so what a slip has changed is not mended later.
    for (const char v : alphabet) {
      std::string checks_after;
      for (const std::string& s : beginnings) checks_after += states.after(s, {&v, 1});
      std::sort(checks_after.begin(), checks_after.end());
      CHECK(std::adjacent_find(checks_after.begin(), checks_after.end()) == checks_after.end());
    }
    // The check character is a step like the others, to one state that is known by its own: so slips may
    // touch it, too.
    const char end = system == CheckSystem::mod37_2 ? '*' : '0';
    for (const std::string& s : beginnings)
      for (const char v : alphabet) CHECK((states.after(s, {&v, 1}) == end) == (states.after(s, "") == v));
    // One more zero in front is another state, however many there are.
    if (system != CheckSystem::mod37_2)
      for (std::string zeros; zeros.size() < 6; zeros += '0')
        CHECK(states.after(zeros, "") != states.after(zeros, "0"));
  }
}
