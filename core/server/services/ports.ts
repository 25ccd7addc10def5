import { createServer } from 'node:net';

/** A port of the loopback address that nobody uses now: the preferred one when it is free. */
export async function freePort(preferred?: number): Promise<number> {
  const port = preferred ? await probe(preferred) : undefined;
  return port ?? (await probe(0)) ?? Promise.reject(new Error('No free port is left on 127.0.0.1.'));
}

const probe = (wanted: number) =>
  new Promise<number | undefined>((resolve) => {
    const server = createServer();
    server.unref();
    server.on('error', () => resolve(undefined));
    server.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(port));
    });
  });
