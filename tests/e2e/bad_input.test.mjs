// Bad input: each gets a clear message, and nothing is half done.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { freeSipPort, freeTcpPort } from './support/ports.mjs';
import { binary, Program, root } from './support/program.mjs';
import { Visitor } from './support/visitor.mjs';
import { until } from './support/wait.mjs';

let program, admin;
const cleanups = [];

before(async () => {
  program = await Program.start();
  admin = await program.signIn('admin');
});

after(async () => {
  for (const clean of cleanups.reverse()) await clean();
  await program?.stop();
});

function scratchFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-e2e-'));
  cleanups.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// `tandem serve` that is expected to refuse: its exit code and what it said.
async function serveThatRefuses(flags) {
  const answer = spawnSync(binary, ['serve', ...flags], { encoding: 'utf8', timeout: 20000 });
  assert.equal(answer.signal, null, `it should have ended by itself\n${answer.stdout}${answer.stderr}`);
  return { code: answer.status, said: answer.stderr };
}

const everything = async () => {
  const of = async (where) => (await program.api('GET', where, { token: admin.token })).json;
  return JSON.stringify([await of('/queues'), await of('/skills'), await of('/teams'), await of('/numbers'), await of('/users')]);
};

test('a wrong configuration is refused whole, with the lines of its mistakes', async () => {
  const before_ = await everything();
  const yaml = fs.readFileSync(path.join(root, 'demo', 'tandem.yaml'), 'utf8').split('\n');
  const at = yaml.findIndex((line) => line.includes('name: 账务 Billing'));
  yaml[at] = yaml[at].replace('billing: 3', 'biling: 3');  // a skill that does not exist
  yaml.push('queues_: []');                                  // a key that does not exist
  const file = path.join(scratchFolder(), 'wrong.yaml');
  fs.writeFileSync(file, yaml.join('\n'));
  for (const flags of [[], ['--dry-run']]) {
    const answer = program.run('apply', file, '--data', program.data, ...flags);
    assert.equal(answer.status, 1, answer.stdout + answer.stderr);
    assert.match(answer.stderr, new RegExp(`:${at + 1}:\\d+: .*biling`), answer.stderr);
    assert.match(answer.stderr, new RegExp(`:${yaml.length}:\\d+: .*queues_`), answer.stderr);
    assert.match(answer.stderr, /did you mean 'billing'/);
  }
  assert.equal(await everything(), before_, 'nothing has changed');

  const answer = program.run('apply', path.join(root, 'demo', 'no-such-file.yaml'), '--data', program.data);
  assert.equal(answer.status, 1);
  assert.match(answer.stderr, /no-such-file\.yaml: cannot be read/);
  const again = program.run('apply', path.join(root, 'demo', 'tandem.yaml'), '--data', program.data);
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stdout, /no changes/, 'the demo\'s own file changes nothing');
});

test('a taken HTTP port is named, and nothing stays open', async () => {
  const taken = net.createServer();
  await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => taken.close());
  const { port } = taken.address();
  const data = scratchFolder();
  const { code, said } = await serveThatRefuses(['--data', data, '--http', `127.0.0.1:${port}`, '--sip', `127.0.0.1:${await freeSipPort()}`]);
  assert.equal(code, 1);
  assert.match(said, new RegExp(`tandem serve: .*${port}`));
});

test('a taken SIP port is named', async () => {
  const taken = dgram.createSocket('udp4');
  const port = await freeSipPort();
  await new Promise((resolve) => taken.bind(port, '127.0.0.1', resolve));
  cleanups.push(() => taken.close());
  const { code, said } = await serveThatRefuses(['--data', scratchFolder(), '--http', `127.0.0.1:${await freeTcpPort()}`, '--sip', `127.0.0.1:${port}`]);
  assert.equal(code, 1);
  assert.match(said, new RegExp(`tandem serve: .*${port}`));
});

test('wrong flags and a data folder in use are refused with a sentence', async () => {
  const wrong = await serveThatRefuses(['--data', scratchFolder(), '--http', 'nowhere']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.said, /--http 'nowhere'/);
  const used = await serveThatRefuses(['--data', program.data, '--http', `127.0.0.1:${await freeTcpPort()}`]);
  assert.equal(used.code, 1);
  assert.match(used.said, /another tandem runs on the data folder/);
  const open = await serveThatRefuses(['--data', scratchFolder(), '--demo', '--http', `0.0.0.0:${await freeTcpPort()}`,
    '--sip', `127.0.0.1:${await freeSipPort()}`]);
  assert.equal(open.code, 1);
  assert.match(open.said, /this machine only/);
});

// Through whatever writes SQLite here: Node's own module (22 and later), or the command line's.
async function writeSql(file, sql) {
  const module = await import('node:sqlite').catch(() => null);
  if (module) {
    const database = new module.DatabaseSync(file);
    database.exec(sql);
    database.close();
    return true;
  }
  return spawnSync('sqlite3', [file, sql]).status === 0;
}

test('a data folder of a newer version is refused and left alone', async (t) => {
  const newer = await Program.start({ demo: false });
  newer.child.kill('SIGTERM');
  await newer.exited;
  cleanups.push(() => newer.stop());
  const file = path.join(newer.data, 'tandem.db');
  if (!(await writeSql(file, "INSERT INTO schema_version (version, name, applied_at) VALUES (9999, 'from the future', 0)")))
    return t.skip('skipped: neither node:sqlite nor sqlite3 is there to write the newer version');
  const before_ = fs.readFileSync(file);
  const { code, said } = await serveThatRefuses(['--data', newer.data, '--http', `127.0.0.1:${await freeTcpPort()}`, '--sip', `127.0.0.1:${await freeSipPort()}`]);
  assert.equal(code, 1);
  assert.match(said, /schema version 9999/);
  assert.ok(before_.equals(fs.readFileSync(file)), 'not a byte has changed');
});

test('requests that are wrong get problems that say what is', async () => {
  const post = async (where, body, headers = {}) => {
    const answer = await fetch(`${program.http}/api/v1${where}`, {
      method: 'POST', body, headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}`, ...headers },
    });
    assert.match(answer.headers.get('content-type'), /application\/problem\+json/, where);
    return { status: answer.status, problem: await answer.json() };
  };
  const customers = async () => (await program.api('GET', '/customers?q=Zzyzx', { token: admin.token })).json.items.length;

  const torn = await post('/customers', '{"name": "Zzyzx",\n "identities": [}');
  assert.equal(torn.status, 400);
  assert.match(torn.problem.detail, /line 2, column 17/, JSON.stringify(torn.problem));
  assert.equal((await post('/customers', '')).status, 400);
  assert.equal((await post('/customers', '[1]')).status, 400);
  assert.equal((await post('/customers', `${'['.repeat(10000)}`)).status, 400);
  assert.equal((await post('/customers', Buffer.from('{"name": "\xff\xfe"}', 'latin1'))).status, 400);
  const nameless = await post('/customers', '{"identities": []}');
  assert.ok([400, 422].includes(nameless.status), JSON.stringify(nameless));
  const unnumbered = await post('/customers', '{"name": "Zzyzx", "identities": [{"kind": "phone", "value": "not a number"}]}');
  assert.ok([400, 422].includes(unnumbered.status), JSON.stringify(unnumbered));
  const large = await post('/customers', `{"name": "Zzyzx", "address": "${'x'.repeat(8 << 20)}"}`).catch((error) => error);
  if (!(large instanceof Error)) assert.equal(large.status, 413);
  else assert.fail(`the oversized body was not answered: ${large.cause ?? large}`);
  assert.equal(await customers(), 0, 'nobody was half created');

  assert.equal((await post('/customers', '{}', { authorization: '' })).status, 401);
  assert.equal((await post('/customers', '{}', { authorization: 'Bearer nonsense' })).status, 401);
  assert.equal((await program.api('GET', '/conversations')).status, 401);
  assert.equal((await program.api('GET', '/no-such-thing', { token: admin.token })).status, 404);
  assert.equal((await program.api('GET', '/customers/abc', { token: admin.token })).status, 404);
  assert.equal((await program.api('GET', '/conversations?limit=-5', { token: admin.token })).status, 400);
  const li = await program.signIn('li');
  assert.equal((await program.api('GET', '/users', { token: li.token })).status, 403);
});

// A file system of its own that can be filled: only root may mount one, and not in every container.
function smallDisk() {
  const folder = scratchFolder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tandem-e2e', folder]).status !== 0) return null;
  cleanups.push(() => { spawnSync('umount', [folder]); });
  return folder;
}

test('a full disk refuses new work, keeps what was acknowledged, and is got over', { timeout: 110000 }, async (t) => {
  const disk = smallDisk();
  if (!disk) return t.skip('skipped: a small file system cannot be mounted here');
  const cramped = await Program.start({ data: path.join(disk, 'data') });
  let stopped = false;
  cleanups.push(async () => { if (!stopped) cramped.child.kill('SIGKILL'); await cramped.exited; });
  const visitor = await new Visitor(cramped).connect();
  await visitor.say('before');

  const filler = path.join(disk, 'filler');
  fill(filler);
  let sent = 0;
  // The database has some room of its own left: it takes a few messages until it has to grow.
  await until('new work is refused', async () => {
    const echoes = visitor.messages.filter((message) => message.from === 'customer').length;
    if (echoes === sent + 1) visitor.write(`during ${++sent} ${'x'.repeat(900)}`, `during-${sent}`);
    return (await fetch(`${cramped.http}/healthz`)).status === 503;
  }, 25000).catch((error) => { throw new Error(`${error.message}, ${sent} messages sent, ${JSON.stringify(visitor.errors)}, ${cramped.output.slice(-1500)}`); });
  const acknowledged = visitor.messages.map((message) => message.text);
  const refused = await cramped.api('POST', '/sessions', { body: { login: 'li', password: 'demo-li-2026' } });
  assert.ok([503, 201].includes(refused.status), `sign-in with a full disk: ${refused.status} ${refused.text}`);
  if (refused.status !== 201) assert.match(refused.headers.get('content-type'), /problem\+json/);

  fs.rmSync(filler);
  await until('it has recovered', async () => (await fetch(`${cramped.http}/healthz`)).status === 200, 25000);
  await visitor.say('after');
  visitor.close();
  const again = new Visitor(cramped);
  again.token = visitor.token;
  await again.connect();
  const kept = again.history.map((message) => message.text);
  assert.equal(new Set(kept).size, kept.length, 'nothing is there twice');
  for (const text of acknowledged.slice(-40)) assert.ok(kept.includes(text), `'${text.slice(0, 20)}' was acknowledged and is there`);
  assert.ok(kept.includes('after'));
  again.close();
  await cramped.stop();
  stopped = true;
});

function fill(file) {
  const handle = fs.openSync(file, 'w');
  for (const size of [1 << 20, 1 << 12, 64]) {
    try {
      for (;;) fs.writeSync(handle, Buffer.alloc(size, 1));
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    }
  }
  fs.closeSync(handle);
}
