// E-mail and web addresses in the form in which equal ones are equal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crmlite::base {

/// The address folded: trimmed, NFKC, lower case, no `mailto:`, no `<…>` around it; nothing when it is not one address
/// (RFC 5321 dot-atom local part of at most 64 octets, host of letters, digits and hyphens with at least one dot,
/// at most 254 octets in all; other scripts as RFC 6531 allows them).
std::optional<std::string> normalise_email(std::string_view text);

/// True for `https://host…` and `http://host…`, and for a bare `host.tld…`.
bool is_url(std::string_view text);
/// Scheme and host in lower case, `http://` and `https://` and `www.` left out, no `/` at the end, the path as it is.
std::optional<std::string> normalise_url(std::string_view text);

}  // namespace crmlite::base
