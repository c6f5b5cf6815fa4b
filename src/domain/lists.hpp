// Lists that several kinds have.
#pragma once

#include <crmlite/interaction.hpp>

#include "record/kind.hpp"

namespace crmlite::domain {

inline constexpr detail::Column external_columns[] = {
    detail::member<&ExternalId::system>("system", {.required = true}),
    detail::member<&ExternalId::value>("value", {.required = true})};
inline constexpr detail::Child external_ids{.alias = "external_id",
                                            .table = "external_id",
                                            .with_kind = true,
                                            .columns = external_columns,
                                            .text_columns = 2,
                                            .part = detail::part::external_ids};

inline constexpr detail::Column about_columns[] = {detail::member<&About::record>(
    "record", {.required = true, .references = detail::any_kind, .on_remove = OnRemove::set_none})};

}  // namespace crmlite::domain
