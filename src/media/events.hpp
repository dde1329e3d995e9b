// What the media engine reports. Events are made on media threads and handed to the EventSink on the engine's one
// courier thread, in order per leg. The sink must not block (post to a queue of your own) and must not throw; it may
// call Engine methods. Events of a leg may still arrive shortly after remove_leg returned, until its LegRemoved.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "media/types.hpp"

namespace tandem::media {

// Digits that a person pressed. No formatter and no stream operator, on purpose: they are never logged.
struct Digits {
  std::string value;    // of 0-9 * # A-D
  bool secret = false;  // the collector asked for secrecy: keep encrypted or not at all
};

// One key, outside of a collect (during one, only DigitsCollected comes).
struct DigitPressed {
  LegId leg;
  char digit = 0;
};

enum class PlayEnd { finished, stopped, barged_in, leg_removed };
struct PlayFinished {
  LegId leg;
  std::int64_t request = 0;
  PlayEnd why = PlayEnd::finished;
};

// enough: `max` digits. terminated: a terminator was pressed, with at least `min` digits before it.
// too_few: a terminator or the inter-digit time-out came before `min`. no_input: nothing within the first-digit
// time-out. timed_out: inter-digit time-out with at least `min` (a good answer).
enum class CollectEnd { enough, terminated, timed_out, too_few, no_input, stopped, leg_removed };
struct DigitsCollected {
  LegId leg;
  std::int64_t request = 0;
  Digits digits;        // without the terminator
  char terminator = 0;  // 0 when none was pressed
  CollectEnd why = CollectEnd::no_input;
};

// Sound can flow: the first valid RTP packet came, or DTLS-SRTP is ready. Again after MediaLost, and after a new
// transport.
struct MediaUp {
  LegId leg;
  bool resumed = false;  // came back after MediaLost on the same transport
};

// Nothing came for EngineOptions::rtp_timeout_ms although the peer should send. Once per silence.
struct MediaLost {
  LegId leg;
  std::int64_t silent_ms = 0;
};

// The transport cannot work any more: DTLS refused, wrong fingerprint, ICE consent gone. The leg stays.
struct TransportFailed {
  LegId leg;
  std::string reason;
};

// One second (the last one of a stretch may be shorter) of a two-channel recording; `bytes` is self-contained,
// see recording/chunk.hpp.
struct RecordingChunk {
  LegId leg;  // that owns the recording
  std::int64_t recording = 0;
  std::uint32_t sequence = 0;
  std::int64_t start_sample = 0;  // since the start of the recording, pauses included
  std::uint32_t samples = 0;      // per channel
  std::vector<std::uint8_t> bytes;
};

struct RecordingFinished {
  LegId leg;
  std::int64_t recording = 0;
  std::uint32_t chunks = 0;          // that were made
  std::uint32_t chunks_dropped = 0;  // because the courier could not keep up: gaps in the recording
  std::int64_t samples = 0;          // whole length, pauses included
};

// The last event of a leg.
struct LegRemoved {
  LegId leg;
  LegStats stats;
};

using Event = std::variant<DigitPressed, PlayFinished, DigitsCollected, MediaUp, MediaLost, TransportFailed,
                           RecordingChunk, RecordingFinished, LegRemoved>;
using EventSink = std::function<void(Event&&)>;

}  // namespace tandem::media
