// An export: pages of one snapshot, each value in the form that an import reads back.
#include <algorithm>
#include <map>

#include <crmlite/exchange.hpp>

#include "base/text.hpp"
#include "exchange/cell.hpp"
#include "exchange/headings.hpp"

namespace crmlite {
namespace exchange {
namespace {

constexpr std::size_t page_size = 500;
constexpr std::size_t most_names = 100'000;  // kept of records that references name

/// The texts by which references name their records, so that another file's records can be found by them.
class References {
 public:
  explicit References(const ReadTx& tx) : tx_(tx) {}

  /// The record's code, else its name, e-mail address or external id if no other record has it, else its id.
  /// Where no kind is given it may be of any.
  std::string text_of(const std::string& kind, RecordId id) {
    if (names_.size() > most_names) names_.clear();
    auto [it, fresh] = names_.try_emplace(id);
    if (fresh) it->second = find(kind, id);
    return it->second;
  }

  /// A content is named by its hash, whatever file it is in.
  std::string text_of(BlobId id) const { return "sha256:" + tx_.blob(id).sha256(); }

 private:
  std::string find(const std::string& kind, RecordId id) const {
    const std::string own = !kind.empty() ? kind : kind_of(id);
    const auto record = own.empty() ? std::nullopt : tx_.records(own).find(id);
    if (!record) return to_string(id);
    if (!record->code.empty()) return record->code;
    for (const std::string& text :
         {name_of(*record), listed(kind, *record, "emails", 0), listed(kind, *record, "external_ids", 1)})
      if (!text.empty()) return text;
    return to_string(id);
  }

  std::string kind_of(RecordId id) const {
    const auto named = tx_.find_named(to_string(id));
    return named ? named->kind : std::string();
  }

  std::string name_of(const AnyRecord& record) const {
    const Value* name = record.values.find("name");
    if (!name) return {};
    const auto same =
        tx_.records(record.kind).count(where(AnyField("name"), Compare::equal, {*name}), Archived::included);
    return same == 1 && finds_no_other(to_string(*name), record.id) ? to_string(*name) : std::string();
  }

  /// The first element of a list that names the record and no other.
  std::string listed(const std::string& kind, const AnyRecord& record, std::string_view list,
                     std::size_t column) const {
    const Value* elements = record.values.find(list);
    if (!elements || !elements->rows()) return {};
    for (const auto& row : *elements->rows()) {
      const std::string text = to_string(row[column]);
      if (!text.empty() && finds(kind, text) == record.id) return text;
    }
    return {};
  }

  /// The record of the kind, or of any, that an import would take the text for; nothing for several.
  std::optional<RecordId> finds(const std::string& kind, const std::string& text) const try {
    if (kind.empty()) {
      const auto named = tx_.find_named(text);
      return named ? std::optional(named->id) : std::nullopt;
    }
    const auto record = tx_.records(kind).find_named(text);
    return record ? std::optional(record->id) : std::nullopt;
  } catch (const Conflict&) {
    return RecordId{};
  }
  bool finds_no_other(const std::string& text, RecordId id) const {
    const auto found = finds({}, text);
    return !found || *found == id;
  }

  const ReadTx& tx_;
  std::map<RecordId, std::string> names_;
};

/// The columns of one export and how each gets its value.
class Columns {
 public:
  Columns(const ReadTx& tx, const ExportOptions& options) : options_(options), references_(tx) {
    const std::vector<FieldInfo> fields = tx.fields().list(options.kind);
    for (const std::string& name :
         options.columns.empty() ? export_columns(tx, options.kind) : options.columns)
      fields_.push_back(named(fields, name));
  }

  std::vector<TableColumn> headings() const {
    std::vector<TableColumn> columns;
    for (const FieldInfo& f : fields_) columns.push_back({f.name, label_of(f), f.list_columns});
    return columns;
  }

  With loads() const {
    int with = 0;
    for (const FieldInfo& f : fields_) {
      if (f.spec.type == FieldType::list) with |= static_cast<int>(With::lists);
      if (f.built_in && f.name == "tags") with |= static_cast<int>(With::tags);
    }
    return static_cast<With>(with);
  }

  void fill(const AnyRecord& record, std::vector<Value>& values) {
    values.clear();
    for (const FieldInfo& f : fields_) {
      Value value = with_names(f, value_of(f, record));
      const bool cells = options_.format == TableFormat::csv || options_.format == TableFormat::tsv;
      values.push_back(cells ? Value(cell_text(f, value)) : std::move(value));
    }
  }

 private:
  FieldInfo named(const std::vector<FieldInfo>& fields, const std::string& name) const {
    const std::string folded = base::fold(name.starts_with("custom.") ? name.substr(7) : name);
    if (folded == "tags") return tags_field();
    const auto find = [&](std::string_view wanted) {
      return std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& f) {
        return f.state == FieldState::active && base::fold(f.name) == wanted;
      });
    };
    if (const auto it = find(folded); it != fields.end()) return *it;
    for (const Word& word : words_for(heading_key(name)))
      if (word.kind.empty() || word.kind == options_.kind)
        if (const auto it = find(word.field); it != fields.end()) return *it;
    throw Invalid(Issue{{}, name, "field", options_.kind + " has no such field", {}});
  }

  std::string label_of(const FieldInfo& f) const {
    return options_.language.empty() ? f.name : field_label(f, options_.language);
  }

  static Value value_of(const FieldInfo& f, const AnyRecord& record) {
    if (f.built_in) {
      if (f.name == "id") return record.id;
      if (f.name == "code") return record.code.empty() ? Value() : Value(record.code);
      if (f.name == "revision") return record.revision;
      if (f.name == "created") return record.created;
      if (f.name == "updated") return record.updated;
      if (f.name == "archived") return record.archived ? Value(*record.archived) : Value();
      if (f.name == "tags") return record.tags.empty() ? Value() : Value(record.tags);
    }
    const Value* value = record.values.find(f.name);
    return value ? *value : Value();
  }

  /// References by what names their record.
  Value with_names(const FieldInfo& f, Value value) {
    if (f.spec.type == FieldType::reference) {
      const auto* id = value.get_if<RecordId>();
      if (!id) return value;
      if (f.built_in && f.kind == "attachment" && f.name == "blob")
        return references_.text_of(BlobId{id->value()});
      std::string name = references_.text_of(f.spec.target, *id);
      // In another file the id would be another record's.
      return f.initial && name.starts_with('#') ? Value() : Value(std::move(name));
    }
    const ValueRows* rows = f.spec.type == FieldType::list ? value.rows() : nullptr;
    if (!rows) return value;
    ValueRows named = *rows;
    for (auto& row : named)
      for (Value& part : row)
        if (const auto* id = part.get_if<RecordId>()) part = references_.text_of(f.spec.target, *id);
    return named;
  }

  const ExportOptions& options_;
  References references_;
  std::vector<FieldInfo> fields_;
};

std::uint64_t write_records(const ReadTx& tx, std::ostream& out, const ExportOptions& options) {
  Columns columns(tx, options);
  TableWriter table(out, options.format, columns.headings());
  const AnyReader records = tx.records(options.kind);
  const std::uint64_t total = options.progress.report ? records.count(options.where, options.archived) : 0;
  ListSpec<AnyRecord> spec{
      .order = options.order, .limit = page_size, .with = columns.loads(), .archived = options.archived};
  spec.where = options.where;
  std::uint64_t written = 0;
  std::vector<Value> values;
  do {
    if (options.progress.stop.stop_requested()) throw Stopped(StopReason::requested);
    Page<AnyRecord> page = records.list(spec);
    for (const AnyRecord& record : page) {
      columns.fill(record, values);
      table.row(values);
    }
    written += page.size();
    if (options.progress.report) options.progress.report(written, total);
    spec.after = std::move(page.next);
  } while (!spec.after.empty());
  table.finish();
  return written;
}

}  // namespace
}  // namespace exchange

std::string field_label(const FieldInfo& field, std::string_view language) {
  if (field.built_in) return std::string(exchange::built_in_label(field.kind, field.name, language));
  for (const std::string_view wanted : {language, language.substr(0, language.find('-'))})
    if (const auto it = field.spec.labels.find(std::string(wanted)); it != field.spec.labels.end())
      return it->second;
  return field.spec.label.empty() ? field.name : field.spec.label;
}

std::vector<std::string> export_columns(const ReadTx& tx, const std::string& kind) {
  std::vector<std::string> names;
  for (const FieldInfo& f : tx.fields().list(kind))
    if (f.state == FieldState::active && (!f.read_only || f.initial)) names.push_back(f.name);
  const auto custom = names.begin() + std::count_if(names.begin(), names.end(), [&](const std::string& name) {
                        return tx.fields().get(kind, name).built_in;
                      });
  names.insert(custom, "tags");
  return names;
}

std::uint64_t export_table(const Store& store, std::ostream& out, const ExportOptions& options) {
  return store.read({.max_read_ms = options.max_read_ms},
                    [&](const ReadTx& tx) { return exchange::write_records(tx, out, options); });
}

}  // namespace crmlite
