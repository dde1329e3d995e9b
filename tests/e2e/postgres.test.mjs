// One call and one chat with PostgreSQL as the store, in a tenant (a schema) of its own that is dropped afterwards.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { openBrowser, openDesk } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { rms } from './support/rtp.mjs';
import { finishWrapUp } from './support/screens.mjs';
import { callIn } from './support/sipp.mjs';
import { Visitor } from './support/visitor.mjs';
import { until } from './support/wait.mjs';

const store = process.env.TANDEM_TEST_POSTGRES;
const skip = store ? false : 'skipped: TANDEM_TEST_POSTGRES is not set';
const tenant = `e2e_${process.pid}`;
let program, browser, caller;

after(async () => {
  await caller?.close();
  await browser?.close();
  await program?.stop();
  if (program) spawnSync('psql', [store, '-c', `DROP SCHEMA IF EXISTS tandem_${tenant} CASCADE`]);
});

test('a call and a chat with PostgreSQL, and both are there after a restart', { timeout: 110000, skip }, async () => {
  program = await Program.start({ store, flags: ['--tenant', tenant] });
  browser = await openBrowser();
  const desk = await openDesk(browser, program, 'li');

  caller = await callIn(program);
  const { rtp } = caller;
  await rtp.key('18841#');
  await desk.getByTestId('offer').waitFor({ timeout: 30000 });
  assert.match(await desk.getByTestId('offer-customer').innerText(), /王芳/);
  assert.match(await desk.getByTestId('offer-collected').innerText(), /8841/);
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('call-panel').waitFor();
  await until('the agent is heard', async () => rms(await rtp.listen(500)) > 0.01);

  const visitor = await new Visitor(program).connect();
  await visitor.say('我想换个颜色');
  const chatOffer = desk.locator('[data-testid=offer][data-channel=webchat]');
  await chatOffer.waitFor({ timeout: 20000 });
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('chat-input').fill('可以的');
  await desk.getByTestId('chat-input').press('Enter');
  await until('the answer arrives', () => visitor.messages.some((message) => message.text === '可以的'));

  const { token } = await program.signIn('li');
  const mine = (await program.api('GET', '/conversations?view=mine', { token })).json.items;
  const voice = mine.find((item) => item.channel === 'voice'), chat = mine.find((item) => item.channel === 'webchat');
  await program.api('POST', `/conversations/${voice.id}/hang_up`, { token, body: {} });
  const { code, errors } = await caller.caller.done;
  assert.equal(code, 0, errors);
  await finishWrapUp(desk, { all: true });
  visitor.close();

  program.child.kill('SIGTERM');
  assert.equal((await program.exited).code, 0, program.output.slice(-3000));
  await program.launch();
  const lin = await program.signIn('lin');
  const ended = (await program.api('GET', '/conversations?view=ended&limit=10', { token: lin.token })).json.items;
  assert.deepEqual(new Set(ended.map((item) => item.id)), new Set([voice.id, chat.id]));
  const messages = (await program.api('GET', `/conversations/${chat.id}/messages`, { token: lin.token })).json.items;
  assert.deepEqual(messages.filter((message) => ['customer', 'agent'].includes(message.from)).map((message) => message.text), ['我想换个颜色', '可以的']);
  assert.deepEqual(desk.problems, []);
});
