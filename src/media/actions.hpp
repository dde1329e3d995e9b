// What a leg can be told to do. `request` numbers are the caller's and come back in the event.
// Plain values, made on any thread and handed to the Engine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "media/sound/sound.hpp"
#include "media/types.hpp"

namespace tandem::media {

// Plays the sounds one after another over whatever music the leg has (the music pauses). A new play or collect ends
// the running one (`stopped`).
struct PlayRequest {
  std::int64_t request = 0;
  std::vector<SoundPtr> sounds;
  bool loop = false;      // start again at the end, until stopped
  bool barge_in = false;  // any digit ends it (the digit is still reported, or kept for the next collect)
};

// Play-and-collect. The first digit silences the prompt on the media thread, without a round trip.
struct CollectRequest {
  std::int64_t request = 0;
  std::vector<SoundPtr> sounds;
  bool barge_in = true;  // false: digits during the prompt are ignored
  int min_digits = 1;
  int max_digits = 1;  // 1 … 64
  std::string terminators = "#";
  int first_digit_timeout_ms = 5000;  // from the end of the prompt
  int inter_digit_timeout_ms = 3000;
  bool type_ahead = true;  // use digits pressed in the last five seconds that no one collected
  bool secret = false;     // Digits::secret in the result
};

enum class RecordingFormat : std::uint8_t { pcm16 = 1, alaw = 2 };

// A recording belongs to one leg (the customer's) and follows it; one at a time per leg.
struct RecordRequest {
  std::int64_t recording = 0;
  std::vector<LegId> customer_side;  // channel 0: the sum of what these legs say
  std::vector<LegId> agent_side;     // channel 1
  RecordingFormat format = RecordingFormat::alaw;
};

}  // namespace tandem::media
