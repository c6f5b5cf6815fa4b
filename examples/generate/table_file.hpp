// A CSV file that is written row by row: RFC 4180, with a mark and line ends to taste, through one buffer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>

namespace generate {

/// How the file is dressed. Spreadsheets like the mark and CR LF.
enum class Dress : std::uint8_t { plain, spreadsheet };

class TableFile {
 public:
  TableFile(const std::filesystem::path& path, Dress dress)
      : path_(path), out_(path, std::ios::binary), end_(dress == Dress::plain ? "\n" : "\r\n") {
    if (!out_) throw std::runtime_error("cannot write " + path_.string());
    if (dress == Dress::spreadsheet) buffer_ = "\xEF\xBB\xBF";
  }

  /// The line, from 1, that the next row begins on.
  std::uint64_t line() const { return line_; }

  void row(std::span<const std::string> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) buffer_ += ',';
      cell(cells[i]);
    }
    buffer_ += end_;
    ++line_;
    if (buffer_.size() >= flush_at) flush();
  }

  /// Must be called once; what a destructor cannot report, it does.
  void finish() {
    flush();
    out_.close();
    if (!out_) throw std::runtime_error("cannot write " + path_.string());
  }

 private:
  static constexpr std::size_t flush_at = 1 << 20;

  void cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) {
      buffer_ += text;
      return;
    }
    buffer_ += '"';
    for (const char c : text) {
      if (c == '"') buffer_ += '"';
      if (c == '\n') ++line_;
      buffer_ += c;
    }
    buffer_ += '"';
  }

  void flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (!out_) throw std::runtime_error("cannot write " + path_.string());
    buffer_.clear();
  }

  std::filesystem::path path_;
  std::ofstream out_;
  std::string end_;
  std::string buffer_;
  std::uint64_t line_ = 1;
};

}  // namespace generate
