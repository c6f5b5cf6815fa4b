// Attachments: the whole kind, but for its migration step; and the way out of contents.
#include <algorithm>
#include <ostream>
#include <stdexcept>

#include <crmlite/transaction.hpp>

#include "domain/kinds.hpp"
#include "record/blob.hpp"
#include "record/kind.hpp"
#include "record/session.hpp"

namespace crmlite {
namespace domain {
namespace {

using namespace detail;

constexpr TextRule mime_rule{"mime_type", "not a MIME type: type/subtype"};

/// RFC 6838, 4.2; parameters may follow behind a semicolon.
const TextRule* mime_type(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(';'));
  const auto slash = name.find('/');
  const auto is_name = [](std::string_view part) {
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&-^_.+";
    return !part.empty() && part.find_first_not_of(allowed) == std::string_view::npos;
  };
  const bool fits =
      slash != std::string_view::npos && is_name(name.substr(0, slash)) && is_name(name.substr(slash + 1));
  return fits ? nullptr : &mime_rule;
}

constexpr Column columns[] = {
    column<&NewAttachment::record>(
        attachment::record, {.required = true, .references = any_kind, .on_remove = OnRemove::remove_along}),
    column<&NewAttachment::blob>(attachment::blob, {.required = true, .references = stored_content}),
    column<&NewAttachment::name>(attachment::name, {.required = true, .searchable = true, .personal = true}),
    column<&NewAttachment::mime_type>(attachment::mime_type, {.check = mime_type}),
    column<&NewAttachment::role>(attachment::role),
    settled<&Attachment::size>(attachment::size, {.required = true, .initial = true}),
    column<&NewAttachment::text>(attachment::text,
                                 {.searchable = true, .personal = true, .max_length = 1'000'000}),
};

/// The size is the content's; a file that tells another one means another content.
void settle(Draft& draft) {
  if (!draft.touches("blob")) return;
  const record::Cell blob = draft.value("blob");
  const auto* id = std::get_if<std::int64_t>(&blob);
  if (!id) return;
  const auto size = record::Blobs(draft.session().db).size_of(*id);
  if (!size) return;
  if (draft.is_new() && draft.touches("size") && draft.value("size") != record::Cell{*size})
    draft.refuse("size", "content", "not the size of the content");
  draft.set("size", *size, "blob");
}

void keep_content(Session& s, std::int64_t id) { record::Blobs(s.db).attached(id); }
void keep_new_content(Session& s, std::int64_t id, const Touched& touched) {
  if (touched("blob")) keep_content(s, id);
}

}  // namespace

static_assert(arity<NewAttachment>() == std::size(columns) - 1 /* size */ + 3 /* tags, fields, code */);

constinit const Kind attachment_kind = describe<Attachment, NewAttachment>({.number = 7,
                                                                            .name = "attachment",
                                                                            .table = "attachment",
                                                                            .display = "name",
                                                                            .columns = columns,
                                                                            .settle = settle,
                                                                            .inserted = keep_content,
                                                                            .changed = keep_new_content});

}  // namespace domain

const detail::Kind& KindTraits<Attachment>::kind() noexcept { return domain::attachment_kind; }

Page<Attachment> AttachmentReader::of(RecordId record, std::size_t limit, const std::string& after) const {
  return list(
      {.where = attachment::record == record, .limit = limit, .after = after, .with = With::everything});
}

/// What the chunk holds from there on.
std::span<const std::byte> BlobReader::from(std::int64_t offset) {
  constexpr auto chunk = static_cast<std::int64_t>(record::Blobs::chunk_bytes);
  if (offset / chunk != held_) {
    held_ = -1;
    record::Blobs(detail::session_of(handle_).db).read_chunk(id_.value(), offset / chunk, chunk_);
    held_ = offset / chunk;
  }
  const auto at = static_cast<std::size_t>(offset % chunk);
  if (at >= chunk_.size()) throw Damaged("content " + std::to_string(id_.value()) + ": a part is too short");
  return std::span(chunk_).subspan(at);
}

std::string BlobReader::sha256() const {
  return record::Blobs(detail::session_of(handle_).db).hash_of(id_.value());
}

std::size_t BlobReader::read(std::int64_t offset, std::span<std::byte> into) {
  detail::session_of(handle_);
  if (offset < 0) throw std::logic_error("crmlite: a content has nothing before its beginning");
  std::size_t done = 0;
  while (done < into.size() && offset < size_) {
    const auto bytes = from(offset);
    const std::size_t n = std::min(bytes.size(), into.size() - done);
    std::copy_n(bytes.begin(), n, into.begin() + static_cast<std::ptrdiff_t>(done));
    done += n;
    offset += static_cast<std::int64_t>(n);
  }
  return done;
}

std::int64_t BlobReader::write_to(std::ostream& out, std::int64_t offset, std::int64_t length) {
  detail::session_of(handle_);
  if (offset < 0) throw std::logic_error("crmlite: a content has nothing before its beginning");
  std::int64_t done = 0;
  while (done < length && offset + done < size_) {
    const auto bytes = from(offset + done);
    const std::int64_t n = std::min(static_cast<std::int64_t>(bytes.size()), length - done);
    if (!out.write(reinterpret_cast<const char*>(bytes.data()), n)) throw Error("the stream takes no more");
    done += n;
  }
  return done;
}

BlobReader ReadTx::blob(BlobId id) const {
  const auto size = record::Blobs(detail::session_of(handle_).db).size_of(id.value());
  if (!size) throw NotFound("no content " + std::to_string(id.value()));
  return BlobReader(handle_, id, *size);
}

}  // namespace crmlite
