import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './families';

/** What the crowd keeps of one application: moments in milliseconds of one clock. */
export type Entry = Child & {
  key: string;
  application?: string | undefined;
  /** When the family wanted to file, when it first pressed "Send", when its first receipt came. */
  due?: number;
  sent?: number;
  answered?: number;
  /** Every number that any answer has named: one, however often it was sent. */
  told: string[];
  repeats: number;
};

/** `refused` counts answers other than 200 by status, `refreshed` how long pages took; moments as in an entry. */
export type Night = { began: number; ended: number; refused: Record<string, number>; refreshed: number[] };
export type Order =
  | { do: 'enter'; site: string; password: string; children: Child[] }
  | { do: 'draft' }
  | { do: 'open'; from: number; to: number; perSecond: number; tabs: number }
  | { do: 'journal' };
export type Asked = { enter: number; draft: number; open: Night; journal: Entry[] };

const own = '/api/kindergarten/own/applications';
const refreshMs = 5_000;
const patienceMs = 60_000;
let site = '';
let journal: Entry[] = [];
let refused: Record<string, number> = {};
const cookies = new Map<string, string>();

type Answer = { status: number; body: { id?: string; number?: string; code?: string }; cookie?: string | undefined };

async function call(path: string, cookie = '', body?: object, key = ''): Promise<Answer> {
  const headers = {
    ...{ cookie, 'sec-fetch-site': 'same-origin' },
    ...(body && { 'content-type': 'application/json' }),
    ...(key && { 'idempotency-key': key }),
  };
  const request = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) };
  try {
    const answer = await fetch(site + path, request);
    const given = await answer.text();
    const [set] = answer.headers.getSetCookie();
    return { status: answer.status, body: JSON.parse(given) as Answer['body'], cookie: set?.split(';')[0] };
  } catch {
    return { status: 0, body: {} };
  }
}

/** Does the same again until it is answered, as people do whose page did not come; what is refused for good is not. */
async function insist(login: string, path: string, body: object, key?: string): Promise<Answer['body'] | undefined> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const { status, body: said } = await call(path, cookies.get(login), body, key);
    if (status === 200) return said;
    refused[status] = (refused[status] ?? 0) + 1;
    if (status >= 400 && status < 500 && said.code !== 'request-in-progress') return undefined;
    await pause(250);
  }
  return undefined;
}

/** Several at once go through a list. */
async function together<T>(list: readonly T[], atOnce: number, work: (one: T) => Promise<unknown>) {
  const left = [...list];
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function enter({ site: address, password, children }: Extract<Order, { do: 'enter' }>) {
  site = address;
  journal = children.map((child) => ({ ...child, key: randomUUID(), told: [], repeats: 0 }));
  await together([...new Set(children.map(({ login }) => login))], 16, async (login) => {
    const { status, cookie } = await call('/api/access/sign-in', '', { login, password });
    if (status === 200 && cookie) cookies.set(login, cookie);
  });
  return cookies.size;
}

/** Four families of five have filled in their draft before the reception opens. */
const isReady = (entry: Entry) => journal.indexOf(entry) % 5 < 4;
const isDoubled = (entry: Entry) => [0, 4].includes(journal.indexOf(entry) % 10);
const isRepeatedLater = (entry: Entry) => journal.indexOf(entry) % 10 === 5;

/** One in five sends its draft twice at the same moment, under the key of one intention. */
async function draft(entry: Entry) {
  const { id: childId, login, key, gardens } = entry;
  const choices = gardens.map((organisationId) => ({ organisationId }));
  const send = () => insist(login, own, { childId, wishes: { desiredOn: '2027-09-01', choices } }, key);
  const [first] = await Promise.all(isDoubled(entry) ? [send(), send()] : [send()]);
  entry.application = first?.id;
}

async function press(entry: Entry) {
  const receipt = await insist(entry.login, `${own}/${entry.application}/send`, {});
  if (!receipt?.number) return;
  entry.answered ??= performance.now();
  if (entry.told.length) entry.repeats += 1;
  if (!entry.told.includes(receipt.number)) entry.told.push(receipt.number);
}

/** One in five presses twice at the same moment, another one in ten once more when the receipt is there. */
async function file(entry: Entry, due: number) {
  entry.due = due;
  if (!entry.application) await draft(entry);
  if (!entry.application) return;
  entry.sent = performance.now();
  await Promise.all(isDoubled(entry) ? [press(entry), press(entry)] : [press(entry)]);
  if (isRepeatedLater(entry)) await press(entry);
}

/** Pages of families that lie open and ask anew every five seconds, whether or not it is their turn. */
function openTabs(tabs: number) {
  const logins = [...cookies.values()];
  const took: number[] = [];
  let isOpen = true;
  const tab = async (at: number) => {
    await pause((at / tabs) * refreshMs);
    for (let due = performance.now(); isOpen; due = Math.max(due + refreshMs, performance.now())) {
      await pause(Math.max(0, due - performance.now()));
      const { status } = await call(own, logins[at % logins.length]);
      if (status === 200) took.push(performance.now() - due);
    }
  };
  for (let at = 0; at < tabs; at += 1) void tab(at);
  return { took, close: () => (isOpen = false) };
}

/** Families file at a fixed rate, whether or not answers come, while the tabs lie open. */
async function open({ from, to, perSecond, tabs }: Extract<Order, { do: 'open' }>): Promise<Night> {
  const lying = openTabs(tabs);
  await pause(refreshMs);
  lying.took.length = 0;
  refused = {};
  process.send?.({ opened: true });
  const began = performance.now();
  const filing: Promise<void>[] = [];
  for (const [at, entry] of journal.slice(from, to).entries()) {
    const due = began + (at * 1_000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    filing.push(file(entry, due));
  }
  await Promise.all(filing);
  const ended = performance.now();
  lying.close();
  return { began, ended, refused, refreshed: lying.took };
}

const obey = {
  enter,
  draft: async () => {
    const ready = journal.filter(isReady);
    await together(ready, 8, draft);
    return ready.filter(({ application }) => application).length;
  },
  open,
  journal: async () => journal,
} as const;

process.on('message', (order: Order) => {
  const act = obey[order.do] as (given: Order) => Promise<unknown>;
  void act(order).then((result) => process.send?.({ result }));
});
process.on('disconnect', () => process.exit(0));
