// What commands do with records of any kind: finding the one that is meant, choosing columns, listing,
// changing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <crmlite/table.hpp>

#include "program.hpp"

namespace cli {

/// A record that was named on the command line.
struct Named {
  crm::RecordId id = {};
  std::string kind = {};
  std::string name = {};  ///< its code, else `#id`
};

/// The record of the kind (of any kind, where none is given) that is named so.
/// @throws NotFound, Conflict when several are
Named find_record(const crm::ReadTx& tx, const std::string& reference, std::string_view kind = {});
crm::NamedRecord find_any(const crm::ReadTx& tx, const std::string& reference,
                          crm::Removed removed = crm::Removed::left_out);
crm::CustomerId find_customer(const crm::ReadTx& tx, const std::string& reference);

/// Its code, else `#id`.
std::string name_of(crm::RecordId id, const std::string& code);

/// `FIELD=VALUE` as a change; the engine reads the text as the field's type wants it.
crm::AnyChange assignment(const std::string& text);
std::vector<crm::AnyChange> assignments(const std::vector<std::string>& texts);

/// The filter in text form.
crm::Filter filter_of(const std::string& text);
/// `F,-F`: ascending, descending.
std::vector<crm::AnySort> order_of(const std::vector<std::string>& fields);

/// Values with the names of the records that they refer to.
class Shown {
 public:
  explicit Shown(const crm::ReadTx& tx) : tx_(tx) {}

  /// Lists stay lists.
  crm::Value named(const crm::Value& value);
  /// Elements of lists become texts, as imports read them: `first=second` where an element is a pair, else
  /// its value.
  crm::Value text(const crm::Value& value);
  /// Before and after a change; where only marks of elements differ, those elements with
  /// their marks.
  std::pair<crm::Value, crm::Value> edit(const std::string& kind, const crm::HistoryEntry::Edit& edit);

 private:
  const std::string& name(crm::RecordId id);

  const crm::ReadTx& tx_;
  std::map<crm::RecordId, std::string> names_;
};

/// The columns of a table of records: fields by name, `tags`, and for customers `contact`.
class RecordColumns {
 public:
  RecordColumns(Program& program, const crm::ReadTx& tx, const std::string& kind,
                const std::vector<std::string>& names, const std::string& language = {});

  const std::vector<crm::TableColumn>& columns() const { return columns_; }
  crm::With with() const;
  std::vector<crm::Value> values(const crm::AnyRecord& record);

 private:
  crm::Value value(const crm::AnyRecord& record, const std::string& key);
  crm::Value contact(const crm::AnyRecord& record) const;

  std::vector<crm::TableColumn> columns_;
  std::vector<std::string> several_;  // those that hold several values
  std::vector<std::string> point_;    // the columns of a contact point
  bool json_ = false;
  bool lists_ = false;
  bool tags_ = false;
  Shown shown_;
};

void add_silent_command(Program& program, CLI::App& customer);

// What several commands take.
void declare_reference(Parameters& take, std::string& reference, const std::string& kind = "record");
void declare_kind(Parameters& take, std::string& kind);
void declare_set(Parameters& take, std::vector<std::string>& set, Need need = Need::optional);
struct WhichArchived {
  bool only = false, all = false;
  crm::Archived value() const;
};
void declare_archived(Parameters& take, WhichArchived& archived);

// Commands that every kind has; `noun` is the kind's own group.
void add_list_command(Program& program, CLI::App& noun, const std::string& kind,
                      const std::vector<std::string>& usual_columns);
void add_show_command(Program& program, CLI::App& noun, const std::string& kind);
void add_edit_command(Program& program, CLI::App& noun, const std::string& kind);
void add_life_commands(Program& program, CLI::App& noun,
                       const std::string& kind);  // archive, restore, remove
/// Stores a new record and prints its name.
void insert_record(Program& program, const std::string& kind, const std::vector<crm::AnyChange>& values);

}  // namespace cli
