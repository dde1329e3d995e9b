// The agent zhao answers on a telephone of their own (baresip, registered with its device's secret) while the desk shows
// the story; the visitor's browser calls, and a chat runs beside the call.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { deviceSecret, Phone } from './support/baresip.mjs';
import { closePages, openBrowser, openDesk } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { power, rms } from './support/rtp.mjs';
import { callFromThePage, finishWrapUp, openShop, visitorSound } from './support/screens.mjs';
import { until } from './support/wait.mjs';
import { splitStereo } from './support/wav.mjs';

let program, browser;
const phones = [];

before(async () => {
  program = await Program.start();
  browser = await openBrowser();
});

beforeEach(() => closePages(browser));

after(async () => {
  for (const phone of phones) await phone.close();
  await browser?.close();
  await program?.stop();
});

async function openPhone(options) {
  const phone = await Phone.open(program, { user: 'zhao', ...options });
  phones.push(phone);
  return phone;
}

test('a phone with a wrong secret does not register', { timeout: 60000 }, async () => {
  const phone = await openPhone({ secret: 'not-the-secret' });
  await until('the registration is refused', () => phone.refused);
  assert.ok(!phone.registered);
  await phone.close();
});

test('the visitor calls from the page, the telephone rings, both hear each other, a chat runs beside it', { timeout: 110000 }, async () => {
  const secret = deviceSecret(program, 'zhao');
  assert.ok(secret, `the demo prints the secret of the phone:\n${program.output.slice(-3000)}`);
  const phone = await openPhone({ secret, frequency: 440 });
  await until('the phone has registered', () => phone.registered);
  const desk = await openDesk(browser, program, 'zhao');
  const shop = await openShop(browser, program, '王芳');
  await callFromThePage(shop, '2');

  await desk.getByTestId('offer').waitFor({ timeout: 30000 });
  assert.match(await desk.getByTestId('offer-customer').innerText(), /王芳/);
  assert.match(await desk.getByTestId('offer-open-cases').innerText(), /1203/);
  await desk.getByTestId('offer-sip-phone').waitFor();
  await phone.event('CALL_INCOMING');
  phone.accept();
  await phone.event('CALL_ESTABLISHED');
  await desk.getByTestId('call-panel').waitFor();
  await soundBothWays(phone, shop);

  // The chat of the same customer goes to the same agent: a call and a chat fit into one capacity.
  await shop.getByTestId('demo-chat').click();
  await shop.getByTestId('widget-input').fill('我把照片发在这里');
  await shop.getByTestId('widget-input').press('Enter');
  await desk.locator('[data-testid=offer][data-channel=webchat]').waitFor({ timeout: 20000 });
  assert.equal(await desk.getByTestId('call-panel').count(), 1, 'the offer of a chat is not modal over the call');
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('chat-input').fill('收到，正在看');
  await desk.getByTestId('chat-input').press('Enter');
  await until('the answer is on the page', async () =>
    (await shop.getByTestId('widget-message').allInnerTexts()).some((text) => text.includes('收到，正在看')));
  assert.equal(await desk.getByTestId('conversation-item').count(), 2, 'a call and a chat');
  await soundBothWays(phone, shop);

  phone.hangUp();
  await phone.event('CALL_CLOSED');
  const { token } = await program.signIn('zhao');
  const ended = await until('the call is on record', async () =>
    (await program.api('GET', '/conversations?view=ended&limit=5', { token })).json.items.find((item) => item.channel === 'voice'));
  assert.equal(ended.outcome, 'answered');
  assert.equal(ended.ended_by, 'agent');
  assert.equal(ended.customer.name, '王芳');
  await checkRecording(token, ended.recordings[0]);
  await finishWrapUp(desk, { all: true });
  assert.deepEqual(desk.problems, []);
  assert.deepEqual(shop.problems, []);
  await shop.context().close();
  await desk.context().close();
  await phone.close();
});

async function soundBothWays(phone, shop) {
  const before_ = { phone: phone.heard().length, page: (await visitorSound(shop)).energy };
  await until('the page hears the telephone', async () => (await visitorSound(shop)).energy > before_.page + 0.01, 20000);
  const heard = await until('the telephone hears the page', () => {
    const samples = phone.heard().slice(before_.phone);
    return samples.length > 8000 && rms(samples) > 0.005 ? samples : null;
  }, 20000);
  assert.ok(power(heard, 440) < 0.001, 'the telephone does not hear its own tone');
}

async function checkRecording(token, id) {
  const audio = await fetch(`${program.http}/api/v1/recordings/${id}/audio`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(audio.status, 200);
  const { customer, agent } = splitStereo(Buffer.from(await audio.arrayBuffer()));
  assert.ok(agent.length > 2 * 8000, `the recording is long enough: ${agent.length} samples`);
  assert.ok(power(agent.slice(8000, 16000), 440) > 0.001, 'the telephone is on the right channel');
  assert.ok(power(customer.slice(8000, 16000), 440) < 0.0005, 'and only there');
  assert.ok(rms(customer) > 0.003, 'the visitor is on the left channel');
}

test('a call declined on the telephone waits on, and comes back when the agent is ready again', { timeout: 110000 }, async () => {
  const phone = await openPhone({ secret: deviceSecret(program, 'zhao'), tcp: true });
  await until('the phone has registered over TCP', () => phone.registered);
  const zhao = await program.signIn('zhao');
  const become = async (state) => {
    const answer = await program.api('POST', `/agents/${zhao.user.id}/state`, { token: zhao.token, body: { state } });
    assert.equal(answer.status, 200, answer.text);
  };
  const desk = await openDesk(browser, program, 'zhao', { duty: false });
  await become('available');
  const shop = await openShop(browser, program);
  await callFromThePage(shop, '2');
  await phone.event('CALL_INCOMING');
  const seen = phone.events.length;
  phone.hangUp();
  await until('the call is declined and waits', async () => {
    const { token } = await program.signIn('lin');
    const waiting = (await program.api('GET', '/conversations?view=waiting', { token })).json.items;
    return waiting.some((item) => item.channel === 'voice') && phone.events.slice(seen).some((event) => event.type === 'CALL_CLOSED');
  });

  await become('not_ready');
  await become('available');
  await phone.event('CALL_INCOMING', seen);
  phone.accept();
  await phone.event('CALL_ESTABLISHED', seen);
  await soundBothWays(phone, shop);
  const answered = phone.events.length;
  await shop.getByTestId('widget-hangup').click();
  await phone.event('CALL_CLOSED', answered);
  await desk.getByTestId('wrapup-submit').waitFor();
  await finishWrapUp(desk, { all: true });
  await shop.context().close();
  await desk.context().close();
  await phone.close();
});
