// A visitor without a browser: the frames of the widget over a plain WebSocket.
import WebSocket from 'ws';
import { until } from './wait.mjs';

export class Visitor {
  constructor(program) {
    this.program = program;
    this.token = null;
    this.messages = [];  // as the server gave them, echoes and answers
    this.errors = [];
    this.chat = null;
  }

  connect() {
    return new Promise((resolve, reject) => {
      this.socket = new WebSocket(`${this.program.http.replace('http', 'ws')}/api/v1/visitor`);
      this.socket.on('error', reject);
      this.socket.on('open', () => this.send({ type: 'hello', site: 'demo', visitor: this.token, language: 'zh-CN' }));
      this.socket.on('message', (bytes) => {
        const frame = JSON.parse(bytes);
        if (frame.type === 'welcome') {
          this.token = frame.visitor;
          this.history = frame.history;
          this.chat = frame.conversation;
          resolve(this);
        }
        if (frame.type === 'conversation') this.chat = frame.conversation;
        if (frame.type === 'message') this.messages.push(frame.message);
        if (frame.type === 'error') this.errors.push(frame);
      });
    });
  }

  send(frame) { this.socket.send(JSON.stringify(frame)); }
  // The key is the client's; the message with the same key that comes back is its acknowledgement.
  write(text, key = text) { this.send({ type: 'message', key, text }); }
  acknowledged(key) { return this.messages.some((message) => message.key === key); }
  async say(text) {
    this.write(text);
    await until(`'${text}' is acknowledged`, () => this.acknowledged(text));
  }
  close() { this.socket?.close(); }
}
