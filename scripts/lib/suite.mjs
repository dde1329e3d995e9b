// Runs what scripts/test built, one thing after another or two at a time, each with a time limit, and adds up.
//   node scripts/lib/suite.mjs --results DIR [--unit DIR]... [--storms DIR] [--tsan DIR] [--fuzz DIR --fuzz-seconds N] [--web] [--e2e]
//                              [--filter TEXT]
// Ends with `N passed, N failed, N skipped`; before it stand the names of what failed and the ends of their logs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    results: { type: 'string' }, unit: { type: 'string', multiple: true, default: [] }, storms: { type: 'string' }, tsan: { type: 'string' },
    fuzz: { type: 'string' }, 'fuzz-seconds': { type: 'string', default: '5' }, web: { type: 'boolean' },
    e2e: { type: 'boolean' }, filter: { type: 'string', default: '' },
  },
});
const results = resolve(options.results);
const root = process.cwd();
const unitLimitSeconds = 300;
const e2eLimitSeconds = process.env.TANDEM_LONG === '1' ? 3600 : 900;

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];  // {name, log}
const running = new Set();

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const programs = (folder) => (existsSync(folder) ? readdirSync(folder) : []).sort()
  .map((name) => ({ name, path: join(resolve(folder), name) }))
  .filter(({ path }) => { const s = statSync(path); return s.isFile() && (s.mode & 0o111) !== 0; });

// Every job is a process group of its own, so that a time limit (or Ctrl-C) takes its children with it.
function end(child) {
  try { process.kill(-child.pid, 'SIGKILL'); } catch (error) { if (error.code !== 'ESRCH') throw error; }
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => { running.forEach(end); process.exit(130); });
}

function run(job) {
  return new Promise((done) => {
    const log = join(results, `${job.name.replaceAll('/', '-')}.log`);
    const out = openSync(log, 'w');
    const started = Date.now();
    const child = spawn(job.command[0], job.command.slice(1), {
      cwd: job.cwd ?? root, env: { ...process.env, ...job.env }, stdio: ['ignore', out, out], detached: true,
    });
    running.add(child);
    let late = false;
    const limit = setTimeout(() => { late = true; end(child); }, job.limitSeconds * 1000);
    let ended = false;
    const finish = (problem) => {
      if (ended) return;
      ended = true;
      clearTimeout(limit);
      running.delete(child);
      if (child.pid !== undefined) end(child);
      closeSync(out);
      if (late) problem = `stopped after its limit of ${job.limitSeconds} s`;
      done({ job, log, problem, text: readFileSync(log, 'utf8'), ms: Date.now() - started });
    };
    child.on('error', (error) => finish(error.message));
    child.on('exit', (code, signal) => finish(code === 0 ? '' : signal ? `killed by ${signal}` : `exit code ${code}`));
  });
}

// Each reader turns a finished job into {passed, skipped, failed: [names]}.
function readGtest({ job, text }) {
  const counts = { passed: 0, skipped: 0, failed: [] };
  if (existsSync(job.json)) {
    for (const suite of JSON.parse(readFileSync(job.json, 'utf8')).testsuites) {
      for (const test of suite.testsuite) {
        if (test.result === 'SKIPPED' || test.status === 'NOTRUN') counts.skipped += 1;
        else if (test.failures) counts.failed.push(`${suite.name}.${test.name}`);
        else counts.passed += 1;
      }
    }
    return counts;
  }
  // It died before it could write its report: what it printed so far counts.
  let open = '';
  for (const line of text.split('\n')) {
    const [, word, name] = /^\[ +(RUN|OK|FAILED|SKIPPED) +\] (\S+)/.exec(line) ?? [];
    if (!word) continue;
    if (word === 'OK') counts.passed += 1;
    if (word === 'SKIPPED') counts.skipped += 1;
    if (word === 'FAILED') counts.failed.push(name);
    open = word === 'RUN' ? name : '';
  }
  if (open) counts.failed.push(`${open} (did not come back)`);
  return counts;
}

function readTap({ text }) {
  const last = (word) => Number([...text.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  const failed = [...text.matchAll(/^ *not ok \d+ - (.*)$/gm)].map((m) => m[1])
    .filter((name) => !/ # (SKIP|TO[D]O)/.test(name));
  return { passed: last('pass'), skipped: last('skipped') + last('todo'), failed };
}

function readVitest({ text }) {
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  const counts = { passed: 0, skipped: 0, failed: [] };
  for (const [, line] of plain.matchAll(/^ *Tests +(.*)$/gm)) {
    counts.passed += Number(/(\d+) passed/.exec(line)?.[1] ?? 0);
    counts.skipped += Number(/(\d+) skipped/.exec(line)?.[1] ?? 0);
  }
  counts.failed = [...new Set([...plain.matchAll(/^ *FAIL +(.*)$/gm)].map((m) => m[1]))];
  return counts;
}

const readFuzz = ({ problem }) => ({ passed: problem ? 0 : 1, skipped: 0, failed: [] });

function record(result) {
  const { job, problem, log, ms } = result;
  const counts = job.read(result);
  const failed = counts.failed.map((name) => `${job.name}: ${name}${problem.startsWith('exit') ? '' : ` (${problem})`}`);
  if (failed.length === 0 && problem) failed.push(`${job.name}: ${problem}`);
  if (failed.length === 0 && counts.passed + counts.skipped === 0) failed.push(`${job.name}: no test was reported`);
  total.passed += counts.passed;
  total.skipped += counts.skipped;
  total.failed += failed.length;
  failed.forEach((name, i) => failures.push({ name, log: i === failed.length - 1 ? log : '' }));
  const notes = [`${counts.passed} passed`];
  if (failed.length) notes.push(`${failed.length} FAILED`);
  if (counts.skipped) notes.push(`${counts.skipped} skipped`);
  console.log(`   ${job.name}: ${notes.join(', ')} (${seconds(ms)})`);
}

async function runAll(title, jobs, atATime) {
  const wanted = jobs.filter((job) => job.name.includes(options.filter));
  if (wanted.length === 0) return;
  console.log(`== ${title}`);
  const queue = [...wanted];
  const worker = async () => { for (let job = queue.shift(); job; job = queue.shift()) record(await run(job)); };
  await Promise.all(Array.from({ length: atATime }, worker));
}

function gtestJob(prefix, { name, path }, wrapper, env) {
  const json = join(results, `${prefix}${name}.json`.replaceAll('/', '-'));
  return {
    name: `${prefix}${name}`, json, env, read: readGtest, limitSeconds: unitLimitSeconds,
    command: [...wrapper, path, `--gtest_output=json:${json}`],
  };
}

// ThreadSanitizer of clang 16 cannot map its shadow where the kernel spreads addresses widely.
function fixedAddresses() {
  return spawnSync('setarch', ['-R', 'true']).status === 0 ? ['setarch', '-R'] : [];
}

function fuzzJob({ name, path }) {
  const corpus = join(root, 'tests/fuzz/corpus', name.replace(/_fuzz$/, ''));
  const found = join(results, `corpus-${name}`);
  mkdirSync(found, { recursive: true });
  const seeds = existsSync(corpus) ? [corpus] : [];
  return {
    name: `fuzz/${name}`, read: readFuzz, limitSeconds: Number(options['fuzz-seconds']) + 120,
    command: [path, `-max_total_time=${options['fuzz-seconds']}`, '-timeout=10', '-rss_limit_mb=3072',
      '-print_final_stats=1', `-artifact_prefix=${results}/${name}-`, found, ...seeds],
  };
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const strict = {
  ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1:abort_on_error=0',
  UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
};
for (const folder of options.unit) {
  await runAll('unit tests', programs(join(folder, 'tests')).map((p) => gtestJob('', p, [], strict)), 2);
}
if (options.storms) {
  const steps = process.env.TANDEM_LONG === '1' ? 100_000_000 : 5_000_000;
  const jobs = programs(join(options.storms, 'tests')).map((p) => (
    { ...gtestJob('release/', p, [], { TANDEM_STEPS: String(steps) }), limitSeconds: unitLimitSeconds + steps / 20_000 }));
  await runAll(`a storm of ${steps / 1_000_000} million steps in the release build`, jobs, 1);
}
if (options.tsan) {
  const quiet = join(root, 'tests/tsan.supp');
  const env = { TSAN_OPTIONS: `halt_on_error=1:second_deadlock_stack=1${existsSync(quiet) ? `:suppressions=${quiet}` : ''}` };
  const wrapper = fixedAddresses();
  const jobs = programs(join(options.tsan, 'tests')).map((p) => gtestJob('tsan/', p, wrapper, env));
  await runAll('unit tests under ThreadSanitizer', jobs, 1);
}
if (options.fuzz) await runAll('fuzzers', programs(join(options.fuzz, 'fuzz')).map(fuzzJob), 2);
if (options.web) {
  const command = ['npm', 'test', '--prefix', 'web'];
  await runAll('web tests', [{ name: 'web', command, read: readVitest, limitSeconds: unitLimitSeconds, env: { CI: 'true' } }], 1);
}
if (options.e2e) {
  const folder = join(root, 'tests/e2e');
  const jobs = readdirSync(folder).filter((file) => file.endsWith('.test.mjs')).sort().map((file) => ({
    name: `e2e/${file.replace('.test.mjs', '')}`, read: readTap, limitSeconds: e2eLimitSeconds, env: strict,
    command: [process.execPath, '--test', '--test-reporter=tap', join(folder, file)],
  }));
  await runAll('end to end', jobs, 1);
}

for (const { name, log } of failures) {
  console.log(`\nFAILED ${name}`);
  if (log) {
    console.log(`  the end of ${log}:`);
    console.log(readFileSync(log, 'utf8').trimEnd().split('\n').slice(-40).map((line) => `  | ${line}`).join('\n'));
  }
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
