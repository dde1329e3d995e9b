// kill -9 while 200 chats are written to, some of them waiting, and 20 calls are up: what was acknowledged is there once
// and in order, waiting chats keep their place, agents keep their break, and every call is on record with its end.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import WebSocket from 'ws';
import { Program } from './support/program.mjs';
import { RtpEnd } from './support/rtp.mjs';
import { call } from './support/sipp.mjs';
import { until } from './support/wait.mjs';

const chats = 200, calls = 20;
const programs = [];
after(async () => {
  for (const program of programs) await program.stop();
});

// A visitor without a browser: keeps what was acknowledged, in order.
class Visitor {
  constructor(program, number) {
    this.program = program;
    this.number = number;
    this.acknowledged = [];
    this.token = null;
  }

  connect() {
    return new Promise((resolve, reject) => {
      this.socket = new WebSocket(`${this.program.http.replace('http', 'ws')}/api/v1/visitor`);
      this.socket.on('error', reject);
      this.socket.on('open', () => this.socket.send(JSON.stringify({ type: 'hello', site: 'demo', visitor: this.token, language: 'zh-CN' })));
      this.socket.on('message', (bytes) => {
        const frame = JSON.parse(bytes);
        if (frame.type === 'welcome') {
          this.token = frame.visitor;
          this.history = frame.history;
          this.chat = frame.conversation;
          resolve(this);
        }
        if (frame.type === 'conversation') this.chat = frame.conversation;
        if (frame.type === 'message' && frame.message.key) {
          this.acknowledged.push(frame.message.text);
          this.next?.();
        }
      });
    });
  }

  // One message at a time, each after the acknowledgement of the one before, until the socket breaks.
  write() {
    let count = this.acknowledged.length;
    this.next = () => {
      count += 1;
      const text = `${this.number}-${count}`;
      if (this.socket.readyState === WebSocket.OPEN && count <= 6)
        this.socket.send(JSON.stringify({ type: 'message', key: `${this.number}-${count}`, text }));
    };
    this.next();
  }
}

async function storm(crashAt, killAfterMs = 0) {
  // Connections of one address are bounded; the tests come from one address.
  const program = await Program.start();
  programs.push(program);
  if (crashAt) {
    await program.kill9();
    await program.launch({ TANDEM_CRASH_AT: crashAt });
  }
  const han = await program.signIn('han');
  await program.api('POST', `/agents/${han.user.id}/state`, { token: han.token, body: { state: 'break', reason: 'lunch' } });

  let dead = false;
  program.exited.then(() => { dead = true; });
  const callers = [];
  for (let i = 0; i < calls && !dead; ++i) {
    const rtp = await RtpEnd.open();
    callers.push({ rtp, ...(await call(program, { rtpPort: rtp.port, from: `+8613900${String(10000 + i)}` })) });
  }
  if (!crashAt) await until('the calls are up', () => callers.every(({ rtp }) => rtp.packets > 5), 30000);

  if (killAfterMs) setTimeout(() => program.child.kill('SIGKILL'), killAfterMs);
  const visitors = [];
  for (let i = 0; i < chats && !dead; ++i) {
    const visitor = new Visitor(program, i);
    const joined = await Promise.race([visitor.connect(), program.exited.then(() => null)]).catch(() => null);
    if (!joined) break;
    visitors.push(visitor);
    visitor.write();
    // Who came first is certain only once the first message is acknowledged; the others go on meanwhile.
    await until('the first message is acknowledged', () => dead || visitor.acknowledged.length > 0);
  }
  return { program, callers, visitors, han };
}

async function verify({ program, callers, visitors, han }, callsWereUp) {
  for (const { kill, rtp } of callers) {
    await kill();
    rtp.close();
  }
  await program.launch({ TANDEM_CRASH_AT: '' });
  const { token } = await program.signIn('lin');
  const agents = (await program.api('GET', '/agents', { token })).json.items;
  assert.equal(agents.find((agent) => agent.id === han.user.id).state, 'break', 'the break is kept');

  const places = [];
  for (const visitor of visitors) {
    const before = visitor.acknowledged;
    if (before.length === 0) continue;
    await visitor.connect();
    const texts = visitor.history.filter((message) => message.from === 'customer').map((message) => message.text);
    assert.deepEqual(texts.slice(0, before.length), before, 'acknowledged messages are there, once and in order');
    assert.equal(new Set(texts).size, texts.length, 'nothing twice');
    assert.equal(visitor.chat?.state, 'waiting', 'the chat still waits');
    await until('it has a place', () => visitor.chat.position);  // one whose look-up was cut off gets it at its deadline
    places.push([visitor.number, visitor.chat.position]);
    visitor.socket.close();
  }
  const sorted = [...places].sort((a, b) => a[0] - b[0]);
  assert.deepEqual(sorted.map((place) => place[1]), sorted.map((place) => place[1]).sort((a, b) => a - b), 'places are in the order of arrival');
  if (!callsWereUp) return;
  const ended = (await program.api('GET', '/conversations?view=ended&limit=200', { token })).json.items.filter((item) => item.channel === 'voice');
  assert.equal(ended.length, calls, 'no call is missing from the record');
  for (const item of ended) assert.equal(item.end_cause, 'server_restart');
}

test('killed while 200 chats are written to and 20 calls are up', { timeout: 180000 }, async () => {
  const scene = await storm('');
  await until('half of the messages are acknowledged', () => scene.visitors.reduce((sum, v) => sum + v.acknowledged.length, 0) > chats * 3, 60000);
  await scene.program.kill9();
  await verify(scene, true);
});

for (const point of ['before_commit:300', 'after_commit:300', 'between_effects:40', 'before_done:250'])
  test(`killed at the crash point ${point}`, { timeout: 180000 }, async () => {
    const scene = await storm(point);
    await until('the crash', () => scene.program.child.signalCode ?? scene.program.child.exitCode, 60000);
    await verify(scene, false);
  });

for (let round = 1; round <= 2; ++round) {
  const instant = 100 + Math.floor(Math.random() * 1400);
  test(`killed at a random instant, ${instant} ms into the writing`, { timeout: 180000 }, async () => {
    const scene = await storm('', instant);
    await scene.program.exited;
    await verify(scene, true);
  });
}
