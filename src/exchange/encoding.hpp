// Text files of any encoding as a stream of UTF-8: which encoding a file has, and its text in bounded memory.
// Nothing is ever replaced silently: bytes that are no text in the encoding arrive as a visible stand-in
// together with their place, so that a reader can refuse the one row they stand in and take the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crmlite::exchange {

enum class Encoding : std::uint8_t {
  utf8,
  utf8_bom,
  utf16le,
  utf16be,
  utf32le,
  utf32be,
  gb18030,  ///< also GBK and GB2312, which it contains
  big5,
  shift_jis,
  euc_kr,
  windows_1252,
  windows_1251,
};

/// The name to show: "UTF-8 with BOM", "GB18030". `encoding_from_name` understands every one of them.
std::string_view name(Encoding encoding) noexcept;

/// The encoding of that name; case, blanks, '-' and '_' do not count. Knows the usual aliases: "gbk",
/// "cp936", "latin1", "sjis". "UTF-16" and "UTF-32" are the little-endian ones unless the file's BOM says
/// otherwise.
std::optional<Encoding> encoding_from_name(std::string_view name);

struct Candidate {
  Encoding encoding = Encoding::utf8;
  double score = 0;  ///< how plausible the text is when read so: 1 is ordinary text, 0 or less is noise
};

struct BadLine {
  std::uint64_t line = 0;  ///< from 1, as an editor counts: also inside quoted fields
  std::uint64_t byte = 0;  ///< offset of the first bad byte in the file
};

struct Detection {
  /// Empty: nothing is plausible enough, the user has to name it. Reading such a file as UTF-8 takes the rows
  /// that are plain ASCII and reports the others.
  std::optional<Encoding> encoding = Encoding::utf8;
  /// By a BOM, by UTF-8's own redundancy or by UTF-16's zero bytes, not by plausibility. Damaged UTF-8 is
  /// certain.
  bool certain = true;
  std::vector<Candidate> candidates = {};  ///< what was weighed, best first; empty when `certain`
  std::vector<BadLine> bad_lines = {};     ///< lines that are not UTF-8, the first `max_bad_lines`
  std::uint64_t bad_line_count = 0;        ///< all of them; 0 when the encoding is another than UTF-8
  bool double_encoded = false;  ///< valid UTF-8 that was UTF-8 taken for Latin-1 before: `Ã©` for `é`

  static constexpr std::size_t max_bad_lines = 100;
};

/// What the stream from its present position to its end is encoded in. Reads all of it (one bad row may be
/// the last), keeps at most 256 KiB of it, and goes back to where it began.
/// @throws Error when the stream cannot be read or cannot go back, as a pipe cannot.
Detection detect_encoding(std::istream& in);
/// @throws Error when the file cannot be read.
Detection detect_encoding(const std::filesystem::path& file);

/// Bytes that are no text in the encoding. In the text each of them is written as `\xHH`.
struct Damage {
  std::uint64_t text = 0;  ///< offset of the stand-in in the whole UTF-8 text
  std::uint64_t byte = 0;  ///< offset of the bad bytes in the input
};

/// A piece of the text: whole characters, always valid UTF-8, never empty. Lives until the next one is asked
/// for.
struct TextChunk {
  std::string_view text = {};
  std::span<const Damage> damage = {};  ///< in ascending order
};

/// The text of a file or stream as UTF-8, without BOM, piece by piece. Memory: about six times the chunk
/// size.
class TextSource {
 public:
  static constexpr std::size_t default_chunk = 256 * 1024;

  /// Reads from the stream's present position; the stream must outlive the source. `chunk` is in bytes of
  /// input.
  /// @throws Error when this system cannot decode the encoding.
  TextSource(std::istream& in, Encoding encoding, std::size_t chunk = default_chunk);
  /// @throws Error when the file cannot be opened or this system cannot decode the encoding.
  TextSource(const std::filesystem::path& file, Encoding encoding, std::size_t chunk = default_chunk);
  TextSource(const TextSource&) = delete;
  TextSource& operator=(const TextSource&) = delete;
  ~TextSource();

  /// False at the end of the text.
  /// @throws Error when reading fails.
  bool next(TextChunk& chunk);

  /// Bytes of input taken so far, for progress.
  std::uint64_t bytes_read() const noexcept { return byte_offset_ + (end_ - begin_); }

 private:
  TextSource(std::unique_ptr<std::istream> owned, Encoding encoding, std::size_t chunk);

  void fill();
  void follow_bom() noexcept;
  std::string_view decode();
  std::string_view decode_utf8();
  std::string_view decode_others();
  char* stand_in(char* to, std::size_t bad, const char* text_begin);
  void drop_bom(std::string_view& text) noexcept;

  std::unique_ptr<std::istream> owned_;
  std::istream& in_;
  Encoding encoding_;
  std::size_t chunk_;
  std::vector<char> bytes_;  // input; what is not decoded yet is [begin_, end_)
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::vector<char> text_;  // output, where it is not the input itself
  std::vector<Damage> damage_;
  std::uint64_t byte_offset_ = 0;  // of bytes_[begin_] in the input
  std::uint64_t text_offset_ = 0;  // of the next chunk in the text
  bool at_start_ = true;
  bool at_end_ = false;
};

}  // namespace crmlite::exchange
