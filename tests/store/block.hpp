// What the public API hides on purpose: the session behind a block.
#pragma once

#include <crmlite/transaction.hpp>

#include "record/session.hpp"

/// The session of a block, for what only its connection can tell.
inline crmlite::detail::Session& session_behind(const crmlite::ReadTx& tx) {
  struct Opened : crmlite::Reader<crmlite::Customer> {
    explicit Opened(crmlite::Reader<crmlite::Customer> reader) : Reader(reader) {}
    crmlite::detail::Session& session() const { return crmlite::detail::session_of(handle_); }
  };
  return Opened(tx.customers()).session();
}
