import { randomUUID } from 'node:crypto';
import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { receive, type Receipt } from '../receive';

const kind = 'intake.test';
const atOnce = 20;

type Came = Receipt & { subject: string; began: number; ended: number };

describe('A receipt', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['intake'] });
  });
  afterAll(() => test.stop());

  let moment = 0;
  /** Sends once; the transaction lasts a while longer, so that others are committed before it. */
  const send = (subject: string, lasts = 0) =>
    test.work(async (): Promise<Came> => {
      const began = (moment += 1);
      const receipt = await receive(kind, subject, 'П');
      const ended = (moment += 1);
      if (lasts) await sql`SELECT pg_sleep(${lasts})`;
      return { ...receipt, subject, began, ended };
    });
  const sideBySide = <T>(work: (at: number) => Promise<T>) =>
    Promise.all(Array.from({ length: atOnce }, (_, at) => work(at)));

  it('is one for one subject, however many send it at once', async () => {
    const subject = randomUUID();
    const came = await sideBySide((at) => send(subject, at % 3 ? 0 : 0.02));
    expect(new Set(came.map(({ number, receivedAt }) => `${number} ${receivedAt.toISOString()}`)).size).toBe(1);
    expect(came.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    const again = await send(subject);
    expect([again.number, again.isRepeated]).toEqual([came[0]?.number, true]);
    const rows = await test.work(() => sql`SELECT number FROM core.receipts WHERE subject_id = ${subject}`);
    expect(rows).toEqual([{ number: came[0]?.number }]);
  });

  it('is given anew when what came with it was rolled back, and only then', async () => {
    const subject = randomUUID();
    const failed = test.work(async () => {
      await receive(kind, subject, 'П');
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect((await send(subject)).isRepeated).toBe(false);
    expect((await send(subject)).isRepeated).toBe(true);
  });

  it('has a number of its own, and of two the one that came later never stands first', async () => {
    const lanes = await sideBySide(async (lane) => {
      const came: Came[] = [];
      for (let n = 0; n < 10; n++) came.push(await send(randomUUID(), (lane + n) % 4 ? 0 : 0.02));
      return came;
    });
    const came = lanes.flat();
    expect(new Set(came.map(({ number }) => number)).size).toBe(atOnce * 10);
    expect(came.filter(({ number }) => !/^П-20\d\d-\d{8}$/.test(number))).toEqual([]);

    // As the register keeps them, to the millisecond; and as the database does.
    const order = ({ receivedAt, number }: Came) => `${receivedAt.toISOString()} ${number}`;
    const stored = await test.work(
      () => sql<{ subject: string }>`SELECT subject_id AS subject FROM core.receipts
        WHERE kind = ${kind} ORDER BY received_at, number`,
    );
    const place = new Map(stored.map(({ subject }, at) => [subject, at]));
    const placeOf = ({ subject }: Came) => place.get(subject) ?? -1;
    const after = came.flatMap((one) => came.filter(({ began }) => began > one.ended).map((later) => [one, later]));
    expect(after.length).toBeGreaterThan(10_000);
    const wrong = after.filter(
      ([one, later]) => one && later && (order(one) > order(later) || placeOf(one) > placeOf(later)),
    );
    expect(wrong).toEqual([]);
  });

  it('is never changed nor taken away', async () => {
    const { subject } = await send(randomUUID());
    const changes = [
      () => sql`UPDATE core.receipts SET received_at = now() WHERE subject_id = ${subject}`,
      () => sql`DELETE FROM core.receipts WHERE subject_id = ${subject}`,
    ];
    for (const change of changes) await expect(test.work(change)).rejects.toThrow('never changed');
    // Nor all of them at once.
    await expect(test.work(() => sql`TRUNCATE core.receipts`)).rejects.toThrow();
    expect((await send(subject)).isRepeated).toBe(true);
  });
});
