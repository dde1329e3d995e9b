// The engine against queueing theory: `tandem simulate` with the seeds 1 … runs must hold the exact values inside its 99.9 %
// interval, and the interval must be narrow enough to mean something.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { answeringPhones, crowd } from './support/crowd.mjs';
import { freeUdpPort } from './support/ports.mjs';
import { binary, Program } from './support/program.mjs';
import { until } from './support/wait.mjs';

const run = promisify(execFile);
const long = process.env.TANDEM_LONG === '1';
const narrow = long ? 0.01 : 0.05;  // half-width, as a share of the value
let folder;

before(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-simulate-')); });
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name, lines) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function people(logins, skills = () => '{}') {
  return ['agents:', ...logins.map((login) => `  - {login: ${login}, name: ${login}, skills: ${skills(login)}, phone: {kind: browser}}`)];
}

const fourteen = Array.from({ length: 14 }, (_, i) => `agent${i + 1}`);

// `contacts` are about how many each run counts; 25 times as many runs narrow the interval to a fifth.
const runs = long ? 500 : 20;
async function simulate(name, configuration, streams, { perHour, contacts, more = [] }) {
  const hours = contacts / perHour;
  const load = write(`${name}-load.yaml`, [`hours: ${(hours * 1.05).toFixed(3)}`, `warm_up: ${(hours * 0.05).toFixed(3)}`, 'contacts:',
    ...streams.map((stream) => `  - ${stream}`), ...more]);
  const { stdout } = await run(binary, ['simulate', '--config', write(`${name}.yaml`, configuration), '--load', load, '--json', '--runs', String(runs)],
    { maxBuffer: 1 << 24 });
  return JSON.parse(stdout).report;
}

function holds(figure, value, what) {
  const told = `${what}: ${figure.mean.toFixed(5)} ± ${figure.half_width.toFixed(5)}, theory ${value}`;
  assert.ok(Math.abs(figure.mean - value) <= figure.half_width, told);
  assert.ok(figure.half_width <= narrow * value, `${told}: too wide to mean anything`);
}

const oneQueue = ['queues:', '  - {name: q}'];
const all = (report) => report.queues.at(-1);

test('Erlang C: 10 Erlang on 12 agents', { timeout: 1200000 }, async () => {
  const report = all(await simulate('erlang-c-12', [...oneQueue, ...people(fourteen.slice(0, 12))], ['{queue: q, per_hour: 200, handle: 180}'],
    { perHour: 200, contacts: 160000 }));
  holds(report.wait_probability, 0.4494, 'wait probability');
  holds(report.asa_s, 40.44, 'ASA');
  holds(report.service_level, 0.6402, 'within 20 s');
});

test('Erlang C: 10 Erlang on 14 agents', { timeout: 1200000 }, async () => {
  const report = all(await simulate('erlang-c-14', [...oneQueue, ...people(fourteen)], ['{queue: q, per_hour: 200, handle: 180}'],
    { perHour: 200, contacts: 200000 }));
  holds(report.wait_probability, 0.1741, 'wait probability');
  holds(report.asa_s, 7.84, 'ASA');
  holds(report.service_level, 0.8884, 'within 20 s');
});

test('Erlang A: 10 Erlang on 12 agents, callers wait 180 s on average', { timeout: 1200000 }, async () => {
  const report = all(await simulate('erlang-a', [...oneQueue, ...people(fourteen.slice(0, 12))],
    ['{queue: q, per_hour: 200, handle: 180, patience: 180}'], { perHour: 200, contacts: 20000 }));
  holds(report.wait_probability, 0.3032, 'wait probability');
  holds(report.abandon_rate, 0.0531, 'left');
  holds(report.mean_wait_s, 9.556, 'mean wait');
});

test('two separate groups wait more than twice as long as one shared', { timeout: 1200000 }, async () => {
  const groups = ['skills: [a, b]', 'queues:', '  - {name: qa, requires: {a: 1}}', '  - {name: qb, requires: {b: 1}}'];
  const streams = ['{queue: qa, per_hour: 100, handle: 180}', '{queue: qb, per_hour: 100, handle: 180}'];
  const options = { perHour: 200, contacts: 120000 };
  const skill = (login) => (Number(login.slice(5)) % 2 ? '{a: 1}' : '{b: 1}');
  const separate = all(await simulate('separate', [...groups, ...people(fourteen.slice(0, 12), skill)], streams, options));
  holds(separate.asa_s, 105.75, 'ASA of two groups');
  const shared = all(await simulate('shared', [...groups, ...people(fourteen.slice(0, 12), () => '{a: 1, b: 1}')], streams, options));
  holds(shared.asa_s, 40.44, 'ASA of one');
});

test('the cµ rule: the quick class first', { timeout: 1200000 }, async () => {
  // In tens of seconds, so that whole milliseconds do not count.
  const report = await simulate('c-mu', ['queues:', '  - {name: quick, priority: 1000}', '  - {name: slow}', ...people(['one'])],
    ['{queue: quick, per_hour: 72, handle: 10}', '{queue: slow, per_hour: 36, handle: 40}'], { perHour: 108, contacts: 30000 });
  const of = (name) => report.queues.find((queue) => queue.name === name);
  holds(of('quick').mean_wait_s, 22.5, 'wait of the quick');
  holds(of('slow').mean_wait_s, 56.25, 'wait of the slow');
});

test('longest idle first between a quick and a slow agent', { timeout: 1200000 }, async () => {
  const report = all(await simulate('longest-idle', [...oneQueue, ...people(['quick', 'slow'])], ['{queue: q, per_hour: 360, handle: 10}'],
    { perHour: 360, contacts: 30000, more: ['pace: {quick: 0.5, slow: 1}'] }));
  holds(report.wait_probability, 3 / 17, 'wait probability');
});

test('a wrong file is refused with its place and nothing is run', async () => {
  const config = write('small.yaml', [...oneQueue, ...people(['one'])]);
  const load = write('bad.yaml', ['hours: 1', 'contacts:', '  - {queue: nowhere, per_hour: 1, handle: 60}']);
  await assert.rejects(run(binary, ['simulate', '--config', config, '--load', load]), (error) => {
    assert.equal(error.code, 1);
    assert.match(error.stderr, /bad\.yaml:3:\d+: there is no queue 'nowhere'/);
    assert.equal(error.stdout, '');
    return true;
  });
  await assert.rejects(run(binary, ['simulate', '--config', config, '--load', path.join(folder, 'missing.yaml')]),
    (error) => error.code === 1 && /cannot be read/.test(error.stderr));
});

test('how many people are needed, and the engine agrees', async () => {
  const config = write('staff.yaml', ['queues:', '  - {name: q, service_level: {seconds: 20, target: 0.888}}', ...people(['one'])]);
  const load = write('staff-load.yaml', ['hours: 1', 'contacts:', '  - {queue: q, per_hour: 200, handle: 180}']);
  const { stdout } = await run(binary, ['simulate', '--config', config, '--load', load, '--staff', '--shrinkage', '30', '--json']);
  const [need] = JSON.parse(stdout).staff[0].needs;
  assert.equal(need.on_duty, 14);
  assert.equal(need.scheduled, 20);
  assert.ok(Math.abs(need.simulated.mean - need.service_level) <= need.simulated.half_width, JSON.stringify(need));
});

test('another configuration beside the first, for the same customers', async () => {
  const load = write('beside-load.yaml', ['hours: 100', 'contacts:', '  - {queue: q, per_hour: 50, handle: 180}']);
  const three = write('three.yaml', [...oneQueue, ...people(['one', 'two', 'three'])]);
  const four = write('four.yaml', [...oneQueue, ...people(['one', 'two', 'three', 'four'])]);
  const { stdout } = await run(binary, ['simulate', '--config', three, '--load', load, '--compare', four]);
  assert.match(stdout, /as it is +changed/);
  assert.match(stdout, /all queues +offered +(\d+\.\d) ±\d+\.\d +\1 /);
  assert.match(stdout, /ASA .* s ±.* s ±.*  \*/);
});

test('what if two more spoke English: a flag says the same as a file', async () => {
  const load = write('english-load.yaml', ['hours: 50', 'contacts:', '  - {queue: en, per_hour: 40, handle: 180}', '  - {queue: zh, per_hour: 40, handle: 180}']);
  const queues = ['skills: [english]', 'queues:', '  - {name: zh}', '  - {name: en, requires: {english: 3}}'];
  const logins = ['one', 'two', 'three', 'four', 'five', 'six'];
  const who = (...english) => (login) => (english.includes(login) ? '{english: 5}' : '{}');
  const now = write('english-now.yaml', [...queues, ...people(logins, who('one', 'two', 'three'))]);
  const taught = write('english-taught.yaml', [...queues, ...people(logins, who('one', 'two', 'three', 'four', 'five'))]);
  const compared = async (...flags) => JSON.parse((await run(binary, ['simulate', '--config', now, '--load', load, '--json', ...flags])).stdout);
  const [flag, file] = [await compared('--train', '2:english=5'), await compared('--compare', taught)];
  assert.deepEqual(flag, file);
  const english = (one) => one.queues.find((queue) => queue.name === 'en').mean_wait_s;
  assert.ok(english(flag.compared).mean + english(flag.compared).half_width < english(flag.report).mean);
  const added = await compared('--add', '2:one');
  assert.deepEqual(added.report, flag.report);
  assert.ok(english(added.compared).mean < english(flag.compared).mean, 'two more people are more than two who learn');
  await assert.rejects(compared('--train', '4:english=5'), (error) => error.code === 1 && /1 fewer can learn that/.test(error.stderr));
});

test('shifts: who is on duty half of the day is busy for half as long', async () => {
  const config = write('shifts.yaml', [...oneQueue, ...people(['day', 'night'])]);
  const load = write('shifts-load.yaml', ['hours: 240', 'contacts:', '  - {queue: q, per_hour: 10, handle: 180}',
    'shifts: {day: ["08:00-20:00"], night: ["20:00-08:00"]}']);
  const { stdout } = await run(binary, ['simulate', '--config', config, '--load', load, '--json']);
  const report = JSON.parse(stdout).report;
  // One at a time is there, with half an Erlang to do: those on duty are busy half of the time, not a quarter.
  const { occupancy } = report.teams[0];
  assert.ok(Math.abs(occupancy.mean - 0.5) < 0.02, JSON.stringify(occupancy));
  assert.equal(all(report).unserved.mean, 0);
});

const traced = ['arrived,queue,handle_seconds,waited_seconds,outcome,agent', '32400,q,100,0,answered,one', '32410,q,50,90,answered,one',
  '32420,q,,30,abandoned,', '32430,q,40,120,answered,one'];

test('a trace comes once more, and stands beside what really happened', async () => {
  const config = write('traced.yaml', [...oneQueue, ...people(['one'])]);
  const more = write('traced-more.yaml', [...oneQueue, ...people(['one', 'two'])]);
  const trace = write('trace.csv', traced);
  const flags = ['simulate', '--config', config, '--trace', trace, '--compare', more];
  const { observed, report, compared } = JSON.parse((await run(binary, [...flags, '--json'])).stdout);
  for (const figure of ['offered', 'answered', 'abandoned', 'service_level', 'asa_s', 'mean_wait_s', 'p90_wait_s', 'wait_probability', 'abandon_rate'])
    assert.deepEqual(all(report)[figure], { mean: all(observed)[figure], half_width: 0 }, figure);
  assert.equal(all(observed).mean_wait_s, 60);
  // Somebody new is there whenever anybody was: nobody leaves, and nobody waits for long.
  assert.ok(compared.queues.at(-1).mean_wait_s.mean < 20);
  const { stdout } = await run(binary, flags);
  assert.match(stdout, /as it was +simulated +changed/);
  assert.match(stdout, /mean wait +60\.00 s +60\.00 s ±0\.00 /);
});

test('a wrong trace is refused line by line', async () => {
  const config = write('wrong.yaml', [...oneQueue, ...people(['one'])]);
  const trace = write('wrong.csv', [...traced, '32500,r,60,0,answered,one', '32500,q,60,0,answered,nobody', '32500,q,60,0,left,']);
  await assert.rejects(run(binary, ['simulate', '--config', config, '--trace', trace]), (error) => {
    assert.equal(error.code, 1);
    assert.match(error.stderr, /wrong\.csv:6:7: there is no queue 'r'/);
    assert.match(error.stderr, /wrong\.csv:7:\d+: there is no agent 'nobody'/);
    assert.match(error.stderr, /wrong\.csv:8:\d+: 'outcome' is answered or abandoned, not 'left'/);
    assert.equal(error.stdout, '');
    return true;
  });
});

test('one thing comes in, and what is missing is said', async () => {
  const config = write('one-thing.yaml', [...oneQueue, ...people(['one'])]);
  for (const flags of [['--config', config], ['--trace', 'x.csv'], ['--config', config, '--load', 'x', '--trace', 'y'],
    ['--config', config, '--load', 'x', '--from', '2026-06-01T00:00:00Z']])
    await assert.rejects(run(binary, ['simulate', ...flags]), (error) => error.code !== 0 && error.code !== 1 && error.stdout === '', flags.join(' '));
  await assert.rejects(run(binary, ['simulate', '--data', folder]), (error) => error.code === 1 && /there is no .*tandem\.db/.test(error.stderr));
  assert.ok(!fs.existsSync(path.join(folder, 'tandem.db')));
});

// Everything that the program keeps; SQLite's index of its log is shared memory and may change.
function contentOf(data) {
  const files = fs.readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-shm')).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return files.sort().map((name) => [name, createHash('sha256').update(fs.readFileSync(name)).digest('hex')]);
}

test("a program's own journal comes once more, while it runs and after it was killed", { timeout: 110000 }, async () => {
  const phonePort = await freeUdpPort();
  const phones = answeringPhones(phonePort);
  const program = await Program.start({ demo: false });
  try {
    const centre = (logins) => ['queues:', '  - {name: q, offer_seconds: 5}', 'agents:',
      ...logins.map((login) => `  - {login: ${login}, start: available, phone: {kind: sip, contact: "sip:${login}@127.0.0.1:${phonePort}"}}`),
      'flows: {in: {start: q, nodes: {q: {queue: q}}}}', 'numbers: [{number: "4001", flow: in}]', 'trunks: [{name: any, from: [127.0.0.0/8]}]'];
    const applied = program.run('apply', write('journal.yaml', centre(['one'])), '--data', program.data);
    assert.equal(applied.status, 0, applied.stderr);
    const traffic = await crowd(program, { to: '4001', callers: ['+8613800000001', '+8613800000002'], calls: 12, everyMs: 250, leastMs: 700, mostMs: 2500 });
    assert.equal(await traffic.done, 0);
    await traffic.stop();

    const replay = (...flags) => JSON.parse(program.run('simulate', '--data', program.data, '--json', ...flags).stdout);
    await until('all twelve are over', () => {
      const seen = replay().observed.queues.at(-1);
      return seen.offered === 12 && seen.answered + seen.abandoned === 12;
    });
    await program.kill9();
    const before = contentOf(program.data);
    const { observed, report, compared } = replay('--compare', write('journal-more.yaml', centre(['one', 'two', 'three'])));
    assert.deepEqual(contentOf(program.data), before, 'a replay writes nothing');
    assert.equal(all(observed).offered, 12);
    assert.ok(all(observed).abandoned > 0, 'one phone does not suffice for all');
    assert.deepEqual(all(report).offered, { mean: 12, half_width: 0 });
    assert.ok(compared.queues.at(-1).mean_wait_s.mean < all(observed).mean_wait_s, 'three wait less than one');
    const nothing = program.run('simulate', '--data', program.data, '--to', '2020-01-01T00:00:00Z');
    assert.equal(nothing.status, 1);
    assert.match(nothing.stderr, /no contact came in that time/);
  } finally {
    await phones.stop();
    await program.stop();
  }
});
