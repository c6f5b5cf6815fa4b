// code table, card, gaps, blocks, health, review: series looked at as a whole.
#include <cmath>

#include "codes.hpp"
#include "output.hpp"

namespace cli {
namespace {

void table_of(Program& program, const SeriesArgs& args) {
  Table table(program, {"former", "now", "record"});
  for (const crm::CodeChange& change :
       program.read([&](const crm::ReadTx& tx) { return tx.codes().table(args.series); }))
    table.row({change.before, change.now, to_string(change.record)});
  table.finish();
}

std::string place_of(const crm::CardLine& line) {
  return std::to_string(line.first) + (line.first == line.last ? "" : "-" + std::to_string(line.last));
}

void card(Program& program, const SeriesArgs& args) {
  const bool zh = args.language == "zh";
  Table table(program,
              {{.key = "position", .heading = zh ? "位置" : ""},
               {.key = "characters", .heading = zh ? "字符" : ""},
               {.key = "meaning", .heading = zh ? "含义" : ""},
               {.key = "example", .heading = zh ? "示例" : ""}},
              Choosing::here, Table::any_width);
  for (const crm::CardLine& line :
       program.read([&](const crm::ReadTx& tx) { return tx.codes().card(args.series, args.language); }))
    table.row({place_of(line), line.characters, line.meaning, line.example});
  table.finish();
}

void gaps(Program& program, const SeriesArgs& args) {
  Table table(program, {"scope", "first", "last", "why", "by", "at"}, Table::any_width);
  for (const crm::CodeGap& gap :
       program.read([&](const crm::ReadTx& tx) { return tx.codes().gaps(args.series); }))
    table.row({gap.scope, gap.first, gap.last, gap.why, gap.by,
               gap.why.empty() ? crm::Value() : crm::Value(gap.at)});
  table.finish();
}

void blocks(Program& program, const SeriesArgs& args) {
  Table table(program, {"block", "scope", "holder", "first", "last", "issued", "expires", "returned"});
  for (const crm::CodeBlock& block :
       program.read([&](const crm::ReadTx& tx) { return tx.codes().blocks(args.series); }))
    table.row({block.id, block.scope, block.holder, block.first, block.last, block.issued,
               block.expires ? crm::Value(*block.expires) : crm::Value(), mark(program, block.returned)});
  table.finish();
}

void health(Program& program, const NoArgs&) {
  Table table(program, {"series", "scope", "used", "capacity", "per_day", "exhausted_on", "warning"});
  for (const crm::CodeHealth& h : program.read([](const crm::ReadTx& tx) { return tx.codes().health(); }))
    table.row({h.series, h.scope, h.used, h.capacity, crm::Decimal(std::llround(h.per_day * 10), 1),
               h.exhausted_on ? crm::Value(*h.exhausted_on) : crm::Value(), mark(program, h.warning)});
  table.finish();
}

void review(Program& program, const NoArgs&) {
  Table table(program, {"series", "rule", "message", "examples"}, Table::any_width);
  for (const crm::CodeReview& found :
       program.read([](const crm::ReadTx& tx) { return tx.codes().review(); })) {
    crm::Value::Texts examples;
    for (const crm::CodedRecord& example : found.examples) examples.push_back(example.code);
    table.row({found.series, found.rule, found.message, std::move(examples)});
  }
  table.finish();
}

}  // namespace

void add_code_surveys(Program& program, CLI::App& code) {
  const auto of_series = [](Parameters& take, SeriesArgs& args) { declare_series(take, args.series); };
  program.command<SeriesArgs>(
      code, "table", "Every former code of a series, and the present one of its record", of_series, table_of);
  program.command<SeriesArgs>(
      code, "card", "The rule card of a series: position, characters, meaning, example",
      [](Parameters& take, SeriesArgs& args) {
        declare_series(take, args.series);
        declare_language(take, args.language);
      },
      card);
  program.command<SeriesArgs>(code, "gaps", "Every number that no code has, and why", of_series, gaps);
  program.command<SeriesArgs>(code, "blocks", "Numbers set aside for devices", of_series, blocks);
  program.command<NoArgs>(code, "health", "How far each counter has come, and when it will be at its end",
                          declare_nothing, health);
  program.command<NoArgs>(code, "review", "What somebody should look at", declare_nothing, review);
}

}  // namespace cli
