// A file of version 2 and later holds everything twice, first for readers that know 32-bit times only, and
// ends with the rule for the times to come.
#include "base/tzif.hpp"

#include <algorithm>
#include <cstddef>

namespace crmlite::base {
namespace {

constexpr std::size_t header_size = 44;

// Big-endian, two's complement.
std::int64_t read_integer(std::string_view bytes) noexcept {
  std::uint64_t value = (static_cast<unsigned char>(bytes[0]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(value);
}

struct Header {
  char version = 0;
  std::uint64_t ut_marks = 0;
  std::uint64_t standard_marks = 0;
  std::uint64_t leap_seconds = 0;
  std::uint64_t times = 0;
  std::uint64_t types = 0;
  std::uint64_t characters = 0;

  std::uint64_t block_size(std::size_t time_size) const noexcept {
    return times * (time_size + 1) + types * 6 + characters + leap_seconds * (time_size + 4) +
           standard_marks + ut_marks;
  }
};

std::optional<Header> read_header(std::string_view bytes) noexcept {
  if (bytes.size() < header_size || !bytes.starts_with("TZif")) return std::nullopt;
  const auto count = [bytes](std::size_t i) {
    return static_cast<std::uint64_t>(read_integer(bytes.substr(20 + 4 * i, 4))) & 0xFFFFFFFFU;
  };
  return Header{bytes[4], count(0), count(1), count(2), count(3), count(4), count(5)};
}

std::optional<std::vector<int>> read_offsets(std::string_view types) {
  constexpr std::int64_t day = 86'400;
  std::vector<int> offsets;
  for (; !types.empty(); types.remove_prefix(6)) {
    const std::int64_t offset = read_integer(types.substr(0, 4));
    if (offset <= -day || offset >= day) return std::nullopt;
    offsets.push_back(static_cast<int>(offset));
  }
  return offsets;
}

std::optional<ZoneTable> read_block(std::string_view block, const Header& header, std::size_t time_size) {
  if (header.leap_seconds != 0 || header.types == 0) return std::nullopt;
  const auto count = static_cast<std::size_t>(header.times);
  const std::string_view types = block.substr(count * time_size, count);
  const auto offsets =
      read_offsets(block.substr(count * (time_size + 1), static_cast<std::size_t>(header.types) * 6));
  if (!offsets) return std::nullopt;

  ZoneTable table;
  table.first_offset = offsets->front();
  table.entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t from = read_integer(block.substr(i * time_size, time_size));
    const std::size_t type = static_cast<unsigned char>(types[i]);
    if (type >= offsets->size()) return std::nullopt;
    if (!table.entries.empty() && from <= table.entries.back().from) return std::nullopt;
    table.entries.push_back({from, (*offsets)[type]});
  }
  return table;
}

// The line between two line ends that closes the file; empty when the file says nothing about times to come.
bool read_rule(std::string_view footer, ZoneTable& table) noexcept {
  if (footer.size() < 2 || footer.front() != '\n') return false;
  const std::size_t end = footer.find('\n', 1);
  if (end == std::string_view::npos) return false;
  if (end == 1) return true;
  table.rule = PosixTz::parse(footer.substr(1, end - 1));
  return table.rule.has_value();
}

}  // namespace

int ZoneTable::offset_at(std::int64_t instant) const noexcept {
  if (rule && (entries.empty() || instant >= entries.back().from)) return rule->offset_at(instant);
  const auto next = std::upper_bound(entries.begin(), entries.end(), instant,
                                     [](std::int64_t t, const Entry& entry) { return t < entry.from; });
  return next == entries.begin() ? first_offset : std::prev(next)->offset;
}

std::optional<ZoneTable> parse_tzif(std::string_view bytes) {
  auto header = read_header(bytes);
  if (!header) return std::nullopt;
  std::size_t time_size = 4;
  bytes.remove_prefix(header_size);
  if (header->version >= '2') {
    const std::uint64_t skipped = header->block_size(time_size);
    if (skipped > bytes.size()) return std::nullopt;
    bytes.remove_prefix(static_cast<std::size_t>(skipped));
    header = read_header(bytes);
    if (!header) return std::nullopt;
    bytes.remove_prefix(header_size);
    time_size = 8;
  }
  const std::uint64_t size = header->block_size(time_size);
  if (size > bytes.size()) return std::nullopt;
  auto table = read_block(bytes.substr(0, static_cast<std::size_t>(size)), *header, time_size);
  if (table && time_size == 8 && !read_rule(bytes.substr(static_cast<std::size_t>(size)), *table))
    return std::nullopt;
  return table;
}

}  // namespace crmlite::base
