// The 360° view of a customer.
#pragma once

#include <crmlite/transaction.hpp>

namespace crmlite::domain {

CustomerView view(const ReadTx& tx, CustomerId id);

}  // namespace crmlite::domain
