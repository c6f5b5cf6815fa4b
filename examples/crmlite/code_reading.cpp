// code parse, explain, resolve, verify, suggest, find, count: what codes say, and of whom.
#include "codes.hpp"
#include "field_rules.hpp"
#include "output.hpp"

namespace cli {
namespace {

struct CodeArgs {
  std::string code = {}, language = "en", check = {};
};

struct FindArgs {
  std::string series = {}, after = {}, by = {};
  std::vector<std::string> parts = {};
  std::size_t limit = 50;
};

const char* reason_of(crm::CodeVerdict verdict) {
  if (verdict == crm::CodeVerdict::wrong_check) return "mistyped: its check character does not fit";
  return verdict == crm::CodeVerdict::forged ? "forged or mistyped: its seal does not fit"
                                             : "no series has such codes";
}

crm::ParsedCode parsed(const crm::ReadTx& tx, const std::string& code) {
  auto found = tx.codes().parse(code);
  if (!found) throw crm::NotFound(reason_of(tx.codes().verify(code)));
  return std::move(*found);
}

void print_parts(Program& program, const crm::ParsedCode& code) {
  Table table(program, {"part", "text", "meaning"}, Table::any_width);
  for (const crm::CodePart& part : code.parts) table.row({part.name, part.text, part.meaning});
  table.finish();
}

/// For people a few lines and a table of the parts, for programs one row.
void parse(Program& program, const CodeArgs& args) {
  const auto code = program.read([&](const crm::ReadTx& tx) { return parsed(tx, args.code); });
  if (format_of(program) == crm::TableFormat::text) {
    print_aligned(program.out(), {{"series", code.series}, {"kind", code.kind}, {"code", code.code}});
    program.out() << "\n";
    return print_parts(program, code);
  }
  Table table(program,
              {{.key = "series"},
               {.key = "kind"},
               {.key = "code"},
               {.key = "number"},
               {.key = "scope"},
               {.key = "parts", .parts = {"part", "text", "meaning"}}},
              Choosing::here);
  crm::ValueRows parts;
  for (const crm::CodePart& part : code.parts) parts.push_back({part.name, part.text, part.meaning});
  table.row({code.series, code.kind, code.code, code.number, code.scope, std::move(parts)});
  table.finish();
}

void explain(Program& program, const CodeArgs& args) {
  const std::string text = program.read([&](const crm::ReadTx& tx) {
    parsed(tx, args.code);
    return tx.codes().explain(args.code, args.language);
  });
  answer(program, "meaning", text);
}

void resolve(Program& program, const CodeArgs& args) {
  const auto found = program.read([&](const crm::ReadTx& tx) { return tx.codes().resolve(args.code); });
  if (!found) throw crm::NotFound("this code was never given");
  report(program, {{"record", to_string(found->record)},
                   {"kind", found->kind},
                   {"status", std::string(to_string(found->status))},
                   {"code_now", found->code_now}});
}

/// By the check character alone: no series and no file are asked.
void verify_alone(Program& program, const CodeArgs& args) {
  const bool valid = crm::is_valid(check_system("--check", args.check), args.code);
  report(program, {{"verdict", valid ? "valid" : std::string(to_string(crm::CodeVerdict::wrong_check))}});
  if (!valid) program.fail(reason_of(crm::CodeVerdict::wrong_check));
}

/// A code that no record has or had may be mistyped, even if it is genuine.
void verify(Program& program, const CodeArgs& args) {
  if (!args.check.empty()) return verify_alone(program, args);
  program.read([&](const crm::ReadTx& tx) {
    const crm::CodeVerdict verdict = tx.codes().verify(args.code);
    const bool given = tx.codes().resolve(args.code).has_value();
    const auto meant = given ? crm::Value::Texts() : tx.codes().suggest(args.code);
    Figures figures = {{"verdict", std::string(to_string(verdict))}, {"given", given}};
    if (!meant.empty() || format_of(program) != crm::TableFormat::text)
      figures.emplace_back("did_you_mean", meant);
    report(program, figures);
    if (verdict != crm::CodeVerdict::genuine) program.fail(reason_of(verdict));
  });
}

void suggest(Program& program, const CodeArgs& args) {
  Table table(program, {"code"});
  for (const std::string& code :
       program.read([&](const crm::ReadTx& tx) { return tx.codes().suggest(args.code); }))
    table.row({code});
  table.finish();
}

void find(Program& program, const FindArgs& args) {
  const auto parts = parts_of(args.parts);
  const int limit = static_cast<int>(std::min<std::size_t>(args.limit, 1'000'000));
  const auto page = program.read(
      [&](const crm::ReadTx& tx) { return tx.codes().find(args.series, parts, limit, args.after); });
  Table table(program, {"code", "record"});
  for (const crm::CodedRecord& found : page) table.row({found.code, to_string(found.record)});
  table.finish();
  if (!page.next.empty()) program.note("next: " + page.next);
}

void count(Program& program, const FindArgs& args) {
  Table table(program, {"value", "codes"});
  for (const crm::PartCount& found :
       program.read([&](const crm::ReadTx& tx) { return tx.codes().count_by(args.series, args.by); }))
    table.row({found.value, found.codes});
  table.finish();
}

void declare_code(Parameters& take, CodeArgs& args) { take.word("CODE", args.code, "The code"); }

void add_searching(Program& program, CLI::App& code) {
  program.command<FindArgs>(
      code, "find", "Records by parts of their present codes",
      [](Parameters& take, FindArgs& args) {
        declare_series(take, args.series);
        take.repeated("--part", args.parts, "PART=VALUE: grade=A, year=2026, month=2026-03; repeat it",
                      Need::required);
        take.option("--limit", args.limit, "At most so many (50)");
        take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
      },
      find);
  program.command<FindArgs>(
      code, "count", "How many present codes have which value of a part",
      [](Parameters& take, FindArgs& args) {
        declare_series(take, args.series);
        take.option("--by", args.by, "The part: grade, year, customer.kind …", Need::required);
      },
      count);
}

}  // namespace

void add_code_reading(Program& program, CLI::App& code) {
  const auto in_language = [](Parameters& take, CodeArgs& args) {
    declare_code(take, args);
    declare_language(take, args.language);
  };
  program.command<CodeArgs>(code, "parse", "A code taken apart", declare_code, parse);
  program.command<CodeArgs>(code, "explain", "A code in words", in_language, explain);
  program.command<CodeArgs>(code, "resolve", "The record that has or had a code, and what became of the code",
                            declare_code, resolve);
  program.command<CodeArgs>(
      code, "verify", "Whether a code is genuine; needs no file with --check",
      [](Parameters& take, CodeArgs& args) {
        declare_code(take, args);
        take.option("--check", args.check,
                    "By its check character alone, of any system: luhn, iban, uscc, id-cn …");
      },
      verify);
  program.command<CodeArgs>(code, "suggest", "Issued codes that a mistyped one may have been meant for",
                            declare_code, suggest);
  add_searching(program, code);
}

}  // namespace cli
