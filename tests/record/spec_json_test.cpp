// The names under which files keep a field's rules do not follow renames in the code.
#include "catch.hpp"
#include "record/catalogue.hpp"

using namespace crmlite;

TEST_CASE("files keep the system of check characters as check_digit") {
  CHECK(record::spec_to_json({.check_character = CheckSystem::mod11_10}) == R"({"check_digit":"mod11,10"})");
  for (const auto& [json, system] : {std::pair{R"({"check_digit":"uscc"})", CheckSystem::uscc},
                                     {R"({"check_digit":"mod97-10"})", CheckSystem::mod97_10},
                                     {R"({"check_digit":"of a later release"})", CheckSystem::unchecked},
                                     {"{}", CheckSystem::unchecked}})
    CHECK(record::spec_from_json(json, FieldType::text).check_character == system);
}
