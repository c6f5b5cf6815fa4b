// Thousands of random conditions, made from handles and read from text, each answered by the store and by the
// model.
#include "catch.hpp"
#include "world.hpp"

namespace {

using namespace model;

bool same_tree(const FilterNode& a, const FilterNode& b) {
  if (a.op != b.op || a.compare != b.compare || a.name != b.name || a.values != b.values ||
      a.parts.size() != b.parts.size())
    return false;
  for (std::size_t i = 0; i < a.parts.size(); ++i)
    if (!same_tree(*a.parts[i], *b.parts[i])) return false;
  return true;
}

/// The text form knows no amounts of money, no partial dates and no decimals without a point: they come back
/// as texts and whole numbers.
bool plain_values(const FilterNode& n) {
  for (const Value& v : n.values) {
    const auto* decimal = v.get_if<Decimal>();
    if (v.get_if<Money>() || v.get_if<PartialDate>() || (decimal && decimal->scale == 0)) return false;
  }
  return std::all_of(n.parts.begin(), n.parts.end(), [](const auto& p) { return plain_values(*p); });
}

void compare_with_model(unsigned seed, int customers, int trees) {
  World world(seed, customers);
  for (int i = 0; i < trees; ++i) {
    const crm::Filter filter = world.tree(static_cast<int>(world.pick(5)));
    const std::string text = to_string(filter);
    INFO("seed " << seed << ", tree " << i << ": " << text);
    const crm::Filter again = crm::parse_filter(text);
    REQUIRE(to_string(again) == text);
    if (plain_values(*filter.root())) REQUIRE(same_tree(*again.root(), *filter.root()));
    const auto expected = world.expected(filter);
    REQUIRE(world.answered(filter) == expected);
    if (i % 4 == 0) {
      REQUIRE(world.answered(again) == expected);
      const std::uint64_t n =
          world.store.read([&](const crm::ReadTx& tx) { return tx.customers().count(filter); });
      REQUIRE(n == expected.size());
    }
  }
}

}  // namespace

TEST_CASE("random conditions select what the model selects") {
  compare_with_model(GENERATE(1U, 2U), 150, 600);
}

TEST_CASE("random conditions select what the model selects, more of them", "[slow]") {
  compare_with_model(GENERATE(11U, 12U, 13U), 300, 1500);
}
