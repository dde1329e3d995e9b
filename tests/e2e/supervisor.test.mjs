// The supervisor's numbers are the lengths of the lists that they open: what was answered, abandoned and is waiting.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { goOffDuty, openBrowser, openDesk } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { finishWrapUp } from './support/screens.mjs';
import { callIn } from './support/sipp.mjs';
import { Visitor } from './support/visitor.mjs';
import { until } from './support/wait.mjs';

let program, browser;
const opened = [];

before(async () => {
  program = await Program.start();
  browser = await openBrowser();
});

after(async () => {
  for (const close of opened.reverse()) await close();
  await browser?.close();
  await program?.stop();
});

async function callFor(key, options) {
  const made = await callIn(program, options);
  opened.push(made.close);
  await made.rtp.key(key);
  return made;
}

async function chat(text) {
  const visitor = await new Visitor(program).connect();
  opened.push(() => visitor.close());
  await visitor.say(text);
  return visitor;
}

// Two talked to, one gave up, one call is up and two chats wait. The one who gives up waits longer than a short abandon.
async function aDay() {
  const desk = await openDesk(browser, program, 'li');
  const visitor = await chat('在吗');
  await desk.getByTestId('offer-accept').click();
  visitor.send({ type: 'end' });
  await finishWrapUp(desk, { all: true });
  await callFor('2', { hangUpAfterMs: 7000 });
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('call-panel').waitFor();
  await desk.getByTestId('call-hangup').click();
  await finishWrapUp(desk);
  await goOffDuty(desk);
  await callFor('3', { from: '+8613911110001' });
  const leaves = await callFor('2', { from: '+8613911110002', hangUpAfterMs: 9000 });
  await chat('有人吗');
  await chat('退款多久到账？');
  assert.equal((await leaves.caller.done).code, 0);
  const other = await openDesk(browser, program, 'han');
  await other.locator('[data-testid=offer][data-channel=voice]').getByTestId('offer-accept').click();
  await other.getByTestId('call-panel').waitFor();
  await goOffDuty(other);
}

// Follows the link of a number and counts what it leads to.
async function listBehind(page, link) {
  await link.click();
  const count = page.getByTestId('row-count');
  await count.waitFor();
  const rows = await page.getByTestId('conversation-row').evaluateAll((all) => all.map((row) => row.innerText));
  assert.equal(rows.length, Number(await count.getAttribute('data-rows')));
  await page.goBack();
  await page.getByTestId('wallboard').waitFor();
  return rows;
}

const firstNumber = async (of) => Number(/\d+/.exec(await of.innerText())[0]);

test('each number of the wallboard is the length of the list behind it', { timeout: 100000 }, async () => {
  await aDay();
  const page = await openDesk(browser, program, 'lin', { duty: false });
  await page.getByTestId('nav-wallboard').click();
  const big = (name) => page.getByTestId(name);
  await until('the day is on the board', async () =>
    (await firstNumber(big('metric-waiting'))) === 2 && (await firstNumber(big('metric-abandoned'))) === 1, 10000);
  assert.equal(await firstNumber(big('metric-answered')), 3);
  assert.equal(await firstNumber(big('metric-active')), 1);

  const looks = { 'metric-waiting': /进行中/, 'metric-active': /进行中/, 'metric-answered': /已接听|进行中/, 'metric-abandoned': /放弃/, 'metric-abandoned-detail': /短时放弃/ };
  for (const [name, look] of Object.entries(looks)) {
    const number = await firstNumber(big(name));
    const rows = await listBehind(page, big(name));
    assert.equal(rows.length, number, `${name}: ${rows.join(' | ')}`);
    for (const row of rows) assert.match(row, look);
  }
  const offered = Number(/进线 (\d+)/.exec(await big('metric-answered-detail').innerText())[1]);
  assert.equal((await listBehind(page, big('metric-answered-detail'))).length, offered);
  await queuesToo(page);
  await whyTheyWait(page);
  assert.deepEqual(page.problems, []);
});

// Who waits says why: everybody stands in one group, and the groups follow what happens.
async function whyTheyWait(page) {
  await page.getByTestId('metric-waiting').click();
  await page.getByTestId('conversation-row').filter({ hasText: '访客' }).last().click();
  const reason = page.getByTestId('routing-reason');
  await reason.locator('[data-obstacle=not_available]').filter({ hasText: '李雷' }).waitFor();
  await reason.locator('[data-obstacle=signed_out]').filter({ hasText: 'Amy Chen' }).waitFor();
  const amy = await program.signIn('amy');
  const changed = await program.api('POST', `/agents/${amy.user.id}/state`, { token: amy.token, body: { state: 'not_ready' } });
  assert.equal(changed.status, 200, JSON.stringify(changed.json));
  await reason.locator('[data-obstacle=not_available]').filter({ hasText: 'Amy Chen' }).waitFor();
}

// The columns of a queue's row that count conversations.
async function queuesToo(page) {
  const rows = page.getByTestId('queue-row');
  await rows.first().waitFor();
  let waiting = 0;
  for (let at = 0; at < (await rows.count()); ++at) {
    for (const column of [0, 3, 4]) {
      const link = rows.nth(at).locator('td').nth(column).getByRole('link');
      const number = await firstNumber(link);
      if (column === 0) waiting += number;
      assert.equal((await listBehind(page, link)).length, number, `queue ${at}, column ${column}`);
    }
  }
  assert.equal(waiting, 2, 'the queues together are the centre');
}
