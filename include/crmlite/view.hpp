// The 360° view of a customer.
#pragma once

#include <string>
#include <vector>

#include <crmlite/customer.hpp>
#include <crmlite/note.hpp>
#include <crmlite/relation.hpp>
#include <crmlite/task.hpp>
#include <crmlite/timeline.hpp>
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
  Page<TimelineEntry> timeline = {};    ///< the newest 10 entries; go on with tx.timeline()
  std::vector<Task> open_tasks = {};    ///< at most 50, the earliest due first
  std::vector<Related> relations = {};  ///< the current ones, at most 50
  std::vector<Note> notes = {};         ///< the pinned ones, at most 50
};

}  // namespace crmlite
