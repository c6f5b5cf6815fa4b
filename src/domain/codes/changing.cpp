// Codes changed beyond what inserts and updates do by themselves: imported, renumbered, withdrawn, set aside.
#include <algorithm>

#include <crmlite/code.hpp>

#include "domain/codes/counters.hpp"
#include "domain/codes/issuing.hpp"
#include "domain/codes/registry.hpp"
#include "domain/codes/rights.hpp"
#include "domain/codes/series.hpp"
#include "record/encode.hpp"
#include "record/engine.hpp"
#include "record/hooks.hpp"

namespace crmlite {
namespace {

using domain::CodePattern;
using domain::CodeState;
using domain::Pieces;
using domain::Reading;
using domain::Series;
using record::IssuedCode;
using record::KindDef;
using record::Session;

bool has_code(Session& s, const KindDef& kind, std::int64_t id) {
  auto q = s.take("SELECT code IS NOT NULL FROM " + std::string(kind.kind->table) + " WHERE id = ?");
  q->bind(1, id);
  return q->step() && q->int64(0) != 0;
}

/// Enters existing codes one by one; what is wrong with one is said of it, and the others go on.
class CodeImport {
 public:
  CodeImport(Session& s, std::shared_ptr<const Series> series)
      : s_(s), series_(std::move(series)), kind_(*s.catalogue->find_kind(series_->def.kind)) {}

  CodeImportReport run(const std::vector<ExistingCode>& codes) {
    for (const ExistingCode& code : codes)
      if (auto issue = enter(code)) report_.issues.push_back(std::move(*issue));
    return std::move(report_);
  }

 private:
  std::optional<Issue> enter(const ExistingCode& given) {
    const auto issue = [&](const char* rule, const char* message) {
      return Issue{record::record_name(given.record.value()), "code", rule, message, given.code};
    };
    std::string form;
    IssuedCode code;
    code.text = code.canon = record::canonical_code(given.code);
    if (code.text.empty()) return issue("required", "an empty code");
    if (const auto* rule = record::check_text(code.text, detail::max_code, form))
      return issue(rule->name, rule->message);
    if (!form.empty()) code.text = code.canon = form;
    if (!record::exists(s_, kind_, given.record.value()))
      return issue("record", "no record of the series' kind");
    if (const auto known = domain::look_up(s_, code.text))
      return known->record == given.record.value()
                 ? std::nullopt
                 : std::optional(issue("unique", "another record has or had this code"));
    const auto read = domain::read_by(series_, code.text);
    if (read.reading == Reading::wrong_check)
      return issue("check_character", "its check character does not fit");
    if (read.reading == Reading::forged) return issue("forged", "its seal does not fit");
    if (read.reading == Reading::fits &&
        domain::disagreeing(s_, *read.pattern, read.pieces, kind_,
                            domain::values_of_stored(s_, kind_, given.record.value()),
                            domain::Which::following))
      return issue("code_part", "a part of it says something else than the record");
    code.series = series_->def.id;
    if (read.reading == Reading::fits)
      take(read, code);
    else
      ++report_.legacy;
    const std::int64_t id = given.record.value();
    if (!has_code(s_, kind_, id)) {
      record::assign_code(s_, kind_, id, code);
    } else {
      record::register_code(s_, id, code);
      domain::set_state(s_, code.canon, CodeState::legacy);
    }
    return std::nullopt;
  }

  void take(const domain::ReadCode& read, IssuedCode& code) {
    ++report_.taken;
    code.text = read.pattern->print(read.pieces);
    code.canon = read.pieces.text;
    code.version = read.version;
    code.at = s_.now().ms;
    if (!read.pattern->numbering().present) return;
    code.number = read.pattern->number(read.pieces);
    code.counter = domain::number_taken(s_, *series_, read.pattern->scope(read.pieces), code.number).counter;
  }

  Session& s_;
  std::shared_ptr<const Series> series_;
  const KindDef& kind_;
  CodeImportReport report_;
};

/// Brings the records of a series to its present pattern.
class Recoding {
 public:
  Recoding(Session& s, std::shared_ptr<const Series> series)
      : s_(s), series_(std::move(series)), kind_(*s.catalogue->find_kind(series_->def.kind)) {}

  RecodeReport run() {
    std::int64_t last = 0;
    while (true) {
      std::vector<std::pair<std::int64_t, std::string>> page;
      {
        auto q = s_.take("SELECT id, code FROM " + std::string(kind_.kind->table) +
                         " WHERE id > ? ORDER BY id LIMIT 1000");
        q->bind(1, last);
        while (q->step()) page.emplace_back(q->int64(0), std::string(q->text(1)));
      }
      if (page.empty()) return std::move(report_);
      for (auto& [id, code] : page) one(id, std::move(code));
      last = page.back().first;
    }
  }

 private:
  void one(std::int64_t id, std::string before) {
    ++report_.records;
    if (before.empty() && was_withdrawn(id)) return;
    IssuedCode code;
    try {
      code = renumbered(id);
      while (!is_free(id, code)) {
        record::pass_over(s_, code);
        code = renumbered(id);
      }
      if (code.text == before) return;
      record::assign_code(s_, kind_, id, code);
      report_.changes.push_back({RecordId{id}, std::move(before), std::move(code.text)});
    } catch (const Error& e) {
      if (e.code() != ErrorCode::invalid && e.code() != ErrorCode::conflict) throw;
      record::return_number(s_, code);
      for (Issue issue : e.issues()) {
        issue.record = record::record_name(id);
        report_.issues.push_back(std::move(issue));
      }
    }
  }

  /// False where another number may do.
  bool is_free(std::int64_t id, IssuedCode& code) {
    const auto known = domain::registered(s_, code.canon);
    if (!known) return true;
    if (known->record == id) {
      if (known->state == CodeState::withdrawn) domain::refuse_withdrawn(code.text);
      return code.former = true;
    }
    if (!kept_ && code.counter != 0) return false;
    throw Conflict(Issue{{}, "code", "unique", "another record has or had the new code", code.text});
  }

  bool was_withdrawn(std::int64_t id) {
    auto q = s_.take("SELECT 1 FROM code WHERE record = ? AND state = ?");
    q->bind_all(id, static_cast<int>(CodeState::withdrawn));
    return q->step();
  }

  IssuedCode renumbered(std::int64_t id) {
    const CodePattern& pattern = series_->newest();
    const auto values = domain::values_of_stored(s_, kind_, id);
    const auto held = domain::code_of_record(s_, id);
    const bool mine = held && held->series == series_->def.id && held->counter != 0;
    const Timestamp at = mine ? Timestamp{held->at} : domain::business_time(s_, *series_, kind_, values);
    auto pieces = domain::pieces_of(s_, pattern, kind_, values, at);
    const domain::Ingredients from{mine ? held->number : 0, domain::local_time(*series_, at), pieces};
    Pieces old, now;
    const CodePattern* before = mine ? series_->version(held->version) : nullptr;
    if (before && before->read(held->canon, old) == Reading::fits)
      keep_what_has_no_source(*before, old, pieces);
    kept_ = mine && pattern.numbering().present && held->number <= pattern.numbering().last &&
            domain::counter_of(s_, *series_, pattern.scope(from)) == held->counter;
    if (!kept_) return domain::next_of(s_, *series_, from, at);
    pattern.write(from, now);
    IssuedCode code = domain::issued(*series_, series_->def.newest().number, pattern, now, at);
    code.counter = held->counter;
    code.number = held->number;
    return code;
  }

  /// Random and device parts stay what they were, where the new pattern has the same ones.
  void keep_what_has_no_source(const CodePattern& before, const Pieces& old,
                               std::vector<std::string>& pieces) const {
    const CodePattern& pattern = series_->newest();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const domain::Token token = pattern.parts()[i].token;
      if (token != domain::Token::random && token != domain::Token::unique && token != domain::Token::node)
        continue;
      for (std::size_t j = 0; j < before.parts().size(); ++j)
        if (before.parts()[j].token == token && pattern.shape(i).matches(old.of(j))) pieces[i] = old.of(j);
    }
  }

  Session& s_;
  std::shared_ptr<const Series> series_;
  const KindDef& kind_;
  bool kept_ = false;  // the code made last has the number that the record has
  RecodeReport report_;
};

}  // namespace

CodeImportReport CodeWriter::import_codes(std::string_view series, const std::vector<ExistingCode>& codes) {
  Session& s = detail::session_of(handle_);
  s.writing();
  domain::require(s, domain::CodeRight::by_hand);
  return CodeImport(s, domain::series_named(s, series)).run(codes);
}

RecodeReport CodeWriter::recode(std::string_view name, DryRun dry_run) {
  Session& s = detail::session_of(handle_);
  s.writing();
  domain::require(s, domain::CodeRight::change);
  const auto series = domain::series_named(s, name);
  if (dry_run == DryRun::no) return Recoding(s, series).run();
  const int level = record::open_savepoint(s);
  try {
    RecodeReport report = Recoding(s, series).run();
    record::undo_savepoint(s, level);
    return report;
  } catch (...) {
    record::undo_savepoint(s, level);
    throw;
  }
}

void CodeWriter::withdraw(std::string_view text, std::string_view why) {
  Session& s = detail::session_of(handle_);
  s.writing();
  domain::require(s, domain::CodeRight::withdraw);
  std::string form;
  if (record::is_blank(why) || record::check_text(why, 1000, form))
    throw Invalid(Issue{{}, "why", "required", "a reason of 1 to 1,000 characters is needed", {}});
  const auto code = domain::look_up(s, text);
  if (!code) throw NotFound("no such code was ever issued");
  if (code->state == CodeState::current) {
    auto q = s.take("SELECT kind FROM record WHERE id = ?");
    q->bind(1, code->record);
    if (q->step())
      record::assign_code(s, *s.catalogue->find_kind(static_cast<int>(q->int64(0))), code->record,
                          std::nullopt);
  }
  auto q = s.take("UPDATE code SET state = ?, why = ? WHERE canon = ?");
  q->bind(1, static_cast<int>(CodeState::withdrawn));
  q->bind(2, form.empty() ? why : std::string_view(form));
  q->bind(3, std::string_view(code->canon));
  q->step();
}

CodeBlock CodeWriter::reserve(std::string_view name, const ReserveSpec& spec) {
  Session& s = detail::session_of(handle_);
  s.writing();
  domain::require(s, domain::CodeRight::issue);
  const auto series = domain::series_named(s, name);
  const CodePattern& pattern = series->newest();
  const auto& n = pattern.numbering();
  const auto refuse = [](const char* field, const char* rule, const char* message) {
    throw Invalid(Issue{{}, field, rule, message, {}});
  };
  if (!n.present || !n.fast)
    refuse(
        "series", "gapless",
        "only a `fast` series can set numbers aside; a gapless one gives each device its own with {NODE:n}");
  if (spec.numbers < 1 || spec.numbers > 1'000'000) refuse("numbers", "range", "1 to 1,000,000");
  std::string form;
  if (record::is_blank(spec.holder) || record::check_text(spec.holder, 100, form))
    refuse("holder", "required", "the device that the numbers are for is needed, in 1 to 100 characters");
  std::vector<std::string> pieces(pattern.parts().size());
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (pattern.parts()[i].token == domain::Token::node)
      pieces[i] = pattern.piece(i, std::to_string(domain::node_of(s))).value_or(std::string());
  for (const PartIs& part : spec.parts) {
    const auto at = pattern.part_named(part.part);
    auto piece = at ? pattern.piece(*at, part.value) : std::nullopt;
    if (!piece) refuse("parts", "part", "the pattern has no such part, or the part no such value");
    pieces[*at] = std::move(*piece);
  }
  for (const std::string& key : n.per)
    if (const auto at = pattern.part_named(key);
        at && !domain::is_time(pattern.parts()[*at].token) && pieces[*at].empty())
      refuse("parts", "part", "a value of each part that the number counts per is needed");
  domain::Ingredients from{0, domain::local_time(*series, s.now()), pieces};
  CodeBlock block{0,
                  series->def.name,
                  pattern.scope(from),
                  form.empty() ? spec.holder : form,
                  0,
                  0,
                  s.now(),
                  spec.expires,
                  false,
                  {}};
  const std::int64_t id = domain::counter_of(s, *series, block.scope);
  record::Counter& counter = domain::counter_state(s, id);
  block.first = domain::own_number(n, counter.next);
  block.last = block.first + (spec.numbers - 1) * n.step;
  if (block.last > n.last)
    throw Conflict(Issue{{}, "code", "exhausted", "there are not so many numbers left", {}});
  counter.next = block.last + n.step;
  counter.dirty = true;
  auto q =
      s.take("INSERT INTO code_block (counter, lo, hi, holder, issued, expires) VALUES (?, ?, ?, ?, ?, ?)");
  q->bind_all(id, block.first, block.last, std::string_view(block.holder), block.issued.ms);
  if (block.expires)
    q->bind(6, block.expires->ms);
  else
    q->bind(6, nullptr);
  q->step();
  block.id = s.db.last_insert_rowid();
  const bool complete = std::none_of(pieces.begin(), pieces.end(), [&](const std::string& piece) {
    const domain::Token token = pattern.parts()[static_cast<std::size_t>(&piece - pieces.data())].token;
    return piece.empty() &&
           (token == domain::Token::field || token == domain::Token::map || token == domain::Token::node ||
            token == domain::Token::random || token == domain::Token::unique);
  });
  Pieces code;
  for (from.number = block.first; complete && from.number <= block.last && block.codes.size() < 10'000;
       from.number += n.step)
    if (pattern.write(from, code)) block.codes.push_back(pattern.print(code));
  return block;
}

void CodeWriter::return_block(std::int64_t id) {
  Session& s = detail::session_of(handle_);
  s.writing();
  auto q = s.take(
      "SELECT b.counter, b.lo, b.hi, c.series, c.scope, b.returned FROM code_block b JOIN code_counter c ON "
      "c.id = b.counter "
      "WHERE b.id = ? AND b.holder IS NOT NULL");
  q->bind(1, id);
  if (!q->step()) throw NotFound("no such block");
  if (!q->is_null(5)) return;
  const std::int64_t counter_id = q->int64(0), first = q->int64(1), series_id = q->int64(3);
  std::int64_t last = q->int64(2);
  const std::string scope(q->text(4));
  q->reset();
  for (const record::SeriesDef& def : s.catalogue->series) {
    if (def.id != series_id) continue;
    const auto series = domain::series_of(s, def);
    const std::int64_t step = series->newest().numbering().step;
    domain::counter_of(s, *series, scope);
    record::Counter& counter = domain::counter_state(s, counter_id);
    auto used = s.take("SELECT max(n) FROM code WHERE counter = ? AND n BETWEEN ? AND ?");
    used->bind_all(counter_id, first, last);
    used->step();
    const std::int64_t next = used->is_null(0) ? first : used->int64(0) + step;
    if (counter.next == last + step && next <= last) {
      counter.next = next;
      counter.dirty = true;
      last = next - step;
    }
  }
  auto update = s.take("UPDATE code_block SET hi = ?, returned = ? WHERE id = ?");
  update->bind_all(last, s.now().ms, id);
  update->step();
}

}  // namespace crmlite
