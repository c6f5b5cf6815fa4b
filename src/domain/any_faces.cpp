// The faces of a kind that is named at run time. Unlike the typed ones they are no templates, so they are
// compiled here once.
#include <crmlite/records.hpp>

namespace crmlite {

AnyRecord AnyReader::get(RecordId id) const {
  AnyRecord record;
  detail::get(handle_, *kind_, id.value(), &record, true);
  return record;
}

std::optional<AnyRecord> AnyReader::find(RecordId id) const {
  std::optional<AnyRecord> record(std::in_place);
  if (!detail::find(handle_, *kind_, id.value(), &*record, true)) record.reset();
  return record;
}

std::optional<AnyRecord> AnyReader::find(std::string_view code) const {
  return find(RecordId{detail::resolve(handle_, *kind_, code)});
}

std::optional<AnyRecord> AnyReader::find_named(std::string_view reference) const {
  return find(RecordId{detail::find_named(handle_, *kind_, reference)});
}

Page<AnyRecord> AnyReader::list(const ListSpec<AnyRecord>& spec) const {
  Page<AnyRecord> page;
  page.next = detail::list(handle_, *kind_,
                           {spec.where, spec.order.keys(), spec.limit, spec.after, spec.with, spec.archived},
                           detail::sink_of(page.items), true);
  return page;
}

std::uint64_t AnyReader::count(const Filter& where, Archived archived) const {
  return detail::count(handle_, *kind_, where, archived);
}

std::vector<HistoryEntry> AnyReader::history(RecordId id) const {
  return detail::history(handle_, *kind_, id.value());
}

RecordId AnyWriter::insert(const std::vector<AnyChange>& values) {
  return RecordId{detail::insert(handle_, *kind_, nullptr, {values.data(), values.size()})};
}

bool AnyWriter::update(RecordId id, const std::vector<AnyChange>& changes, const UpdateOptions& options) {
  return detail::update(handle_, *kind_, id.value(), {changes.data(), changes.size()}, options);
}

void AnyWriter::archive(RecordId id) { detail::archive(handle_, *kind_, id.value(), true); }
void AnyWriter::restore(RecordId id) { detail::archive(handle_, *kind_, id.value(), false); }
void AnyWriter::remove(RecordId id) { detail::remove(handle_, *kind_, id.value()); }

bool AnyWriter::tag(RecordId id, std::string_view name) {
  return detail::tag(handle_, *kind_, id.value(), name, true);
}

bool AnyWriter::untag(RecordId id, std::string_view name) {
  return detail::tag(handle_, *kind_, id.value(), name, false);
}

BulkResult AnyWriter::update_where(const Filter& where, const std::vector<AnyChange>& changes,
                                   const BulkOptions& options) {
  return detail::update_where(handle_, *kind_, where, {changes.data(), changes.size()}, options);
}

BulkResult AnyWriter::tag_where(const Filter& where, const std::vector<std::string>& tags,
                                const BulkOptions& options) {
  return detail::tag_where(handle_, *kind_, where, tags, true, options);
}

BulkResult AnyWriter::untag_where(const Filter& where, const std::vector<std::string>& tags,
                                  const BulkOptions& options) {
  return detail::tag_where(handle_, *kind_, where, tags, false, options);
}

BulkResult AnyWriter::archive_where(const Filter& where, const BulkOptions& options) {
  return detail::archive_where(handle_, *kind_, where, true, options);
}

BulkResult AnyWriter::restore_where(const Filter& where, const BulkOptions& options) {
  return detail::archive_where(handle_, *kind_, where, false, options);
}

BulkResult AnyWriter::remove_where(const Filter& where, const BulkOptions& options) {
  return detail::remove_where(handle_, *kind_, where, options);
}

}  // namespace crmlite
