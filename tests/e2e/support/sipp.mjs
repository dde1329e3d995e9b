// sipp as a caller. Each run is one process, ended by its own id when a test fails.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeUdpPort } from './ports.mjs';
import { rms, RtpEnd } from './rtp.mjs';
import { until } from './wait.mjs';

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

// A caller who hears the greeting; `close` ends whatever is left of it.
export async function callIn(program, options = {}) {
  const rtp = await RtpEnd.open();
  const caller = await call(program, { rtpPort: rtp.port, ...options });
  const close = async () => {
    rtp.close();
    await caller.kill();
  };
  try {
    await until('the greeting is heard', () => rms(rtp.heard.slice(-8000)) > 0.01);
  } catch (error) {
    await close();
    throw error;
  }
  rtp.speak(0);
  return { rtp, caller, close };
}
