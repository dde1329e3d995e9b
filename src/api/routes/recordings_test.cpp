// The sound of a call over HTTP: while it runs, in pieces, for whoever may hear it, and never unseen.
#include "api/testing/world.hpp"
#include "media/recording/chunk.hpp"
#include "runtime/recordings.hpp"

namespace tandem::api {
namespace {

using testing::li;
namespace json = boost::json;
using Recordings = testing::ApiTest;

void put_second(Blobs& blobs, RecordingId id, int second) {
  const std::vector<std::int16_t> customer(8000, 1000), agent(8000, -1000);
  const auto chunk = media::encode_chunk(media::RecordingFormat::alaw, static_cast<std::uint32_t>(second), second * 8000, customer, agent);
  blobs.put(recording_chunk_key(id, second), std::string(chunk.begin(), chunk.end()), false).value();
}

RecordingId start_call(testing::ApiWorld& api, const std::string& token) {
  const auto desk = api.on_duty(li, token);
  const auto call = api.call("+8613800006721", "8841");
  const std::string reservation(desk->until("reservation.offered").at("data").at("reservation").as_string());
  EXPECT_EQ(api.post("/reservations/" + reservation + "/accept", token).status, 200u);
  RecordingId recording;
  api.services().engine().view([&](const State& state, std::int64_t) { recording = state.conversation(call)->recording; });
  return recording;
}

TEST_P(Recordings, a_running_call_can_be_heard_up_to_its_last_second) {
  const auto token = api().sign_in("li");
  const auto recording = start_call(api(), token);
  const auto path = "/recordings/" + recording.text();
  EXPECT_EQ(api().get(path, token).at("duration_ms").as_int64(), 0);
  for (int second = 0; second < 3; ++second) put_second(api().blobs(), recording, second);
  const auto about = api().get(path, token);
  EXPECT_EQ(about.text("state"), "running");
  EXPECT_EQ(about.at("duration_ms").as_int64(), 3000);
  const auto sound = api().get(path + "/audio", token);
  EXPECT_EQ(sound.status, 200u);
  EXPECT_EQ(sound.header("Content-Type"), "audio/wav");
  EXPECT_EQ(sound.raw.substr(0, 4), "RIFF");
  EXPECT_GE(sound.raw.size(), 3u * 8000 * 2);
  const auto piece = api().ask(net::http::verb::get, path + "/audio", token, {}, {{"Range", "bytes=100-199"}});
  EXPECT_EQ(piece.status, 206u);
  EXPECT_EQ(piece.raw, sound.raw.substr(100, 100));

  EXPECT_EQ(api().get(path + "/audio", api().sign_in("han")).status, 404u);
  EXPECT_EQ(api().get(path + "/audio", api().sign_in("lin")).status, 200u);
  EXPECT_EQ(api().get(path + "/audio", "").status, 401u);
  const auto audit = api().get("/audit", api().sign_in("root"));
  int heard = 0;
  for (const auto& entry : audit.at("items").as_array())
    heard += entry.at("action").as_string() == "recording.listened" && entry.at("resource").as_string() == "recording/" + recording.text();
  EXPECT_EQ(heard, 2);
}

INSTANTIATE_TEST_SUITE_P(Databases, Recordings, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::api
