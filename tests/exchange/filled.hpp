// Stores with records of every kind, which use every field and name each other in every way there is.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <crmlite/crmlite.hpp>

#include "catch.hpp"

namespace filled {

using namespace crmlite;
using Names = std::vector<std::string>;

/// In the order in which they name each other.
inline const Names kinds = {"user", "customer", "relation_type", "interaction", "task",
                            "note", "reminder", "attachment",    "relation"};

inline BlobId put(Store& store, const std::string& bytes) {
  std::istringstream in(bytes);
  return store.put(in);
}

inline void define_fields(Store& store) {
  store.write([](WriteTx& tx) {
    auto f = tx.fields();
    f.add_choice("interaction", "kind", "展会");
    f.define("interaction", "mood", {.type = FieldType::choice, .choices = {"good", "bad"}});
    f.define("interaction", "partner", {.type = FieldType::reference, .target = "customer"});
    f.define("task", "effort", {.type = FieldType::decimal});
    f.define("note", "since", {.type = FieldType::date});
  });
}

/// Records that use every field, and customers that are named in every way there is.
inline void fill(Store& store) {
  store.write([](WriteTx& tx) {
    const auto ada = tx.users().insert({.name = "ada", .email = "ada@crm.example"});
    const auto coded = tx.customers().insert({.name = "Twin", .code = "C-1"});
    const auto external = tx.customers().insert({.name = "Twin", .external_ids = {{"erp", "77"}}});
    const auto mailed = tx.customers().insert({.name = "Twin", .emails = {{"t@x.example"}}});
    const auto named = tx.customers().insert({.name = "王伟"});
    const auto homonym = tx.customers().insert({.name = "ada", .external_ids = {{"shop", "a7"}}});
    const auto call = tx.interactions().log({.customer = coded,
                                             .kind = "call",
                                             .status = InteractionStatus::planned,
                                             .direction = Direction::in,
                                             .channel = "phone",
                                             .at = Timestamp{1'772'000'000'123},
                                             .zone = "Asia/Shanghai",
                                             .minutes = 12,
                                             .subject = "询价, \"10\"",
                                             .body = "one\r\ntwo; three\n",
                                             .outcome = "offer",
                                             .topic = "pumps",
                                             .thread = "T1",
                                             .message_id = "<1@x.example>",
                                             .participants = {{named, "to"}, {ada, ""}, {external, "a=b; c"}},
                                             .about = {{mailed}, {ada}, {homonym}},
                                             .external_ids = {{"pbx", "9"}},
                                             .tags = {"hot", "x; y"},
                                             .code = "I-1"});
    tx.records("interaction").update(call, {{"mood", "bad"}, {"partner", external}});
    tx.interactions().log(
        {.customer = external, .kind = "展会", .at = Timestamp{0}, .participants = {{ada, ""}}});
    tx.interactions().log(
        {.customer = mailed, .kind = "visit", .direction = Direction::out, .about = {{call}}});
    tx.interactions().log({.kind = "inquiry", .status = InteractionStatus::cancelled});
    const auto task = tx.tasks().insert({.subject = "send",
                                         .description = "all of it",
                                         .about = {{coded}, {call}},
                                         .assignee = ada,
                                         .priority = TaskPriority::urgent,
                                         .due_date = Date{2026, 3, 31},
                                         .zone = "Europe/Berlin",
                                         .recurrence = "FREQ=MONTHLY;BYMONTHDAY=-1",
                                         .checklist = {{"prices"}, {"terms; dates", true}},
                                         .tags = {"hot"},
                                         .code = "T-1"});
    tx.records("task").update(task, {{"effort", Decimal{15, 1}}});
    tx.tasks().insert({.subject = "was done",
                       .status = TaskStatus::done,
                       .due_at = Timestamp{1'772'000'000'000},
                       .recurrence = "FREQ=DAILY",
                       .checklist = {{"one"}, {"two"}}});
    tx.notes().insert(
        {.record = homonym, .text = "likes tea", .author = ada, .pinned = true, .tags = {"hot"}});
    const auto note = tx.notes().insert({.record = call, .text = " = \n", .follow_up = Date{2026, 4, 1}});
    tx.records("note").update(note, {{"since", Date{2020, 2, 29}}});
    tx.notes().insert({.record = ada, .text = "on holiday"});
    tx.notes().insert({.record = task, .text = "wait"});
    const auto weekly = tx.tasks().insert({.subject = "report",
                                           .due_date = Date{2026, 3, 2},
                                           .recurrence = "FREQ=WEEKLY;COUNT=3",
                                           .code = "T-2"});
    tx.records("task").update(*tx.tasks().complete(weekly), {{"code", "T-3"}});
    tx.relation_types().insert({.name = "reports to", .reverse = "manages", .hierarchical = true});
    tx.relation_types().insert({.name = "同学"});
    tx.relations().insert({.from = named,
                           .type = "works at",
                           .to = coded,
                           .role = "CEO",
                           .since = PartialDate{2020, 3},
                           .tags = {"key"}});
    tx.relations().insert(
        {.from = external, .type = "manages", .to = named, .inactive = true, .code = "R-1"});
    tx.relations().insert({.from = mailed, .type = "同学", .to = named, .until = PartialDate{2019, 12, 31}});
  });
}

/// Reminders in every state, and two attachments with one content.
inline void fill_more(Store& store) {
  const BlobId blob = put(store, "contract");
  store.write([&](WriteTx& tx) {
    const RecordId task = tx.find_named("T-1").value().id, call = tx.find_named("I-1").value().id,
                   customer = tx.find_named("C-1").value().id;
    const auto ada = tx.users().list().items.at(0).id;
    const auto remind = [&](NewReminder r) {
      r.person = ada;
      return tx.reminders().insert(r);
    };
    remind({.record = task, .minutes_before = 90, .message = "waits"});
    const auto acknowledged = remind({.record = call, .at = Timestamp{1'772'000'000'000}, .message = "seen"});
    const auto snoozed = remind({.record = call, .minutes_before = 5, .message = "later"});
    remind({.record = customer, .at = Timestamp{1'771'000'000'000}, .message = "told"});
    CHECK(tx.reminders().due(Timestamp{1'772'100'000'000}).size() == 3);
    tx.reminders().acknowledge(acknowledged);
    tx.reminders().snooze(snoozed, Timestamp{1'900'000'000'000});
    tx.attachments().attach({.record = customer,
                             .blob = blob,
                             .name = "合同.pdf",
                             .mime_type = "application/pdf",
                             .role = "contract",
                             .text = "one\ntwo",
                             .tags = {"hot"}});
    tx.attachments().attach({.record = task, .blob = blob, .name = "copy; 2.pdf"});
  });
}

}  // namespace filled
