// Reading records: the row into the struct or into run-time values, then what other tables hold.
#include <algorithm>

#include "record/engine.hpp"
#include "record/plans.hpp"

namespace crmlite::record {
namespace {

using detail::Head;

constexpr std::size_t usually_filled = 8;  // custom fields of one record

/// Where a record's tags and values go, whichever form it has.
FieldValues& values_of(const Kind& kind, Target into) {
  return into.any ? static_cast<AnyRecord*>(into.record)->values : kind.custom(into.record);
}

std::vector<std::string>& tags_of(const Kind& kind, Target into) {
  return into.any ? static_cast<AnyRecord*>(into.record)->tags : kind.tags(into.record);
}

void read_built_in(const KindPlans& plans, const sqlite::Statement& q, Target into) {
  const KindDef& def = *plans.def;
  int at = KindPlans::first_column;
  if (!into.any) {
    void* data = def.kind->mutable_data(into.record);
    for (const Column& column : def.kind->columns)
      if (const sqlite::RowValue value = q.value(at++); !value.is_null())
        column.read(value, column.stored ? into.record : data, column);
    for (const Column& column : def.kind->kept)
      if (const sqlite::RowValue value = q.value(at++); !value.is_null()) column.read(value, into.record, column);
    return;
  }
  FieldValues& values = static_cast<AnyRecord*>(into.record)->values;
  for (std::uint32_t i = def.first_column; i < def.first_list; ++i, ++at)
    if (Value value = read_value(def.fields[i], q, at); !value.empty()) values.add(i, std::move(value));
}

/// The element in the typed struct, or its row of values.
void read_element(const ListTable& table, std::size_t which, const Child& list, const sqlite::Statement& q,
                  Target into, const Kind& kind, std::vector<ValueRows>& rows) {
  const std::vector<int>& positions = table.positions[which];
  constexpr int first = 2;
  const int twin = first + static_cast<int>(table.columns.size());
  if (!into.any) {
    void* element = list.append(kind.mutable_data(into.record));
    for (std::size_t c = 0; c < list.columns.size(); ++c) {
      const sqlite::RowValue value = q.value(first + positions[c]);
      if (!value.is_null()) list.columns[c].read(value, element, list.columns[c]);
    }
    if (list.keep_normal && table.twins) list.keep_normal(element, q.text(twin));
    return;
  }
  std::vector<Value>& row = rows[which].emplace_back(list.columns.size());
  FieldDef part;  // only its type is asked for
  for (std::size_t c = 0; c < list.columns.size(); ++c) {
    part.type = list.columns[c].type;
    row[c] = read_value(part, q, first + positions[c]);
  }
}

bool any_has(const std::vector<Loaded>& records, int part) {
  return std::any_of(records.begin(), records.end(), [part](const Loaded& r) { return (r.parts & part) != 0; });
}

std::string id_array(const std::vector<const Loaded*>& records) {
  std::string ids = "[";
  for (const Loaded* r : records) {
    if (ids.size() > 1) ids += ',';
    ids += std::to_string(r->id);
  }
  return ids + ']';
}

/// Runs the statement of one record or of many, and gives each row to its record.
template <class Row>
void each_row(Session& s, std::string_view of_one, std::string_view of_many, const std::vector<Loaded>& records,
              int part, Row&& row) {
  if (records.size() == 1) {
    auto q = s.take(of_one);
    q->bind(1, records[0].id);
    while (q->step()) row(*q, records[0]);
    return;
  }
  // Rows come in the order of their owners, so one walk through the records in that order finds each its own.
  std::vector<const Loaded*> by_id;
  for (const Loaded& r : records)
    if ((r.parts & part) != 0) by_id.push_back(&r);
  std::sort(by_id.begin(), by_id.end(), [](const Loaded* a, const Loaded* b) { return a->id < b->id; });
  auto next = by_id.begin();
  const std::string ids = id_array(by_id);
  auto q = s.take(of_many);
  q->bind(1, std::string_view(ids));
  while (q->step()) {
    const std::int64_t owner = q->int64(0);
    while (next != by_id.end() && (*next)->id < owner) ++next;
    if (next != by_id.end() && (*next)->id == owner) row(*q, **next);
  }
}

}  // namespace

std::int64_t read_row(const KindPlans& plans, const sqlite::Statement& q, Target into) {
  const KindDef& def = *plans.def;
  Head head{q.int64(0), q.text(1), q.int64(2), Timestamp{q.int64(3)}, Timestamp{q.int64(4)}, {}};
  if (!q.is_null(5)) head.archived = Timestamp{q.int64(5)};
  if (into.any) {
    auto& r = *static_cast<AnyRecord*>(into.record);
    r.id = RecordId{head.id};
    r.kind = def.kind->name;
    r.code = head.code;
    r.revision = head.revision;
    r.created = head.created;
    r.updated = head.updated;
    r.archived = head.archived;
    r.values = FieldValues(def.all_names);
  } else {
    def.kind->set_head(into.record, head);
    if (!plans.customs.empty() || !plans.multiples.empty()) def.kind->custom(into.record) = FieldValues(def.custom_names);
  }
  read_built_in(plans, q, into);
  int at = KindPlans::first_column + static_cast<int>(def.kind->columns.size() + def.kind->kept.size());
  FieldValues& values = values_of(*def.kind, into);
  const std::uint32_t base = into.any ? 0 : def.first_custom;
  if (!into.any) values.reserve(std::min(plans.customs.size(), usually_filled));
  for (const FieldDef* f : plans.customs) {
    if (Value value = read_value(*f, q, at); !value.empty()) values.add(f->index - base, std::move(value));
    at += width_of(*f);
  }
  return q.int64(KindPlans::parts_column);
}

void load_lists(Session& s, const KindPlans& plans, const std::vector<Loaded>& records) {
  const KindDef& def = *plans.def;
  for (const ListTable& table : plans.lists) {
    if (!any_has(records, table.part)) continue;
    // Run-time records gather an element list's rows before they become one value.
    std::vector<ValueRows> rows(table.fields.size());
    const Loaded* current = nullptr;
    const auto flush = [&] {
      if (!current || !current->target.any) return;
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (!rows[i].empty())
          static_cast<AnyRecord*>(current->target.record)->values.add(table.fields[i], Value(std::move(rows[i])));
      rows.assign(rows.size(), {});
    };
    each_row(s, table.of_one, table.of_many, records, table.part, [&](const sqlite::Statement& q, const Loaded& r) {
               if (current != &r) {
                 flush();
                 current = &r;
               }
               const std::string_view list = q.text(1);
               for (std::size_t i = 0; i < table.fields.size(); ++i)
                 if (const Child& child = *def.fields[table.fields[i]].list; child.list == list)
                   return read_element(table, i, child, q, r.target, *def.kind, rows);
             });
    flush();
  }
}

void load_tags(Session& s, const KindPlans& plans, const std::vector<Loaded>& records) {
  if (!any_has(records, part::tags)) return;
  each_row(s, "SELECT record, tag FROM record_tag WHERE record = ? ORDER BY record, tag",
           "SELECT record, tag FROM record_tag WHERE record IN (SELECT value FROM json_each(?)) ORDER BY record, tag",
           records, part::tags, [&](const sqlite::Statement& q, const Loaded& r) {
             if (const TagDef* tag = s.catalogue->tags->find(q.int64(1)))
               tags_of(*plans.def->kind, r.target).push_back(tag->name);
           });
  for (const Loaded& r : records) {
    auto& tags = tags_of(*plans.def->kind, r.target);
    std::sort(tags.begin(), tags.end());
  }
}

void load_choices(Session& s, const KindPlans& plans, const std::vector<Loaded>& records) {
  if (plans.multiples.empty() || !any_has(records, part::choices)) return;
  const Loaded* current = nullptr;
  const FieldDef* field = nullptr;
  std::vector<std::int64_t> ids;
  const auto flush = [&] {
    if (current && field && !ids.empty()) {
      const std::uint32_t base = current->target.any ? 0 : plans.def->first_custom;
      values_of(*plans.def->kind, current->target).add(field->index - base, decode_choices(*field, ids));
    }
    ids.clear();
  };
  each_row(s, "SELECT record, field, choice FROM record_choice WHERE record = ? ORDER BY record, field, choice",
           "SELECT record, field, choice FROM record_choice WHERE record IN (SELECT value FROM json_each(?)) "
           "ORDER BY record, field, choice",
           records, part::choices, [&](const sqlite::Statement& q, const Loaded& r) {
             const std::int64_t id = q.int64(1);
             if (current != &r || !field || field->id != id) {
               flush();
               current = &r;
               const auto it = std::find_if(plans.multiples.begin(), plans.multiples.end(),
                                            [&](const FieldDef* f) { return f->id == id; });
               field = it == plans.multiples.end() ? nullptr : *it;
             }
             ids.push_back(q.int64(2));
           });
  flush();
}

bool read_record(Session& s, const Kind& kind, std::int64_t id, Target into) {
  KindPlans& plans = s.plans_of(kind);
  std::int64_t parts = 0;
  {
    auto q = plans.get.use();
    q->bind(1, id);
    if (!q->step()) return false;
    parts = read_row(plans, *q, into);
  }
  if (parts == 0) return true;
  const std::vector<Loaded> one{{id, parts, into}};
  load_lists(s, plans, one);
  load_tags(s, plans, one);
  load_choices(s, plans, one);
  return true;
}

}  // namespace crmlite::record
