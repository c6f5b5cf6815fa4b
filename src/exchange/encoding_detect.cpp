// Detection in one pass over the whole file: BOM, UTF-16's zero bytes, strict UTF-8; only what is none of
// these is weighed by plausibility, on the lines that hold more than ASCII.
#include <algorithm>
#include <fstream>
#include <istream>
#include <utility>

#include <crmlite/error.hpp>

#include "exchange/encoding.hpp"
#include "exchange/encoding_decode.hpp"
#include "exchange/encoding_plausible.hpp"

namespace crmlite::exchange {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t chunk_size = std::size_t{256} * 1024;
constexpr std::size_t sample_limit = std::size_t{256} * 1024;
constexpr double least_score = 0.55;  // Japanese EUC read as GB18030 reaches 0.52
constexpr double least_lead = 0.1;    // over the second best

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<Encoding> by_bom(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF"sv)) return Encoding::utf8_bom;
  if (start.starts_with("\xFF\xFE\0\0"sv)) return Encoding::utf32le;
  if (start.starts_with("\0\0\xFE\xFF"sv)) return Encoding::utf32be;
  if (start.starts_with("\xFF\xFE"sv)) return Encoding::utf16le;
  if (start.starts_with("\xFE\xFF"sv)) return Encoding::utf16be;
  if (start.starts_with("\x84\x31\x95\x33"sv)) return Encoding::gb18030;
  return std::nullopt;
}

bool decodes(Encoding encoding, std::string_view bytes) {
  const Decoder step_of = decoder(encoding);
  while (!bytes.empty()) {
    const Step step = step_of(unsigned_bytes(bytes), bytes.size());
    if (step.bad) return false;
    if (step.size == 0) break;
    bytes.remove_prefix(step.size);
  }
  return true;
}

/// Separators, digits and line ends are ASCII in every script, so UTF-16 shows in zeros on one side of its
/// units. A stray NUL in a text of bytes must not look like that.
std::optional<Encoding> by_zero_bytes(std::string_view start, bool whole) {
  if (whole && start.size() % 2 != 0) return std::nullopt;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < start.size(); ++i) {
    if (start[i] == '\0') ++zeros[i % 2];
  }
  const std::size_t units = start.size() / 2;
  const bool little = zeros[1] > zeros[0];
  const std::size_t more = std::max(zeros[0], zeros[1]);
  const std::size_t fewer = std::min(zeros[0], zeros[1]);
  const bool mostly = more * 2 > units;  // text in Latin letters
  const bool some =
      more * 33 > units && utf8_prefix(start) + 3 < start.size();  // other scripts: not UTF-8 then
  if (fewer * 10 > more || !(mostly || some)) return std::nullopt;
  const Encoding encoding = little ? Encoding::utf16le : Encoding::utf16be;
  return decodes(encoding, start) ? std::optional(encoding) : std::nullopt;
}

/// Where a byte stands next; searches every stretch only once.
class NextByte {
 public:
  NextByte(std::string_view text, char wanted)
      : text_(text), wanted_(wanted), next_(std::min(text.find(wanted), text.size())) {}
  std::size_t from(std::size_t at) {
    if (next_ < at) next_ = std::min(text_.find(wanted_, at), text_.size());
    return next_;
  }

 private:
  std::string_view text_;
  char wanted_;
  std::size_t next_;
};

/// What strict UTF-8 says of the whole file, line by line, and the lines to weigh if it says no.
class Utf8Survey {
 public:
  explicit Utf8Survey(std::uint64_t offset) : offset_(offset) {}
  void add(std::string_view bytes);
  void finish();

  std::string_view sample() const { return sample_; }
  std::uint64_t valid_lines() const { return valid_lines_; }
  std::uint64_t bad_lines() const { return bad_count_; }
  bool only_cut_at_end() const { return cut_at_end_ && bad_count_ == 1; }
  std::vector<BadLine> first_bad_lines() && { return std::move(bad_lines_); }

 private:
  void add_part(std::string_view part);
  void check(std::string_view part);
  void end_line();
  void mark_bad(std::uint64_t byte);

  std::uint64_t offset_;  // in the file, of the part being checked
  std::string cut_ = {};  // the beginning of a character whose rest comes with the next part
  std::uint64_t cut_at_ = 0;
  std::string sample_ = {};
  std::vector<BadLine> bad_lines_ = {};
  std::uint64_t bad_count_ = 0;
  std::uint64_t valid_lines_ = 0;  // that hold more than ASCII
  std::uint64_t line_ = 1;
  bool high_ = false;       // this line holds more than ASCII,
  bool multibyte_ = false;  // a whole character of it,
  bool bad_ = false;        // something that is not UTF-8
  bool after_cr_ = false;
  bool cut_at_end_ = false;
};

void Utf8Survey::add(std::string_view bytes) {
  NextByte lf(bytes, '\n');
  NextByte cr(bytes, '\r');
  const std::uint64_t begin = offset_;
  std::size_t at = after_cr_ && bytes.starts_with('\n') ? 1 : 0;
  after_cr_ = false;
  while (at < bytes.size()) {
    const std::size_t end = std::min(lf.from(at), cr.from(at));
    offset_ = begin + at;
    add_part(bytes.substr(at, end - at));
    if (end == bytes.size()) break;
    end_line();
    at = end + 1;
    if (bytes[end] != '\r') continue;
    after_cr_ = at == bytes.size();
    if (!after_cr_ && bytes[at] == '\n') ++at;
  }
  offset_ = begin + bytes.size();
}

void Utf8Survey::add_part(std::string_view part) {
  if (!high_) high_ = ascii_prefix(part) < part.size();
  if (!high_) return;
  sample_ += part.substr(0, sample_limit - sample_.size());
  if (bad_) return;
  if (cut_.empty()) return check(part);
  const std::string joined = std::exchange(cut_, {}) + std::string(part);
  offset_ = cut_at_;
  check(joined);
}

void Utf8Survey::check(std::string_view part) {
  const std::size_t valid = utf8_prefix(part);
  if (ascii_prefix(part.substr(0, valid)) < valid) multibyte_ = true;
  const std::string_view rest = part.substr(valid);
  if (rest.empty()) return;
  const Step step = decoder(Encoding::utf8)(unsigned_bytes(rest), rest.size());
  if (step.bad) return mark_bad(offset_ + valid);
  cut_ = rest;
  cut_at_ = offset_ + valid;
}

void Utf8Survey::mark_bad(std::uint64_t byte) {
  bad_ = true;
  ++bad_count_;
  if (bad_lines_.size() < Detection::max_bad_lines) bad_lines_.push_back({line_, byte});
}

void Utf8Survey::end_line() {
  if (!cut_.empty()) mark_bad(cut_at_);
  cut_.clear();
  if (high_ && sample_.size() < sample_limit) sample_ += '\n';
  if (high_ && !bad_) ++valid_lines_;
  high_ = multibyte_ = bad_ = false;
  ++line_;
}

void Utf8Survey::finish() {
  cut_at_end_ = !cut_.empty() && (multibyte_ || valid_lines_ > 0);
  end_line();
}

std::vector<Candidate> weighed(const Utf8Survey& survey) {
  std::vector<Candidate> candidates;
  if (const auto valid = static_cast<double>(survey.valid_lines()); valid > 0) {
    candidates.push_back({Encoding::utf8, valid / (valid + static_cast<double>(survey.bad_lines()))});
  }
  for (const Encoding encoding : {Encoding::gb18030, Encoding::big5, Encoding::shift_jis, Encoding::euc_kr,
                                  Encoding::windows_1252, Encoding::windows_1251}) {
    try {
      candidates.push_back({encoding, plausibility(encoding, survey.sample())});
    } catch (const Error&) {  // this system does not know it, so it could not be read either
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  return candidates;
}

Detection conclusion(Utf8Survey survey, bool has_bom) {
  Detection found;
  found.encoding = has_bom ? Encoding::utf8_bom : Encoding::utf8;
  found.bad_line_count = survey.bad_lines();
  if (found.bad_line_count == 0) found.double_encoded = looks_double_encoded(survey.sample());
  constexpr std::uint64_t mostly = 3;
  const bool is_utf8 =
      has_bom || survey.only_cut_at_end() || survey.valid_lines() >= mostly * survey.bad_lines();
  if (!is_utf8) {
    found.certain = false;
    found.candidates = weighed(survey);
    const bool clear =
        !found.candidates.empty() && found.candidates[0].score >= least_score &&
        (found.candidates.size() == 1 || found.candidates[0].score >= found.candidates[1].score + least_lead);
    found.encoding = clear ? std::optional(found.candidates[0].encoding) : std::nullopt;
  }
  if (found.encoding && *found.encoding >= Encoding::utf16le) {
    found.bad_line_count = 0;
  } else {
    found.bad_lines = std::move(survey).first_bad_lines();
  }
  return found;
}

Detection detected(std::istream& in) {
  std::vector<char> buffer(chunk_size);
  const auto read = [&in, &buffer] {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (in.bad() || (in.fail() && !in.eof())) throw Error("cannot read the file");
    return std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount()));
  };
  std::string_view bytes = read();
  const std::optional<Encoding> bom = by_bom(bytes);
  const bool is_utf8_bom = bom == Encoding::utf8_bom;
  if (bom && !is_utf8_bom) return {.encoding = bom};
  if (const auto wide = by_zero_bytes(bytes, in.eof()); !bom && wide) return {.encoding = wide};

  const std::size_t bom_size = is_utf8_bom ? 3 : 0;
  bytes.remove_prefix(bom_size);
  Utf8Survey survey(bom_size);
  while (true) {
    survey.add(bytes);
    if (in.eof()) break;
    bytes = read();
  }
  survey.finish();
  return conclusion(std::move(survey), is_utf8_bom);
}

}  // namespace

Detection detect_encoding(std::istream& in) {
  const std::istream::pos_type begin = in.tellg();
  if (begin == std::istream::pos_type(-1)) {
    throw Error("cannot find out the encoding of a stream that cannot be read twice: name it");
  }
  Detection found = detected(in);
  in.clear();
  in.seekg(begin);
  if (!in) throw Error("cannot go back in the stream");
  return found;
}

Detection detect_encoding(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error("cannot open the file for reading");
  return detected(in);
}

}  // namespace crmlite::exchange
