// Reading relations along their indexes: one step, all steps, and pages of a record's relations.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/relation.hpp>

#include "record/session.hpp"

namespace crmlite::query {

using record::Session;

/// A relation is followed from its first end to its second, upwards in a hierarchy, or back.
enum class Way : std::uint8_t { up, down };

/// The condition of current relations; its one parameter is today().
inline constexpr std::string_view current =
    "(inactive = 0 AND archived IS NULL AND (until IS NULL OR until >= substr(?, 1, length(until))))";
std::string today(Session& s);

/// The other ends of the record's current relations of this type, as if the relation `without` did not exist.
std::vector<std::int64_t> step(Session& s, std::int64_t record, std::string_view type, Way way,
                               std::int64_t without = 0);
/// These, theirs and so on, nearest first, each once; without the record itself, even if the way leads back
/// to it. A recursive statement could tell depths or end in a circle, not both; this one asks once for each
/// record.
std::vector<Relative> walk(Session& s, std::int64_t record, std::string_view type, Way way, std::size_t limit,
                           std::int64_t without = 0);

/// One of the two directions in which a page of relations is read.
struct Sides {
  bool up = true, down = true;
  std::string type = {};  // empty: all
};
/// Fills the page but for the names of types, which are as stored; `down` says which are to be read
/// backwards.
void related_page(Session& s, std::int64_t record, const Sides& sides, const RelatedSpec& spec,
                  Page<Related>& page, std::vector<bool>& down);

}  // namespace crmlite::query
