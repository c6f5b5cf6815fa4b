// The 360° view of a customer.
#pragma once

#include <string>
#include <vector>

#include <crmlite/customer.hpp>
#include <crmlite/user.hpp>

namespace crmlite {

/// Everything a person wants to see of a customer, read in one snapshot.
struct CustomerView {
  Customer customer = {};            ///< with contact points, tags and custom fields
  std::string display_name = {};     ///< in the order of its script, with prefix and suffix
  std::vector<User> owners = {};     ///< in the order of customer.owners
  std::vector<HistoryEntry> history = {};  ///< the newest 10 changes
  struct StageSince {
    LifecycleStage stage = {};
    Timestamp since = {};
  };
  std::vector<StageSince> stages = {};  ///< newest first
};

}  // namespace crmlite
