// TextSource: reads a piece of bytes, decodes the whole characters in it, and keeps what is cut for the next
// piece. UTF-8, the usual case, is only checked: the text is then the input buffer itself.
#include <algorithm>
#include <cstring>
#include <fstream>

#include <crmlite/error.hpp>

#include "exchange/encoding.hpp"
#include "exchange/encoding_decode.hpp"

namespace crmlite::exchange {

namespace {

// A BOM, or two as some programs write, must be whole in the first piece.
constexpr std::size_t least_first_read = 8;
constexpr std::size_t longest_cut = 4;
constexpr std::size_t most_text_per_byte = 4;  // a bad byte becomes \xHH

constexpr std::string_view bom = "\xEF\xBB\xBF";

const unsigned char* unsigned_bytes(const char* p) { return reinterpret_cast<const unsigned char*>(p); }

std::unique_ptr<std::istream> opened(const std::filesystem::path& file) {
  auto in = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*in) throw Error("cannot open the file for reading");
  return in;
}

}  // namespace

TextSource::TextSource(std::istream& in, Encoding encoding, std::size_t chunk)
    : in_(in), encoding_(encoding), chunk_(std::max<std::size_t>(chunk, 1)) {
  decoder(encoding);  // throws what the constructor promises to throw
  bytes_.resize(std::max(chunk_, least_first_read) + longest_cut);
}

TextSource::TextSource(const std::filesystem::path& file, Encoding encoding, std::size_t chunk)
    : TextSource(opened(file), encoding, chunk) {}

TextSource::TextSource(std::unique_ptr<std::istream> owned, Encoding encoding, std::size_t chunk)
    : TextSource(*owned, encoding, chunk) {
  owned_ = std::move(owned);
}

TextSource::~TextSource() = default;

bool TextSource::next(TextChunk& chunk) {
  std::string_view text;
  while (text.empty() && !at_end_) {
    damage_.clear();
    fill();
    if (at_start_) follow_bom();
    text = decode();
    if (at_start_) drop_bom(text);
  }
  text_offset_ += text.size();
  chunk = {text, damage_};
  return !text.empty();
}

void TextSource::fill() {
  std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t wanted = at_start_ ? std::max(chunk_, least_first_read) : chunk_;
  in_.read(bytes_.data() + end_, static_cast<std::streamsize>(wanted));
  if (in_.bad() || (in_.fail() && !in_.eof())) throw Error("cannot read the file");
  end_ += static_cast<std::size_t>(in_.gcount());
  at_end_ = in_.eof() || in_.gcount() == 0;
}

// "UTF-16" leaves the byte order open; the file's own mark decides.
void TextSource::follow_bom() noexcept {
  const std::string_view start(bytes_.data() + begin_, end_ - begin_);
  using namespace std::string_view_literals;
  if (encoding_ == Encoding::utf16le && start.starts_with("\xFE\xFF"sv)) encoding_ = Encoding::utf16be;
  if (encoding_ == Encoding::utf16be && start.starts_with("\xFF\xFE"sv)) encoding_ = Encoding::utf16le;
  if (encoding_ == Encoding::utf32le && start.starts_with("\0\0\xFE\xFF"sv)) encoding_ = Encoding::utf32be;
  if (encoding_ == Encoding::utf32be && start.starts_with("\xFF\xFE\0\0"sv)) encoding_ = Encoding::utf32le;
}

void TextSource::drop_bom(std::string_view& text) noexcept {
  std::size_t dropped = 0;
  while (text.substr(dropped).starts_with(bom)) dropped += bom.size();
  text.remove_prefix(dropped);
  for (Damage& damage : damage_) damage.text -= dropped;
  if (!text.empty()) at_start_ = false;
}

std::string_view TextSource::decode() {
  if (encoding_ == Encoding::utf8 || encoding_ == Encoding::utf8_bom) return decode_utf8();
  return decode_others();
}

std::string_view TextSource::decode_utf8() {
  const std::string_view bytes(bytes_.data() + begin_, end_ - begin_);
  const std::size_t valid = utf8_prefix(bytes);
  const bool whole = valid == bytes.size();
  if (!whole) {
    const Step cut = decoder(encoding_)(unsigned_bytes(bytes.data() + valid), bytes.size() - valid);
    if (cut.bad || at_end_) return decode_others();
  }
  begin_ += valid;
  byte_offset_ += valid;
  return bytes.substr(0, valid);
}

std::string_view TextSource::decode_others() {
  const Decoder step_of = decoder(encoding_);
  const bool ascii = contains_ascii(encoding_);
  text_.resize(bytes_.size() * most_text_per_byte);
  char* to = text_.data();
  while (begin_ < end_) {
    const char* from = bytes_.data() + begin_;
    std::size_t taken = 0;
    if (ascii && static_cast<unsigned char>(*from) < 0x80) {
      taken = ascii_prefix({from, end_ - begin_});
      to = std::copy_n(from, taken, to);
    } else {
      const Step step = step_of(unsigned_bytes(from), end_ - begin_);
      if (step.size == 0 && !at_end_) break;
      taken = step.size == 0 ? end_ - begin_ : step.size;
      to = step.size == 0 || step.bad ? stand_in(to, taken, text_.data()) : write_utf8(to, step.character);
    }
    begin_ += taken;
    byte_offset_ += taken;
  }
  return {text_.data(), static_cast<std::size_t>(to - text_.data())};
}

char* TextSource::stand_in(char* to, std::size_t bad, const char* text_begin) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  damage_.push_back({text_offset_ + static_cast<std::uint64_t>(to - text_begin), byte_offset_});
  for (std::size_t i = 0; i < bad; ++i) {
    const unsigned char byte = unsigned_bytes(bytes_.data())[begin_ + i];
    *to++ = '\\';
    *to++ = 'x';
    *to++ = digits[byte >> 4];
    *to++ = digits[byte & 0xF];
  }
  return to;
}

}  // namespace crmlite::exchange
