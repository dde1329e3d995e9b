// Recordings: what they are, and their sound. A recording that still runs, or that a crash cut, plays up to its last
// whole second: what is there is put together anew for each request.
#include "runtime/recordings.hpp"

#include "api/queries/conversations.hpp"
#include "api/routes/handlers.hpp"
#include "media/recording/chunk.hpp"

namespace tandem::api::routes {
namespace {

constexpr std::int64_t samples_per_ms = 8;

struct Found {
  RecordingId id;
  ConversationId conversation;
  WallTime started, ended;
  EndCause cause = EndCause::none;
};

awaitable<Result<std::optional<Found>>> find_recording(Context& context, const Call* call) {
  const auto viewer = call->viewer();
  const auto visible = conversation_filter(viewer, call->scope, context.accounts.members_of(viewer.team));
  std::vector<store::Value> params{call->id<RecordingId>()};
  auto rows = co_await context.store.read(
      "SELECT r.id, r.conversation, r.started_at, r.ended_at, c.end_cause FROM recordings r JOIN conversations c ON c.id = "
      "r.conversation WHERE r.id = $1 AND " + visible,
      std::move(params));
  if (!rows) co_return rows.error();
  if (rows->empty()) co_return std::nullopt;
  const auto& row = rows->rows.front();
  Found found;
  found.id = row[0].id<RecordingId>();
  found.conversation = row[1].id<ConversationId>();
  found.started = row[2].time();
  found.ended = row[3].time();
  found.cause = static_cast<EndCause>(row[4].integer());
  co_return found;
}

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

// How far the sound goes, by its last chunk.
Result<std::int64_t> length_ms(Blobs& blobs, RecordingId id) {
  const auto keys = blobs.list("recordings/" + id.text() + "/");
  if (!keys) return keys.error();
  if (keys->empty()) return std::int64_t{0};
  const auto last = blobs.get(keys->back());
  if (!last) return last.error();
  const auto header = media::read_chunk_header(bytes_of(*last));
  if (!header) return header.error();
  return (header->start_sample + header->samples) / samples_per_ms;
}

Result<std::string> wav_of(Blobs& blobs, RecordingId id) {
  auto chunks = recording_chunks(blobs, id);
  if (!chunks) return chunks.error();
  std::vector<std::vector<std::uint8_t>> bytes;
  bytes.reserve(chunks->size());
  for (auto& chunk : *chunks) {
    bytes.push_back(bytes_of(chunk));
    chunk.clear();
    chunk.shrink_to_fit();
  }
  const auto wav = media::recording_to_wav(bytes);
  if (!wav) return wav.error();
  return std::string(wav->begin(), wav->end());
}

// The player asks for pieces: the first is what counts as listening.
bool begins_to_listen(const net::Request& request) {
  const auto range = request.header("Range");
  return range.empty() || range.starts_with("bytes=0-");
}

}  // namespace

awaitable<Response> get_recording(Context& context, Call call) {
  auto found = co_await find_recording(context, &call);
  if (!found) co_return failed(found.error());
  if (!*found) co_return not_found("recording");
  const auto recording = **found;
  auto measure = [&blobs = context.blobs, id = recording.id] { return length_ms(blobs, id); };
  auto length = co_await net::run_blocking(context.files, std::move(measure));
  if (!length) co_return failed(length.error());
  const bool cut = recording.cause == EndCause::server_restart;
  json::object body{{"id", recording.id.text()},
                    {"conversation", recording.conversation.text()},
                    {"started_at", to_rfc3339(recording.started)},
                    {"duration_ms", *length},
                    {"state", !recording.ended ? "running" : cut ? "cut" : "ended"}};
  co_return net::json_response(body);
}

awaitable<Response> recording_audio(Context& context, Call call) {
  auto found = co_await find_recording(context, &call);
  if (!found) co_return failed(found.error());
  if (!*found) co_return not_found("recording");
  const auto recording = **found;
  auto read = [&blobs = context.blobs, id = recording.id] { return wav_of(blobs, id); };
  auto wav = co_await net::run_blocking(context.files, std::move(read));
  if (!wav) co_return failed(wav.error());
  if (begins_to_listen(call.request)) {
    AuditEntry entry;
    entry.actor = call.user();
    entry.action = "recording.listened";
    entry.resource = "recording";
    entry.resource_id = recording.id.value;
    entry.detail = json::serialize(json::object{{"conversation", recording.conversation.text()}});
    entry.address = call.request.remote_address;
    auto noted = co_await context.audit.note(std::move(entry));
    if (!noted) co_return failed(noted.error());  // nobody listens unseen
  }
  auto response = net::bytes_response(std::move(*wav), "audio/wav");
  response.ranges = true;
  co_return response;
}

}  // namespace tandem::api::routes
