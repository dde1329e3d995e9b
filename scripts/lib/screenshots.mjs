// The pictures of the README: the demo with a few more people at their telephones, a call at 李雷's desk with its story, chats
// beside it, a busy wallboard, and the administrator's pages of routing. Everything on them is the running program's own.
//   node scripts/lib/screenshots.mjs FOLDER [calls|routing|everything]
// `everything`: also what the README does not show, in both languages and both themes, to look through it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openBrowser, openDesk } from '../../tests/e2e/support/browser.mjs';
import { answeringPhones, crowd } from '../../tests/e2e/support/crowd.mjs';
import { freeUdpPort } from '../../tests/e2e/support/ports.mjs';
import { Program, root } from '../../tests/e2e/support/program.mjs';
import { choose } from '../../tests/e2e/support/screens.mjs';
import { callIn } from '../../tests/e2e/support/sipp.mjs';
import { Visitor } from '../../tests/e2e/support/visitor.mjs';
import { until } from '../../tests/e2e/support/wait.mjs';

const folder = path.resolve(process.argv[2] ?? 'docs/screenshots');
const scene = process.argv[3] ?? '';
const ends = [];

// Colleagues whose telephones pick up by themselves, and numbers that lead straight into the queues.
function busierCentre(phonePort) {
  const colleagues = [['chen', '陈静', 'orders: 4'], ['liu', '刘洋', 'orders: 3'], ['emma', 'Emma Brown', 'orders: 3, english: 5'],
    ['zhou', '周凯', 'orders: 4'], ['wu', '吴婷', 'billing: 4'], ['sun', '孙悦', 'billing: 3'], ['tom', 'Tom Wilson', 'orders: 2, english: 5']];
  const agents = colleagues.map(([login, name, skills]) =>
    `  - {login: ${login}, name: ${name}, team: 客服一组, skills: {${skills}}, start: available, phone: {kind: sip, contact: "sip:${login}@127.0.0.1:${phonePort}"}}`);
  return fs.readFileSync(path.join(root, 'demo', 'tandem.yaml'), 'utf8')
    .replace(/^agents:$/m, ['agents:', ...agents].join('\n'))
    .replace(/^numbers:$/m, 'numbers:\n  - {number: "4002", flow: orders_line}\n  - {number: "4003", flow: billing_line}')
    .replace(/^flows:$/m, 'flows:\n  orders_line: {start: q, nodes: {q: {queue: 客服 Support}}}\n  billing_line: {start: q, nodes: {q: {queue: 账务 Billing}}}');
}

async function customers(program, token) {
  const answer = await program.api('GET', '/customers?q=1&limit=100', { token });
  const known = (answer.json?.items ?? []).map((item) => item.phone).filter((phone) => phone && !phone.includes('*'));
  return known.length > 5 ? known : Array.from({ length: 60 }, (_, i) => `+861${[38, 39, 36, 58, 86][i % 5]}0${String(1000000 + i * 81377).slice(0, 7)}`);
}

async function callWithStory(program, desk) {
  const { rtp, close } = await callIn(program, { hangUpAfterMs: 600000, timeoutSeconds: 600 });
  ends.push(close);
  await rtp.key('18841#');
  await desk.getByTestId('offer').waitFor({ timeout: 30000 });
  await desk.waitForTimeout(1500);
  await picture(desk, 'desk-offer');
  await desk.getByTestId('offer-accept').click();
  await desk.getByTestId('call-panel').waitFor();
  rtp.speak(220, 0.15);
}

async function chat(program, texts) {
  const visitor = await new Visitor(program).connect();
  ends.push(() => visitor.close());
  for (const text of texts) {
    visitor.write(text, `key-${Math.random()}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return visitor;
}

// Chats that are offered at these desks are accepted until all of them together have `count` conversations.
async function acceptOffers(desks, count) {
  await until(`${count} conversations in hand`, async () => {
    let inHand = 0;
    for (const desk of desks) {
      const offer = desk.locator('[data-testid=offer][data-channel=webchat]').first();
      if (await offer.count()) await offer.getByTestId('offer-accept').click({ timeout: 2000 }).catch(() => {});
      inHand += await desk.getByTestId('conversation-item').count();
    }
    return inHand >= count;
  }, 40000);
}

async function picture(page, name) {
  if (leftOut(name)) return;
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(path.join(folder, `${name}.png`));
}

const shownOfRouting = ['skills', 'rules-en', 'simulation-en'];
const ofRouting = /^(skills|queue|rules|hours|capacity|teams|simulation)(-|$)/;
const leftOut = (name) => scene !== 'everything' && ofRouting.test(name) && !shownOfRouting.includes(name);

async function look(page, language, theme) {
  await page.evaluate(([l, t]) => { localStorage.setItem('tandem.language', l); localStorage.setItem('tandem.theme', t); }, [language, theme]);
  await page.reload();
}

function apply(program, phonePort) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-e2e-')), 'busier.yaml');
  ends.push(() => fs.rmSync(path.dirname(file), { recursive: true, force: true }));
  fs.writeFileSync(file, busierCentre(phonePort));
  const applied = program.run('apply', file, '--data', program.data);
  if (applied.status !== 0) throw new Error(applied.stderr);
}

// What a centre of some size has set about its routing.
const day = { name: '工作日', week: { 'mon-fri': ['09:00-12:00', '13:00-18:00'], sat: ['10:00-16:00'] },
  closed: ['2027-01-01', '2027-02-06'], open: { '2027-02-14': ['09:00-18:00'] } };
const rules = [
  { name: '贵宾先接', when: 'tier = "vip" or value >= 80', priority: 60, requires: { orders: 4 } },
  { name: '投诉给资深座席', when: 'values.business = "complaint"', priority: 30, requires: { orders: 5 }, last: true },
  { name: '可能流失', when: 'risk >= 70', queue: '账务 Billing', priority: 20 },
  { name: '夜间电话', when: 'not open("工作日") and channel = "voice"', priority: -10 },
];
const support = { relax: [{ after: 30, requires: { orders: 1 } }, { after: 90, requires: {} }], hours: '工作日', choose: 'least_skilled',
  sticky: { to: ['owner', 'last'], wait_seconds: 20 }, overflow: [{ waiting: 8, queue: '账务 Billing' }] };

async function setUpRouting(program) {
  const { token } = await program.signIn('admin');
  const seen = (await program.api('GET', '/configuration', { token })).json;
  const queues = seen.sections.queues.map((queue) => (queue.name === '客服 Support' ? { ...queue, ...support } : queue));
  const answer = await program.api('PATCH', '/configuration', { token, headers: { 'If-Match': String(seen.version) }, body: { sections: { hours: [day], queues, rules } } });
  if (answer.status !== 200) throw new Error(answer.text);
}

async function routing(program, browser) {
  const phonePort = await freeUdpPort();
  ends.push(answeringPhones(phonePort).stop);
  apply(program, phonePort);
  await setUpRouting(program);
  const page = await openDesk(browser, program, 'admin', { duty: false });
  const open = async (where, ready) => {
    await page.goto(`${program.http}/admin/${where}`);
    await page.locator(ready).first().waitFor();
  };
  for (const [language, theme, suffix] of [['zh-CN', 'light', ''], ['en', 'light', '-en'], ['en', 'dark', '-en-dark']]) {
    if (theme === 'dark' && scene !== 'everything') continue;
    await look(page, language, theme);
    await open('skills', '#skill-cell-0-0');
    await picture(page, `skills${suffix}`);
    await open('queues', '[data-testid=queue-item]');
    await page.getByTestId('queue-item').first().click();
    await page.getByTestId('queue-editor').waitFor();
    await picture(page, `queue${suffix}`);
    await open('routing-rules', '[data-testid=rule]');
    await choose(page, 'caller-queue', '客服 Support');
    await choose(page, 'caller-tier', 'VIP');
    await page.locator('[data-testid=rule][data-applies=true]').first().waitFor();
    await picture(page, `rules${suffix}`);
    await open('hours', '[data-testid=hours-item]');
    await page.getByTestId('hours-item').first().click();
    await picture(page, `hours${suffix}`);
    await open('capacity', '[data-testid=capacity-row]');
    await picture(page, `capacity${suffix}`);
    await open('teams', '[data-testid=team-row]');
    await picture(page, `teams${suffix}`);
    await simulate(page, open);
    await picture(page, `simulation${suffix}`);
  }
  if (page.problems.length) throw new Error(page.problems.join('\n'));
}

async function simulate(page, open) {
  await open('simulation', '[data-testid=sim-run]');
  await page.getByTestId('sim-add-change').click();
  await page.getByRole('menuitem', { name: /多一些人|More people/ }).click();
  await page.getByTestId('sim-change').waitFor();
  await page.getByTestId('sim-run').click();
  await page.locator('[data-testid=sim-out][data-state=done]').waitFor({ timeout: 120000 });
}

async function main() {
  fs.mkdirSync(folder, { recursive: true });
  const program = await Program.start();
  // The calls that are up are nobody's: nothing is drained.
  ends.push(async () => { await program.kill9(); fs.rmSync(program.data, { recursive: true, force: true }); });
  const browser = await openBrowser();
  ends.push(() => browser.close());
  if (scene !== 'routing') await calls(program, browser);
  if (scene !== 'calls') await routing(program, browser);
}

async function calls(program, browser) {
  const desk = await openDesk(browser, program, 'li');
  await callWithStory(program, desk);

  const phonePort = await freeUdpPort();
  const phones = answeringPhones(phonePort);
  ends.push(phones.stop);
  apply(program, phonePort);

  const lin = await program.signIn('lin');
  const callers = await customers(program, lin.token);
  const traffic = await Promise.all([
    crowd(program, { to: '4002', callers, calls: 400, everyMs: 2600, leastMs: 9000, mostMs: 24000 }),
    crowd(program, { to: '4003', callers: callers.slice(20), calls: 200, everyMs: 5000, leastMs: 8000, mostMs: 20000 }),
  ]);
  ends.push(() => Promise.all(traffic.map((one) => one.stop())));

  await chat(program, ['你好，我想问一下昨天下的单什么时候发货？', '订单号 8840']);
  await acceptOffers([desk], 2);
  const han = await openDesk(browser, program, 'han');
  await chat(program, ['耳机左边没有声音了，可以换吗']);
  await chat(program, ['Hi, can I change the delivery address?']);
  await acceptOffers([desk, han], 4);
  const amy = await program.signIn('amy');
  await program.api('POST', `/agents/${amy.user.id}/state`, { token: amy.token, body: { state: 'break', reason: 'lunch' } });

  const supervisor = await openDesk(browser, program, 'lin', { duty: false });
  await supervisor.goto(`${program.http}/wallboard`);
  await supervisor.getByTestId('wallboard').waitFor();
  // A burst that nobody has a hand free for: some of it waits, some of it gives up.
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.TANDEM_SCENE_SECONDS ?? 60) * 1000));
  ends.push((await crowd(program, { to: '4002', callers: callers.slice(40), calls: 9, everyMs: 700, leastMs: 11000, mostMs: 40000 })).stop);
  await new Promise((resolve) => setTimeout(resolve, 14000));

  await picture(supervisor, 'wallboard');
  await look(supervisor, 'en', 'dark');
  await supervisor.getByTestId('queue-row').first().waitFor();
  await picture(supervisor, 'wallboard-en-dark');
  await look(supervisor, 'en', 'light');
  await supervisor.getByTestId('queue-row').first().waitFor();
  await picture(supervisor, 'wallboard-en');

  await desk.getByTestId('conversation-item').filter({ hasText: '王芳' }).first().click();
  await desk.getByTestId('call-panel').waitFor();
  await desk.getByTestId('wrapup-note').fill('客户询问订单 8841 的物流，已告知运单号，承诺今天回电。');
  await desk.getByTestId('registration').getByText(/已保存|Saved/).waitFor();
  await picture(desk, 'desk-call');
  await look(desk, 'en', 'dark');
  await desk.getByTestId('conversation-item').filter({ hasText: '王芳' }).first().click();
  await desk.getByTestId('call-panel').waitFor();
  await picture(desk, 'desk-call-en-dark');
  for (const page of [desk, han, supervisor]) if (page.problems.length) throw new Error(page.problems.join('\n'));
}

try {
  await main();
} finally {
  for (const end of ends.reverse()) await Promise.resolve(end()).catch((error) => console.error(String(error).slice(0, 600)));
}
