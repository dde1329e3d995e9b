// Seeded damage to datagrams, and honest messages of each protocol to begin from.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

// mulberry32: small, and the same numbers for the same seed everywhere.
export class Random {
  constructor(seed) { this.state = seed >>> 0; }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }
  below(limit) { return limit > 0 ? this.next() % limit : 0; }
  of(list) { return list[this.below(list.length)]; }
  chance(percent) { return this.below(100) < percent; }
}

const spices = ['\r\n', '\r\n\r\n', '\0', '%00', '"', '<', '>', ';', ',', '@', '[::1]', '4294967296', '-1', '99999999999999999999',
  'tel:+86', 'sip:', '\t', ' ', '\xff\xfe', 'Content-Length: 99999', ';tag=', ';lr', 'a=', '=', '/'].map((text) => Buffer.from(text, 'latin1'));

const damages = [
  (bytes, random) => { if (bytes.length) bytes[random.below(bytes.length)] ^= 1 << random.below(8); return bytes; },
  (bytes, random) => { if (bytes.length) bytes[random.below(bytes.length)] = random.below(256); return bytes; },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => insert(bytes, random.below(bytes.length + 1), random.of(spices)),
  (bytes, random) => {
    const from = random.below(bytes.length), length = random.below(Math.min(200, bytes.length - from) + 1);
    return insert(bytes, random.below(bytes.length + 1), bytes.subarray(from, from + length));
  },
  (bytes, random) => {
    const from = random.below(bytes.length), length = random.below(Math.min(100, bytes.length - from) + 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  },
  (bytes, random) => {
    const digits = [...bytes.keys()].filter((i) => bytes[i] >= 0x30 && bytes[i] <= 0x39);
    if (digits.length === 0) return bytes;
    const at = random.of(digits);
    return Buffer.concat([bytes.subarray(0, at), random.of(spices), bytes.subarray(at + 1)]);
  },
];

function insert(bytes, at, what) {
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);
}

// One to six damages; what comes out fits into a datagram.
export function mutate(message, random) {
  let bytes = Buffer.from(message);
  for (let count = 1 + random.below(6); count > 0; --count) bytes = random.of(damages)(bytes, random);
  return bytes.subarray(0, 9000);
}

const sdp = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', 'm=audio 40000 RTP/AVP 0 8 101',
  'a=rtpmap:0 PCMU/8000', 'a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15', 'a=sendrecv', ''].join('\r\n');

function request(method, user, body = '', more = []) {
  return Buffer.from([`${method} sip:${user}@127.0.0.1 SIP/2.0`, 'Via: SIP/2.0/UDP 127.0.0.1:5099;branch=z9hG4bKNONCE;rport',
    'From: "A" <sip:+8613800006721@127.0.0.1>;tag=NONCE', `To: <sip:${user}@127.0.0.1>`, 'Call-ID: NONCE@127.0.0.1',
    `CSeq: 1 ${method}`, 'Contact: <sip:a@127.0.0.1:5099>', 'Max-Forwards: 70', ...more,
    ...(body ? ['Content-Type: application/sdp'] : []), `Content-Length: ${body.length}`, '', body].join('\r\n'), 'latin1');
}

const credentials = 'Authorization: Digest username="zhao", realm="tandem", nonce="abc", uri="sip:127.0.0.1", response="00112233445566778899aabbccddeeff", algorithm=MD5, qop=auth, nc=00000001, cnonce="x"';

// Most INVITEs name no number of ours, so that the storm is of messages and not of calls; some do.
export function sipSeeds(dataFolder) {
  const seeds = [request('INVITE', '4999', sdp), request('INVITE', '4999', sdp), request('OPTIONS', 'tandem'), request('REGISTER', 'zhao'),
    request('REGISTER', 'zhao', '', [credentials, 'Expires: 60']), request('BYE', '4001'), request('CANCEL', '4001'), request('ACK', '4001'),
    request('INFO', '4001', 'Signal=1\r\nDuration=160\r\n'), request('REFER', '4001', '', ['Refer-To: <sip:1@127.0.0.1>']),
    request('UPDATE', '4001', sdp), request('PRACK', '4001', '', ['RAck: 1 1 INVITE']),
    Buffer.from('SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:b@b>;tag=2\r\nCall-ID: y\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n'),
    Buffer.from('\r\n\r\n')];
  const folder = path.join(dataFolder, 'rfc4475');
  if (fs.existsSync(folder)) for (const name of fs.readdirSync(folder).sort()) seeds.push(fs.readFileSync(path.join(folder, name)));
  return seeds;
}
export const callSeed = request('INVITE', '4001', sdp);

// So that few of them are taken for retransmissions of one another.
export function fresh(message, number) {
  return Buffer.from(message.toString('latin1').replaceAll('NONCE', `n${number}`), 'latin1');
}

// A STUN binding request (RFC 8489) as an ICE agent sends it, with a right or wrong MESSAGE-INTEGRITY.
export function stun(user, password, random) {
  const attribute = (type, value) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(value.length, 2);
    return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
  };
  const header = Buffer.alloc(20);
  header.writeUInt16BE(1, 0);
  header.writeUInt32BE(0x2112a442, 4);
  for (let i = 8; i < 20; ++i) header[i] = random.below(256);
  const body = Buffer.concat([attribute(0x0006, Buffer.from(user)), attribute(0x0024, Buffer.from([0x6e, 0, 1, 0xff])),
    attribute(0x802a, Buffer.from('0102030405060708', 'hex')), attribute(0x0025, Buffer.alloc(0))]);
  header.writeUInt16BE(body.length + 24, 2);
  const mac = crypto.createHmac('sha1', password).update(header).update(body).digest();
  return Buffer.concat([header, body, attribute(0x0008, mac)]);
}

function rtp(type, payload, random) {
  const packet = Buffer.alloc(12);
  packet[0] = 0x80;
  packet[1] = type;
  packet.writeUInt16BE(random.below(65536), 2);
  packet.writeUInt32BE(random.next(), 4);
  packet.writeUInt32BE(0x1234, 8);
  return Buffer.concat([packet, payload]);
}

export function mediaSeeds(random, ice) {
  const sender = Buffer.from('80c8000600001234000000000000000000000000000000a000000001', 'hex');
  // A DTLS 1.2 ClientHello with one cipher suite and the use_srtp extension.
  const hello = Buffer.from('16fefd0000000000000000004b0100003f000000000000003ffefd' + '11'.repeat(32)
    + '00000002c02b0100001300' + '0e000700040001000200' + '000d000400020403', 'hex');
  return [rtp(0, Buffer.alloc(160, 0xff), random), rtp(8, Buffer.alloc(160, 0xd5), random), rtp(101, Buffer.from([1, 10, 0, 160]), random),
    rtp(101, Buffer.from([35, 0x8a, 3, 32]), random), rtp(0, Buffer.alloc(1400), random), sender, hello,
    stun(`${ice?.ufrag ?? 'abcd'}:peer`, ice?.pwd ?? 'p'.repeat(24), random), stun(`${ice?.ufrag ?? 'abcd'}:peer`, 'wrong'.repeat(5), random)];
}
