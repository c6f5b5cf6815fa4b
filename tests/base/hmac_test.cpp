// HMAC-SHA-256 by the test cases of RFC 4231.
#include "base/hmac.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"

using crmlite::base::Hmac;

namespace {

std::string hmac(std::string_view key, std::string_view message) {
  std::string out;
  for (const std::uint8_t byte : Hmac(key).of(message)) {
    out += "0123456789abcdef"[byte >> 4U];
    out += "0123456789abcdef"[byte & 15U];
  }
  return out;
}

std::string repeated(std::size_t count, int byte) { return std::string(count, static_cast<char>(byte)); }

}  // namespace

TEST_CASE("HMAC-SHA-256 of the seven test cases of RFC 4231") {
  CHECK(hmac(repeated(20, 0x0b), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hmac("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hmac(repeated(20, 0xaa), repeated(50, 0xdd)) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  std::string counting;
  for (int byte = 1; byte <= 25; ++byte) counting += static_cast<char>(byte);
  CHECK(hmac(counting, repeated(50, 0xcd)) ==
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  // The fifth is about cutting the result to 128 bits.
  CHECK(hmac(repeated(20, 0x0c), "Test With Truncation").substr(0, 32) == "a3b6167473100ee06e0c796c2955552b");
  CHECK(hmac(repeated(131, 0xaa), "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(hmac(repeated(131, 0xaa),
             "This is a test using a larger than block-size key and a larger than block-size data. The key "
             "needs to be "
             "hashed before being used by the HMAC algorithm.") ==
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST_CASE("one key serves any number of messages") {
  const Hmac hmac("Jefe");
  const auto first = hmac.of("what do ya want for nothing?");
  CHECK(hmac.of("") != first);
  CHECK(hmac.of(std::string(1000, 'x')) != first);
  CHECK(hmac.of("what do ya want for nothing?") == first);
  // Keys are filled up with zeros to one block, and those beyond it are hashed.
  CHECK(Hmac(std::string("Jefe") + std::string(60, '\0')).of("what do ya want for nothing?") == first);
  CHECK(Hmac(std::string("Jefe") + std::string(61, '\0')).of("what do ya want for nothing?") != first);
}
