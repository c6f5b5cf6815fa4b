// Interactions: what happened with a customer, and what is planned. Calls, e-mails, meetings and all other
// contacts are one kind of record; each appears in the timeline of every customer it concerns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crmlite/customer.hpp>
#include <crmlite/records.hpp>

namespace crmlite {

struct Interaction;
using InteractionId = Id<Interaction>;

/// The kinds of interactions there are; a host adds its own with `tx.fields().add_choice("interaction",
/// "kind", name)`.
struct InteractionKind {
  static constexpr const char* call = "call";
  static constexpr const char* email = "email";
  static constexpr const char* meeting = "meeting";
  static constexpr const char* chat = "chat";
  static constexpr const char* sms = "sms";
  static constexpr const char* social = "social";    ///< a message or post in a social network
  static constexpr const char* inquiry = "inquiry";  ///< came in through a web site or shop
  static constexpr const char* visit = "visit";
  static constexpr const char* note = "note";
  static constexpr const char* service = "service";
};

/// Who turned to whom.
enum class Direction : std::uint8_t { in, out };
CRMLITE_EXPORT std::string_view to_string(Direction direction) noexcept;

enum class InteractionStatus : std::uint8_t { done, planned, cancelled };
CRMLITE_EXPORT std::string_view to_string(InteractionStatus status) noexcept;

/// Somebody who took part: a customer (a person or a company) or a user.
struct Participant {
  RecordId record = {};
  std::string role = {};  ///< "from", "to", "cc", "organiser", "attendee", or a word of the host's

  friend bool operator==(const Participant&, const Participant&) = default;
};

/// A record of any kind that something is about.
struct About {
  RecordId record = {};

  friend bool operator==(const About&, const About&) = default;
};

CRMLITE_EXPORT Value list_value(const std::vector<Participant>& participants);
CRMLITE_EXPORT Value list_value(const std::vector<About>& about);

/// An interaction to be stored. It belongs to `customer` and is removed with them; a removed participant, or
/// a record it was about, is merely let go.
struct NewInteraction {
  CustomerId customer = {};  ///< none where it is not known yet who it was
  std::string kind = {};     ///< required: an InteractionKind or one that the host has added
  InteractionStatus status = InteractionStatus::done;
  std::optional<Direction> direction = {};
  std::string channel = {};          ///< "phone", "WeChat", "booth 7"
  std::optional<Timestamp> at = {};  ///< when it took or takes place; left out: now
  std::string zone = {};             ///< IANA name of the zone in which it is to be shown; empty: the store's
  std::optional<std::int64_t> minutes = {};  ///< duration
  std::string subject = {};
  std::string body = {};  ///< up to 1,000,000 characters
  std::string outcome = {};
  std::string topic = {};   ///< product or topic
  std::string thread = {};  ///< what several messages belong to
  std::string message_id =
      {};  ///< of an e-mail (RFC 5322) or message; unique, so that it is not taken in twice
  std::vector<Participant> participants = {};
  std::vector<About> about = {};
  std::vector<ExternalId> external_ids = {};
  std::vector<std::string> tags = {};
  std::vector<Change<Interaction>> fields = {};
  std::string code = {};
};

/// A stored interaction.
struct Interaction : NewInteraction {
  InteractionId id = {};
  std::int64_t revision = 0;
  Timestamp created = {};
  Timestamp updated = {};
  std::optional<Timestamp> archived = {};
  FieldValues custom = {};
};

/// Handles of the built-in fields.
namespace interaction {
inline constexpr Field<Interaction, CustomerId> customer{"customer"};
inline constexpr Field<Interaction, std::string> kind{"kind"};
inline constexpr Field<Interaction, InteractionStatus> status{"status"};
inline constexpr Field<Interaction, Direction> direction{"direction"};
inline constexpr Field<Interaction, std::string> channel{"channel"};
inline constexpr Field<Interaction, Timestamp> at{"at"};
inline constexpr Field<Interaction, std::string> zone{"zone"};
inline constexpr Field<Interaction, std::int64_t> minutes{"minutes"};
inline constexpr Field<Interaction, std::string> subject{"subject"};
inline constexpr Field<Interaction, std::string> body{"body"};
inline constexpr Field<Interaction, std::string> outcome{"outcome"};
inline constexpr Field<Interaction, std::string> topic{"topic"};
inline constexpr Field<Interaction, std::string> thread{"thread"};
inline constexpr Field<Interaction, std::string> message_id{"message_id"};
inline constexpr Field<Interaction, std::vector<Participant>> participants{"participants"};
inline constexpr Field<Interaction, std::vector<About>> about{"about"};
inline constexpr Field<Interaction, std::vector<ExternalId>> external_ids{"external_ids"};
inline constexpr Field<Interaction, std::string> code{"code"};
inline constexpr Field<Interaction, Timestamp> created{"created"};
inline constexpr Field<Interaction, Timestamp> updated{"updated"};
}  // namespace interaction

template <>
struct KindTraits<Interaction> {
  using Id = InteractionId;
  using New = NewInteraction;
  CRMLITE_EXPORT static const detail::Kind& kind() noexcept;
};

}  // namespace crmlite
