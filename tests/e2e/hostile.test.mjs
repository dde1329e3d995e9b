// What the network may send: the messages of RFC 4475, each followed by a normal call, and mutated datagrams by the
// hundred thousand against the build with AddressSanitizer.
import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import WebSocket from 'ws';
import { callSeed, fresh, mediaSeeds, mutate, Random, sipSeeds } from './support/mutate.mjs';
import { Program, root } from './support/program.mjs';
import { RtpEnd } from './support/rtp.mjs';
import { call } from './support/sipp.mjs';
import { until } from './support/wait.mjs';

const data = path.join(root, '..', 'shared', 'data', 'sip');
const datagrams = Number(process.env.TANDEM_DATAGRAMS ?? 100000);
const programs = [];
after(async () => {
  for (const program of programs) await program.stop();
});

// A call as sipp makes it, with sound from the program.
async function normalCall(program, rtp, hangUpAfterMs = 100) {
  const packets = rtp.packets;
  const { code, errors } = await (await call(program, { rtpPort: rtp.port, hangUpAfterMs, timeoutSeconds: 15 })).done;
  assert.equal(code, 0, errors);
  await until('the call has sound', () => rtp.packets > packets);
}

test('the messages of RFC 4475, each followed by a normal call', {
  timeout: 110000, skip: fs.existsSync(path.join(data, 'expected.tsv')) ? false : 'skipped: evaluation data not present',
}, async () => {
  const program = await Program.start();
  programs.push(program);
  const rtp = await RtpEnd.open();
  const [, ...rows] = fs.readFileSync(path.join(data, 'expected.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t'));
  assert.equal(rows.length, 49);
  const wrong = [];
  for (const [index, [, file, , kind, , expected]] of rows.entries()) {
    const status = await provoke(program, fs.readFileSync(path.join(data, file)), index + 1);
    if (!allowed(kind, expected, status)) wrong.push(`${file}: ${status || 'nothing'}, expected ${expected}`);
    assert.equal(program.child.exitCode ?? program.child.signalCode, null, `the program ended at ${file}\n${program.output.slice(-3000)}`);
    await normalCall(program, rtp);
  }
  rtp.close();
  assert.deepEqual(wrong, []);
});

// Sends one message from an address of its own, at the port that its Via wants the answer at. Gives the final status.
async function provoke(program, message, number) {
  const via = /^(?:via|v)\s*:\s*SIP\s*\/\s*2\.0\s*\/\s*(\w+)\s+([^;\r\n]+)/im.exec(message.toString('latin1'));
  if (via?.[1].toUpperCase() === 'TCP') return provokeOverTcp(program, message);
  const socket = dgram.createSocket('udp4');
  let status = 0;
  socket.on('message', (answer) => {
    const code = Number(/^SIP\/2\.0 (\d+)/.exec(answer.toString('latin1'))?.[1] ?? 0);
    if (code >= 200) status = code;
  });
  const port = Number(/:(\d+)\s*$/.exec(via?.[2] ?? '')?.[1] ?? 5060);
  await new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port > 0 && port < 65536 ? port : 5060, `127.0.77.${number}`, resolve);
  });
  socket.send(message, program.sipPort, '127.0.0.1');
  await until('an answer', () => status, 400).catch(() => 0);
  await new Promise((resolve) => socket.close(resolve));
  return status;
}

async function provokeOverTcp(program, message) {
  const { connect } = await import('node:net');
  const socket = connect(program.sipPort, '127.0.0.1');
  let text = '';
  socket.on('data', (bytes) => { text += bytes.toString('latin1'); });
  socket.on('error', () => {});
  socket.write(message);
  const status = await until('an answer', () => Number(/SIP\/2\.0 ([2-6]\d\d)/.exec(text)?.[1]), 400).catch(() => 0);
  socket.destroy();
  return status;
}

// None at all is right where the Via cannot be used; 401 is what a registrar that knows its phones says to anybody.
function allowed(kind, expected, status) {
  if (kind === 'response') return status === 0;
  const strict = /^\d/.test(expected) && !/acceptable|reasonable/.test(expected);
  return !strict || status === 0 || status === 401 || expected.includes(String(status));
}

const asan = process.env.TANDEM_ASAN_BINARY;
test(`${datagrams} mutated datagrams to the SIP and media ports`, {
  timeout: 400000, skip: asan ? false : 'skipped: TANDEM_ASAN_BINARY is not set',
}, async (t) => {
  const seed = Number(process.env.TANDEM_FUZZ_SEED ?? Date.now() % 4294967296);
  t.diagnostic(`seed ${seed} (TANDEM_FUZZ_SEED=${seed} repeats it)`);
  const random = new Random(seed);
  const program = await Program.start({ program: asan, flags: ['--log-level', 'error'] });
  programs.push(program);
  const storm = new Storm(program, random);
  await storm.open();
  const half = Math.floor(datagrams / 2);
  const seeds = sipSeeds(data);
  let calls = 0;
  await storm.send(half, () => {
    // Calls that come about are bounded, so that ports are left for those that follow.
    const message = calls < 400 && random.chance(2) ? (++calls, callSeed) : random.of(seeds);
    return mutate(fresh(message, random.next()), random);
  }, () => program.sipPort);

  const rtp = await RtpEnd.open();
  await until('calls work again', () => normalCall(program, rtp).then(() => true), 90000);
  rtp.peer = undefined;  // the calls before had other ports
  const caller = await call(program, { rtpPort: rtp.port, hangUpAfterMs: 200000, timeoutSeconds: 300 });
  const earlier = rtp.packets;
  rtp.speak(440);
  await until('a call is up', () => rtp.peer && rtp.packets > earlier + 50);
  const leg = await browserLeg(program);
  const media = mediaSeeds(random, leg.ice);
  await storm.send(datagrams - half, () => (random.chance(10) ? random.of(media) : mutate(random.of(media), random)),
    () => (random.chance(45) ? rtp.peer.port : random.chance(80) ? leg.port : program.mediaLow + random.below(200)));

  assert.equal(program.child.exitCode ?? program.child.signalCode, null, program.output.slice(-5000));
  const heard = rtp.packets;
  await until('the call that was up still has sound', () => rtp.packets > heard + 20);
  await caller.kill();
  leg.socket.close();
  await normalCall(program, rtp);
  rtp.close();
  storm.close();
  assert.doesNotMatch(program.output, /AddressSanitizer|runtime error:/);
});

// Sends in small groups; after each it waits until the program has answered an honest OPTIONS, so that nothing is lost
// in a full socket buffer and every datagram has really been read.
class Storm {
  constructor(program, random) {
    this.program = program;
    this.random = random;
  }

  async open() {
    const bind = (address) => new Promise((resolve, reject) => {
      const socket = dgram.createSocket('udp4');
      socket.once('error', reject);
      socket.bind(0, address, () => resolve(socket));
    });
    this.sockets = [await bind('127.0.0.1'), await bind('127.0.88.1'), await bind('127.0.88.2')];
    this.probe = await bind('127.0.0.1');
    this.probe.on('message', (answer) => this.answered?.(answer.toString('latin1')));
    for (const socket of this.sockets) socket.on('message', () => {});
  }

  async send(count, make, port) {
    for (let sent = 0; sent < count;) {
      const group = Math.min(50, count - sent);
      await Promise.all(Array.from({ length: group }, () => {
        const message = make();
        return new Promise((resolve) => this.random.of(this.sockets).send(message, port(), '127.0.0.1', resolve));
      }));
      sent += group;
      await this.alive();
    }
  }

  async alive() {
    const id = `probe${(this.probes = (this.probes ?? 0) + 1)}`;
    const local = this.probe.address().port;
    const text = [`OPTIONS sip:tandem@${this.program.sip} SIP/2.0`, `Via: SIP/2.0/UDP 127.0.0.1:${local};branch=z9hG4bK${id}`,
      `From: <sip:probe@127.0.0.1>;tag=${id}`, `To: <sip:tandem@${this.program.sip}>`, `Call-ID: ${id}`, 'CSeq: 1 OPTIONS',
      'Max-Forwards: 70', 'Content-Length: 0', '', ''].join('\r\n');
    let done = false;
    const answer = new Promise((resolve) => { this.answered = (reply) => { if (reply.includes(id)) { done = true; resolve(); } }; });
    for (let tries = 0; !done && tries < 40; ++tries) {
      if (this.program.child.exitCode !== null || this.program.child.signalCode !== null)
        throw new Error(`the program died\n${this.program.output.slice(-6000)}`);
      this.probe.send(text, this.program.sipPort, '127.0.0.1');
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 500))]);
    }
    assert.ok(done, 'the program still answers');
  }

  close() { for (const socket of [...this.sockets, this.probe]) socket.close(); }
}

// A visitor's call whose ICE and DTLS end is open: the port and the credentials of its answer.
async function browserLeg(program) {
  const offer = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0', 'm=audio 9 UDP/TLS/RTP/SAVPF 0 8 101',
    'c=IN IP4 0.0.0.0', 'a=rtcp-mux', 'a=ice-ufrag:peer', `a=ice-pwd:${'q'.repeat(24)}`,
    `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`, 'a=setup:actpass', 'a=mid:0', 'a=sendrecv', 'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000', 'a=rtpmap:101 telephone-event/8000', ''].join('\r\n');
  const socket = new WebSocket(`${program.http.replace('http', 'ws')}/api/v1/visitor`);
  let sdp = '';
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', site: 'demo', visitor: null, language: 'zh-CN' })));
  socket.on('message', (bytes) => {
    const frame = JSON.parse(bytes);
    if (frame.type === 'welcome') socket.send(JSON.stringify({ type: 'call', sdp: offer }));
    if (frame.type === 'call.answer') sdp = frame.sdp;
  });
  await until('the visitor\'s call is answered', () => sdp);
  const port = Number(/a=candidate:\S+ 1 udp \d+ \S+ (\d+) typ host/i.exec(sdp)?.[1]);
  assert.ok(port > 0, sdp);
  return { socket, port, ice: { ufrag: /a=ice-ufrag:(\S+)/.exec(sdp)[1], pwd: /a=ice-pwd:(\S+)/.exec(sdp)[1] } };
}
