// The plans that SQLite makes of the library's statements: every query that is promised to run along an index
// does, and sorts nothing. Each index of the schema is there for a query of these tables.
#include <set>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "query/list.hpp"
#include "record/session.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using crm::FieldType;
using Keys = std::vector<crm::AnySort>;

struct Peek : crm::AnyReader {
  explicit Peek(const crm::AnyReader& reader) : AnyReader(reader) {}
  crm::detail::Session& session() const { return crm::detail::session_of(handle_); }
};

/// Twenty customers, each of whom has everything that a filter or an order can ask for, and two who have
/// nothing.
struct Filled : fixture::MemoryStore {
  Filled() {
    write([](crm::WriteTx& tx) {
      const auto field = [&](const char* name, crm::FieldSpec spec) {
        tx.fields().define("customer", name, spec);
      };
      field("score", {.type = FieldType::integer, .indexed = true});
      field("since", {.type = FieldType::date, .indexed = true});
      field("worth", {.type = FieldType::money, .indexed = true});
      field("tier", {.type = FieldType::choice, .indexed = true, .choices = {"gold", "silver"}});
      field("note", {.type = FieldType::text, .indexed = true});
      field("mail", {.type = FieldType::email, .indexed = true});
      field("vat", {.type = FieldType::text, .unique = true});
      field("number", {.type = FieldType::integer, .unique = true});
      field("parent", {.type = FieldType::reference, .target = "customer"});
      field("likes", {.type = FieldType::choices, .choices = {"tea", "coffee"}});
      const auto user = tx.users().insert({.name = "Eva", .team = "north"});
      for (int i = 0; i < 20; ++i) insert(tx, i, user);
      for (const char* name : {"bare", "also bare"}) tx.customers().insert({.name = name});
    });
  }

  static void insert(crm::WriteTx& tx, int i, crm::UserId user) {
    const std::string n = std::to_string(i);
    std::vector<crm::Change<crm::Customer>> fields;
    const auto set = [&](const char* name, crm::Value v) { fields.emplace_back(name, std::move(v)); };
    set("score", i % 4), set("since", crm::Date{2020, 1, 1}), set("worth", crm::Money{i, "EUR"}),
        set("tier", "gold");
    set("note", "note " + n), set("mail", "m" + n + "@x.example"), set("vat", "v" + n), set("number", i),
        set("likes", "tea");
    set("parent", crm::UserId{user}.value() + 1);
    if (i == 0) fields.pop_back();
    tx.customers().insert({.name = "n" + n,
                           .company = "c",
                           .city = "Berlin",
                           .industry = "trade",
                           .emails = {{n + "@x.example"}},
                           .phones = {{"+4930" + n + "3456"}},
                           .owners = {{user}},
                           .external_ids = {{"sap", n}},
                           .tags = {"vip"},
                           .fields = fields,
                           .code = "C-" + n});
  }

  /// What SQLite says of the statement of a page, in one line; the page after the first when `next`.
  std::string plan(const char* kind, const crm::Filter& where, const Keys& keys, bool next,
                   bool empties = false, crm::Archived archived = crm::Archived::left_out) const {
    return read([&](const crm::ReadTx& tx) {
      const Peek records(tx.records(kind));
      auto& s = records.session();
      crm::ListSpec<crm::AnyRecord> spec{
          .where = where, .order = keys, .limit = empties ? 21U : 1U, .archived = archived};
      if (next) spec.after = records.list(spec).next;
      const crm::detail::ListQuery query{spec.where, spec.order.keys(), 50,
                                         spec.after, crm::With::row,    archived};
      std::string sql =
          "EXPLAIN QUERY PLAN " + crm::query::page_sql(s, *s.catalogue->find_kind(kind), query, empties);
      std::string out;
      for (auto q = s.take(sql); q->step();) out += std::string(q->text(3)) + "; ";
      return out;
    });
  }
};

bool sorts(const std::string& plan) { return plan.find("USE TEMP B-TREE") != std::string::npos; }

}  // namespace

TEST_CASE("orders that are promised run along their index, first page and next, from either end") {
  const Filled store;
  struct Promise {
    const char* kind;
    const char* field;
    const char* index;
    bool nullable;
  };
  const Promise promises[] = {
      {"customer", "name", "customer_sort_name", false},
      {"customer", "company", "customer_company", true},
      {"customer", "city", "customer_city", true},
      {"customer", "industry", "customer_industry", true},
      {"customer", "stage", "customer_stage", false},
      {"customer", "updated", "customer_updated", false},
      {"customer", "last_contact_at", "customer_last_contact_at", true},
      {"customer", "next_contact_at", "customer_next_contact_at", true},
      {"customer", "score", "customer_x_score_i", true},
      {"customer", "since", "customer_x_since_i", true},
      {"customer", "worth", "customer_x_worth_i", true},
      {"customer", "tier", "customer_x_tier_i", true},
      {"customer", "note", "customer_x_note_i", true},
      {"customer", "mail", "customer_x_mail_i", true},
      {"customer", "vat", "customer_x_vat_u", true},
      {"customer", "number", "customer_x_number_u", true},
      {"customer", "parent", "customer_x_parent_i", true},
      {"user", "name", "user_sort_name", false},
      {"user", "team", "user_team", true},
  };
  for (const Promise& p : promises)
    for (const bool descending : {false, true}) {
      INFO(p.kind << " by " << (descending ? "-" : "") << p.field);
      const Keys keys = {{p.field, descending}};
      const std::string first = store.plan(p.kind, {}, keys, false);
      CHECK_THAT(first, Catch::Contains(std::string("USING INDEX ") + p.index));
      CHECK_FALSE(sorts(first));
      if (std::string(p.kind) == "user") continue;  // there is one
      const std::string next = store.plan(p.kind, {}, keys, true);
      CHECK_THAT(next, Catch::Contains(std::string("SEARCH ") + p.kind + " USING INDEX " + p.index));
      CHECK_FALSE(sorts(next));
      if (!p.nullable) continue;
      for (const bool again : {false, true}) {
        const std::string rest = store.plan(p.kind, {}, keys, again, true);
        CHECK_THAT(rest, Catch::Contains(again ? "SEARCH customer USING INTEGER PRIMARY KEY (rowid>?)"
                                               : "SCAN customer;"));
        CHECK_FALSE(sorts(rest));
      }
    }
}

TEST_CASE("the order of ids needs no index but the table's own") {
  const Filled store;
  for (const Keys& keys : {Keys{}, Keys{{"id", false}}, Keys{{"id", true}}}) {
    CHECK(store.plan("customer", {}, keys, false) == "SCAN customer; ");
    CHECK_THAT(store.plan("customer", {}, keys, true),
               Catch::StartsWith("SEARCH customer USING INTEGER PRIMARY KEY (rowid"));
    CHECK_THAT(store.plan("customer", crm::has_tag("vip"), keys, true),
               Catch::StartsWith(
                   "SEARCH record_tag USING COVERING INDEX record_tag_tag (tag=? AND kind=? AND record"));
  }
  const std::string archived = store.plan("customer", {}, {}, false, false, crm::Archived::only);
  CHECK(archived == "SCAN customer USING INDEX customer_archived; ");
}

TEST_CASE("conditions that are promised are looked up in their index, in the order of ids without sorting") {
  const Filled store;
  const std::pair<const char*, const char*> promises[] = {
      {"name = n1", "customer USING INDEX customer_sort_name (sort_name=?)"},
      {"company = c", "customer USING INDEX customer_company (company=?"},
      {"city = Berlin", "customer USING INDEX customer_city (city=?"},
      {"industry = trade", "customer USING INDEX customer_industry (industry=?"},
      {"stage = lead", "customer USING INDEX customer_stage (stage=?"},
      {"score = 3", "customer USING INDEX customer_x_score_i (x_score=?"},
      {"since = 2020-01-01", "customer USING INDEX customer_x_since_i (x_since=?"},
      {"tier = gold", "customer USING INDEX customer_x_tier_i (x_tier=?"},
      {"note = \"note 1\"", "customer USING INDEX customer_x_note_i (x_note=?"},
      {"mail = m1@x.example", "customer USING INDEX customer_x_mail_i (x_mail$key=?"},
      {"worth = \"0.01 EUR\"", "customer USING INDEX customer_x_worth_i (x_worth=?"},
      {"parent = #3", "customer USING INDEX customer_x_parent_i (x_parent=?"},
      {"likes = tea", "record_choice USING COVERING INDEX record_choice_choice (choice=?)"},
      {"email = 1@x.example",
       "contact_point USING COVERING INDEX contact_point_normal (normal=? AND list=?)"},
      {"email in (1@x.example, 2@x.example)",
       "contact_point USING COVERING INDEX contact_point_normal (normal=? AND list=?)"},
      {"phone = \"+49 30 13456\"",
       "contact_point USING COVERING INDEX contact_point_normal (normal=? AND list=?)"},
      {"owner = Eva", "record_owner USING COVERING INDEX record_owner_user (user=?)"},
      {"external_id = \"sap=1\"",
       "external_id USING COVERING INDEX external_id_value (kind=? AND system=? AND value=?)"},
      {"external_id = sap", "external_id USING COVERING INDEX external_id_value (kind=? AND system=?)"},
      {"tag:vip", "record_tag USING COVERING INDEX record_tag_tag (tag=? AND kind=?)"},
      {"tag:vip and city = Berlin", "record_tag USING COVERING INDEX record_tag_tag (tag=? AND kind=?)"},
      {"code = C-1", "code USING PRIMARY KEY (canon=?)"},
      {"id = 3", "customer USING INTEGER PRIMARY KEY (rowid=?)"},
  };
  for (const auto& [text, index] : promises) {
    INFO(text);
    const std::string plan = store.plan("customer", crm::parse_filter(text), {}, false);
    CHECK_THAT(plan, Catch::Contains(index));
    CHECK_FALSE(sorts(plan));
  }
}

TEST_CASE("conditions on few records are looked up in their index, and what they select is sorted") {
  const Filled store;
  const std::tuple<const char*, const char*> promises[] = {
      {"vat = v1", "customer_x_vat_u (x_vat$key=?)"},
      {"number = 3", "customer_x_number_u (x_number=?)"},
      {"vat in (v1, v2)", "customer_x_vat_u (x_vat$key=?)"},
      {"name in (n1, n2)", "customer_sort_name (sort_name=?)"},
      {"city in (Berlin, Paris)", "customer_city (city=?)"},
      {"city = Berlin or city = Paris", "customer_city (city=?)"},
      {"score in (1, 2, 3)", "customer_x_score_i (x_score=?)"},
      {"score between 2 and 3", "customer_x_score_i (x_score>? AND x_score<?)"},
      {"mail in (m1@x.example, m2@x.example)", "customer_x_mail_i (x_mail$key=?)"},
      {"worth in (\"0.01 EUR\", \"0.02 EUR\")", "customer_x_worth_i (x_worth=?"},
      {"code in (C-1, C-2)", "code USING PRIMARY KEY (canon=?)"},
      {"updated between 2026-01-01 and 2026-01-02", "customer_updated (updated>? AND updated<?)"},
  };
  for (const auto& [text, index] : promises) {
    INFO(text);
    for (const Keys& keys : {Keys{}, Keys{{"name", false}}})
      CHECK_THAT(store.plan("customer", crm::parse_filter(text), keys, false), Catch::Contains(index));
  }
}

TEST_CASE("a condition and an order on one field share its index") {
  const Filled store;
  for (const bool descending : {false, true})
    for (const auto& [text, field, index] :
         {std::tuple("city = Berlin", "city", "customer_city"),
          std::tuple("score >= 1", "score", "customer_x_score_i"),
          std::tuple("since >= 2019-01-01", "since", "customer_x_since_i"),
          std::tuple("updated >= 2026-01-01", "updated", "customer_updated"),
          std::tuple("name = n1", "name", "customer_sort_name")}) {
      INFO(text);
      const std::string plan = store.plan("customer", crm::parse_filter(text), {{field, descending}}, false);
      CHECK_THAT(plan, Catch::StartsWith(std::string("SEARCH customer USING INDEX ") + index));
      CHECK_FALSE(sorts(plan));
    }
}

TEST_CASE("every index on customers is there for a query of these tables") {
  const Filled store;
  std::set<std::string> used, there;
  const auto note = [&](const std::string& plan) {
    for (std::size_t at = plan.find("INDEX "); at != std::string::npos; at = plan.find("INDEX ", at + 1)) {
      const std::size_t from = at + 6;
      used.insert(plan.substr(from, plan.find_first_of(" ;", from) - from));
    }
  };
  for (const char* field : {"name", "company", "city", "industry", "stage", "updated", "last_contact_at",
                            "next_contact_at"})
    note(store.plan("customer", {}, {{field, false}}, false));
  note(store.plan("customer", {}, {}, false, false, crm::Archived::only));
  for (const char* text :
       {"email = a@x.example", "owner = Eva", "external_id = \"sap=1\"", "tag:vip", "likes = tea"})
    note(store.plan("customer", crm::parse_filter(text), {}, false));
  store.read([&](const crm::ReadTx& tx) {
    auto q = Peek(tx.records("customer"))
                 .session()
                 .take(
                     "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND name NOT "
                     "LIKE '%#_x#_%' ESCAPE '#' AND "
                     "tbl_name IN ('customer', 'contact_point', 'record_owner', 'external_id', 'record_tag', "
                     "'record_choice')");
    while (q->step()) there.emplace(q->text(0));
  });
  there.erase("customer_birthday");    // of the dates that come round
  there.erase("record_choice_field");  // of the field's statistics and its removal
  CHECK(used == there);
}
