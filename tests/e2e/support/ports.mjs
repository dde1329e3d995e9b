// Free loopback ports, found by binding and letting go.
import dgram from 'node:dgram';
import net from 'node:net';

export function freeTcpPort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export function freeUdpPort() {
  return new Promise((resolve, reject) => {
    const socket = dgram.createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

// A port that is free for both, as SIP wants it.
export async function freeSipPort() {
  for (let attempt = 0; attempt < 20; ++attempt) {
    const port = await freeTcpPort();
    const udp = await new Promise((resolve) => {
      const socket = dgram.createSocket('udp4');
      socket.once('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
    });
    if (udp) return port;
  }
  throw new Error('no port is free for both UDP and TCP');
}
