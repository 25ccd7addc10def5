import { setTimeout as pause } from 'node:timers/promises';
import { notes } from '../../access/test/notes';
import { aParticipant, somebody } from '../../access/test/people';
import { createTestApp, type TestApp } from '../../testing';
import { actorOfAccount } from '../../access/sign-ins';
import type { Actor } from '../context';
import { beyondReach, inTransaction } from '../database';
import { memory } from '../memory';
import { watchSignals } from '../signals';
import { sql } from '../sql';

/** Statements leave without waiting for the answers of those before them: what must hold nevertheless. */
describe('A transaction', () => {
  let test: TestApp;
  let own: string;
  let foreign: string;
  let actor: Actor | undefined;
  const name = (text: string) => sql`INSERT INTO notes.notes (participant_id, text) VALUES (${own}, ${text})`;
  const written = (text: string) =>
    test.work(async () => (await sql`SELECT FROM notes.notes WHERE text = ${text}`).length);
  const asTeacher = <T>(work: () => Promise<T>, begin: { reach?: 'whole'; readOnly?: boolean } = {}) =>
    inTransaction({ ...(actor && { actor }), login: 'app', reach: 'actor', unaudited: 'a test', ...begin }, work);
  const seen = () => sql<{ text: string }>`SELECT text FROM notes.notes ORDER BY text`;

  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'], also: [notes] });
    [own, foreign] = await test.work(async () => [await aParticipant(), await aParticipant({}, 'tobolsk-city')]);
    await test.work(
      () => sql`INSERT INTO notes.notes (participant_id, text) VALUES (${own}, 'своя'), (${foreign}, 'чужая')`,
    );
    const right = { role: 'teacher', subsystem: 'school', scope: 'participant', participantId: own } as const;
    const { id } = await somebody(test, [right], own);
    actor = await test.work(() => actorOfAccount(id));
  });
  afterAll(() => test.stop());

  it('commits nothing after a statement that failed, even where its error was kept back', async () => {
    const done = inTransaction({ process: 'test', unaudited: 'a test' }, async () => {
      await name('до ошибки');
      await sql`SELECT 1 / 0`.catch(() => undefined);
    });
    await expect(done).rejects.toThrow('nothing was committed');
    expect(await written('до ошибки')).toBe(0);
  });

  it('takes nothing more from a branch that goes on after another has failed', async () => {
    let late: Promise<unknown> | undefined;
    const branch = async () => {
      await pause(50);
      late = name('после конца');
      await late;
    };
    const done = inTransaction({ process: 'test', unaudited: 'a test' }, () =>
      Promise.all([sql`SELECT 1 / 0`, branch()]),
    );
    await expect(done).rejects.toThrow('division by zero');
    await pause(100);
    await expect(late).rejects.toThrow('The transaction has ended');
    expect(await written('после конца')).toBe(0);
  });

  it('lends its connection’s next user no reach from a branch that goes on', async () => {
    let late: Promise<unknown> | undefined;
    const branch = async () => {
      await pause(50);
      late = beyondReach('a test', () => pause(50));
      await late;
    };
    await expect(asTeacher(() => Promise.all([sql`SELECT 1 / 0`, branch()]))).rejects.toThrow('division by zero');
    const seenMeanwhile: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      seenMeanwhile.push(await asTeacher(async () => (await pause(5), (await seen()).length)));
    }
    await expect(late).rejects.toThrow('The transaction has ended');
    expect(new Set(seenMeanwhile)).toEqual(new Set([1]));
  });

  it('keeps in memory nothing that was rolled back', async () => {
    // Whoever hears of no change keeps nothing.
    const heard = await watchSignals();
    const counts = memory('regiso_test').keep(async () => (await seen()).length, 10);
    const counted = () => inTransaction({ process: 'test', readOnly: true }, () => counts('all'));
    const done = inTransaction({ process: 'test', unaudited: 'a test' }, async () => {
      await name('не останется');
      expect(await counts('all')).toBe(3);
      throw new Error('no');
    });
    await expect(done).rejects.toThrow('no');
    expect([await counted(), await counted()]).toEqual([2, 2]);
    await heard.stop();
  });

  it('gives up a connection that has died, writes nothing, and the next one works', async () => {
    const done = asTeacher(async () => {
      await name('перед обрывом');
      await sql`SELECT pg_terminate_backend(pg_backend_pid())`;
    });
    await expect(done).rejects.toThrow();
    expect(await written('перед обрывом')).toBe(0);
    expect(await asTeacher(seen)).toEqual([{ text: 'своя' }]);
  });

  it('writes nothing where it has not begun', async () => {
    const done = asTeacher(async () => {
      await sql`COMMIT`;
      await name('вне');
    });
    await expect(done).rejects.toThrow('read-only transaction');
    expect(await written('вне')).toBe(0);
  });

  it('leaves nothing of its settings to the next one on the connection', async () => {
    const settings = () =>
      sql`SELECT current_setting('app.reach', true) AS reach, current_setting('transaction_read_only') AS closed`;
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await asTeacher(settings, { reach: 'whole' })).toEqual([{ reach: 'region', closed: 'off' }]);
      expect((await asTeacher(settings))[0]?.reach).not.toBe('region');
      expect((await asTeacher(settings, { readOnly: true }))[0]?.closed).toBe('on');
    }
  });

  it('shows rows beyond the reach only to the work that asks for them, however many go on at once', async () => {
    const one = () =>
      asTeacher(async () => {
        const before = await seen();
        const beyond = await beyondReach('a test', seen);
        const after = await seen();
        return [before.length, beyond.length, after.length];
      });
    expect(await Promise.all(Array.from({ length: 20 }, one))).toEqual(Array.from({ length: 20 }, () => [1, 2, 1]));
  });

  it('is closed again after work beyond the reach that failed', async () => {
    const done = asTeacher(async () => {
      await beyondReach('a test', () => Promise.reject(new Error('no'))).catch(() => undefined);
      return seen();
    });
    expect(await done).toEqual([{ text: 'своя' }]);
  });
});
