// WAV files for the tests: tones to play, recordings to take apart.

// `seconds` of a sine as mono 16-bit PCM at 8 kHz.
export function toneWav(frequency, seconds, amplitude = 0.3) {
  const count = 8000 * seconds;
  const wav = Buffer.alloc(44 + 2 * count);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + 2 * count, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(16000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * count, 40);
  for (let i = 0; i < count; ++i)
    wav.writeInt16LE(Math.round(amplitude * 32767 * Math.sin((2 * Math.PI * frequency * i) / 8000)), 44 + 2 * i);
  return wav;
}

// The channels as lists of 16-bit samples. A file that is still being written has no valid length yet: its data then
// goes on to the end of what is there.
export function readWav(wav) {
  const format = wav.readUInt16LE(20), channels = wav.readUInt16LE(22), step = wav.readUInt16LE(34) / 8;
  let at = 12;
  while (wav.toString('latin1', at, at + 4) !== 'data') at += 8 + wav.readUInt32LE(at + 4);
  const data = wav.subarray(at + 8);
  const read = format === 1 ? (offset) => data.readInt16LE(offset) : (offset) => aLaw(data[offset]);
  const out = Array.from({ length: channels }, () => []);
  for (let i = 0; i + channels * step <= data.length; i += channels * step)
    for (let channel = 0; channel < channels; ++channel) out[channel].push(read(i + channel * step));
  return out;
}

// A recording of ours: left is the customer, right the agent.
export function splitStereo(wav) {
  const [customer, agent, ...others] = readWav(wav);
  if (!agent || others.length > 0) throw new Error(`a recording has two channels, this has ${wav.readUInt16LE(22)}`);
  return { customer, agent };
}

export function aLaw(byte) {
  const value = byte ^ 0x55;
  const exponent = (value >> 4) & 7;
  let magnitude = (value & 0x0f) << 4;
  magnitude = exponent === 0 ? magnitude + 8 : (magnitude + 0x108) << (exponent - 1);
  return value & 0x80 ? magnitude : -magnitude;
}
