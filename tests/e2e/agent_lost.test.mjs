// The agent's browser goes away for good in the middle of a call: the caller is not cut off, hears music again and is
// the next to be served.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openDesk } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { rms } from './support/rtp.mjs';
import { callIn } from './support/sipp.mjs';
import { until } from './support/wait.mjs';

let program, browser, caller;

before(async () => {
  program = await Program.start();
  browser = await openBrowser();
});

after(async () => {
  await caller?.close();
  await browser?.close();
  await program?.stop();
});

test('a caller whose agent is lost is served by the next', { timeout: 150000 }, async () => {
  const li = await openDesk(browser, program, 'li');
  caller = await callIn(program, { hangUpAfterMs: 110000, timeoutSeconds: 140 });
  const { rtp } = caller;
  rtp.speak(440);
  await rtp.key('2');
  await li.getByTestId('offer').waitFor({ timeout: 30000 });
  await li.getByTestId('offer-accept').click();
  await li.getByTestId('call-panel').waitFor();
  const han = await openDesk(browser, program, 'han');
  await li.context().close();

  // 30 s for a reload, then the caller goes on.
  await han.getByTestId('offer').waitFor({ timeout: 60000 });
  assert.ok(rms(await rtp.listen(1000)) > 0.005, 'music while waiting again');
  await han.getByTestId('offer-accept').click();
  await han.getByTestId('call-panel').waitFor();
  await until('the new agent hears the caller', async () => {
    const legs = await han.evaluate(() => window.__tandem_phone());
    return legs[0]?.totalAudioEnergy > 0.01;
  });
  await han.getByTestId('call-hangup').click();
  const { code, errors } = await caller.caller.done;
  assert.equal(code, 0, errors);

  const { token } = await program.signIn('lin');
  const conversation = (await program.api('GET', '/conversations?view=ended&limit=1', { token })).json.items[0];
  assert.equal(conversation.outcome, 'answered');
  assert.equal(conversation.recordings.length, 2, 'each agent has a recording of their part');
  const agents = (await program.api('GET', '/agents', { token })).json.items;
  const lost = agents.find((agent) => agent.name === '李雷');
  assert.notEqual(lost.state, 'available', 'nobody offers calls to a desk that is gone');
});
