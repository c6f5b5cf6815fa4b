// The full view of a customer: for people in sections, for programs as a table of one row.
#include "show.hpp"

#include <algorithm>

#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

/// Of a value that may be a whole page, its beginning.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 60;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++characters > most)
      return text.substr(0, i) + "…";
  return text;
}

void join(std::string& text, const std::string& part, const char* separator = ", ") {
  if (!part.empty()) text += (text.empty() ? "" : separator) + part;
}

/// One view being put together.
class View {
 public:
  View(Program& program, const crm::ReadTx& tx, crm::CustomerId id)
      : program_(program), tx_(tx), view_(tx.view(id)), record_(tx.records("customer").get(id)), shown_(tx) {}

  void print() {
    print_head();
    section("Who", fields(true));
    section("Reach", reach());
    section("Owners", owners());
    std::string tags;
    for (const std::string& tag : record_.tags) join(tags, tag);
    if (!tags.empty()) section("Tags", {{tags, {}}});
    section("Fields", fields(false));
    section("Relations", relations());
    section("Notes", notes());
    section("Open tasks", tasks());
    section("Timeline", timeline());
    section("Stages", stages());
    section("Changes", changes());
  }

  void print_row() {
    std::vector<std::string> names;
    for (const crm::FieldInfo& field : tx_.fields().list("customer"))
      if (field.state == crm::FieldState::active) names.push_back(field.name);
    names.push_back("tags");
    RecordColumns columns(program_, tx_, "customer", names);
    std::vector<crm::TableColumn> keys = columns.columns();
    std::vector<crm::Value> values = columns.values(record_);
    const auto add = [&](const char* key, crm::Value value) {
      keys.push_back({.key = key});
      values.push_back(std::move(value));
    };
    add("display_name", view_.display_name);
    add("relations", texts(relations()));
    add("notes", texts(notes()));
    add("open_tasks", texts(tasks()));
    add("timeline", texts(timeline()));
    add("stages", texts(stages()));
    add("changes", texts(changes()));
    Table table(program_, keys, Choosing::here);
    table.row(std::move(values));
    table.finish();
  }

 private:
  static crm::Value texts(const Lines& lines) {
    crm::Value::Texts found;
    for (const auto& [label, text] : lines) found.push_back(label + " " + text);
    return crm::Value(std::move(found));
  }

  std::string text(const crm::Value& value) {
    const auto* instant = value.get_if<crm::Timestamp>();
    return instant ? program_.time(*instant) : to_string(shown_.text(value));
  }

  std::string told(const crm::Value& value) { return value.empty() ? "nothing" : shortened(text(value)); }

  void print_head() {
    const crm::Customer& c = view_.customer;
    std::string second = name_of(c.id, c.code);
    for (const std::string_view part : {to_string(c.kind), to_string(c.stage)})
      join(second, std::string(part), " · ");
    join(second, "revision " + std::to_string(c.revision), " · ");
    std::string third = "since " + program_.time(c.created) + ", changed " + program_.time(c.updated);
    if (c.archived) third += ", archived " + program_.time(*c.archived);
    print_aligned(program_.out(), {{view_.display_name, {}}, {second, {}}, {third, {}}});
  }

  void section(const char* title, const Lines& lines) {
    if (lines.empty()) return;
    program_.out() << "\n" << title << "\n";
    print_aligned(program_.out(), lines, "  ");
  }

  Lines fields(bool built_in) {
    static constexpr std::string_view elsewhere[] = {"id",      "code",        "revision",   "created",
                                                     "updated", "archived",    "name",       "kind",
                                                     "stage",   "name_prefix", "name_suffix"};
    Lines lines;
    for (const crm::FieldInfo& field : tx_.fields().list("customer")) {
      if (field.built_in != built_in || (field.spec.type == crm::FieldType::list &&
                                         field.name != "anniversaries" && field.name != "external_ids"))
        continue;
      if (built_in &&
          std::find(std::begin(elsewhere), std::end(elsewhere), field.name) != std::end(elsewhere))
        continue;
      const crm::Value* value = record_.values.find(field.name);
      if (value)
        lines.emplace_back(field.spec.label.empty() ? spaced(field.name) : field.spec.label, text(*value));
    }
    return lines;
  }

  template <class Point>
  static std::string marks(const Point& point) {
    std::string found(to_string(point.use));
    join(found, point.label);
    join(found, point.primary ? "primary" : "");
    join(found, point.opt_out ? "opted out" : "");
    join(found, point.invalid ? "invalid" : "");
    return found;
  }

  static void add_point(Lines& lines, const std::string& label, const std::string& value,
                        const std::string& marks) {
    lines.emplace_back(label, marks.empty() ? value : value + "  (" + marks + ")");
  }

  Lines reach() {
    const crm::Customer& c = view_.customer;
    Lines lines;
    for (const auto& p : c.emails) add_point(lines, "e-mail", p.value, marks(p));
    for (const auto& p : c.phones) {
      std::string said = marks(p);
      join(said, p.normal.empty() ? "as typed" : p.normal == p.value ? "" : p.normal);
      add_point(lines, "phone", p.value, said);
    }
    for (const auto& p : c.messaging)
      add_point(lines, p.service.empty() ? "messaging" : p.service, p.value, marks(p));
    for (const auto& p : c.urls) add_point(lines, "web", p.value, marks(p));
    for (const auto& a : c.addresses) {
      std::string value = a.value;
      if (value.empty())
        for (const auto& part : {a.street, a.district, a.city, a.region, a.postal_code, a.country})
          join(value, part);
      add_point(lines, "address", value, marks(a));
    }
    return lines;
  }

  Lines owners() {
    Lines lines;
    for (std::size_t i = 0; i < view_.owners.size(); ++i) {
      std::string said = view_.customer.owners[i].role;
      join(said, view_.owners[i].email);
      lines.emplace_back(view_.owners[i].name, said);
    }
    return lines;
  }

  Lines relations() {
    Lines lines;
    for (const crm::Related& r : view_.relations) {
      const crm::AnyRecord other = tx_.records(r.kind).get(r.record);
      const crm::Value* name = other.values.find("name");
      std::string what = name ? to_string(*name) : name_of(r.record, other.code);
      join(what, r.role);
      lines.emplace_back(r.type, what);
    }
    return lines;
  }

  Lines notes() {
    Lines lines;
    for (const crm::Note& note : view_.notes) lines.emplace_back(note.text, "");
    return lines;
  }

  Lines tasks() {
    Lines lines;
    for (const crm::Task& task : view_.open_tasks)
      lines.emplace_back(task.due_date ? to_string(*task.due_date)
                         : task.due    ? program_.time(*task.due)
                                       : "some day",
                         task.subject);
    return lines;
  }

  Lines timeline() {
    Lines lines;
    for (const crm::TimelineEntry& entry : view_.timeline) {
      std::string what = entry.kind;
      join(what, entry.direction ? std::string(to_string(*entry.direction)) : "", " ");
      join(what, entry.planned ? "planned" : "");
      join(what, entry.summary, ": ");
      lines.emplace_back(program_.time(entry.at), what);
    }
    return lines;
  }

  Lines stages() {
    Lines lines;
    for (const auto& stage : view_.stages)
      lines.emplace_back(to_string(stage.stage), "since " + program_.time(stage.since));
    return lines;
  }

  Lines changes() {
    Lines lines;
    for (const crm::HistoryEntry& entry : view_.history) {
      std::string what = entry.actor;
      join(what, std::string(to_string(entry.kind)), what.empty() ? "" : " ");
      join(what, entry.label, ": ");
      for (const auto& edit : entry.edits) {
        const auto [before, after] = shown_.edit("customer", edit);
        what += "\n" + edit.field + ": " + told(before) + " → " + told(after);
      }
      lines.emplace_back(program_.time(entry.at), what);
    }
    return lines;
  }

  Program& program_;
  const crm::ReadTx& tx_;
  crm::CustomerView view_;
  crm::AnyRecord record_;
  Shown shown_;
};

}  // namespace

void show_customer(Program& program, const std::string& reference) {
  program.read([&](const crm::ReadTx& tx) {
    View view(program, tx, find_customer(tx, reference));
    if (format_of(program) == crm::TableFormat::text)
      view.print();
    else
      view.print_row();
  });
}

}  // namespace cli
