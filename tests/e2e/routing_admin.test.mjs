// An administrator's work on routing in a real browser: skills, queues, rules, a simulation, opening hours and capacity, each
// from the first key to what is then in force; and what happens to the work of two at the same time.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closePages, newPage, openBrowser, openDesk, signIn } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { choose } from './support/screens.mjs';
import { until } from './support/wait.mjs';

let program, browser, token;
const support = '客服 Support', billing = '账务 Billing';

before(async () => {
  program = await Program.start();
  browser = await openBrowser();
  token = (await program.signIn('admin')).token;
});

beforeEach(() => closePages(browser));

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function openAdmin(where) {
  const page = await openDesk(browser, program, 'admin', { duty: false });
  await page.goto(`${program.http}/admin/${where}`);
  await page.getByTestId('save-bar').waitFor();
  return page;
}

// As in the menu: what is not published yet stays.
async function go(page, name) {
  await page.getByRole('menuitem', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function inForce() {
  const answer = await program.api('GET', '/configuration', { token });
  assert.equal(answer.status, 200, answer.text);
  return { ...answer.json.sections, version: answer.json.version };
}

// The review, as it is read, and then what it leads to.
async function publish(page) {
  const version = Number(await page.getByTestId('save-bar').getAttribute('data-version'));
  await page.getByTestId('draft-review').click();
  await page.getByTestId('draft-changes').waitFor();
  const lines = await page.getByTestId('draft-changes').locator('li').allInnerTexts();
  await page.getByTestId('draft-publish').click();
  await page.locator(`[data-testid=save-bar][data-dirty=false][data-version="${version + 1}"]`).waitFor();
  assert.equal((await inForce()).version, version + 1);
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').replace(/^([+~-]) ?/, '$1 '));
}

const checked = (page) => page.locator('[data-testid=draft-check][data-state=good]').waitFor();
const cell = (page, row, col) => page.locator(`#skill-cell-${row}-${col}`);
const level = (page, row, col, value) => page.locator(`#skill-cell-${row}-${col}[data-level="${value}"]`).waitFor();

// A number or a time, as somebody types it and goes on.
async function enter(field, value) {
  await field.click();
  await field.fill(value);
  await field.press('Tab');
}

test('a level is changed by keyboard, undone, redone, reviewed and in force', { timeout: 60000 }, async () => {
  const page = await openAdmin('skills');
  const grid = page.getByTestId('skill-grid');
  await cell(page, 0, 0).waitFor();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await grid.getAttribute('aria-activedescendant'), 'skill-cell-1-0');
  await page.keyboard.press('7');
  await level(page, 1, 0, 7);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('10');
  await level(page, 1, 2, 10);
  await page.keyboard.press('Control+z');
  await level(page, 1, 2, '');
  await page.keyboard.press('Control+y');
  await level(page, 1, 2, 10);
  const lines = await publish(page);
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.match(lines[0], /^~ 座席 韩梅梅 han .*orders 4 → 7.*english – → 10/);
  const { agents } = await inForce();
  assert.deepEqual(agents.find((agent) => agent.login === 'han').skills, { orders: 7, billing: 5, english: 10 });
  assert.deepEqual(page.problems, []);
});

test('a queue asks for less and overflows, and a mistake is shown where it is', { timeout: 60000 }, async () => {
  const page = await openAdmin('queues');
  await page.locator(`[data-testid=queue-item][data-queue="${support}"]`).click();
  await page.getByTestId('queue-editor').waitFor();
  await page.getByTestId('relax-add').click();
  const relax = page.getByTestId('relax-step');
  await enter(relax.getByRole('spinbutton').first(), '45');
  await relax.getByText('45 秒后：不再要求技能').waitFor();

  await page.getByTestId('overflow-add').click();
  await choose(page, 'overflow-when', '非工作时间');
  const step = page.getByTestId('overflow-step');
  const problems = step.locator('[data-testid=problems][data-path="queues[0].overflow[0]"]');
  await problems.waitFor();
  assert.match(await page.locator(`[data-testid=queue-item][data-queue="${support}"]`).innerText(), /1 个问题/);
  await page.getByTestId('draft-review').click();
  await page.getByRole('dialog').locator('.problem-list').waitFor();
  assert.ok(await page.getByTestId('draft-publish').isDisabled(), 'nothing wrong is published');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await choose(page, 'overflow-when', '排队人数满');
  await problems.waitFor({ state: 'detached' });
  await step.getByText(`排队满 10 个：“${billing}”的座席也可以接`).waitFor();
  await checked(page);
  const lines = await publish(page);
  assert.match(lines.join('\n'), /^~ 排队队列 客服 Support .*等待后放宽.*溢出/);
  const { queues } = await inForce();
  assert.deepEqual(queues[0].relax, [{ after: 45, requires: {} }]);
  assert.deepEqual(queues[0].overflow, [{ waiting: 10, queue: billing }]);
  assert.deepEqual(page.problems, []);
});

test('a rule is written with completion, and a VIP caller is told which queue and why', { timeout: 60000 }, async () => {
  await openDesk(browser, program, 'han');
  const page = await openAdmin('routing-rules');
  await page.getByTestId('rule-new').click();
  await page.getByTestId('rule-name').fill('贵宾');
  const when = page.getByTestId('rule-when');
  const offered = page.locator('.condition-offers [role=option]');
  await when.pressSequentially('ti');
  await offered.locator('.mono', { hasText: /^tier$/ }).waitFor();
  await when.press('Enter');
  assert.deepEqual(await until('operators are offered', async () => {
    const texts = await offered.locator('.mono').allInnerTexts();
    return texts[0] === '=' ? texts : null;
  }), ['=', '!=', 'in', 'contains', 'starts_with', 'is missing']);
  await when.press('Enter');
  await offered.filter({ hasText: '"gold"' }).waitFor();
  await when.pressSequentially('"v');
  await until('one word is left', async () => (await offered.count()) === 1);
  await when.press('Enter');
  await when.press('Escape');
  assert.equal((await when.inputValue()).trim(), 'tier = "vip"');
  await choose(page, 'rule-queue', billing);
  await enter(page.getByTestId('rule-priority'), '60');

  await choose(page, 'caller-queue', support);
  await choose(page, 'caller-tier', 'VIP');
  await page.locator('[data-testid=rule][data-rule=贵宾][data-applies=true]').waitFor();
  const sentence = page.getByTestId('preview-sentence');
  await sentence.filter({ hasText: `会接给 韩梅梅（${billing}）` }).waitFor();
  assert.match(await sentence.innerText(), /：(目前只有此人可以接|\d+ 人可接)/);
  await choose(page, 'caller-tier', '不限');
  await sentence.filter({ hasText: support }).waitFor();
  await page.locator('[data-testid=rule][data-rule=贵宾][data-applies=false]').waitFor();

  const lines = await publish(page);
  assert.deepEqual(lines, ['+ 路由策略 贵宾']);
  const { rules } = await inForce();
  assert.deepEqual(rules.map((rule) => ({ ...rule, when: rule.when.trim() })), [{ name: '贵宾', when: 'tier = "vip"', queue: billing, priority: 60 }]);
  assert.deepEqual(page.problems, []);
});

test('a simulation with two more agents stands beside today', { timeout: 90000 }, async () => {
  const page = await openDesk(browser, program, 'admin', { duty: false });
  await page.goto(`${program.http}/admin/simulation`);
  await enter(page.getByTestId('sim-runs'), '4');
  await page.getByTestId('sim-add-change').click();
  await page.getByRole('menuitem', { name: '多一些人…' }).click();
  await page.getByTestId('sim-change').waitFor();
  await page.getByTestId('sim-run').click();
  await page.locator('[data-testid=sim-out][data-state=done]').waitFor({ timeout: 60000 });
  await page.getByTestId('sim-result').getByRole('tab', { name: '全部指标' }).click();
  const report = page.getByTestId('sim-report');
  assert.match(await report.locator('thead').innerText(), /现在[^]*改变后[^]*变化/);
  assert.match(await report.innerText(), /客服一组\s*4 → 6 人/);
  const level = report.locator('tr[data-figure=service_level]').first();
  assert.match(await level.innerText(), /%[^]*%/);
  assert.deepEqual(page.problems, []);
});

test('opening hours are made, used by a queue, renamed with it and in force', { timeout: 90000 }, async () => {
  const page = await openAdmin('hours');
  await page.getByText('还没有工作时间', { exact: true }).waitFor();
  await page.getByTestId('hours-new').click();
  const editor = page.getByTestId('hours-editor');
  await enter(editor.getByTestId('hours-name'), '白班');
  const day = (name) => editor.locator(`[data-testid=hours-day][data-day=${name}]`);
  await enter(day('mon').getByTestId('time-until'), '12');
  await day('mon').getByTestId('time-add').click();
  await enter(day('mon').getByTestId('time-until').nth(1), '1730');
  await day('mon').getByTestId('hours-copy').click();
  await page.getByRole('menuitem', { name: '用到周一至周五' }).click();
  await day('sat').getByTestId('time-all-day').click();
  await page.locator('[data-testid=hours-item][data-hours=白班]').filter({ hasText: '周一至周五 09:00–12:00、13:00–17:30；周六 24 小时' }).waitFor();
  assert.match(await editor.getByTestId('hours-now').innerText(), /^现在(开放|不开放)，.*(关闭|开放)。/);
  await addDate(page, '2027-02-08', 'exception-closed');
  await addDate(page, '2027-02-14', 'exception-open');
  assert.deepEqual(await editor.getByTestId('hours-exception').evaluateAll((all) => all.map((one) => `${one.dataset.date} ${one.dataset.kind}`)),
    ['2027-02-08 closed', '2027-02-14 open']);

  await go(page, '排队队列');
  await page.locator(`[data-testid=queue-item][data-queue="${billing}"]`).click();
  await choose(page, 'queue-hours', '白班');
  await go(page, '工作时间');
  await page.getByTestId('hours-item').click();
  await editor.getByTestId('uses').getByText(billing).waitFor();
  await enter(editor.getByTestId('hours-name'), '工作日');
  await checked(page);
  const lines = await publish(page);
  assert.deepEqual(lines.toSorted(), ['+ 工作时间 工作日', `~ 排队队列 ${billing} 工作时间`]);
  const { hours, queues } = await inForce();
  assert.equal(queues[1].hours, '工作日');
  assert.deepEqual(hours.map(({ name, week, closed, open }) => ({ name, week, closed, open })), [{
    name: '工作日', week: { 'mon-fri': ['09:00-12:00', '13:00-17:30'], sat: ['00:00-24:00'] }, closed: ['2027-02-08'], open: { '2027-02-14': ['09:00-18:00'] },
  }]);
  assert.deepEqual(page.problems, []);
});

async function addDate(page, date, button) {
  const field = page.getByTestId('exception-date');
  await field.fill(date);
  await field.press('Enter');
  await page.getByTestId(button).click();
  await page.locator(`[data-testid=hours-exception][data-date="${date}"]`).waitFor();
}

test('capacity says what it comes to and what cannot be, and is in force', { timeout: 60000 }, async () => {
  const page = await openAdmin('capacity');
  const row = (channel) => page.locator(`[data-testid=capacity-row][data-channel=${channel}]`);
  const say = page.getByTestId('capacity-say');
  await say.getByText('一名座席同一时间可以有 1 通电话，或 5 个网页会话，').waitFor();
  await enter(row('webchat').getByTestId('capacity-cost'), '25');
  await say.getByText('或 4 个网页会话，').first().waitFor();
  await row('ticket').getByRole('checkbox', { name: '电话' }).check();
  await row('ticket').getByTestId('capacity-trouble').waitFor();
  await row('voice').getByTestId('capacity-trouble').waitFor();
  assert.equal(await row('voice').getByRole('checkbox', { name: '电话' }).count(), 0, 'nothing interrupts itself');
  await row('ticket').getByRole('checkbox', { name: '电话' }).uncheck();
  await row('ticket').getByTestId('capacity-trouble').waitFor({ state: 'detached' });
  await enter(page.getByTestId('setting-ageing_seconds'), '90');
  await page.getByTestId('say-ageing_seconds').getByText('早来 15 分钟以内').waitFor();
  await checked(page);
  const lines = await publish(page);
  assert.deepEqual(lines, ['~ 设置 各渠道占用、一分优先级的价值']);
  const { capacity, settings } = await inForce();
  assert.deepEqual([capacity, settings.ageing_seconds], [{ webchat: { cost: 25 } }, 90]);
  assert.deepEqual(page.problems, []);
});

test('a team that is renamed keeps its people', { timeout: 60000 }, async () => {
  const page = await openAdmin('teams');
  const row = page.locator('[data-testid=team-row][data-team=客服一组]');
  assert.match(await row.innerText(), /座席 4 人，其他 1 人/);
  await enter(row.getByTestId('team-name'), '客服甲组');
  await page.getByTestId('team-new').fill('夜班');
  await page.getByTestId('team-add').click();
  await checked(page);
  await publish(page);
  const { teams, agents, users } = await inForce();
  assert.deepEqual(teams.map((team) => team.name), ['客服甲组', '夜班']);
  assert.deepEqual([...agents, ...users.filter((user) => user.login === 'lin')].map((person) => person.team), Array(5).fill('客服甲组'));
  assert.deepEqual(page.problems, []);
});

test('two administrators at one time: the later one is told, and nothing of either is lost', { timeout: 90000 }, async () => {
  const made = await program.api('POST', '/users', { token, body: { login: 'qian', name: '钱多多', password: 'first-password', role: 'admin', team: null } });
  assert.equal(made.status, 201, made.text);
  const mine = await openAdmin('skills');
  const grid = mine.getByTestId('skill-grid');
  await cell(mine, 3, 0).waitFor();
  await grid.focus();
  for (let row = 0; row < 3; ++row) await mine.keyboard.press('ArrowDown');
  await mine.keyboard.press('6');
  await level(mine, 3, 0, 6);
  await checked(mine);

  const theirs = await newPage(browser);
  await theirs.goto(program.http);
  await signIn(theirs, 'qian', 'first-password');
  await theirs.goto(`${program.http}/admin/skills`);
  await cell(theirs, 3, 1).click();
  await theirs.keyboard.press('2');
  await level(theirs, 3, 1, 2);
  await go(theirs, '同时接待量');
  await enter(theirs.getByTestId('capacity-limit'), '120');
  await publish(theirs);

  await mine.keyboard.press('ArrowRight');
  await mine.keyboard.press('ArrowRight');
  await mine.keyboard.press('4');
  await mine.getByTestId('draft-newer').waitFor();
  await level(mine, 3, 0, 6);
  await level(mine, 3, 2, 4);
  await mine.getByTestId('draft-take-over').click();
  await mine.getByTestId('draft-newer').waitFor({ state: 'detached' });
  await level(mine, 3, 1, 2);
  await checked(mine);
  await publish(mine);
  const { agents, capacity } = await inForce();
  assert.deepEqual(agents.find((agent) => agent.login === 'zhao').skills, { orders: 6, billing: 2, english: 4 });
  assert.equal(capacity.limit, 120);
  assert.deepEqual([mine.problems, theirs.problems], [[], []]);
});

// Fields and buttons of the configuration that somebody could use to change something.
const changing = (page) => page.locator('.draft-body').locator(
  'input:enabled:visible, textarea:enabled:visible, .ant-btn:enabled:visible, [draggable=true], .grid-corner, .grid-skill-edit')
  .and(page.locator(':not(.preview *, .filter-bar *, [data-testid=panel-close])')).count();

async function onlyToLookAt(page) {
  await page.getByTestId('read-only').waitFor();
  assert.equal(await page.getByTestId('save-bar').count(), 0);
  assert.equal(await changing(page), 0, `nothing can be changed on ${page.url()}`);
}

test('a supervisor looks at how routing is set up and can change nothing', { timeout: 90000 }, async () => {
  const { version, skills } = await inForce();
  const rule = { name: '电话优先', when: 'channel = "voice"', priority: 5 };
  const made = await program.api('PATCH', '/configuration', { token, body: { sections: { rules: [rule] } }, headers: { 'if-match': `"${version}"` } });
  assert.equal(made.status, 200, made.text);
  const published = await inForce();

  const page = await openDesk(browser, program, 'lin', { duty: false });
  await page.getByTestId('nav-routing').click();
  await page.locator(`[data-testid=queue-item][data-queue="${support}"]`).click();
  const editor = page.getByTestId('queue-editor');
  assert.equal(await editor.getByTestId('queue-name').inputValue(), support);
  assert.ok(await editor.getByTestId('queue-priority').isDisabled());
  await onlyToLookAt(page);
  await editor.getByTestId('panel-close').click();
  await editor.waitFor({ state: 'detached' });

  await go(page, '技能');
  await cell(page, 1, 0).click();
  const grid = page.getByTestId('skill-grid');
  assert.equal(await grid.getAttribute('aria-readonly'), 'true');
  const levels = () => grid.locator('[role=gridcell]').evaluateAll((cells) => cells.map((one) => one.dataset.level));
  const shown = await levels();
  for (const key of ['9', 'Delete', 'Backspace', 'x', 'Control+x', 'Control+v', 'Control+d']) await page.keyboard.press(key);
  assert.deepEqual(await levels(), shown);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.getByText(`已复制 ${published.agents.length * skills.length} 格`).first().waitFor();
  await onlyToLookAt(page);
  await page.getByTestId('skills-filter').fill('韩');
  await cell(page, 1, 0).waitFor({ state: 'detached' });
  await cell(page, 0, 0).waitFor();

  await go(page, '路由策略');
  const row = page.locator(`[data-testid=rule][data-rule=${rule.name}]`);
  await row.getByRole('button', { name: rule.name }).click();
  assert.equal(await row.getByTestId('rule-when').innerText(), rule.when);
  assert.equal(await row.getByTestId('rule-when').evaluate((field) => field.tagName), 'OUTPUT', 'the condition is there to read');
  assert.ok(await row.getByTestId('rule-priority').isDisabled());
  await onlyToLookAt(page);
  await choose(page, 'caller-queue', billing);
  await page.getByTestId('preview-sentence').filter({ hasText: billing }).waitFor();
  await page.locator(`[data-testid=rule][data-rule=${rule.name}][data-applies=true]`).waitFor();

  await go(page, '工作时间');
  assert.equal(await page.getByTestId('hours-new').count(), 0);
  await onlyToLookAt(page);
  await go(page, '班组');
  await page.getByTestId('team-row').first().waitFor();
  await onlyToLookAt(page);
  await go(page, '同时接待量');
  await page.getByTestId('capacity-say').waitFor();
  assert.ok(await page.getByTestId('capacity-limit').isDisabled());
  assert.ok(await page.getByRole('checkbox').first().isDisabled());
  await onlyToLookAt(page);
  assert.deepEqual(page.problems, []);

  const lin = await program.signIn('lin');
  const refused = await program.api('PATCH', '/configuration', { token: lin.token, body: { sections: { rules: [] } }, headers: { 'if-match': `"${published.version}"` } });
  assert.equal(refused.status, 403, refused.text);
  assert.deepEqual(await inForce(), published);
});

test('the log tells what a new version changed in the words of its review', { timeout: 60000 }, async () => {
  const { version, queues } = await inForce();
  const changed = queues.map((queue, at) => (at === 1 ? { ...queue, priority: (queue.priority ?? 0) + 1, music: 'other' } : queue));
  const made = await program.api('PATCH', '/configuration', { token, body: { sections: { queues: changed } }, headers: { 'if-match': `"${version}"` } });
  assert.equal(made.status, 200, made.text);
  const page = await openDesk(browser, program, 'admin', { duty: false });
  await page.goto(`${program.http}/admin/audit`);
  const entry = page.locator('[data-testid=audit-row][data-action="configuration.applied"]').first();
  await entry.filter({ hasText: `~ 排队队列 ${billing} 等待音乐、优先级` }).waitFor();
  await page.evaluate(() => localStorage.setItem('tandem.language', 'en'));
  await page.reload();
  await entry.filter({ hasText: `~ queue ${billing} music, priority` }).waitFor();
  assert.deepEqual(page.problems, []);
});

const places = ['skills', 'queues?open=0', 'routing-rules?open=0', 'hours?open=0', 'capacity', 'teams', 'simulation'];

// Names that people gave, and what is written as a program reads it, are of no language.
function namesIn(sections) {
  const named = ['agents', 'users', 'teams', 'skills', 'queues', 'rules', 'hours'].flatMap((section) =>
    sections[section].flatMap((one) => (typeof one === 'string' ? [one] : [one.name, one.login, one.when].filter(Boolean))));
  const all = [...named, ...Object.keys(sections.flows), ...sections.numbers.map((one) => one.number)].sort((a, b) => b.length - a.length);
  // Latin ones as whole words: somebody is called li.
  const patterns = all.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/^(?=\w)/, '(?<![A-Za-z])').replace(/(?<=\w)$/, '(?![A-Za-z])'));
  return new RegExp(patterns.join('|'), 'g');
}

// Everything that a page says: its words, and those that are only heard or shown on hovering. Icons are in buttons that have
// words of their own, and the arrows of a number field are no stop of the keyboard.
const wordsOf = (page) => page.locator('main').evaluate((main) => {
  const said = [...main.querySelectorAll('[aria-label], [title], [placeholder]')]
    .filter((one) => !one.closest('.anticon, [class*=ant-input-number-action], [class*=ant-input-number-handler]'))
    .flatMap((one) => [one.getAttribute('aria-label'), one.getAttribute('title'), one.getAttribute('placeholder')]);
  return [main.innerText, ...said].filter(Boolean).join('\n');
});

for (const [language, foreign] of [['zh-CN', /[A-Za-z]{2,}[A-Za-z .,]*/g], ['en', /[㐀-鿿]+/g]]) {
  test(`no text is left untranslated in ${language}`, { timeout: 90000 }, async () => {
    const page = await openAdmin('skills');
    await page.evaluate((chosen) => localStorage.setItem('tandem.language', chosen), language);
    const names = namesIn(await inForce());
    // Words of both languages: times, zones, brands and what is typed into conditions.
    const shared = /Asia\/Shanghai|Excel|Ctrl|Shift|Delete|VIP|Erlang A?|default|上海|\b(en|vip|zh|and|tier|risk)\b/g;
    for (const place of places) {
      await page.goto(`${program.http}/admin/${place}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' });
      const words = (await wordsOf(page)).replaceAll(shared, ' ').replaceAll(names, ' ');
      assert.deepEqual([...new Set(words.match(foreign) ?? [])], [], `${language} ${place}`);
      assert.doesNotMatch(words, /\b[a-z]+\.[a-z]+[A-Za-z.]*\b|\{\{|undefined|NaN/, `${language} ${place}`);
    }
    assert.deepEqual(page.problems, []);
  });
}
