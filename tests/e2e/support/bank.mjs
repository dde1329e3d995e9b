// The calls of a bank's call centre (../shared/data/calls, described in its FIELDS.md) as a trace and as the configuration
// under which they were served. Nothing of the data is kept in the project.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './program.mjs';

const file = path.resolve(root, '../shared/data/calls/bank_1999_02_01-14.tsv');
export const bankIsThere = fs.existsSync(file);

const notYet = '0:00:00';  // of a time that never came
// Priority customers get a minute and a half of waiting in advance: one point, and a point is worth 90 seconds.
const priorityCustomer = '2';

// Every call that reached the queue or an agent: phantoms are none, and who hung up in the menu never came that far.
export function bankCalls() {
  const [head, ...lines] = fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
  const row = (fields) => Object.fromEntries(head.map((name, i) => [name, fields[i]]));
  return lines.map(row)
    .filter((call) => call.outcome === 'AGENT' || (call.outcome === 'HANG' && call.q_start !== notYet))
    .map((call) => {
      const waited = call.q_start !== notYet;
      return {
        day: `19${call.date.slice(0, 2)}-${call.date.slice(2, 4)}-${call.date.slice(4)}`,
        time: (waited ? call.q_start : call.vru_exit).padStart(8, '0'),
        type: call.type,
        priority: call.priority === priorityCustomer,
        answered: call.outcome === 'AGENT',
        waited: waited ? Number(call.q_time) : 0,
        handle: Number(call.ser_time),
        // Some were answered by nobody who is named: they count as answered, and take an agent's time in the simulation.
        agent: call.server === 'NO_SERVER' ? '' : call.server.toLowerCase(),
      };
    });
}

// Who waited is in the queue of their service and priority. Who did not was not asked for their number: 0 is a regular customer.
const queueOf = (call) => call.type + (call.priority ? ' priority' : '');

export function bankTrace(calls) {
  const lines = calls.map((call) => [`${call.day}T${call.time}Z`, queueOf(call), call.priority ? 1 : 0, call.answered ? call.handle : '',
    call.waited, call.answered ? 'answered' : 'abandoned', call.answered ? call.agent : ''].join(','));
  return `arrived,queue,priority,handle_seconds,waited_seconds,outcome,agent\n${lines.join('\n')}\n`;
}

// Each service is a skill, and everybody has those that they were seen to serve.
export function bankConfiguration(calls) {
  const queues = [...new Set(calls.map(queueOf))].sort();
  const types = [...new Set(calls.map((call) => call.type))].sort();
  const agents = [...new Set(calls.map((call) => call.agent).filter(Boolean))].sort();
  const served = new Set(calls.map((call) => `${call.agent} ${call.type}`));
  return [
    'settings: {ageing_seconds: 90}',
    `skills: [${types.join(', ')}]`,
    'queues:',
    ...queues.map((queue) => `  - {name: ${queue}, requires: {${queue.split(' ')[0]}: 1}}`),
    'agents:',
    ...agents.map((agent) => {
      const skills = types.filter((type) => served.has(`${agent} ${type}`)).map((type) => `${type}: 1`);
      return `  - {login: ${agent}, skills: {${skills.join(', ')}}, phone: {kind: browser}}`;
    }),
  ].join('\n') + '\n';
}
