// One call that must be refused: with its field and rule, without the value in any text, and without a trace
// in the file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "dump.hpp"
#include "store_fixture.hpp"

namespace bad {

namespace crm = crmlite;

/// Part of every value that is given; it must not be read anywhere.
inline const std::string secret = "SECRET";

inline void check_silent(const std::string& text) {
  INFO(text);
  CHECK(text.find(secret) == std::string::npos);
}

/// No text of the error that is meant to be printed holds a value.
inline void check_silent(const crm::Error& e) {
  check_silent(e.what());
  check_silent(e.message());
  check_silent(e.operation());
  check_silent(e.record());
  for (const crm::Issue& issue : e.issues()) {
    check_silent(issue.record);
    check_silent(issue.rule);
    check_silent(issue.message);
    CHECK_FALSE(issue.rule.empty());
    CHECK(issue.rule.find(' ') == std::string::npos);
  }
  CHECK(std::string(e.what()) != "");
}

class Store {
 public:
  Store() : store_(with_log()), look_(store_.look()) {}

  crm::Store& operator*() { return *store_; }
  crm::Store* operator->() { return store_.operator->(); }

  /// `act` is refused with this field and rule.
  void refuses(const std::string& field, const std::string& rule,
               const std::function<void(crm::WriteTx&)>& act) {
    INFO("field " << field << ", rule " << rule);
    leaves_no_trace<crm::Error>(act, [&](const crm::Error& e) {
      bool found = false;
      std::string all;
      for (const crm::Issue& issue : e.issues()) {
        found = found || (issue.field == field && issue.rule == rule);
        all += " " + issue.field + ":" + issue.rule;
      }
      INFO(e.what() << " [" << all << " ]");
      CHECK(found);
    });
  }

  /// `act` is refused with an error of this kind, which is about no field.
  template <class E>
  void refuses(const std::function<void(crm::WriteTx&)>& act) {
    leaves_no_trace<E>(act, [](const E&) {});
  }

 private:
  template <class E>
  void leaves_no_trace(const std::function<void(crm::WriteTx&)>& act,
                       const std::function<void(const E&)>& judge) {
    const std::string before = content();
    bool thrown = false;
    store_->write([&](crm::WriteTx& tx) {
      try {
        act(tx);
      } catch (const E& e) {
        thrown = true;
        check_silent(e);
        judge(e);
      }
    });
    CHECK(thrown);
    const bool unchanged = content() == before;
    CHECK(unchanged);
    check_silent(log_);
  }

  /// What the file holds, read again only when somebody has written since.
  const std::string& content() {
    const std::int64_t version = look_.int64_of("PRAGMA data_version");
    if (version != version_) content_ = fixture::everything(look_);
    version_ = version;
    return content_;
  }

  crm::StoreOptions with_log() {
    crm::StoreOptions options = fixture::options();
    options.default_country = "CN";
    options.log = [this](crm::LogLevel, std::string_view text) { log_.append(text).append("\n"); };
    return options;
  }

  std::string log_;
  fixture::FileStore store_;
  crmlite::sqlite::Connection look_;
  std::int64_t version_ = -1;
  std::string content_;
};

/// Texts that cannot be stored, with the rule each breaks; the last is too long for all but long texts.
inline const std::vector<std::pair<std::string, std::string>>& broken_texts() {
  static const std::vector<std::pair<std::string, std::string>> texts = {
      {secret + "\xff", "utf8"},
      {secret + "\xc0\xaf", "utf8"},          // an overlong form
      {secret + "\xed\xa0\x80", "utf8"},      // half a surrogate pair
      {secret + "\xf4\x90\x80\x80", "utf8"},  // beyond the last character
      {secret + std::string("\0x", 2), "nul"},
      {secret + std::string(100'000, 'x'), "max_length"}};
  return texts;
}

}  // namespace bad
