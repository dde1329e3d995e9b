// Real days: the calls of a bank (../shared/data/calls) come once more, with their own arrivals, service times and priorities,
// and the report is held against what really happened.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { bankCalls, bankConfiguration, bankIsThere, bankTrace } from './support/bank.mjs';
import { binary } from './support/program.mjs';

const run = promisify(execFile);
const skip = bankIsThere ? false : 'skipped: evaluation data not present';

// How far the simulation may be from what happened. It is always on the good side, and for known reasons: the trace says when
// somebody served, not when they were there to serve. That is inferred (docs/simulation.md), generously: who did nothing in a
// quiet minute counts as there, nobody is late from a break that no customer noticed, and the engine gives out a contact in the
// instant in which somebody is free. What was seen: mean waits of 0.61 to 0.64 of the real ones, and 0.65 to 0.70 of the share
// that left.
const closeEnough = 2;

let folder, calls;

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-real-day-'));
  if (bankIsThere) calls = bankCalls();
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

async function replay(name, some) {
  const config = path.join(folder, 'bank.yaml'), trace = path.join(folder, `${name}.csv`);
  fs.writeFileSync(config, bankConfiguration(calls));
  fs.writeFileSync(trace, bankTrace(some));
  const flags = ['simulate', '--config', config, '--trace', trace];
  console.log((await run(binary, flags, { maxBuffer: 1 << 24 })).stdout);
  return JSON.parse((await run(binary, [...flags, '--json'], { maxBuffer: 1 << 24 })).stdout);
}

function busiestDay() {
  const count = new Map();
  for (const call of calls) count.set(call.day, (count.get(call.day) ?? 0) + 1);
  const day = [...count].sort((a, b) => b[1] - a[1])[0][0];
  return calls.filter((call) => call.day === day);
}

function near(simulated, real, what) {
  const told = `${what}: simulated ${simulated.toFixed(3)}, really ${real.toFixed(3)}`;
  assert.ok(simulated < real * closeEnough && simulated > real / closeEnough, told);
}

function holds({ observed, report }, some) {
  const all = (one) => one.queues.at(-1);
  assert.equal(all(observed).offered, some.length);
  assert.equal(all(observed).abandoned, some.filter((call) => !call.answered).length);
  assert.deepEqual(all(report).offered, { mean: some.length, half_width: 0 }, 'the same customers, in every run');
  assert.equal(all(report).unserved.mean, 0);
  near(all(report).mean_wait_s.mean, all(observed).mean_wait_s, 'mean wait');
  near(all(report).abandon_rate.mean, all(observed).abandon_rate, 'share that left');
  near(all(report).asa_s.mean, all(observed).asa_s, 'ASA');

  // Who did not wait was not asked for their number, so only those who waited can be told apart.
  const waitOf = (one, name) => {
    const queue = one.queues.find((candidate) => candidate.name === name);
    const value = (figure) => queue[figure].mean ?? queue[figure];
    return value('mean_wait_s') / value('wait_probability');
  };
  for (const one of [observed, report])
    assert.ok(waitOf(one, 'PS priority') < waitOf(one, 'PS'), 'a minute and a half in advance makes a difference');
}

test('the busiest day of a fortnight', { timeout: 110000, skip }, async () => {
  const day = busiestDay();
  holds(await replay('day', day), day);
});

test('the whole fortnight', { timeout: 300000, skip }, async () => {
  holds(await replay('fortnight', calls), calls);
});

// The same calls with two more who can do everything: what-if beside what was.
test('two more people, and fewer wait', { timeout: 110000, skip }, async () => {
  const day = busiestDay();
  const types = [...new Set(calls.map((call) => call.type))];
  const more = path.join(folder, 'more.yaml'), config = path.join(folder, 'bank.yaml'), trace = path.join(folder, 'day.csv');
  const skills = types.map((type) => `${type}: 1`).join(', ');
  fs.writeFileSync(config, bankConfiguration(calls));
  fs.writeFileSync(more, `${bankConfiguration(calls)}${['new1', 'new2'].map((login) => `  - {login: ${login}, skills: {${skills}}, phone: {kind: browser}}\n`).join('')}`);
  fs.writeFileSync(trace, bankTrace(day));
  const { stdout } = await run(binary, ['simulate', '--config', config, '--trace', trace, '--compare', more, '--json'], { maxBuffer: 1 << 24 });
  const { report, compared } = JSON.parse(stdout);
  const wait = (one) => one.queues.at(-1).mean_wait_s;
  assert.ok(wait(compared).mean + wait(compared).half_width < wait(report).mean - wait(report).half_width, JSON.stringify([wait(report), wait(compared)]));
});
