// sipp as a caller. Each run is one process, ended by its own id when a test fails.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeUdpPort } from './ports.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../sipp');

// hangUpAfterMs counts from the answer. `done` resolves with sipp's exit code (0: the scenario went through).
export async function call(program, { to = '4001', from = '+8613800006721', rtpPort, hangUpAfterMs = 60000, tcp = false, scenario = 'caller.xml', timeoutSeconds = 120 }) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-sipp-'));
  const local = await freeUdpPort();
  // sipp takes keywords everywhere but in time-outs.
  const text = fs.readFileSync(path.join(folder, scenario), 'utf8').replaceAll('[hold_ms]', String(hangUpAfterMs));
  fs.writeFileSync(path.join(scratch, 'scenario.xml'), text);
  const child = spawn('sipp', [program.sip, '-sf', 'scenario.xml', '-s', to, '-m', '1', '-i', '127.0.0.1', '-p', String(local),
    '-key', 'rtp_port', String(rtpPort), '-key', 'caller', from, '-nostdin', '-trace_err', '-t', tcp ? 't1' : 'u1',
    '-timeout', `${timeoutSeconds}s`, '-timeout_error'], { cwd: scratch, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (bytes) => { output += bytes; });
  child.stderr.on('data', (bytes) => { output += bytes; });
  const done = new Promise((resolve) => child.once('exit', (code) => {
    let errors = '';
    for (const file of fs.readdirSync(scratch).filter((name) => name.includes('errors')))
      errors += fs.readFileSync(path.join(scratch, file), 'utf8');
    fs.rmSync(scratch, { recursive: true, force: true });
    resolve({ code, errors, output: output.slice(-1500) });
  }));
  return { done, kill: () => { if (child.exitCode === null) child.kill('SIGKILL'); return done; } };
}
