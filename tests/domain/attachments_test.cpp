// Attachments and their contents, in and out.
#include <algorithm>
#include <cstdint>
#include <random>
#include <sstream>
#include <string>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"
#include "store/block.hpp"
#include "store_fixture.hpp"

namespace {

namespace crm = crmlite;
using Names = std::vector<std::string>;

constexpr std::size_t chunk = 256 << 10;
constexpr std::int64_t day = 86'400'000;

std::string random_bytes(std::size_t n, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  std::string bytes(n, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

/// A store whose clock a test sets.
struct Filing {
  std::int64_t now = fixture::noon;
  crm::Store store;
  crm::CustomerId acme;

  Filing() : store(":memory:", options(now)) {
    acme = store.write([](crm::WriteTx& tx) { return tx.customers().insert({.name = "Acme"}); });
  }
  ~Filing() { CHECK(store.check(crm::CheckDepth::full).problems == Names{}); }
  static crm::StoreOptions options(const std::int64_t& now) {
    auto o = fixture::options("ada");
    o.clock = [&now] { return crm::Timestamp{now}; };
    return o;
  }

  crm::BlobId put(const std::string& bytes) {
    std::istringstream in(bytes);
    return store.put(in);
  }
  crm::AttachmentId attach(crm::BlobId blob, std::string name = "a.txt") {
    return store.write([&](crm::WriteTx& tx) {
      return tx.attachments().attach({.record = acme, .blob = blob, .name = std::move(name)});
    });
  }
  std::string content(crm::BlobId blob, std::int64_t offset = 0, std::int64_t length = 1 << 30) const {
    return store.read([&](const crm::ReadTx& tx) {
      std::ostringstream out;
      const auto written = tx.blob(blob).write_to(out, offset, length);
      CHECK(written == static_cast<std::int64_t>(out.str().size()));
      return out.str();
    });
  }
  std::int64_t rows(const std::string& table) const {
    return store.read([&](const crm::ReadTx& tx) {
      return session_behind(tx).db.int64_of("SELECT count(*) FROM " + table);
    });
  }
  /// Lets a day pass, and the store is taken care of.
  void next_day() {
    now += day + 1;
    store.maintain(60'000);
  }
};

Names rules(Filing& f, const crm::NewAttachment& a) {
  try {
    f.store.write([&](crm::WriteTx& tx) { tx.attachments().attach(a); });
  } catch (const crm::Invalid& e) {
    Names found;
    for (const crm::Issue& issue : e.issues()) found.push_back(issue.field + " " + issue.rule);
    return found;
  }
  return {};
}

}  // namespace

TEST_CASE("a content comes out as it came in, whole and by ranges") {
  Filing f;
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}, chunk - 1, chunk, chunk + 1, 3 * chunk + 17}) {
    INFO(n);
    const std::string bytes = random_bytes(n, static_cast<unsigned>(n));
    const auto blob = f.put(bytes);
    CHECK((f.content(blob) == bytes));
    f.store.read([&](const crm::ReadTx& tx) {
      auto reader = tx.blob(blob);
      CHECK(reader.size() == static_cast<std::int64_t>(n));
      std::mt19937 random(7);
      for (int i = 0; i < 30; ++i) {
        const std::size_t offset = random() % (n + 10);
        std::string into(random() % (chunk + 5), '?');
        const auto got =
            reader.read(static_cast<std::int64_t>(offset), std::as_writable_bytes(std::span(into)));
        const std::string wanted = offset < n ? bytes.substr(offset, into.size()) : std::string();
        CHECK(got == wanted.size());
        CHECK((into.substr(0, got) == wanted));
      }
      CHECK_THROWS_AS(reader.read(-1, {}), std::logic_error);
    });
    if (n > 5) CHECK((f.content(blob, 3, static_cast<std::int64_t>(n) - 5) == bytes.substr(3, n - 5)));
  }
}

TEST_CASE("an attachment is kept as it was given, with the size of its content") {
  Filing f;
  const auto blob = f.put("hello");
  f.store.write([&](crm::WriteTx& tx) {
    const auto id = tx.attachments().attach({.record = f.acme,
                                             .blob = blob,
                                             .name = "合同.pdf",
                                             .mime_type = "application/pdf; charset=binary",
                                             .role = "contract",
                                             .text = "hello",
                                             .tags = {"signed"}});
    const crm::Attachment a = tx.attachments().get(id);
    CHECK(a.record == f.acme);
    CHECK(a.blob == blob);
    CHECK(a.name == "合同.pdf");
    CHECK(a.mime_type == "application/pdf; charset=binary");
    CHECK(a.role == "contract");
    CHECK(a.text == "hello");
    CHECK(a.size == 5);
    CHECK(a.tags == Names{"signed"});
    CHECK(tx.attachments().count(crm::attachment::size > 4 && crm::attachment::blob == blob) == 1);
    CHECK(tx.attachments().count(crm::attachment::size > 5) == 0);
  });
}

TEST_CASE("the attachments of a record, in the order in which they came") {
  Filing f;
  const auto blob = f.put("x");
  for (const char* name : {"b", "a", "c"}) f.attach(blob, name);
  f.store.read([&](const crm::ReadTx& tx) {
    auto page = tx.attachments().of(f.acme, 2);
    REQUIRE(page.size() == 2);
    CHECK(page[0].name + page[1].name == "ba");
    page = tx.attachments().of(f.acme, 2, page.next);
    REQUIRE(page.size() == 1);
    CHECK(page[0].name == "c");
    CHECK(page.next.empty());
  });
}

TEST_CASE("what is wrong with an attachment is said of its field") {
  Filing f;
  const auto blob = f.put("x");
  CHECK(rules(f, {}) == Names{"record required", "blob required", "name required"});
  CHECK(rules(f, {.record = f.acme, .blob = crm::BlobId{99}, .name = "a"}) == Names{"blob reference"});
  CHECK(rules(f, {.record = crm::RecordId{99}, .blob = blob, .name = "a"}) == Names{"record reference"});
  for (const char* type : {"pdf", "/", "a/", "a b/c", ";"})
    CHECK(rules(f, {.record = f.acme, .blob = blob, .name = "a", .mime_type = type}) ==
          Names{"mime_type mime_type"});
  CHECK(rules(f, {.record = f.acme, .blob = blob, .name = "a", .text = std::string(1'000'001, 'x')}) ==
        Names{"text max_length"});
  try {
    f.attach(crm::BlobId{99});
    FAIL("there is no such content");
  } catch (const crm::Invalid& e) {
    CHECK(std::string(e.what()).find("names no stored content") != std::string::npos);
  }
  CHECK_THROWS_AS(f.content(crm::BlobId{99}), crm::NotFound);
}

TEST_CASE("an attachment of a kind named at run time, and another content for it") {
  Filing f;
  const auto blob = f.put("x"), other = f.put("another");
  f.store.write([&](crm::WriteTx& tx) {
    auto attachments = tx.records("attachment");
    const auto id = attachments.insert({{"record", f.acme}, {"blob", to_string(blob)}, {"name", "a"}});
    const auto size = [&] { return *attachments.get(id).values.get(crm::attachment::size); };
    CHECK(size() == 1);
    CHECK(attachments.update(id, {{"blob", other}}));
    CHECK(size() == 7);
    CHECK(tx.attachments().get(crm::AttachmentId{id.value()}).blob == other);
    CHECK_FALSE(attachments.update(id, {{"blob", other}}));
    CHECK_THROWS_AS(attachments.update(id, {{"size", 8}}), crm::Invalid);
    CHECK_THROWS_AS(attachments.update(id, {{"blob", "Acme"}}), crm::Invalid);
    CHECK_THROWS_AS(attachments.update(id, {{"blob", crm::none}}), crm::Invalid);
  });
  f.next_day();
  CHECK(f.content(blob) == "x");  // the journal names it
}

TEST_CASE("equal content is stored once") {
  Filing f;
  for (const std::size_t n : {std::size_t{0}, std::size_t{10}, chunk, 5 * chunk + 3}) {
    INFO(n);
    const auto blobs = f.rows("blob"), chunks = f.rows("blob_chunk");
    const std::string bytes = random_bytes(n);
    const auto blob = f.put(bytes);
    const auto more = f.rows("blob_chunk");
    CHECK(f.put(bytes) == blob);
    CHECK(f.rows("blob") == blobs + 1);
    CHECK(f.rows("blob_chunk") == more);
    CHECK(more - chunks == static_cast<std::int64_t>((n + chunk - 1) / chunk));
  }
}

TEST_CASE("content that is not attached within a day goes; what an attachment or the journal names stays") {
  Filing f;
  const std::string big = random_bytes(3 * chunk);
  const auto orphan = f.put(big), held = f.put("held"), removed = f.put("removed"), undone = f.put("undone");
  f.attach(held);
  const auto gone = f.attach(removed);
  f.store.write([&](crm::WriteTx& tx) { tx.attachments().remove(gone); });
  struct Undo {};
  try {
    f.store.write([&](crm::WriteTx& tx) {
      tx.attachments().attach({.record = f.acme, .blob = undone, .name = "a"});
      throw Undo{};
    });
  } catch (const Undo&) {
  }
  f.store.maintain();
  CHECK((f.content(orphan) == big));  // it is fresh
  f.now += day;
  const auto fresh = f.put("fresh");
  CHECK(f.put(big) == orphan);  // put again: fresh again
  f.next_day();
  CHECK_THROWS_AS(f.content(undone), crm::NotFound);
  CHECK_THROWS_AS(f.content(fresh), crm::NotFound);
  CHECK_THROWS_AS(f.content(orphan), crm::NotFound);
  CHECK(f.content(held) == "held");
  CHECK(f.content(removed) == "removed");
  CHECK(f.rows("blob") == 2);
  CHECK(f.rows("blob_chunk") == 2);
  CHECK(f.put(big) != orphan);  // a name is never given twice
}

TEST_CASE("content put again is kept for another day") {
  Filing f;
  const auto blob = f.put("x");
  f.now += day - 1;
  CHECK(f.put("x") == blob);
  f.now += day - 1;
  f.store.maintain();
  CHECK(f.content(blob) == "x");
}

TEST_CASE("a little time collects a little at least") {
  Filing f;
  f.put(random_bytes(4 * chunk));
  f.now += day + 1;
  for (int left = 3; left >= 0; --left) {
    f.store.maintain(0);
    CHECK(f.rows("blob_chunk") == left);
  }
  f.store.maintain(0);
  CHECK(f.rows("blob") == 0);
}

TEST_CASE("an attachment goes with its record, and its content can be attached again") {
  Filing f;
  const auto blob = f.put("x");
  const auto id = f.attach(blob);
  f.store.write([&](crm::WriteTx& tx) { tx.customers().remove(f.acme); });
  f.next_day();
  f.store.write([&](crm::WriteTx& tx) {
    CHECK_FALSE(tx.attachments().find(id));
    const auto bo = tx.customers().insert({.name = "Bo"});
    tx.attachments().attach({.record = bo, .blob = blob, .name = "again"});
    CHECK(tx.attachments().of(bo).size() == 1);
  });
}

TEST_CASE("a stream that cannot be read leaves nothing") {
  Filing f;
  std::istringstream ended("x");
  ended.setstate(std::ios::failbit);
  CHECK_THROWS_AS(f.store.put(ended), crm::Error);
  struct Lost {};
  int chunks = 0;
  CHECK_THROWS_AS(f.store.put([&](std::span<std::byte> into) {
    if (++chunks == 4) throw Lost{};
    return into.size();
  }),
                  Lost);
  CHECK_THROWS_AS(f.store.put([](std::span<std::byte> into) { return into.size() + 1; }), std::logic_error);
  CHECK(f.rows("blob") == 0);
  CHECK(f.rows("blob_chunk") == 0);
}

TEST_CASE("content is put outside of blocks") {
  Filing f;
  std::istringstream in("x");
  f.store.read([&](const crm::ReadTx&) { CHECK_THROWS_AS(f.store.put(in), std::logic_error); });
  f.store.write([&](crm::WriteTx&) { CHECK_THROWS_AS(f.store.put(in), std::logic_error); });
  // Nor is it read after its block.
  const auto blob = f.put("x");
  auto reader = f.store.read([&](const crm::ReadTx& tx) { return tx.blob(blob); });
  std::byte byte;
  CHECK_THROWS_AS(reader.read(0, {&byte, 1}), std::logic_error);
}

TEST_CASE("a check finds content that is not what was put") {
  const std::string damage =
      GENERATE("UPDATE blob_chunk SET bytes = x'00' WHERE id & 16777215 = 1",
               "DELETE FROM blob_chunk WHERE id & 16777215 = 1", "UPDATE blob SET size = size + 1",
               "UPDATE blob SET sha256 = zeroblob(32)", "INSERT INTO blob_chunk VALUES (1, x'00')",
               "INSERT INTO blob_chunk VALUES (99 << 24, x'00')");
  INFO(damage);
  fixture::MemoryStore store;
  std::istringstream in(random_bytes(2 * chunk));
  const auto blob = store.put(in);
  CHECK(store.check(crm::CheckDepth::full).ok());
  store.write([&](crm::WriteTx& tx) { session_behind(tx).db.execute(damage); });
  CHECK(store.check(crm::CheckDepth::full).problems.size() == 1);
  if (damage.starts_with("DELETE"))
    store.read([&](const crm::ReadTx& tx) {
      std::ostringstream out;
      CHECK_THROWS_AS(tx.blob(blob).write_to(out), crm::Damaged);
    });
}
