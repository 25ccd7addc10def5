/**
 * Load from a process of its own, so that it does not wait for the server it measures. `sign-ins`: so many at once, each by
 * an account of its own. `others`: at a fixed rate, whether or not answers come. Prints one line of JSON.
 */
type Order = {
  kind: 'sign-ins' | 'others';
  site: string;
  seconds: number;
  atOnce: number;
  perSecond: number;
  password: string;
  cookie: string;
};

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const until = performance.now() + order.seconds * 1_000;
const statuses: Record<string, number> = {};
const took: number[] = [];

async function call(path: string, options: RequestInit) {
  const began = performance.now();
  const status = await fetch(order.site + path, options).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );
  statuses[status] = (statuses[status] ?? 0) + 1;
  return performance.now() - began;
}

async function signIns() {
  const one = async (login: string) => {
    const body = JSON.stringify({ login, password: order.password });
    while (performance.now() < until)
      took.push(
        await call('/api/access/sign-in', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
      );
  };
  await Promise.all(Array.from({ length: order.atOnce }, (_, at) => one(`bench-${at}`)));
}

async function others() {
  const calls: Promise<void>[] = [];
  const began = performance.now();
  for (let at = 0; performance.now() < until; at += 1) {
    const due = began + (at * 1_000) / order.perSecond;
    await new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));
    // From when it was due, not from when it could be sent: waiting is part of the answer.
    const late = performance.now() - due;
    calls.push(
      call('/api/access/own/account', { headers: { cookie: order.cookie } }).then((ms) => void took.push(ms + late)),
    );
  }
  await Promise.all(calls);
}

void (order.kind === 'sign-ins' ? signIns() : others()).then(() =>
  process.stdout.write(`${JSON.stringify({ statuses, took })}\n`),
);
