// Series defined: judged with all that the file knows, and written with the version of the pattern.
#include <algorithm>
#include <utility>

#include <crmlite/code.hpp>

#include "base/date.hpp"
#include "base/text.hpp"
#include "domain/codes/counters.hpp"
#include "domain/codes/rights.hpp"
#include "domain/codes/series.hpp"
#include "domain/codes/verdict.hpp"
#include "record/encode.hpp"
#include "record/engine.hpp"
#include "record/journal.hpp"

namespace crmlite {
namespace {

using domain::CodePattern;
using domain::Part;
using record::Cell;
using record::FieldDef;
using record::KindDef;
using record::SeriesDef;
using record::Session;

[[noreturn]] void refuse(const char* field, const char* rule, std::string message) {
  throw Invalid(Issue{{}, field, rule, std::move(message), {}});
}

void add_version(Session& s, SeriesDef& def, record::SeriesVersion version) {
  version.number = def.versions.empty() ? 1 : def.newest().number + 1;
  auto q = s.take(
      "INSERT INTO code_version (series, version, pattern, fiscal, keys, since) VALUES (?, ?, ?, ?, ?, ?)");
  q->bind_all(def.id, version.number, std::string_view(version.pattern), std::string_view(version.fiscal),
              version.keys, s.now().ms);
  q->step();
  def.versions.push_back(std::move(version));
}

/// Into the catalogue of this transaction.
void put(Session& s, SeriesDef def) {
  auto& all = record::defining(s).series;
  const auto it = std::find_if(all.begin(), all.end(), [&](const SeriesDef& x) { return x.id == def.id; });
  if (it == all.end())
    all.push_back(std::move(def));
  else
    *it = std::move(def);
}

/// The rules that only the file can judge: fields, other series, keys.
class Definition {
 public:
  Definition(Session& s, std::string_view name, const SeriesSpec& spec) : s_(s), name_(name), spec_(spec) {}

  PatternReport run() {
    check_names();
    check_rest();
    const CodePattern pattern = CodePattern::parse(spec_.pattern, *domain::parse_fiscal(spec_.fiscal_start));
    std::vector<PatternFinding> findings = domain::judge(pattern, context(pattern));
    check_paths(pattern, findings);
    check_clashes(pattern, findings);
    raise(findings);
    store(pattern);
    return domain::report_on(pattern, std::move(findings));
  }

 private:
  void check_names() {
    std::string form;
    if (name_.empty() || record::check_text(name_, 100, form))
      refuse("series", "name", "a name of 1 to 100 characters is needed");
    kind_ = s_.catalogue->find_kind(spec_.kind.empty() ? name_ : std::string_view(spec_.kind));
    if (!kind_) refuse("series", "kind", "its kind is unknown");
    for (const SeriesDef& other : s_.catalogue->series) {
      if (other.name == name_)
        known_ = &other;
      else if (other.kind == kind_->kind->number)
        throw Conflict(Issue{{}, "series", "kind", "its kind has a series already", {}});
    }
    if (known_ && known_->kind != kind_->kind->number)
      throw Conflict(Issue{{}, "series", "kind", "belongs to another kind", {}});
  }

  void check_rest() const {
    if (!domain::parse_fiscal(spec_.fiscal_start))
      refuse("fiscal_start", "format", "no day MM-DD of every year");
    if (!spec_.zone.empty() && !base::Zone::load(spec_.zone))
      refuse("zone", "zone", "a time zone that this system does not know");
    if (spec_.volume < 0) refuse("volume", "min", "less than none");
    if (!spec_.date.empty()) {
      const FieldDef* field = kind_->find(spec_.date);
      if (!field || (field->type != FieldType::date && field->type != FieldType::date_time))
        refuse("date", "field", "no field of the kind that holds a date or a time");
    }
    check_by_hand();
  }

  void check_by_hand() const {
    const std::string& rule = spec_.by_hand;
    if (rule.empty() || rule == "no" || rule == "pattern") return;
    if (rule.find('{') != std::string::npos) {
      const auto pattern = CodePattern::parse(rule);
      for (const Part& part : pattern.parts())
        if (!part.path.empty() || !part.key.empty())
          refuse("by_hand", "pattern", "a pattern of codes typed by hand prints no field and has no key");
      return;
    }
    const std::size_t dash = rule.find('-');
    const auto digits = [](std::string_view text) {
      return !text.empty() && text.size() <= 15 &&
             text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (dash == std::string::npos || !digits(std::string_view(rule).substr(0, dash)) ||
        !digits(std::string_view(rule).substr(dash + 1)))
      refuse("by_hand", "format", "neither `no`, `pattern`, numbers such as 100-199 nor a pattern");
  }

  PatternContext context(const CodePattern& pattern) {
    PatternContext context{
        .fiscal_start = spec_.fiscal_start, .volume = spec_.volume, .keys = std::vector<std::string>{}};
    auto q = s_.take("SELECT id, name FROM code_key ORDER BY id");
    while (q->step()) {
      context.keys->emplace_back(q->text(1));
      if (std::any_of(pattern.parts().begin(), pattern.parts().end(),
                      [&](const Part& part) { return part.key == q->text(1); }))
        newest_key_ = q->int64(0);
    }
    for (const Part& part : pattern.parts())
      if (const auto end =
              part.path.empty() ? std::nullopt : domain::find_path(*s_.catalogue, *kind_, part.path);
          end && end->personal)
        context.personal.push_back(part.path);
    return context;
  }

  void check_paths(const CodePattern& pattern, std::vector<PatternFinding>& findings) const {
    for (const Part& part : pattern.parts()) {
      if (part.path.empty()) continue;
      if (!domain::find_path(*s_.catalogue, *kind_, part.path)) {
        findings.push_back({"field", true, "no single value is called " + part.path, {}});
        continue;
      }
      const FieldDef* field = kind_->find(part.path);
      if (field && field->place == record::Place::engine)
        findings.push_back({"field", true, "new records have no " + part.path + " yet", {}});
      const bool far = !field || field->type == FieldType::reference;
      if (part.dynamic != domain::Dynamic::no && far)
        findings.push_back(
            {"dyn", true, "only a field of the record itself can change its code, not " + part.path, {}});
      check_values(part, findings);
    }
  }

  /// A field with a list of values should find each of them in the map.
  void check_values(const Part& part, std::vector<PatternFinding>& findings) const {
    const FieldDef* field = kind_->find(part.path);
    if (part.token != domain::Token::map || part.otherwise || !field) return;
    std::vector<std::string> values = field->column ? field->spec.choices : std::vector<std::string>();
    for (const record::ChoiceDef& choice : field->choices)
      if (!choice.retired) values.push_back(choice.name);
    for (const std::string& value : values)
      if (std::none_of(part.map.begin(), part.map.end(),
                       [&](const domain::MapEntry& e) { return e.value == value; }))
        findings.push_back(
            {"W2", false, "records with a value of " + part.path + " that the map does not list get no code",
             value});
  }

  void check_clashes(const CodePattern& pattern, std::vector<PatternFinding>& findings) const {
    std::vector<CodePattern> mine{pattern};
    if (spec_.by_hand.find('{') != std::string::npos) mine.push_back(CodePattern::parse(spec_.by_hand));
    for (const SeriesDef& other : s_.catalogue->series) {
      if (other.name == name_) continue;
      const auto series = domain::series_of(s_, other);
      std::vector<const CodePattern*> theirs;
      for (const CodePattern& p : series->patterns) theirs.push_back(&p);
      if (series->by_hand) theirs.push_back(&*series->by_hand);
      if (auto witness = clash(mine, theirs))
        findings.push_back(
            {"E7", true, "the series " + other.name + " can print the same code", std::move(*witness)});
    }
  }

  static std::optional<std::string> clash(const std::vector<CodePattern>& mine,
                                          const std::vector<const CodePattern*>& theirs) {
    for (const CodePattern& a : mine)
      for (const CodePattern* b : theirs)
        if (auto witness = domain::common_text(a, *b)) return witness;
    return std::nullopt;
  }

  static void raise(const std::vector<PatternFinding>& findings) {
    std::vector<Issue> issues;
    for (const PatternFinding& f : findings)
      if (f.refused)
        issues.push_back(
            {{}, "pattern", f.rule, f.witness.empty() ? f.message : f.message + ": " + f.witness, {}});
    if (!issues.empty()) throw Invalid(std::move(issues));
  }

  static Cell text_or_none(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }

  void store(const CodePattern& pattern) {
    record::SeriesVersion version{1, pattern.text(), spec_.fiscal_start, newest_key_};
    const record::NamedCell values[] = {
        {"pattern", Cell{version.pattern}},
        {"zone", text_or_none(spec_.zone)},
        {"fiscal", text_or_none(spec_.fiscal_start == "01-01" ? std::string() : spec_.fiscal_start)},
        {"date", text_or_none(spec_.date)},
        {"by_hand", text_or_none(spec_.by_hand)},
        {"volume", spec_.volume > 0 ? Cell{spec_.volume} : Cell{}}};
    SeriesDef def;
    if (known_) {
      def = *known_;
      version.number = def.newest().number;
      explain_new_numbers(pattern.numbering());
      if (version == def.newest() && spec_.zone == def.zone && spec_.date == def.date &&
          spec_.by_hand == def.by_hand && spec_.volume == def.volume)
        return;
      record::update_definition(s_, record::tab::code_series, def.id, values);
    } else {
      std::vector<record::NamedCell> all{{"name", Cell{std::string(name_)}},
                                         {"kind", Cell{std::int64_t{kind_->kind->number}}}};
      all.insert(all.end(), std::begin(values), std::end(values));
      def.id = record::insert_definition(s_, record::tab::code_series, all);
      def.name = name_;
      def.kind = kind_->kind->number;
    }
    def.zone = spec_.zone;
    def.date = spec_.date;
    def.by_hand = spec_.by_hand;
    def.volume = spec_.volume;
    if (def.versions.empty() || version != def.newest()) add_version(s_, def, std::move(version));
    put(s_, std::move(def));
  }

  /// Numbers below the counters that the pattern counts, but the one before did not, are no gaps of its own.
  void explain_new_numbers(const domain::Numbering& now) {
    const auto series = domain::series_of(s_, *known_);
    const domain::Numbering& before = series->newest().numbering();
    if (!now.present || !before.present || (now.from == before.from && now.step == before.step)) return;
    std::vector<std::string> scopes;
    {
      auto q = s_.take("SELECT scope FROM code_counter WHERE series = ?");
      q->bind(1, known_->id);
      while (q->step()) scopes.emplace_back(q->text(0));
    }
    for (const std::string& scope : scopes) {
      const std::int64_t counter = domain::counter_of(s_, *series, scope);
      const std::int64_t next = domain::counter_state(s_, counter).next;
      if (now.from < next)
        domain::note_gap(s_, counter, now.from, next - 1, "numbers began or went on otherwise before");
    }
  }

  Session& s_;
  std::string_view name_;
  const SeriesSpec& spec_;
  const KindDef* kind_ = nullptr;
  const SeriesDef* known_ = nullptr;
  std::int64_t newest_key_ = 0;  // of those that the pattern names
};

}  // namespace

PatternReport CodeWriter::ensure(std::string_view name, const SeriesSpec& spec) {
  Session& s = detail::session_of(handle_);
  s.writing();
  domain::require(s, domain::CodeRight::define);
  return Definition(s, name, spec).run();
}

void CodeWriter::set_key(std::string_view name, std::string_view secret) {
  Session& s = detail::session_of(handle_);
  s.writing();
  domain::require(s, domain::CodeRight::define);
  std::string form;
  if (name.empty() || record::check_text(name, 100, form) ||
      name.find_first_of(";=}{+\\") != std::string_view::npos)
    refuse("key", "name", "a name of 1 to 100 characters is needed, without ; = + { } and backslash");
  if (secret.size() < 16 || secret.size() > 64) refuse("key", "length", "a key has 16 to 64 bytes");
  auto q = s.take("INSERT INTO code_key (name, secret, since) VALUES (?, ?, ?)");
  q->bind(1, name);
  q->bind(2, std::as_bytes(std::span(secret)));
  q->bind(3, s.now().ms);
  q->step();
  const std::int64_t id = s.db.last_insert_rowid();
  const std::vector<SeriesDef> all = s.catalogue->series;
  for (SeriesDef def : all) {
    const auto series = domain::series_of(s, def);
    const auto parts = series->newest().parts();
    if (std::none_of(parts.begin(), parts.end(), [&](const Part& p) { return p.key == name; })) continue;
    record::SeriesVersion version = def.newest();
    version.keys = id;
    add_version(s, def, std::move(version));
    put(s, std::move(def));
  }
}

void CodeWriter::make_key(std::string_view name) {
  Session& s = detail::session_of(handle_);
  char secret[32];
  s.writing().random->fill(secret, sizeof secret);
  set_key(name, {secret, sizeof secret});
}

void CodeWriter::set_node(std::int64_t number) {
  Session& s = detail::session_of(handle_);
  s.writing();
  domain::require(s, domain::CodeRight::define);
  if (number < 0 || number > 999'999) refuse("node", "range", "a number from 0 to 999,999 is needed");
  record::set_setting(s, "code node", std::to_string(number));
}

}  // namespace crmlite
