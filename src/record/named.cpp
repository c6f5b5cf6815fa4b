#include "record/named.hpp"

#include <charconv>
#include <optional>
#include <string>

#include "base/email.hpp"
#include "base/text.hpp"
#include "record/blob.hpp"
#include "record/hooks.hpp"
#include "record/journal.hpp"

namespace crmlite::record {
namespace {

using Query = sqlite::StatementCache::Cached;

Named with_id(Session& s, std::int64_t id) {
  auto q = s.take("SELECT kind FROM record WHERE id = ?");
  q->bind(1, id);
  if (q->step()) return {.id = id, .kind = s.catalogue->find_kind(static_cast<int>(q->int64(0)))};
  const KindDef* kind = kind_of_removed(s, id);
  return {.id = kind ? id : 0, .kind = kind, .removed = true};
}

Named with_code(Session& s, std::string_view text) {
  const std::int64_t record = record_of_code(s, text);
  return record ? with_id(s, record) : Named{};
}

/// What the query finds: its first column is the id.
Named found_by(const KindDef& kind, Query& q) {
  if (!q->step()) return {};
  Named found{.id = q->int64(0), .kind = &kind};
  found.several = q->step();
  return found;
}

/// The index wants the system, which nobody names here: so it is asked once for each of the few that there
/// are.
Named with_external_id(Session& s, const KindDef& kind, std::string_view text) {
  auto q = s.take(
      "WITH RECURSIVE systems (name) AS ("
      "SELECT min(system) FROM external_id WHERE kind = ?1 UNION ALL "
      "SELECT (SELECT min(system) FROM external_id WHERE kind = ?1 AND system > name) FROM systems "
      "WHERE name IS NOT NULL) "
      "SELECT DISTINCT owner FROM systems CROSS JOIN external_id "
      "WHERE kind = ?1 AND system = systems.name AND value = ?2 LIMIT 2");
  q->bind(1, kind.kind->number);
  q->bind(2, text);
  return found_by(kind, q);
}

Named with_email(Session& s, const KindDef& kind, std::string_view text) {
  const auto email = base::normalise_email(text);
  if (!email) return {};
  auto q = s.take(
      "SELECT DISTINCT owner FROM contact_point JOIN record ON record.id = owner "
      "WHERE normal = ? AND list = 'email' AND record.kind = ? LIMIT 2");
  q->bind(1, std::string_view(*email));
  q->bind(2, kind.kind->number);
  if (const Named found = found_by(kind, q)) return found;
  // Kinds with a single address have it in a column.
  const FieldDef* f = kind.find("email");
  if (!f || f->place != Place::column || f->custom()) return {};
  auto p = s.take("SELECT id FROM " + std::string(kind.kind->table) + " WHERE " + f->physical +
                  " = ? COLLATE NOCASE LIMIT 2");
  p->bind(1, text);
  return found_by(kind, p);
}

/// A name that no two have, in whatever spelling, is understood in each of them.
Named with_name(Session& s, const KindDef& kind, std::string_view text, Names names) {
  if (kind.kind->display_search.empty()) return {};
  const std::string display(kind.kind->display), search(kind.kind->display_search);
  const bool unique = kind.find(display)->spec.unique;
  if (!unique && names == Names::unique) return {};
  auto q = s.take("SELECT id FROM " + std::string(kind.kind->table) + " WHERE " + search + " = ?" +
                  (unique ? "" : " AND " + display + " = ?") + " LIMIT 2");
  const std::string form = base::nfc(text);
  const std::string key = search == display ? form : base::sort_key(text);
  q->bind(1, std::string_view(key));
  if (!unique) q->bind(2, std::string_view(form));
  return found_by(kind, q);
}

/// By what is not given by the library; the first that any record has decides.
Named called(Session& s, const KindDef& kind, std::string_view text, Names names) {
  if (const Named found = with_external_id(s, kind, text)) return found;
  if (const Named found = with_email(s, kind, text)) return found;
  return with_name(s, kind, text, names);
}

Named called_in_any(Session& s, std::string_view text, Names names) {
  Named only;
  for (const auto& kind : s.catalogue->kinds)
    if (Named found = called(s, *kind, text, names)) {
      found.several = found.several || only;
      only = found;
    }
  return only;
}

}  // namespace

bool exists(Session& s, const KindDef& kind, std::int64_t id) {
  auto q = s.take("SELECT 1 FROM " + std::string(kind.kind->table) + " WHERE id = ?");
  q->bind(1, id);
  return q->step();
}

std::optional<std::int64_t> id_in(std::string_view text) {
  if (text.size() < 2 || text.front() != '#') return std::nullopt;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

bool names_record(Session& s, int kind, std::int64_t id) {
  if (kind == detail::stored_content) return Blobs(s.db).size_of(id).has_value();
  if (kind != detail::any_kind) return exists(s, *s.catalogue->find_kind(kind), id);
  auto q = s.take("SELECT 1 FROM record WHERE id = ?");
  q->bind(1, id);
  return q->step();
}

std::string names_no(Session& s, int kind) {
  if (kind == detail::stored_content) return "names no stored content: it must have been put before";
  const std::string what = kind == detail::any_kind ? "record" : std::string(s.catalogue->find_kind(kind)->kind->name);
  return "names no " + what;
}

const KindDef* kind_of_removed(Session& s, std::int64_t id) {
  auto q = s.take("SELECT tab FROM change WHERE owner = ? AND op = ? ORDER BY id DESC");
  q->bind_all(id, static_cast<int>(Op::remove));
  while (q->step())
    if (const KindDef* kind = s.catalogue->find_kind(static_cast<int>(q->int64(0)))) return kind;
  return nullptr;
}

Named find_named(Session& s, const KindDef& kind, std::string_view text, Names names) {
  if (!base::is_valid_utf8(text)) return {};
  if (const auto id = id_in(text)) return exists(s, kind, *id) ? Named{.id = *id, .kind = &kind} : Named{};
  if (const Named found = with_code(s, text); found.kind == &kind && !found.removed) return found;
  return called(s, kind, text, names);
}

Named find_named(Session& s, std::string_view text, Names names) {
  if (!base::is_valid_utf8(text)) return {};
  if (const auto id = id_in(text)) return with_id(s, *id);
  if (const Named found = with_code(s, text)) return found;
  Named only = called_in_any(s, text, Names::unique);
  if (!only && names == Names::any) only = called_in_any(s, text, Names::any);
  return only;
}

}  // namespace crmlite::record
