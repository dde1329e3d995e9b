// baresip as a telephone on somebody's desk, without a sound card: it speaks a tone from a file, what it hears is written
// to a file by its own `sndfile` filter, and it is operated over its control socket. Ended by its own process id.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freeSipPort, freeTcpPort } from './ports.mjs';
import { until } from './wait.mjs';
import { readWav, toneWav } from './wav.mjs';

const modules = ['/usr/lib/baresip/modules', '/usr/local/lib/baresip/modules', '/usr/lib64/baresip/modules']
  .find((folder) => fs.existsSync(folder));

export class Phone {
  // Registers as `user` when a secret is given, and speaks `frequency` (Hz) in calls.
  static async open(program, { user, secret, frequency = 440, tcp = false }) {
    const self = new Phone();
    self.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tandem-baresip-'));
    self.events = [];
    self.log = '';
    // baresip also takes the next port, for TLS.
    const sipPort = await freeSipPort();
    do self.controlPort = await freeTcpPort(); while (Math.abs(self.controlPort - sipPort) < 2);
    self.write(program, { user, secret, frequency, tcp, sipPort });
    // With any LANG but C its log would be of another language.
    self.child = spawn('baresip', ['-f', self.folder, '-v'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
    self.exited = new Promise((resolve) => self.child.once('exit', resolve));
    for (const stream of [self.child.stdout, self.child.stderr]) stream.on('data', (bytes) => { self.log = (self.log + bytes).slice(-20000); });
    await self.control();
    return self;
  }

  write(program, { user, secret, frequency, tcp, sipPort }) {
    const file = (name) => path.join(this.folder, name);
    const rtpLow = 42000 + (process.pid % 100) * 20;
    fs.writeFileSync(file('tone.wav'), toneWav(frequency, 60));
    fs.mkdirSync(file('heard'));
    fs.writeFileSync(file('contacts'), '');
    fs.writeFileSync(file('accounts'), `<sip:${user}@${program.sip}${tcp ? ';transport=tcp' : ''}>;audio_codecs=pcma,pcmu`
      + (secret ? `;auth_user=${user};auth_pass=${secret};regint=300\n` : ';regint=0\n'));
    fs.writeFileSync(file('config'), [
      'poll_method epoll', `sip_listen 127.0.0.1:${sipPort}`, 'net_interface 127.0.0.1', `rtp_ports ${rtpLow}-${rtpLow + 19}`,
      `audio_source aufile,${file('tone.wav')}`, 'audio_player aubridge,phone', 'audio_alert aubridge,bell',
      `snd_path ${file('heard')}`, `module_path ${modules}`, 'module g711.so', 'module aufile.so', 'module aubridge.so',
      'module sndfile.so', 'module ctrl_tcp.so', 'module_tmp uuid.so', 'module_tmp account.so', 'module_app menu.so',
      `ctrl_tcp_listen 127.0.0.1:${this.controlPort}`, ''].join('\n'));
  }

  async control() {
    this.socket = await until('the phone takes commands', () => new Promise((resolve, reject) => {
      const socket = net.connect(this.controlPort, '127.0.0.1', () => resolve(socket));
      socket.once('error', reject);
    }));
    this.socket.on('error', () => {});
    let text = '';
    this.socket.on('data', (bytes) => {
      text += bytes;
      // netstrings: LENGTH:JSON,
      for (;;) {
        const colon = text.indexOf(':');
        const length = Number(text.slice(0, colon));
        if (colon < 0 || text.length < colon + length + 2) return;
        this.events.push(JSON.parse(text.slice(colon + 1, colon + 1 + length)));
        text = text.slice(colon + length + 2);
      }
    });
  }

  command(name, params = '') {
    const text = JSON.stringify({ command: name, params, token: 't' });
    this.socket.write(`${Buffer.byteLength(text)}:${text},`);
  }

  // Waits for an event of the phone that came after the `after`-th one.
  event(type, after = 0, limitMs = 20000) {
    return until(`the phone says ${type}`, () => this.events.slice(after).find((event) => event.type === type), limitMs);
  }

  get registered() { return this.log.includes('200 OK') && /\[\d+ bindings?\]/.test(this.log); }
  get refused() { return /reg: .* (401|403|404) /.test(this.log) || this.events.some((event) => event.type === 'REGISTER_FAIL'); }
  accept() { this.command('accept'); }
  hangUp() { this.command('hangup'); }
  dial(target) { this.command('dial', target); }

  // All that this phone has heard in its last call so far, as samples at 8 kHz.
  heard() {
    const folder = path.join(this.folder, 'heard');
    const last = fs.readdirSync(folder).filter((name) => name.endsWith('-dec.wav')).sort().at(-1);
    if (!last) return [];
    const bytes = fs.readFileSync(path.join(folder, last));
    return bytes.length > 44 ? readWav(bytes)[0] : [];
  }

  async close() {
    this.socket?.destroy();
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.exited;
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

// The secret of a device, as the demo prints it at its start.
export function deviceSecret(program, device) {
  return new RegExp(`'${device}', secret (\\S+)`).exec(program.output)?.[1];
}
