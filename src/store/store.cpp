// The public face of a store and its blocks.
#include <crmlite/store.hpp>

#include <exception>
#include <istream>

#include "domain/view.hpp"
#include "query/yearly.hpp"
#include "store/check.hpp"
#include "store/pool.hpp"

namespace crmlite {

struct Store::Impl {
  store::Pool pool;
};

namespace {
store::Seat& seat_of(detail::Handle h) { return *static_cast<store::Seat*>(h.session->seat); }
bool running(detail::Handle h) { return h.session && h.session->block == h.block; }
}  // namespace

Store::Store(const std::string& path, StoreOptions options)
    : impl_(new Impl{store::Pool(path, std::move(options))}) {}
Store::~Store() = default;

const std::string& Store::path() const noexcept { return impl_->pool.path(); }
const std::string& Store::zone() const noexcept { return impl_->pool.zone(); }
const std::string& Store::default_country() const noexcept { return impl_->pool.default_country(); }

ReadTx Store::begin_read(const ReadOptions& options) const {
  return ReadTx(impl_->pool.begin_read(options.max_read_ms));
}

WriteTx Store::begin_write(const WriteOptions& options) {
  return WriteTx(impl_->pool.begin_write(options), this, std::uncaught_exceptions());
}

BlobId Store::put(const Callback<std::size_t(std::span<std::byte>)>& fill) {
  return BlobId{impl_->pool.put(fill)};
}

/// Reads the buffer behind the stream: a stream may be set to throw at its end.
BlobId Store::put(std::istream& content) {
  if (!content || !content.rdbuf()) throw Error("the stream cannot be read");
  return put([&content](std::span<std::byte> into) {
    try {
      const auto n = content.rdbuf()->sgetn(reinterpret_cast<char*>(into.data()), std::ssize(into));
      return static_cast<std::size_t>(n);
    } catch (const std::ios_base::failure&) {
      throw Error("the stream cannot be read");
    }
  });
}

StoreStats Store::stats() const { return impl_->pool.stats(); }
void Store::maintain(std::int64_t budget_ms) { impl_->pool.maintain(budget_ms); }
void Store::compact() { impl_->pool.compact(); }

CheckReport Store::check(CheckDepth depth, const Progress& progress) const {
  const ReadTx tx(impl_->pool.begin_read(0));  // it takes as long as the file is big
  return store::check(detail::session_of(tx.handle_), depth, progress);
}

ReadTx::~ReadTx() {
  // The block of a WriteTx is ended by its own destructor, before this one.
  if (running(handle_) && !seat_of(handle_).writing) seat_of(handle_).pool.end_read(seat_of(handle_));
}

CustomerView ReadTx::view(CustomerId id) const { return domain::view(*this, id); }

std::vector<YearlyDate> ReadTx::yearly_dates(Date from, int days) const {
  return query::yearly_dates(detail::session_of(handle_), from, days);
}
Timestamp ReadTx::now() const { return detail::session_of(handle_).now(); }

WriteTx::~WriteTx() {
  if (!running(handle_)) return;
  store::Seat& seat = seat_of(handle_);
  const bool thrown = std::uncaught_exceptions() > unwinding_;
  seat.pool.roll_back(seat);
  if (!thrown) seat.pool.log(LogLevel::warning, "a write transaction was neither committed nor left by an exception");
  seat.pool.end_write(seat);
}

void WriteTx::commit() {
  detail::session_of(handle_);
  store::Seat& seat = seat_of(handle_);
  struct End {
    store::Seat& seat;
    ~End() { seat.pool.end_write(seat); }
  } end{seat};
  seat.pool.commit(seat);
}

int WriteTx::open_savepoint() { return record::open_savepoint(detail::session_of(handle_)); }
void WriteTx::release_savepoint(int level) { record::release_savepoint(detail::session_of(handle_), level); }
void WriteTx::undo_savepoint(int level) noexcept {
  if (!running(handle_)) return;
  try {
    record::undo_savepoint(*handle_.session, level);
  } catch (const std::exception& e) {
    handle_.session->write->broken = true;  // not undone: nothing of this transaction may be kept
    seat_of(handle_).pool.log(LogLevel::error, e.what());
  }
}

}  // namespace crmlite
