// What a desk missed while its socket was gone, read from the journal: messages, offers that ended, conversations that
// closed, changed cases and customers. What is open comes whole in `ready`. Read only; on the hub's thread.
#pragma once

#include <set>

#include "api/stream/follower.hpp"
#include "api/stream/socket.hpp"

namespace tandem::api {

inline constexpr std::int64_t longest_replay = 20000;  // records; after a longer break a desk fetches anew

class Replay {
 public:
  Replay(FollowerServices services, const Follower& follower) : services_(services), follower_(follower) {}

  // The events of (since, until] that this viewer may see, as texts in order. False as the second: not all could be read.
  struct Missed {
    std::vector<net::SharedBytes> texts;
    bool whole = false;
  };
  boost::asio::awaitable<Missed> read(Socket socket, std::int64_t since, std::int64_t until);

 private:
  struct Past {  // of conversations that are not open any more
    std::map<ConversationId, Conversation> conversations;
    std::map<ReservationId, std::pair<AgentId, ConversationId>> reservations;
  };
  boost::asio::awaitable<Result<Past>> past_of(std::vector<Committed> records);
  boost::asio::awaitable<std::optional<Event>> event_of(PlannedEvent planned, const Past* past, const Socket* viewer);
  const Conversation* find(ConversationId id, const Past& past) const;

  FollowerServices services_;
  const Follower& follower_;
};

// {"seq":…,"index":…,"at":…,"type":…,"data":…}
net::SharedBytes event_text(std::int64_t number, WallTime at, const Event& event, std::string_view data);

}  // namespace tandem::api
