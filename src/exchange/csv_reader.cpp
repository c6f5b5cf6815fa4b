// The reader keeps the row it is working on whole and untouched in one buffer, so that it can go back when a
// quote turns out to be stray. Only fields with doubled quotes are copied, at the end of the row. Every byte
// is looked at at most twice: what a stray quote ran over holds no other quote that could run over it again.
#include <algorithm>
#include <cstring>

#include "exchange/csv.hpp"

namespace crmlite::exchange {

namespace {

// What a byte can stop, in a plain field and in a quoted one.
constexpr std::uint8_t separator_bit = 1;
constexpr std::uint8_t line_bit = 2;
constexpr std::uint8_t quote_bit = 4;
constexpr std::uint8_t nul_bit = 8;
constexpr std::uint8_t plain_stops = separator_bit | line_bit | quote_bit | nul_bit;
constexpr std::uint8_t quoted_stops = quote_bit | line_bit | nul_bit;

constexpr std::size_t sample_size = std::size_t{64} * 1024;

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

}  // namespace

std::string_view rule(RowFault fault) noexcept {
  switch (fault) {
    case RowFault::undecodable:
      return "undecodable";
    case RowFault::nul_character:
      return "nul_character";
    case RowFault::unterminated_quote:
      return "unterminated_quote";
    case RowFault::text_after_quote:
      return "text_after_quote";
    case RowFault::stray_quote:
      return "stray_quote";
    case RowFault::field_too_long:
      return "field_too_long";
    case RowFault::row_too_long:
      return "row_too_long";
  }
  return {};
}

std::string_view message(RowFault fault) noexcept {
  switch (fault) {
    case RowFault::undecodable:
      return "bytes that are no text in the file's encoding";
    case RowFault::nul_character:
      return "a NUL character";
    case RowFault::unterminated_quote:
      return "a quote is not closed";
    case RowFault::text_after_quote:
      return "something stands behind a closing quote";
    case RowFault::stray_quote:
      return "a quote stands inside an unquoted field";
    case RowFault::field_too_long:
      return "a field is longer than 1 MiB";
    case RowFault::row_too_long:
      return "the row is longer than 16 MiB or has more than 65,536 fields";
  }
  return {};
}

std::string message(const RowError& error) {
  std::string text = "line " + std::to_string(error.line);
  if (error.fault != RowFault::row_too_long) text += ", column " + std::to_string(error.field + 1);
  text += ": ";
  text += message(error.fault);
  if (error.fault == RowFault::undecodable) text += " (byte " + std::to_string(error.byte) + " of the file)";
  return text;
}

CsvReader::CsvReader(TextSource& source, std::optional<CsvDialect> dialect) : source_(source) {
  if (dialect) check(*dialect);
  const std::size_t wanted = dialect ? sep_line_size + 1 : sample_size;
  while (buffer_.size() < wanted && fill()) {
  }
  dialect_ = dialect ? *dialect : detect_dialect(std::string_view(buffer_).substr(0, sample_size));
  const auto mark = [this](char c, std::uint8_t bit) {
    std::uint8_t& kind = kinds_[static_cast<unsigned char>(c)];
    kind = static_cast<std::uint8_t>(kind | bit);
  };
  mark('\r', line_bit);
  mark('\n', line_bit);
  mark('\0', nul_bit);
  mark(dialect_.separator, separator_bit);
  mark(dialect_.quote, quote_bit);
  skip_sep_line();
}

bool CsvReader::next(CsvRow& row) {
  if (!begin_row(row)) return false;
  Stop stop = Stop::separator;
  while (stop == Stop::separator) {
    const std::size_t begin = cursor_;
    stop = has(begin) && at(begin) == dialect_.quote ? quoted_field(begin) : plain_field(begin);
    if (stop == Stop::separator) ++cursor_;
  }
  finish(row, stop == Stop::overflow);
  return true;
}

// Appends the next piece of text and forgets the rows before this one; false at the end.
bool CsvReader::fill() {
  if (at_end_) return false;
  buffer_.erase(0, row_);
  buffer_offset_ += row_;
  row_ = 0;
  std::erase_if(damage_, [this](const Damage& damage) { return damage.text < buffer_offset_; });
  damage_passed_ = 0;
  TextChunk chunk;
  if (!source_.next(chunk)) {
    at_end_ = true;
    return false;
  }
  buffer_ += chunk.text;
  damage_.insert(damage_.end(), chunk.damage.begin(), chunk.damage.end());
  return true;
}

// Where the next stop is, relative to the row; the end of the buffer if there is none yet.
std::size_t CsvReader::scan(std::size_t from, std::uint8_t stops) const {
  const auto* p = reinterpret_cast<const unsigned char*>(buffer_.data() + row_ + from);
  const auto* const end = reinterpret_cast<const unsigned char*>(buffer_.data() + buffer_.size());
  while (p < end && (kinds_[*p] & stops) == 0) ++p;
  return static_cast<std::size_t>(p - reinterpret_cast<const unsigned char*>(buffer_.data() + row_));
}

void CsvReader::skip_sep_line() {
  if (!separator_of_sep_line(buffer_)) return;
  cursor_ = sep_line_size;
  if (has(cursor_)) take_line_end();
}

bool CsvReader::begin_row(CsvRow& row) {
  row_ += cursor_;
  cursor_ = 0;
  while (has(0) && is_line_end(at(0))) {
    take_line_end();
    row_ += cursor_;
    cursor_ = 0;
  }
  if (!has(0)) return false;
  fields_.clear();
  error_.reset();
  repair_.reset();
  row.line = line_;
  row.record = ++record_;
  return true;
}

CsvReader::Stop CsvReader::plain_field(std::size_t begin) {
  while (true) {
    cursor_ = scan(cursor_, plain_stops);
    if (row_ + cursor_ == buffer_.size()) {
      if (cursor_ > max_row) return Stop::overflow;
      if (fill()) continue;
      return keep(begin, cursor_, false);
    }
    if (at(cursor_) == '\0') {
      note(RowFault::nul_character, cursor_++);
    } else if (at(cursor_) == dialect_.quote) {
      note_repair(RowFault::stray_quote, cursor_++);
    } else {
      return keep(begin, cursor_, false);
    }
  }
}

CsvReader::Stop CsvReader::quoted_field(std::size_t begin) {
  const std::uint64_t first_line = line_;
  bool doubled = false;
  ++cursor_;
  while (true) {
    cursor_ = scan(cursor_, quoted_stops);
    if (cursor_ > max_row) return give_up_quote(begin, first_line);
    if (row_ + cursor_ == buffer_.size()) {
      if (fill()) continue;
      return give_up_quote(begin, first_line);
    }
    const char c = at(cursor_);
    if (is_line_end(c)) {
      take_line_end();
    } else if (c == '\0') {
      note(RowFault::nul_character, cursor_++);
    } else if (has(cursor_ + 1) && at(cursor_ + 1) == dialect_.quote) {
      doubled = true;
      cursor_ += 2;
    } else {
      break;
    }
  }
  return after_closing_quote(begin, first_line, doubled);
}

CsvReader::Stop CsvReader::after_closing_quote(std::size_t begin, std::uint64_t first_line,
                                               bool doubled_quotes) {
  const std::size_t closing = cursor_++;
  const auto ends_field = [this] {
    return !has(cursor_) ||
           (kinds_[static_cast<unsigned char>(at(cursor_))] & (separator_bit | line_bit)) != 0;
  };
  while (!ends_field() && (at(cursor_) == ' ' || at(cursor_) == '\t') && cursor_ <= max_row) ++cursor_;
  const bool ended = ends_field();
  // Text behind the closing quote: on one line the quotes were meant literally; further down it is the
  // opening quote of another field that "closed" this one.
  if (!ended && line_ != first_line) return give_up_quote(begin, first_line);
  const bool clean = ended && cursor_ == closing + 1;
  if (!clean) note_repair(RowFault::text_after_quote, closing);
  return ended ? keep(begin + 1, closing, doubled_quotes) : plain_field(begin);
}

// Goes back to the line the quote is on: that line is one damaged row, and the next one is read afresh.
CsvReader::Stop CsvReader::give_up_quote(std::size_t begin, std::uint64_t line) {
  error_ = error_ && error_->field < fields_.size() ? error_ : std::nullopt;
  note(RowFault::unterminated_quote, begin);
  line_ = line;
  cursor_ = scan(begin, line_bit);
  return keep(begin, cursor_, false);
}

CsvReader::Stop CsvReader::keep(std::size_t begin, std::size_t end, bool doubled_quotes) {
  if (end - begin > max_field) note(RowFault::field_too_long, begin);
  fields_.push_back({begin, end - begin, doubled_quotes});
  const bool ends_row = !has(cursor_) || is_line_end(at(cursor_));
  if (cursor_ > max_row || (!ends_row && fields_.size() == max_fields)) return Stop::overflow;
  return ends_row ? Stop::line_end : Stop::separator;
}

void CsvReader::take_line_end() {
  const bool pair = at(cursor_) == '\r' && has(cursor_ + 1) && at(cursor_ + 1) == '\n';
  cursor_ += pair ? 2 : 1;
  ++line_;
}

void CsvReader::skip_line() {
  do {
    row_ += cursor_;
    cursor_ = 0;
    cursor_ = scan(0, line_bit);
  } while (row_ + cursor_ == buffer_.size() && fill());
  if (has(cursor_)) take_line_end();
}

void CsvReader::finish(CsvRow& row, bool overflow) {
  row.fields.clear();
  row.raw = {};
  row.error.reset();
  row.repair.reset();
  if (overflow) {
    row.error = RowError{.fault = RowFault::row_too_long, .line = row.line};
    skip_line();
    return;
  }
  const std::size_t end = cursor_;
  if (has(end)) take_line_end();  // may move the buffer
  row.raw = std::string_view(buffer_).substr(row_, end);
  note_damage(row.raw.size());
  fill_fields(row);
  row.error = placed(error_, row);
  row.repair = placed(repair_, row);
}

std::optional<RowError> CsvReader::placed(const std::optional<Finding>& finding, const CsvRow& row) const {
  if (!finding) return std::nullopt;
  const std::string_view before = row.raw.substr(0, finding->at);
  std::uint64_t line = row.line;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool first_of_pair = before[i] == '\r' && i + 1 < row.raw.size() && row.raw[i + 1] == '\n';
    if (is_line_end(before[i]) && !first_of_pair) ++line;
  }
  return RowError{finding->fault, line, finding->field, finding->byte};
}

void CsvReader::fill_fields(CsvRow& row) {
  unescaped_.clear();
  for (const Field& field : fields_) {
    std::string_view text = row.raw.substr(field.begin, field.size);
    if (field.doubled_quotes) {
      unescaped_.reserve(row.raw.size());  // for all fields of the row: what is in there must not move
      text = without_doubled_quotes(text);
    }
    if (dialect_.formulas_escaped) text = without_formula_escape(text);
    row.fields.push_back(text);
  }
}

std::string_view CsvReader::without_doubled_quotes(std::string_view text) {
  const std::size_t begin = unescaped_.size();
  for (std::size_t quote = 0; quote != text.npos; text.remove_prefix(std::min(quote + 2, text.size()))) {
    quote = text.find(dialect_.quote);
    unescaped_ += text.substr(0, quote == text.npos ? quote : quote + 1);
    if (quote == text.npos) break;
  }
  return std::string_view(unescaped_).substr(begin);
}

void CsvReader::note_damage(std::size_t row_size) {
  const std::uint64_t begin = buffer_offset_ + row_;
  for (; damage_passed_ < damage_.size(); ++damage_passed_) {
    const Damage& damage = damage_[damage_passed_];
    if (damage.text >= begin + row_size) return;
    if (damage.text < begin) continue;
    const auto place = static_cast<std::size_t>(damage.text - begin);
    if (error_ && error_->at <= place) continue;
    const auto behind = std::upper_bound(fields_.begin(), fields_.end(), place,
                                         [](std::size_t at, const Field& field) { return at < field.begin; });
    const auto before = behind - fields_.begin();
    error_ = {RowFault::undecodable, before > 0 ? static_cast<std::size_t>(before - 1) : 0, place,
              damage.byte};
  }
}

void CsvReader::note_repair(RowFault fault, std::size_t at) {
  if (!repair_) repair_ = {fault, fields_.size(), at};
}

void CsvReader::note(RowFault fault, std::size_t at) {
  if (!error_) error_ = {fault, fields_.size(), at};
}

}  // namespace crmlite::exchange
