// A telephone call from sipp to an agent in a real browser, with nothing faked between the ends.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closePages, openBrowser, openDesk } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { power, rms, RtpEnd } from './support/rtp.mjs';
import { call } from './support/sipp.mjs';
import { until } from './support/wait.mjs';

let program, browser;
const opened = [];

before(async () => {
  program = await Program.start();
  browser = await openBrowser();
});

beforeEach(() => closePages(browser));

after(async () => {
  for (const close of opened.reverse()) await close();
  await browser?.close();
  await program?.stop();
});

async function callIn(options = {}) {
  const rtp = await RtpEnd.open();
  opened.push(() => rtp.close());
  const caller = await call(program, { rtpPort: rtp.port, ...options });
  opened.push(() => caller.kill());
  await until('the greeting is heard', () => rms(rtp.heard.slice(-8000)) > 0.01);
  rtp.speak(0);
  return { rtp, caller };
}

// The story is on the screen before the call is answered, both hear each other, the wrap-up becomes a case.
test('a caller keys in an order and the agent sees who, what and what is open before answering', async () => {
  const desk = await openDesk(browser, program, 'li');
  const { rtp, caller } = await callIn();
  await rtp.key('18841#');

  const offer = desk.getByTestId('offer');
  await offer.waitFor({ timeout: 30000 });
  assert.match(await desk.getByTestId('offer-customer').innerText(), /王芳/);
  assert.match(await desk.getByTestId('offer-collected').innerText(), /8841/);
  assert.match(await desk.getByTestId('offer-open-cases').innerText(), /1203/);
  const music = await rtp.listen(1000);
  assert.ok(rms(music) > 0.005, `music while waiting, energy ${rms(music)}`);

  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('call-panel').waitFor();
  rtp.speak(440);
  const beeps = await until('the agent is heard by the caller', async () => {
    const heard = await rtp.listen(1000);
    return rms(heard) > 0.01 ? heard : null;
  });
  assert.ok(power(beeps, 440) < 0.001, 'the caller does not hear their own tone');
  const before_ = await desk.evaluate(() => window.__tandem_phone());
  await rtp.listen(1500);
  const now = await desk.evaluate(() => window.__tandem_phone());
  const energy = (legs) => legs[0].totalAudioEnergy;
  assert.ok(energy(now) - energy(before_) > 0.01, `the agent hears the tone: ${JSON.stringify({ before_, now })}`);

  await desk.getByTestId('call-hangup').click();
  const { code, errors } = await caller.done;
  assert.equal(code, 0, errors);

  await desk.getByTestId('wrapup-submit').waitFor();
  await desk.getByTestId('wrapup-note').fill('已告知物流进度');
  await chooseCode(desk);
  await desk.getByTestId('wrapup-submit').click();
  await until('wrap-up is over', async () => (await desk.getByTestId('conversation-item').count()) === 0);

  const { token } = await program.signIn('li');
  const list = (await program.api('GET', '/conversations?view=ended&limit=1', { token })).json.items;
  assert.equal(list[0].outcome, 'answered');
  assert.equal(list[0].ended_by, 'agent');
  assert.equal(list[0].note, '已告知物流进度');
  const audio = await fetch(`${program.http}/api/v1/recordings/${list[0].recordings[0]}/audio`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(audio.status, 200);
  const { customer, agent } = splitStereo(Buffer.from(await audio.arrayBuffer()));
  assert.ok(power(customer.slice(-12000, -4000), 440) > 0.001, 'the customer is on the left channel');
  assert.ok(rms(agent) > 0.005, 'the agent is on the right channel');
  assert.ok(power(agent.slice(-12000, -4000), 440) < 0.001, 'and only there');
  await desk.context().close();
});

async function chooseCode(desk) {
  await desk.getByTestId('wrapup-code').click();
  await desk.locator('.ant-select-item-option').first().click();
}

// A stereo WAV of A-law or 16-bit samples as two lists of 16-bit ones.
function splitStereo(wav) {
  const format = wav.readUInt16LE(20), bits = wav.readUInt16LE(34);
  assert.equal(wav.readUInt16LE(22), 2, 'two channels');
  let at = 12;
  while (wav.toString('latin1', at, at + 4) !== 'data') at += 8 + wav.readUInt32LE(at + 4);
  const data = wav.subarray(at + 8);
  const customer = [], agent = [];
  const step = bits / 8;
  for (let i = 0; i + 2 * step <= data.length; i += 2 * step) {
    const read = (offset) => (format === 1 ? data.readInt16LE(i + offset) : aLaw(data[i + offset]));
    customer.push(read(0));
    agent.push(read(step));
  }
  return { customer, agent };
}

function aLaw(byte) {
  const value = byte ^ 0x55;
  const exponent = (value >> 4) & 7;
  let magnitude = (value & 0x0f) << 4;
  magnitude = exponent === 0 ? magnitude + 8 : (magnitude + 0x108) << (exponent - 1);
  return value & 0x80 ? magnitude : -magnitude;
}

test('the caller hangs up while it rings and nobody is blamed', async () => {
  const desk = await openDesk(browser, program, 'li');
  const { rtp, caller } = await callIn({ hangUpAfterMs: 10000 });
  await rtp.key('2');
  await desk.getByTestId('offer').waitFor({ timeout: 30000 });
  const { code, errors } = await caller.done;
  assert.equal(code, 0, errors);
  await desk.getByTestId('offer').waitFor({ state: 'detached' });
  const { token } = await program.signIn('li');
  const me = (await program.api('GET', '/sessions/current', { token })).json.user.agent;
  assert.equal(me.state, 'available');
  const list = (await program.api('GET', '/conversations?view=ended&limit=1', { token: (await program.signIn('lin')).token })).json.items;
  assert.match(list[0].outcome, /abandoned/);
  assert.equal(list[0].ended_by, 'customer');
  await desk.context().close();
});

test('the caller hangs up after talking', async () => {
  const desk = await openDesk(browser, program, 'li');
  const { rtp, caller } = await callIn({ hangUpAfterMs: 14000 });
  await rtp.key('2');
  await desk.getByTestId('offer').waitFor({ timeout: 30000 });
  await desk.keyboard.press('Enter');
  await desk.getByTestId('call-panel').waitFor();
  const { code, errors } = await caller.done;
  assert.equal(code, 0, errors);
  await desk.getByTestId('wrapup-submit').waitFor();
  await chooseCode(desk);
  await desk.getByTestId('wrapup-submit').click();
  const { token } = await program.signIn('lin');
  await until('on record', async () => {
    const list = (await program.api('GET', '/conversations?view=ended&limit=1', { token })).json.items;
    return list[0].ended_by === 'customer' && list[0].outcome === 'answered';
  });
  await desk.context().close();
});
