// SHA-256 by the vectors of FIPS 180 and of NIST's example values, and its two inner loops against each
// other.
#include "base/sha256.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "base/sha256_blocks.hpp"
#include "catch.hpp"

using namespace crmlite::base;

namespace {

std::string hex(const Sha256::Digest& digest) {
  std::string out;
  for (const std::uint8_t byte : digest) {
    out += "0123456789abcdef"[byte >> 4U];
    out += "0123456789abcdef"[byte & 15U];
  }
  return out;
}

std::string sha256(std::string_view text) {
  Sha256 hash;
  hash.update(text.data(), text.size());
  return hex(hash.finish());
}

}  // namespace

TEST_CASE("SHA-256 of known messages") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(
      sha256(
          "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmn"
          "opqrstnopqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  // NIST's example values for the lengths around one block.
  CHECK(sha256("\xbd") == "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
  CHECK(sha256(std::string(55, '\0')) == "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
  CHECK(sha256(std::string(56, '\0')) == "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
  CHECK(sha256(std::string(57, '\0')) == "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785");
  CHECK(sha256(std::string(64, '\0')) == "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
  CHECK(sha256(std::string(1000, '\0')) ==
        "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53");
}

TEST_CASE("a message may come in pieces of any size") {
  std::vector<std::uint8_t> message(300);
  Random(1).fill(message.data(), message.size());
  for (std::size_t size = 0; size <= message.size(); size += 7) {
    Sha256 whole;
    whole.update(message.data(), size);
    const std::string expected = hex(whole.finish());
    for (std::size_t piece : {1U, 3U, 63U, 64U, 65U, 128U}) {
      Sha256 hash;
      for (std::size_t i = 0; i < size; i += piece)
        hash.update(message.data() + i, std::min(piece, size - i));
      hash.update(nullptr, 0);
      CAPTURE(size, piece);
      CHECK(hex(hash.finish()) == expected);
    }
  }
}

TEST_CASE("a copy taken in the middle goes its own way") {
  Sha256 common;
  common.update("ab", 2);
  Sha256 copy = common;
  copy.update("x", 1);
  common.update("c", 1);
  CHECK(hex(common.finish()) == sha256("abc"));
  CHECK(hex(copy.finish()) == sha256("abx"));
}

TEST_CASE("the processor's instructions agree with the portable loop") {
  const Sha256Blocks native = sha256_blocks_native();
  if (native == nullptr) {
    WARN("skipped: this processor has no instructions for SHA-256");
    return;
  }
  Random random(2);
  std::vector<std::uint8_t> blocks(64 * 9 + 1);
  std::array<std::uint32_t, 8> start{};
  for (std::size_t count = 0; count <= 9; ++count) {
    for (int round = 0; round < 20; ++round) {
      random.fill(blocks.data(), blocks.size());
      random.fill(start.data(), sizeof start);
      auto by_native = start;
      auto portable = start;
      const std::uint8_t* data = blocks.data() + round % 2;  // aligned or not
      native(by_native.data(), data, count);
      sha256_blocks_portable(portable.data(), data, count);
      CHECK(by_native == portable);
      CHECK((portable == start) == (count == 0));
    }
  }
}
