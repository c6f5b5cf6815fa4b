#include "record/blob.hpp"

#include <charconv>
#include <string>

#include <crmlite/error.hpp>

#include "record/named.hpp"
#include "sqlite/statement_cache.hpp"

namespace crmlite::record {
namespace {

constexpr std::string_view hash_mark = "sha256:";

std::optional<base::Sha256::Digest> digest_in(std::string_view digits) {
  base::Sha256::Digest digest;
  if (digits.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const char* const at = digits.data() + 2 * i;
    const auto [end, error] = std::from_chars(at, at + 2, digest[i], 16);
    if (error != std::errc{} || end != at + 2) return std::nullopt;
  }
  return digest;
}

}  // namespace

std::optional<std::int64_t> Blobs::named(std::string_view text) {
  if (!text.starts_with(hash_mark)) return id_in(text);
  const auto digest = digest_in(text.substr(hash_mark.size()));
  if (!digest) return std::nullopt;
  auto q = db_.statements().take("SELECT id FROM blob WHERE sha256 = ?");
  q->bind(1, std::as_bytes(std::span(*digest)));
  if (!q->step()) return std::nullopt;
  return q->int64(0);
}

std::string Blobs::hash_of(std::int64_t blob) {
  auto q = db_.statements().take("SELECT lower(hex(sha256)) FROM blob WHERE id = ?");
  q->bind(1, blob);
  return q->step() ? std::string(q->text(0)) : std::string();
}

std::optional<std::int64_t> Blobs::size_of(std::int64_t blob) {
  auto q = db_.statements().take("SELECT size FROM blob WHERE id = ? AND state IN ('stored', 'attached')");
  q->bind(1, blob);
  if (!q->step()) return std::nullopt;
  return q->int64(0);
}

void Blobs::read_chunk(std::int64_t blob, std::int64_t n, std::vector<std::byte>& into) {
  auto q = db_.statements().take("SELECT bytes FROM blob_chunk WHERE id = ?");
  q->bind(1, chunk_id(blob, n));
  if (!q->step())
    throw Damaged("content " + std::to_string(blob) + ": part " + std::to_string(n) + " is missing");
  const auto bytes = q->blob(0);
  into.assign(bytes.begin(), bytes.end());
}

std::int64_t Blobs::begin(Timestamp now) {
  auto q = db_.statements().take("INSERT INTO blob (state, size, touched) VALUES ('staging', 0, ?)");
  q->bind(1, now.ms);
  q->step();
  return db_.last_insert_rowid();
}

void Blobs::append(std::int64_t blob, std::int64_t n, std::span<const std::byte> bytes, Timestamp now) {
  if (n >= most_chunks) throw Error("a content of more than 4 TiB");
  {
    auto q = db_.statements().take(
        "UPDATE blob SET size = size + ?, touched = ? WHERE id = ? AND state = 'staging'");
    q->bind_all(static_cast<std::int64_t>(bytes.size()), now.ms, blob);
    q->step();
    if (db_.changes() != 1) throw Error("the content was given up: nothing came for more than a day");
  }
  auto q = db_.statements().take("INSERT INTO blob_chunk (id, bytes) VALUES (?, ?)");
  q->bind_all(chunk_id(blob, n), bytes);
  q->step();
}

void Blobs::finish(std::int64_t blob, std::int64_t size, const base::Sha256::Digest& digest, Timestamp now) {
  auto q = db_.statements().take(
      "UPDATE blob SET state = 'stored', sha256 = ?, touched = ? WHERE id = ? AND state = 'staging' AND size "
      "= ?");
  q->bind_all(std::as_bytes(std::span(digest)), now.ms, blob, size);
  q->step();
  if (db_.changes() != 1) throw Error("the content was given up: nothing came for more than a day");
}

std::optional<std::int64_t> Blobs::equal(const base::Sha256::Digest& digest, Timestamp now) {
  std::int64_t id = 0;
  {
    auto q = db_.statements().take("SELECT id FROM blob WHERE sha256 = ?");
    q->bind(1, std::as_bytes(std::span(digest)));
    if (!q->step()) return std::nullopt;
    id = q->int64(0);
  }
  auto q = db_.statements().take("UPDATE blob SET touched = ? WHERE id = ? AND state = 'stored'");
  q->bind_all(now.ms, id);
  q->step();
  return id;
}

void Blobs::attached(std::int64_t attachment) {
  auto q = db_.statements().take(
      "UPDATE blob SET state = 'attached' WHERE id = (SELECT blob FROM attachment WHERE id = ?) AND state = "
      "'stored'");
  q->bind(1, attachment);
  q->step();
}

std::optional<std::int64_t> Blobs::unused(Timestamp before) {
  auto q = db_.statements().take(
      "SELECT id FROM blob WHERE state <> 'attached' AND touched < ? ORDER BY touched LIMIT 1");
  q->bind(1, before.ms);
  if (!q->step()) return std::nullopt;
  return q->int64(0);
}

void Blobs::give_up(std::int64_t blob) {
  auto q = db_.statements().take(
      "UPDATE blob SET state = 'unused', sha256 = NULL, touched = 0 WHERE id = ? AND state IN ('staging', "
      "'stored')");
  q->bind(1, blob);
  q->step();
}

bool Blobs::remove_part(std::int64_t blob) {
  {
    auto q = db_.statements().take(
        "DELETE FROM blob_chunk WHERE id = (SELECT min(id) FROM blob_chunk WHERE id BETWEEN ? AND ?) "
        "AND EXISTS (SELECT 1 FROM blob WHERE id = ? AND state = 'unused')");
    q->bind_all(chunk_id(blob, 0), chunk_id(blob, most_chunks - 1), blob);
    q->step();
  }
  if (db_.changes() > 0) return true;
  auto q = db_.statements().take("DELETE FROM blob WHERE id = ? AND state = 'unused'");
  q->bind(1, blob);
  q->step();
  return false;
}

}  // namespace crmlite::record
