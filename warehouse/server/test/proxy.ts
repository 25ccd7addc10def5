import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be cut, closed for a while, slowed, and made to swallow everything as a server that hangs. */
export async function startProxy(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let delayMs = 0;
  let isClosed = false;
  let isFrozen = false;
  const flow = (socket: Socket) => void (isFrozen ? socket.pause() : socket.resume());
  const server = createServer((incoming) => {
    if (isClosed) return void incoming.destroy();
    const outgoing = connect(Number(port), hostname);
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.on('data', (bytes: Buffer) => {
        if (!delayMs) return void to.write(bytes);
        from.pause();
        setTimeout(() => {
          to.write(bytes);
          flow(from);
        }, delayMs);
      });
      flow(from);
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => open.forEach((socket) => socket.destroy());
  return {
    url: url.toString(),
    cut,
    slow: (ms: number) => void (delayMs = ms),
    close: (closed: boolean) => {
      isClosed = closed;
      if (closed) cut();
    },
    freeze: (frozen: boolean) => {
      isFrozen = frozen;
      open.forEach(flow);
    },
    stop: () => {
      cut();
      server.close();
    },
  };
}
export type Proxy = Awaited<ReturnType<typeof startProxy>>;
