// Statements: every type in and out, guards that always reset, and the cache.
#include "sqlite/statement.hpp"

#include <array>
#include <concepts>
#include <limits>
#include <stdexcept>

#include "catch.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement_cache.hpp"
#include "temp_file.hpp"

using namespace crmlite;
using namespace crmlite::sqlite;
using namespace std::string_view_literals;

namespace {

template <class T>
concept Bindable = requires(Statement& s, T&& value) { s.bind(1, std::forward<T>(value)); };

static_assert(Bindable<std::string&> && Bindable<const std::string&> && Bindable<const char*>);
static_assert(!Bindable<std::string>, "a temporary text is gone before the step");
static_assert(Bindable<int> && Bindable<std::uint32_t> && Bindable<bool> && Bindable<double>);
static_assert(!Bindable<std::uint64_t>, "it does not fit");
static_assert(!std::copyable<Statement> && std::movable<Statement>);

}  // namespace

TEST_CASE("every type comes back as it went in") {
  Connection c(":memory:", {});
  const std::array blob{std::byte{0}, std::byte{255}};
  const std::string text("日本\0語", 10);
  Statement s(c, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 AS last");
  const Statement::Use use(s);
  s.bind_all(std::numeric_limits<std::int64_t>::min(), 0.5, text, std::span<const std::byte>(blob), nullptr,
             std::string_view{}, std::span<const std::byte>{});
  REQUIRE(s.step());
  CHECK(s.int64(0) == std::numeric_limits<std::int64_t>::min());
  CHECK(s.real(1) == 0.5);
  CHECK(s.text(2) == text);
  REQUIRE(s.blob(3).size() == 2);
  CHECK(s.blob(3)[1] == std::byte{255});
  CHECK(s.is_null(4));
  CHECK(s.text(4).empty());
  CHECK(s.int64(4) == 0);
  CHECK(s.blob(4).empty());
  CHECK(s.type(5) == Type::text);  // empty is not NULL
  CHECK(s.type(6) == Type::blob);
  CHECK(s.type(0) == Type::integer);
  CHECK(s.type(1) == Type::real);
  CHECK(s.columns() == 7);
  CHECK(s.column_name(6) == "last");
  CHECK(s.parameters() == 7);
  CHECK(s.read_only());
  CHECK_FALSE(s.step());
}

TEST_CASE("wrong use of a statement is a logic error") {
  Connection c(":memory:", {});
  CHECK_THROWS_AS(Statement(c, "SELECT 1; SELECT 2"), std::logic_error);
  CHECK_THROWS_AS(Statement(c, ""), std::logic_error);
  CHECK_THROWS_AS(Statement(c, "SELECT nothing"), Error);
  CHECK_NOTHROW(Statement(c, "SELECT 1;\n "));
  Statement s(c, "SELECT ?");
  CHECK_THROWS_AS(s.bind(2, 1), std::logic_error);
  s.bind(1, 1);
  s.step();
  CHECK_THROWS_AS(s.bind(1, 2), std::logic_error);  // not reset
}

TEST_CASE("a guard resets whatever happens, and a snapshot does not stay open") {
  const TempFile file;
  Connection c = file.open();
  c.execute("CREATE TABLE t(a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1), (2)");
  Statement select(c, "SELECT a FROM t");
  Statement insert(c, "INSERT INTO t VALUES (?)");
  {
    const Statement::Use use(select);
    use->step();
    CHECK(c.running_statements() == 1);
    CHECK(select.busy());
  }
  CHECK(c.running_statements() == 0);
  const auto fail_inside = [&] {
    const Statement::Use reading(select);
    reading->step();
    const Statement::Use use(insert);
    use->bind(1, 1);
    use->step();
  };
  CHECK_THROWS_AS(fail_inside(), Conflict);
  CHECK(c.running_statements() == 0);
  const Statement::Use again(insert);
  again->bind(1, 3);
  CHECK_FALSE(again->step());
}

TEST_CASE("a slot prepares once and is not used inside its own use") {
  Connection c(":memory:", {});
  Slot broken(c, "SELECT a FROM later");
  CHECK_THROWS_AS(broken.use(), Error);
  c.execute("CREATE TABLE later(a INTEGER) STRICT; INSERT INTO later VALUES (7)");
  {
    const auto s = broken.use();
    CHECK(s->step());
    CHECK(s->int64(0) == 7);
    CHECK_THROWS_AS(broken.use(), std::logic_error);
  }
  CHECK(c.running_statements() == 0);
  CHECK((*broken.use()).step());
}

TEST_CASE("the cache gives the same statement back, clean") {
  Connection c(":memory:", {});
  StatementCache& cache = c.statements();
  const std::string sql = "SELECT ? UNION ALL SELECT 2";
  const Statement* first = nullptr;
  {
    const auto s = cache.take(sql);
    first = &*s;
    s->bind(1, 1);
    CHECK(s->step());
  }
  CHECK(c.running_statements() == 0);
  const auto s = cache.take(std::string(sql));
  CHECK(&*s == first);
  CHECK(cache.prepared() == 1);
  CHECK(cache.size() == 1);
}

TEST_CASE("a statement that is out is not handed out twice") {
  Connection c(":memory:", {});
  StatementCache& cache = c.statements();
  {
    const auto outer = cache.take("SELECT 1");
    CHECK(outer->step());
    {
      const auto inner = cache.take("SELECT 1");
      CHECK(&*inner != &*outer);
      CHECK(inner->step());
      CHECK(cache.size() == 1);
    }
    CHECK(outer->int64(0) == 1);
    CHECK(cache.prepared() == 2);
    cache.clear();
    CHECK(cache.size() == 1);  // one that is out stays
  }
  cache.clear();
  CHECK(cache.size() == 0);
  CHECK_THROWS_AS(cache.take("SELECT wrong"), Error);
  CHECK(cache.size() == 0);
}

TEST_CASE("the statement used longest ago goes first") {
  Connection c(":memory:", {.statement_cache = 3});
  StatementCache& cache = c.statements();
  const auto use = [&](std::string_view sql) { const auto s = cache.take(sql); };
  use("SELECT 1");
  use("SELECT 2");
  use("SELECT 3");
  use("SELECT 1");
  use("SELECT 4");  // 2 goes
  CHECK(cache.size() == 3);
  CHECK(cache.prepared() == 4);
  use("SELECT 1");
  use("SELECT 3");
  use("SELECT 4");
  CHECK(cache.prepared() == 4);
  use("SELECT 2");
  CHECK(cache.prepared() == 5);
  {
    const auto a = cache.take("SELECT 5");
    const auto b = cache.take("SELECT 6");
    const auto d = cache.take("SELECT 7");
    const auto e = cache.take("SELECT 8");
    CHECK(e->step());
  }
  CHECK(cache.size() == 3);
}

TEST_CASE("cached statements follow a change of the schema") {
  Connection c(":memory:", {});
  c.execute("CREATE TABLE t(a INTEGER) STRICT; INSERT INTO t VALUES (1)");
  Slot slot(c, "SELECT * FROM t");
  CHECK((*slot.use()).step());
  c.execute("ALTER TABLE t ADD COLUMN b TEXT");
  const auto s = slot.use();
  CHECK(s->step());
  CHECK(s->columns() == 2);
}
