// The program under test: started on free ports with a data folder of its own, ended by its own process id.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeSipPort, freeTcpPort } from './ports.mjs';
import { until } from './wait.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const binary = process.env.TANDEM_BINARY ?? path.join(root, 'build', 'tandem');

process.env.LC_ALL = 'C.UTF-8';  // the command line speaks the language of its user

let nextMediaPort = 31000 + (process.pid % 50) * 200;

export class Program {
  // store: a PostgreSQL address; demo: the shop's data; env: further environment; data: an existing folder.
  static async start({ demo = true, store = '', env = {}, data = '', flags = [], program = binary } = {}) {
    const self = new Program();
    self.program = program;
    self.data = data || fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-e2e-'));
    self.httpPort = await freeTcpPort();
    self.sipPort = await freeSipPort();
    self.mediaLow = nextMediaPort;
    nextMediaPort += 200;
    self.options = { demo, store, env, flags };
    await self.launch();
    return self;
  }

  get http() { return `http://127.0.0.1:${this.httpPort}`; }
  get sip() { return `127.0.0.1:${this.sipPort}`; }

  async launch(env = {}) {
    const { demo, store, flags } = this.options;
    const args = ['serve', '--data', this.data, '--http', `127.0.0.1:${this.httpPort}`, '--sip', this.sip,
      '--media-ports', `${this.mediaLow}-${this.mediaLow + 199}`, ...(demo ? ['--demo'] : []),
      ...(store ? ['--store', store] : []), ...flags];
    this.output = '';
    this.child = spawn(this.program, args, {
      env: { ...process.env, ...this.options.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })));
    this.child.stdout.on('data', (bytes) => { this.output += bytes; });
    this.child.stderr.on('data', (bytes) => { this.output += bytes; });
    let ended = null;
    this.exited.then((how) => { ended = how; });
    await until('the program is ready', async () => {
      if (ended) throw Object.assign(new Error(`ended early: ${JSON.stringify(ended)}\n${this.output}`), { fatal: true });
      const answer = await fetch(`${this.http}/healthz`).catch(() => null);
      return answer?.status === 200;
    }, 60000);
  }

  // As power would fail: nothing is asked, nothing is flushed.
  async kill9() {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  async stop() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      // Calls that a test left up: the second signal ends them.
      const again = setTimeout(() => this.child.kill('SIGTERM'), 2000);
      const how = await Promise.race([this.exited, new Promise((resolve) => setTimeout(() => resolve(null), 20000).unref())]);
      clearTimeout(again);
      if (!how) {
        this.child.kill('SIGKILL');
        await this.exited;
        throw new Error(`did not end within 20 s of SIGTERM\n${this.output.slice(-3000)}`);
      }
      if (how.code !== 0) throw new Error(`ended with ${JSON.stringify(how)}\n${this.output.slice(-3000)}`);
    }
    fs.rmSync(this.data, { recursive: true, force: true });
  }

  run(...args) {
    return spawnSync(this.program, args, { encoding: 'utf8', timeout: 60000 });
  }

  async api(method, where, { token, body, headers = {} } = {}) {
    const answer = await fetch(`${this.http}/api/v1${where}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, json: text && (answer.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : null, text };
  }

  async demoAccounts() {
    return (await this.api('GET', '/demo')).json.accounts;
  }

  async signIn(login) {
    const account = (await this.demoAccounts()).find((entry) => entry.login === login);
    const answer = await this.api('POST', '/sessions', { body: { login, password: account.password } });
    if (answer.status !== 201) throw new Error(`sign-in of ${login}: ${answer.status} ${answer.text}`);
    return { ...answer.json, password: account.password };
  }
}
