import {
  auditEach,
  beyondReach,
  context,
  inTransaction,
  installed,
  namedNumberKeys,
  sql,
  todayHere,
  type Asker,
} from '@regiso/core';
import type { ResultLine } from '../../shared/persons';
import { gathered } from './gather';
import { lockTries, noteTries, triesOf, tryCounter, type Try } from './look-up-tries';
import { resultColumns, windowOf, type Line } from './own-results';
import { Turns, type Crowd } from './turns';

export type Asked = {
  surname: string;
  name: string;
  /** Of a document, with its series or without, or a code of registration. */
  number: string;
  /** What the browser is known by; it says nothing about who sits before it. */
  device: string;
};
/** A result, and the last day for an appeal on its marks while that may still be filed. */
type Shown = ResultLine & { appealUntil: string | null };
type Answer = { results: readonly Shown[] } | { waitMinutes: number };
export type LookedUp = Answer | Crowd;

const turns = new Turns(() => installed().config.lookUpsAtOnce);
const mostLines = 200;

/**
 * Published results by surname, name and the number of a document, for whoever has not signed in; what is not published and
 * what does not exist are told alike, by the same statements. Recorded without anything of the question. Beyond what can be
 * done at once: a turn to come again with, of which nothing is counted or recorded yet.
 */
export const lookUpResults = (asked: Asked, turn?: number): Promise<LookedUp> =>
  turns.run(turn, () => {
    const { actor, requestId, ip } = context();
    const asker = { requestId, ...(actor && { actor }), ...(ip && { ip }) };
    return answerTo({ tries: triesOf(asked), keys: namedNumberKeys(asked, asked.number), asker });
  });

type Question = { tries: Try[]; keys: Buffer[]; asker: Asker };

// On the day of the results a transaction for each question, with its row of the log, would be most of the work.
const answerTo = gathered<Question, Answer>({ most: 64, waitMs: 12, atOnce: 2 }, (questions) =>
  inTransaction({ plugin: 'exams', login: 'app', reach: 'whole' }, () =>
    beyondReach('whoever knows name and document may see the result', () => answerAll(questions)),
  ),
);

async function answerAll(questions: readonly Question[]): Promise<Answer[]> {
  const tries = questions.flatMap((question) => question.tries);
  await lockTries(tries);
  const counter = await tryCounter(tries);
  const lines = await linesBy(questions);
  const vain: Try[] = [];
  const answers: Answer[] = [];
  const records: Parameters<typeof auditEach>[0][number][] = [];
  for (const { tries: own, keys, asker } of questions) {
    const waitMinutes = counter.waitFor(own);
    if (waitMinutes) {
      answers.push({ waitMinutes });
      records.push({ event: 'exams.look-up-refused', object: { type: 'exam-result' }, asker });
      continue;
    }
    const found = lines(keys);
    if (!found[0]) {
      vain.push(...own);
      counter.add(own);
    }
    const object = found[0] ? { type: 'person', id: found[0].personId } : { type: 'exam-result' };
    records.push({ event: 'exams.result-looked-up', object, details: { results: found.length }, asker });
    const results: Shown[] = [];
    for (const { personId: _, key: __, ...line } of found)
      results.push({ ...line, appealUntil: line.status === 'valid' ? await windowFor(line) : null });
    answers.push({ results });
  }
  if (vain.length) await noteTries(vain);
  await auditEach(records);
  return answers;
}

type Keyed = Line & { key: string };

/**
 * Published results of all questions by one statement; gives those of one question, the newest exam first. Key by key and result
 * by result: left to itself the planner reads all results for a few dozen keys as long as a fresh import is not yet counted.
 */
async function linesBy(questions: readonly Question[]): Promise<(keys: readonly Buffer[]) => Keyed[]> {
  const rows = await sql<Keyed>`SELECT encode(q.key, 'hex') AS key, l.*
    FROM unnest(${questions.flatMap(({ keys }) => keys)}::bytea[]) AS q(key)
      CROSS JOIN LATERAL (SELECT result_id FROM exams.result_keys WHERE key = q.key LIMIT ${mostLines}) n
      CROSS JOIN LATERAL (SELECT ${resultColumns}
        FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id JOIN exams.exam_kinds k ON k.code = b.kind
          JOIN exams.subjects s ON s.code = b.subject
        WHERE r.id = n.result_id AND r.published_at IS NOT NULL LIMIT 1) l
    ORDER BY l."heldOn" DESC, l.id`;
  return (keys) => {
    const own = new Set(keys.map((key) => key.toString('hex')));
    const seen = new Map(rows.filter(({ key }) => own.has(key)).map((row) => [row.id, row]));
    return [...seen.values()];
  };
}

const windowsKeptMs = 10_000;
let known = { windows: new Map<string, string | null>(), until: 0 };

/** The last open day for an appeal on the marks of a result: worked out once in a while for all results of one exam and day. */
async function windowFor(line: Pick<ResultLine, 'heldOn' | 'publishedAt'>): Promise<string | null> {
  if (Date.now() > known.until) known = { windows: new Map(), until: Date.now() + windowsKeptMs };
  const { windows } = known;
  const days = `${line.heldOn} ${todayHere(new Date(line.publishedAt))}`;
  const until = windows.get(days);
  if (until !== undefined) return until;
  const window = await windowOf(line);
  const day = window?.isOpen ? window.until : null;
  windows.set(days, day);
  return day;
}
