// A busy day: many callers at once (sipp), and telephones that pick up by themselves (sipp again). Each is one process,
// ended by its own id.
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeUdpPort } from './ports.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../sipp');

function start(args, scratch, also = () => {}) {
  const child = spawn('sipp', args, { cwd: scratch, stdio: 'ignore' });
  const exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    done: exited,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exited;
      also();
      fs.rmSync(scratch, { recursive: true, force: true });
    },
  };
}

// Telephones at this port that answer every call at once.
export function answeringPhones(port) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-sipp-'));
  return start(['-sn', 'uas', '-i', '127.0.0.1', '-p', String(port), '-nostdin'], scratch);
}

// `callers` are E.164 numbers, used in turn; each call lasts between leastMs and mostMs, waiting included.
export async function crowd(program, { to, callers, calls, everyMs, leastMs, mostMs }) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-sipp-'));
  const sink = dgram.createSocket('udp4');
  await new Promise((resolve) => sink.bind(0, '127.0.0.1', resolve));
  const text = fs.readFileSync(path.join(folder, 'crowd.xml'), 'utf8').replaceAll('[least_ms]', String(leastMs)).replaceAll('[most_ms]', String(mostMs));
  fs.writeFileSync(path.join(scratch, 'scenario.xml'), text);
  fs.writeFileSync(path.join(scratch, 'callers.csv'), ['SEQUENTIAL', ...callers, ''].join('\n'));
  return start([program.sip, '-sf', 'scenario.xml', '-inf', 'callers.csv', '-s', to, '-i', '127.0.0.1', '-p', String(await freeUdpPort()),
    '-key', 'sink', String(sink.address().port), '-r', '1', '-rp', String(everyMs), '-m', String(calls), '-nostdin'], scratch, () => sink.close());
}
