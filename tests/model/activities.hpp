// The model of interactions, notes, tasks, attachments and relations: what is stored, in maps, and what a
// removal does to it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <crmlite/crmlite.hpp>

namespace activities {

namespace crm = crmlite;
using Id = std::int64_t;
using crm::InteractionStatus;
using crm::TaskStatus;

struct Talk {  // an interaction
  std::optional<Id> customer = {};
  std::string subject = {}, message = {};
  InteractionStatus status = InteractionStatus::done;
  std::int64_t at = 0;
  std::vector<std::pair<Id, std::string>> participants = {};
  std::vector<Id> about = {};
  std::set<std::string> tags = {};
  int revision = 1;
  bool archived = false;
};

struct Memo {  // a note
  Id record = 0;
  std::string text = {};
  std::optional<Id> author = {};
  bool pinned = false;
  int revision = 1;
  bool archived = false;
};

struct Job {  // a task; days are counted from 1970
  std::string subject = {};
  std::vector<Id> about = {};
  std::optional<Id> assignee = {}, next = {};
  TaskStatus status = TaskStatus::open;
  std::optional<int> due = {}, starts = {};
  int every = 0;  // days; 0: once
  std::vector<crm::ChecklistItem> checklist = {};
  int revision = 1;
  bool archived = false;

  bool closed() const { return status == TaskStatus::done || status == TaskStatus::cancelled; }
};

struct Paper {  // an attachment
  Id record = 0, blob = 0;
  std::int64_t size = 0;
  std::string name = {};
  int revision = 1;
  bool archived = false;
};

struct Bond {  // a relation
  Id from = 0, to = 0;
  std::string type = {};
  bool inactive = false;
  int revision = 1;
  bool archived = false;

  bool current() const { return !inactive && !archived; }
};

struct World {
  std::set<Id> customers, users, gone;
  std::map<Id, Talk> talks;
  std::map<Id, Memo> memos;
  std::map<Id, Job> jobs;
  std::map<Id, Paper> papers;
  std::map<Id, Bond> bonds;
};

/// What goes with a record, and what merely lets it go: once for each field and record that it named.
inline void remove(World& w, Id id) {
  std::vector<Id> going = {id};
  std::set<Id> seen = {id};
  const auto go = [&](Id with) {
    if (seen.insert(with).second) going.push_back(with);
  };
  for (std::size_t i = 0; i < going.size(); ++i) {
    const Id g = going[i];
    for (const auto& [talk, t] : w.talks)
      if (t.customer == g) go(talk);
    for (const auto& [memo, m] : w.memos)
      if (m.record == g) go(memo);
    for (const auto& [paper, p] : w.papers)
      if (p.record == g) go(paper);
    for (const auto& [bond, b] : w.bonds)
      if (b.from == g || b.to == g) go(bond);
  }
  for (const Id g : going) {
    w.customers.erase(g), w.users.erase(g), w.talks.erase(g), w.memos.erase(g), w.jobs.erase(g);
    w.papers.erase(g), w.bonds.erase(g);
    w.gone.insert(g);
  }
  const auto forget = [](std::optional<Id>& held, Id g, int& revision) {
    if (held == g) held.reset(), ++revision;
  };
  for (const Id g : going) {
    for (auto& [talk, t] : w.talks) {
      t.revision += std::erase_if(t.participants, [&](const auto& p) { return p.first == g; }) > 0;
      t.revision += std::erase(t.about, g) > 0;
    }
    for (auto& [memo, m] : w.memos) forget(m.author, g, m.revision);
    for (auto& [job, j] : w.jobs) {
      j.revision += std::erase(j.about, g) > 0;
      forget(j.assignee, g, j.revision);
      forget(j.next, g, j.revision);
    }
  }
}

}  // namespace activities
