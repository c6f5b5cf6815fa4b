// The public errors: what() with context and issues, data for callers, no values, copies that do not throw.
#include <crmlite/error.hpp>

#include "catch.hpp"

using namespace crmlite;

namespace {

const Issue required{.field = "name", .rule = "required", .value = "SECRET"};

std::string what_of(const Error& e) { return e.what(); }

}  // namespace

TEST_CASE("context is added while an error rises, outer first") {
  const auto insert = [] {
    try {
      throw Invalid(required);
    } catch (Error& e) {
      e.add_context("insert customer");
      throw;
    }
  };
  const auto import = [&] {
    try {
      insert();
    } catch (Error& e) {
      e.add_context("leads.csv line 17");
      throw;
    }
  };
  try {
    import();
    FAIL("nothing was thrown");
  } catch (const Invalid& e) {
    CHECK(what_of(e) == "leads.csv line 17: insert customer: field \"name\": required");
    CHECK(e.operation() == "leads.csv line 17: insert customer");
    CHECK(e.message() == "field \"name\": required");
    CHECK(e.code() == ErrorCode::invalid);
    REQUIRE(e.issues().size() == 1);
    CHECK(e.issues()[0].value == "SECRET");
    CHECK(e.record().empty());
  }
}

TEST_CASE("what() names records, fields and rules, and never a value") {
  const Invalid e({{.record = "CUST-1", .field = "name", .rule = "required", .value = "SECRET"},
                   {.record = "CUST-2", .field = "year", .rule = "min", .message = "below 0", .value = "SECRET"},
                   {.record = "CUST-2", .rule = "either_or", .value = "SECRET"},
                   {.record = "CUST-3", .rule = "x", .value = "SECRET"},
                   {.record = "CUST-4", .rule = "y", .value = "SECRET"}});
  CHECK(what_of(e) ==
        "CUST-1: field \"name\": required; CUST-2: field \"year\": below 0; CUST-2: either_or; and 2 more");
  CHECK(what_of(e).find("SECRET") == std::string::npos);
  CHECK(e.issues().size() == 5);
  CHECK(e.record() == "CUST-1");
}

TEST_CASE("a record can be named afterwards and is named once") {
  Conflict stale("the record was changed meanwhile");
  stale.set_record("CUST-7");
  stale.add_context("update customer");
  CHECK(what_of(stale) == "update customer: CUST-7: the record was changed meanwhile");
  CHECK(stale.record() == "CUST-7");

  Invalid named(Issue{.record = "CUST-1", .field = "name", .rule = "required"});
  named.set_record("CUST-1");
  CHECK(what_of(named) == "CUST-1: field \"name\": required");
}

TEST_CASE("a copy keeps its own context") {
  Error e("the disk failed", 10);
  const Error copy = e;
  e.add_context("commit");
  CHECK(what_of(copy) == "the disk failed");
  CHECK(what_of(e) == "commit: the disk failed");
  Error moved = std::move(e);
  CHECK(what_of(moved) == "commit: the disk failed");
  CHECK(what_of(e) == "commit: the disk failed");  // a moved-from error is still whole
  CHECK(copy.sqlite_code() == 10);
}

TEST_CASE("each kind has its code and its reason") {
  CHECK(Error("x").code() == ErrorCode::failed);
  CHECK(NotFound("x").code() == ErrorCode::not_found);
  CHECK(Conflict(required).code() == ErrorCode::conflict);
  CHECK(Busy("x").code() == ErrorCode::busy);
  CHECK(Damaged("x").code() == ErrorCode::damaged);
  CHECK(StorageFull("x").code() == ErrorCode::storage_full);
  CHECK(Forbidden("x").code() == ErrorCode::forbidden);
  CHECK(Stopped(StopReason::read_too_old).code() == ErrorCode::stopped);
  CHECK(Stopped(StopReason::read_too_old).reason() == StopReason::read_too_old);
  CHECK(OpenError(OpenReason::too_new, "x").code() == ErrorCode::open);
  CHECK(OpenError(OpenReason::too_new, "x").reason() == OpenReason::too_new);
}

TEST_CASE("an error without issues or message is still an error") {
  CHECK(what_of(Invalid(std::vector<Issue>{})) == "invalid");
  CHECK(what_of(Invalid(Issue{.field = "name"})) == "field \"name\"");
}
