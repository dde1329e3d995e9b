// The shop's page in one browser, the agent's desk in another: chat, history, a call from the page, and both at once.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closePages, openBrowser, openDesk } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { agentSound, callFromThePage, endChat, finishWrapUp, openShop, visitorSound } from './support/screens.mjs';
import { Visitor } from './support/visitor.mjs';
import { until } from './support/wait.mjs';

let program, browser;

before(async () => {
  program = await Program.start();
  browser = await openBrowser();
});

beforeEach(() => closePages(browser));

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function write(shop, text) {
  await shop.getByTestId('widget-input').fill(text);
  await shop.getByTestId('widget-input').press('Enter');
}

async function messagesOf(page, testId) {
  return page.getByTestId(testId).allInnerTexts();
}

test('a known visitor chats, loses the line, reloads, and nothing is lost or doubled', async () => {
  const desk = await openDesk(browser, program, 'li');
  const shop = await openShop(browser, program, '王芳');
  await shop.getByTestId('demo-chat').click();
  await write(shop, '我的手机屏幕碎了');
  await desk.getByTestId('offer').waitFor({ timeout: 15000 });
  assert.match(await desk.getByTestId('offer-customer').innerText(), /王芳/);
  assert.match(await desk.getByTestId('offer-open-cases').innerText(), /1203/);
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('chat-input').fill('您好，请问订单号是多少？');
  await desk.getByTestId('chat-input').press('Enter');
  await until('the answer arrives', async () => (await messagesOf(shop, 'widget-message')).some((text) => text.includes('请问订单号')));

  await shop.context().setOffline(true);
  await write(shop, '8841');
  await write(shop, '就是这个');
  await shop.context().setOffline(false);
  await until('what was written offline arrives in order', async () => {
    const seen = (await messagesOf(desk, 'chat-message')).join('|');
    return seen.includes('8841') && seen.indexOf('8841') < seen.indexOf('就是这个');
  }, 30000);
  await shop.reload();
  await openPanel(shop);
  await until('history after the reload', async () => {
    const seen = (await messagesOf(shop, 'widget-message')).join('|');
    return seen.split('就是这个').length === 2 && seen.split('我的手机屏幕碎了').length === 2;
  });
  await endChat(desk);
  await finishWrapUp(desk);
  assert.deepEqual(desk.problems, []);
  assert.deepEqual(shop.problems, []);
  await desk.context().close();
  await shop.context().close();
});

// The panel opens by itself where something was unfinished.
async function openPanel(shop) {
  await shop.getByTestId('widget-launcher').waitFor();
  if (!(await shop.getByTestId('widget-panel').isVisible())) await shop.getByTestId('widget-launcher').click();
  await shop.getByTestId('widget-panel').waitFor();
}

test('the visitor calls from the page, then chats on it: the same agent, the same customer, the same history', async () => {
  const desk = await openDesk(browser, program, 'li');
  const shop = await openShop(browser, program, '王芳');
  await callFromThePage(shop, '2');
  await desk.getByTestId('offer').waitFor({ timeout: 30000 });
  assert.match(await desk.getByTestId('offer-customer').innerText(), /王芳/);
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('call-panel').waitFor();
  await bothHear(desk, shop);

  await desk.reload();
  await desk.getByTestId('call-panel').waitFor();
  await bothHear(desk, shop);

  await movesToAnotherTab(desk, shop);

  await shop.reload();
  await until('the call is taken back', async () => (await shop.evaluate(() => window.Tandem?.stats()))?.inbound.packets > 20, 20000);
  await bothHear(desk, shop);

  await shop.getByTestId('widget-hangup').click();
  await finishWrapUp(desk, { note: '电话里已登记换货' });
  await chatAfterTheCall(desk, shop);
  assert.deepEqual(desk.problems, []);
  await desk.context().close();
  await shop.context().close();
});

// The sound goes to a second tab by a click, and comes back by itself when that tab is closed.
async function movesToAnotherTab(desk, shop) {
  const second = await desk.context().newPage();
  await second.goto(program.http);
  await second.getByTestId('leg-take-over').click();
  await bothHear(second, shop);
  await desk.locator('[data-testid=leg-state][data-state=taken]').waitFor();
  await second.close();
  await desk.locator('[data-testid=leg-state][data-state=connected]').waitFor({ state: 'attached' });
  await bothHear(desk, shop);
}

// What was said on the telephone a moment ago stands beside the chat.
async function chatAfterTheCall(desk, shop) {
  await openPanel(shop);
  await write(shop, '刚才电话里说的换货什么时候到？');
  const offer = desk.locator('[data-testid=offer][data-channel=webchat]');
  await offer.waitFor({ timeout: 15000 });
  assert.match(await desk.getByTestId('offer-customer').innerText(), /王芳/);
  assert.match(await offer.innerText(), /电话里已登记换货/, 'the offer tells of the call');
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('chat-input').fill('明天送到');
  await desk.getByTestId('chat-input').press('Enter');
  await until('the answer is on the page, in the name of the agent', async () =>
    (await messagesOf(shop, 'widget-message')).some((text) => text.includes('明天送到')) && (await shop.getByTestId('widget-panel').innerText()).includes('李雷'));
  await desk.getByRole('tab', { name: '服务轨迹' }).click();
  const timeline = desk.getByTestId('timeline-item');
  const call = timeline.filter({ hasText: '电话里已登记换货' });
  await call.waitFor();
  assert.equal(await call.getAttribute('data-kind'), 'call');
  assert.match(await call.innerText(), /李雷/);
  assert.match((await timeline.allInnerTexts())[0], /进行中/, 'the chat itself comes first');
  await endChat(desk);
  await finishWrapUp(desk);
}

async function bothHear(desk, shop) {
  const [agent, visitor] = [await agentSound(desk), await visitorSound(shop)];
  await until('the agent hears the visitor', async () => (await agentSound(desk)).energy > agent.energy + 0.001, 20000);
  await until('the visitor hears the agent', async () => (await visitorSound(shop)).energy > visitor.energy + 0.001, 20000);
}

test('a visitor whose call waits goes on in writing, and keeps the place', async () => {
  const shop = await openShop(browser, program, '李伟');
  await callFromThePage(shop, '2');
  const call = shop.getByTestId('widget-call-status');
  await call.and(shop.locator('[data-state=queued]')).filter({ hasText: '第 1 位' }).waitFor({ timeout: 20000 });
  const behind = await new Visitor(program).connect();
  await behind.say('后来的人');
  await until('the other one is second', () => behind.chat?.position === 2);

  await shop.getByTestId('widget-chat-instead').click();
  await shop.getByTestId('widget-notice').filter({ hasText: '排队位置不变' }).waitFor();
  await shop.keyboard.type('还是打字说吧');
  await shop.keyboard.press('Enter');
  await shop.getByTestId('widget-call-reason').filter({ hasText: '已转为文字会话' }).waitFor();
  assert.equal(await call.getAttribute('data-state'), 'ended');
  await shop.getByTestId('widget-status').filter({ hasText: '第 1 位' }).waitFor();
  assert.equal(behind.chat.position, 2);

  const desk = await openDesk(browser, program, 'li');
  const offer = desk.locator('[data-testid=offer][data-channel=webchat]').filter({ hasText: '李伟' });
  await offer.getByTestId('offer-accept').click();
  await desk.getByTestId('chat-message').filter({ hasText: '还是打字说吧' }).waitFor();
  await until('the other one is next', () => behind.chat.state === 'active' || behind.chat.position === 1);
  behind.close();
  assert.deepEqual([desk.problems, shop.problems], [[], []]);
});
