/**
 * Look-ups of exam results from a process of its own, at a fixed rate whether or not answers come; every answer is read.
 * Prints one line of JSON.
 */
import { Agent, request } from 'node:http';

type Order = { site: string; perSecond: number; from: number; known: number; unknown: number; vainFrom: number };

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const agent = new Agent({ keepAlive: true, maxSockets: 1_024 });
const statuses: Record<string, number> = {};
const took: number[] = [];
/** How many were answered, of those known and of those nobody has; sent to wait; answered with another's results. */
const seen = { known: 0, unknown: 0, waiting: 0, wrong: 0 };

const page = (body: string) =>
  new Promise<{ status: number; text: string }>((done) => {
    const headers = {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'sec-fetch-site': 'same-origin',
      cookie: `regiso-device=device-${String((devices += 1)).padStart(15, '0')}`,
    };
    const asked = request(`${order.site}/exam-results`, { method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      answer.on('error', () => done({ status: 0, text: '' }));
    });
    // A connection that was idle may be closed by the server in the moment it is used again: browsers send again too.
    asked.on('error', () => (asked.reusedSocket ? void page(body).then(done) : done({ status: 0, text: '' })));
    asked.end(body);
  });
let devices = Date.now() * 10;

/** Every primary score of somebody ends in their number, in whichever batch it stands: no two people share one. */
function isRight(number: number, text: string): boolean {
  if (number >= 1_000_000) return text.includes('Результатов нет');
  const shown = [...text.matchAll(/Первичных баллов: (\d+)/g)].map(([, points]) => Number(points));
  return shown.includes(number) && shown.every((points) => points % 1_000_000 === number);
}

async function ask(number: number, due: number) {
  const question = { surname: `Участник ${number}`, name: 'Имя', number: String(100_000 + number) };
  const { status, text } = await page(new URLSearchParams(question).toString());
  took.push(performance.now() - due);
  statuses[status] = (statuses[status] ?? 0) + 1;
  if (text.includes('data-wait')) seen.waiting += 1;
  else if (!isRight(number, text)) seen.wrong += 1;
  else seen[number < 1_000_000 ? 'known' : 'unknown'] += 1;
}

/** Documents that nobody has stand evenly among those that are known. */
function* numbers() {
  const all = order.known + order.unknown;
  let missed = 0;
  for (let at = 0; at < all; at += 1) {
    const isUnknown = Math.floor(((at + 1) * order.unknown) / all) > missed;
    yield isUnknown ? order.vainFrom + (missed += 1) : order.from + at - missed;
  }
}

async function main() {
  const answers: Promise<void>[] = [];
  const began = performance.now();
  let sent = 0;
  for (const number of numbers()) {
    // From when it was due, not from when it could be sent: waiting is part of the answer.
    const due = began + (sent * 1_000) / order.perSecond;
    if (due > performance.now()) await new Promise((next) => setTimeout(next, due - performance.now()));
    answers.push(ask(number, due));
    sent += 1;
  }
  await Promise.all(answers);
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(`${JSON.stringify({ statuses, took, seen, seconds })}\n`);
}

void main();
