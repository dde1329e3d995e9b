// A telephone call from sipp to an agent in a real browser, with nothing faked between the ends.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closePages, openBrowser, openDesk } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { power, rms } from './support/rtp.mjs';
import { finishWrapUp, openCustomer } from './support/screens.mjs';
import { callIn as callFrom } from './support/sipp.mjs';
import { until } from './support/wait.mjs';
import { splitStereo } from './support/wav.mjs';

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
  const made = await callFrom(program, options);
  opened.push(made.close);
  return made;
}

// The caller chooses "anything else", the agent takes the call; `customer` is what the offer has to say of them.
async function talk(desk, options, customer) {
  const made = await callIn(options);
  await made.rtp.key('2');
  await desk.getByTestId('offer').waitFor({ timeout: 30000 });
  assert.match(await desk.getByTestId('offer-customer').innerText(), customer);
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('call-panel').waitFor();
  made.rtp.speak(440);
  return made;
}

async function hangUp(desk, { caller }) {
  await desk.getByTestId('call-hangup').click();
  const { code, errors } = await caller.done;
  assert.equal(code, 0, errors);
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

  await finishWrapUp(desk, { note: '已告知物流进度' });

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
  await playsBack(desk, '王芳');
  await desk.context().close();
});

// The newest call of a customer, played at the desk.
async function playsBack(desk, name) {
  const customer = await openCustomer(desk, name);
  await customer.locator('[data-testid=timeline-item][data-kind=call]').first().click();
  const player = desk.getByTestId('recording-player');
  const seconds = Number(await player.getAttribute('data-seconds'));
  assert.ok(seconds >= 2, `a recording of ${seconds} s`);
  await player.getByTestId('recording-play').click();
  const position = () => player.getByTestId('recording-audio').evaluate((audio) => audio.currentTime);
  const early = await until('it plays', async () => (await position()) > 0.2 && position());
  await until('and goes on', async () => (await position()) > early + 0.5);
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
  await finishWrapUp(desk);
  const { token } = await program.signIn('lin');
  await until('on record', async () => {
    const list = (await program.api('GET', '/conversations?view=ended&limit=1', { token })).json.items;
    return list[0].ended_by === 'customer' && list[0].outcome === 'answered';
  });
  await desk.context().close();
});

// What the API says of the newest conversation that ended, as somebody who may see it.
async function lastEnded(token) {
  return (await program.api('GET', '/conversations?view=ended&limit=1', { token })).json.items[0];
}

test('the wrap-up opens a case, the next one goes on with it, and both calls are on it', { timeout: 90000 }, async () => {
  const desk = await openDesk(browser, program, 'li');
  const { token, user } = await program.signIn('li');
  await hangUp(desk, await talk(desk, {}, /王芳/));
  await finishWrapUp(desk, { note: '等了五天还没到', newCase: { subject: '物流延误投诉', type: '订单' } });

  const first = await lastEnded(token);
  const made = (await program.api('GET', `/cases/${first.case.id}`, { token })).json;
  assert.equal(made.subject, '物流延误投诉');
  assert.equal(made.customer.name, '王芳');
  assert.equal(made.customer.id, first.customer.id);
  assert.equal(made.owner.id, user.id);
  assert.equal(made.status, 'open');
  assert.deepEqual(made.conversations, [first.id]);

  await hangUp(desk, await talk(desk, {}, /王芳/));
  await finishWrapUp(desk, { note: '包裹已签收，客户满意', oldCase: { number: made.number, status: '已解决' } });
  const second = await lastEnded(token);
  assert.notEqual(second.id, first.id);
  assert.equal(second.case.id, made.id);
  const updated = (await program.api('GET', `/cases/${made.id}`, { token })).json;
  assert.equal(updated.status, 'solved');
  assert.deepEqual(updated.conversations.toSorted(), [first.id, second.id].toSorted());
  assert.ok(updated.notes.some((note) => note.text === '包裹已签收，客户满意'));

  const customer = await openCustomer(desk, '王芳');
  const entry = customer.locator('[data-testid=timeline-item][data-kind=case]').filter({ hasText: '物流延误投诉' });
  await entry.filter({ hasText: '已解决' }).waitFor();
  await entry.click();
  const detail = desk.getByTestId('case-detail');
  await detail.locator(`[data-testid=case-conversation][data-conversation="${second.id}"]`).waitFor();
  assert.equal(await detail.getByTestId('case-conversation').count(), 2);
  assert.match(await detail.innerText(), new RegExp(`#${made.number} 物流延误投诉[^]*包裹已签收，客户满意`));
  assert.deepEqual(desk.problems, []);
});

test('an unknown caller becomes a customer in one click and is known the next time', { timeout: 90000 }, async () => {
  const from = '+8613911112222';
  const desk = await openDesk(browser, program, 'li');
  const stranger = await talk(desk, { from }, /139 1111 2222/);
  await desk.getByTestId('create-customer').click();
  const name = desk.getByTestId('customer-pane').getByRole('textbox').first();
  await name.fill('周小雨');
  await name.press('Enter');
  await until('the name is kept', async () => (await desk.getByTestId('customer-name').innerText()).includes('周小雨'));
  await hangUp(desk, stranger);
  await finishWrapUp(desk, { note: '咨询会员价' });

  const known = await talk(desk, { from }, /周小雨/);
  assert.equal(await desk.getByTestId('create-customer').count(), 0, 'nobody has to be made again');
  assert.match(await desk.getByTestId('customer-phone').innerText(), /139 \*{4} 2222/);
  await desk.getByTestId('timeline-item').filter({ hasText: '咨询会员价' }).waitFor();
  await hangUp(desk, known);
  await finishWrapUp(desk);
  assert.deepEqual(desk.problems, []);
});
