// A small RTP end for the tests, since sipp can neither hear nor measure: sends a tone as PCMU, sends RFC 4733 digits,
// decodes what comes and measures energy at single frequencies (Goertzel).
import dgram from 'node:dgram';

const RATE = 8000;
const FRAME = 160;
const EVENT_TYPE = 101;

function encodeMuLaw(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32635) + 132;
  let exponent = 7;
  for (let mask = 0x4000; exponent > 0 && !(magnitude & mask); mask >>= 1) exponent -= 1;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeMuLaw(byte) {
  const value = ~byte & 0xff;
  const exponent = (value >> 4) & 7;
  const magnitude = (((value & 0x0f) << 3) + 132) << exponent;
  return value & 0x80 ? 132 - magnitude : magnitude - 132;
}

function decodeALaw(byte) {
  const value = byte ^ 0x55;
  const exponent = (value >> 4) & 7;
  let magnitude = (value & 0x0f) << 4;
  magnitude = exponent === 0 ? magnitude + 8 : (magnitude + 0x108) << (exponent - 1);
  return value & 0x80 ? magnitude : -magnitude;
}

// Mean power of `samples` at `frequency`, as a share of full scale squared.
export function power(samples, frequency) {
  const w = 2 * Math.cos((2 * Math.PI * frequency) / RATE);
  let s1 = 0, s2 = 0;
  for (const sample of samples) [s1, s2] = [sample / 32768 + w * s1 - s2, s1];
  return (s1 * s1 + s2 * s2 - w * s1 * s2) / (samples.length * samples.length / 4 || 1);
}

export function rms(samples) {
  let sum = 0;
  for (const sample of samples) sum += (sample / 32768) ** 2;
  return Math.sqrt(sum / (samples.length || 1));
}

export class RtpEnd {
  static async open(port = 0) {
    const self = new RtpEnd();
    self.socket = dgram.createSocket('udp4');
    self.heard = [];
    self.packets = 0;
    self.sequence = 1000;
    self.timestamp = 160000;
    self.ssrc = 0x51e00000 + (process.pid & 0xffff);
    self.socket.on('message', (packet, from) => self.receive(packet, from));
    await new Promise((resolve, reject) => {
      self.socket.once('error', reject);
      self.socket.bind(port, '127.0.0.1', resolve);
    });
    return self;
  }

  get port() { return this.socket.address().port; }

  receive(packet, from) {
    if (packet.length < 12 || packet[0] >> 6 !== 2) return;
    const type = packet[1] & 0x7f;
    if (type !== 0 && type !== 8) return;
    this.packets += 1;
    this.peer ??= from;
    const decode = type === 0 ? decodeMuLaw : decodeALaw;
    for (const byte of packet.subarray(12)) this.heard.push(decode(byte));
    if (this.heard.length > RATE * 120) this.heard.splice(0, RATE * 60);
  }

  // The far end's address, from its SDP, or learnt from its first packet.
  to(port, address = '127.0.0.1') { this.peer = { port, address }; }

  send(type, payload, marker, timestamp) {
    const packet = Buffer.alloc(12 + payload.length);
    packet[0] = 0x80;
    packet[1] = type | (marker ? 0x80 : 0);
    packet.writeUInt16BE(this.sequence++ & 0xffff, 2);
    packet.writeUInt32BE(timestamp >>> 0, 4);
    packet.writeUInt32BE(this.ssrc, 8);
    payload.copy(packet, 12);
    if (this.peer) this.socket.send(packet, this.peer.port, this.peer.address);
  }

  // A tone every 20 ms until stopped; frequency 0 is silence (which still opens the way back).
  speak(frequency, amplitude = 0.3) {
    this.quiet();
    this.frequency = frequency;
    let next = performance.now();
    let phase = 0;
    const tick = () => {
      while (next <= performance.now()) {
        const payload = Buffer.alloc(FRAME);
        for (let i = 0; i < FRAME; ++i) {
          payload[i] = encodeMuLaw(frequency ? Math.round(Math.sin(phase) * amplitude * 32767) : 0);
          phase += (2 * Math.PI * frequency) / RATE;
        }
        if (!this.digits) this.send(0, payload, false, this.timestamp);
        this.timestamp += FRAME;
        next += 20;
      }
      this.timer = setTimeout(tick, Math.max(1, next - performance.now()));
    };
    tick();
  }

  quiet() { clearTimeout(this.timer); }

  // RFC 4733: one event is packets of growing duration, the last one three times with the end bit.
  async key(digits) {
    const code = (digit) => '0123456789*#'.indexOf(digit);
    this.digits = true;
    for (const digit of digits) {
      const start = this.timestamp;
      for (let packet = 0; packet < 8; ++packet) {
        const end = packet >= 5;
        const duration = Math.min(packet + 1, 6) * FRAME;
        this.send(EVENT_TYPE, Buffer.from([code(digit), (end ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]), packet === 0, start);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    this.digits = false;
  }

  // Measures what comes from now on.
  async listen(ms) {
    const from = this.heard.length;
    await new Promise((resolve) => setTimeout(resolve, ms));
    return this.heard.slice(from);
  }

  close() {
    this.quiet();
    this.socket.close();
  }
}
