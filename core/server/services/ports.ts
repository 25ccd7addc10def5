import { createServer } from 'node:net';

/** A port of the address that nobody uses now: the preferred one when it is free. */
export async function freePort(preferred?: number, host = '127.0.0.1'): Promise<number> {
  const port = preferred ? await probe(preferred, host) : undefined;
  return port ?? (await probe(0, host)) ?? Promise.reject(new Error(`No port of ${host} can be listened on.`));
}

const probe = (wanted: number, host: string) =>
  new Promise<number | undefined>((resolve) => {
    const server = createServer();
    server.unref();
    server.on('error', () => resolve(undefined));
    server.listen({ port: wanted, host, exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(port));
    });
  });
