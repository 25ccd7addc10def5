import {
  audit,
  beyondReach,
  findOrCreatePerson,
  guardiansOf,
  inTransaction,
  job,
  likenessTo,
  log,
  ProblemError,
  registerGuardian,
  sql,
  todayHere,
  type PersonInput,
} from '@regiso/core';
import { fileFromPortal } from '../services/file';
import { claimPrivilege } from '../services/privileges';
import { openGiven } from './given';

type Asked = 'child' | 'guardian' | 'kinship';
/** What a person has said of those who look alike, and of an adult whom the register does not know beside the child. */
export type Decisions = { child?: 'same' | 'other'; guardian?: 'same' | 'other'; kinship?: 'same' };

/** Something that a person has to decide before the application can stand. */
class Question extends Error {
  constructor(
    readonly about: Asked,
    readonly reasons: readonly string[],
  ) {
    super(about);
  }
}

const source = 'Федеральный портал';
const process = 'kindergarten/take-federal';
const atOnce = 5_000;

/** Makes the applications of what has come from the federal portal, each in a transaction of its own, in the order of filing. */
export const takeFederal = job({
  name: 'take-federal',
  title: 'Заявления с федерального портала',
  transaction: false,
  handler: async (_, run) => {
    const waiting = await inTransaction(
      { process, readOnly: true },
      () => sql<{ id: string }>`SELECT id FROM kindergarten.federal_rows WHERE state = 'waiting'
        ORDER BY filed_at, number LIMIT ${atOnce}`,
    );
    let failed: unknown;
    for (const { id } of waiting) {
      if (run.signal.aborted) break;
      await settle(id).catch((error: unknown) => {
        log.error('a row of the federal portal was not taken', { row: id, error });
        failed = error;
      });
    }
    if (failed) throw failed as Error;
    return { rows: waiting.length };
  },
});

async function settle(id: string) {
  try {
    await inTransaction({ process }, () => takeRow(id));
  } catch (error) {
    const outcome = outcomeOf(error);
    if (!outcome) throw error;
    await inTransaction({ process }, async () => {
      await sql`UPDATE kindergarten.federal_rows SET state = ${outcome.state}, question = ${outcome.question},
        reasons = ${outcome.reasons}::text[], issue = ${outcome.issue} WHERE id = ${id} AND state = 'waiting'`;
      await audit('kindergarten.federal-row-held', { type: 'federal-row', id }, { state: outcome.state });
    });
  }
}

function outcomeOf(error: unknown) {
  if (error instanceof Question)
    return { state: 'asked', question: error.about, reasons: [...error.reasons], issue: null };
  if (!(error instanceof ProblemError) || error.problem.status >= 500) return undefined;
  const { detail, issues, title } = error.problem;
  return { state: 'rejected', question: null, reasons: [], issue: detail ?? issues?.[0]?.message ?? title.ru };
}

type Row = {
  id: string;
  portal_id: string;
  filed_at: Date;
  number: string;
  received_at: Date;
  given: Buffer | null;
  decisions: Decisions;
};

async function takeRow(id: string) {
  const [row] = await sql<Row>`SELECT id, portal_id, filed_at, number, received_at, given, decisions
    FROM kindergarten.federal_rows WHERE id = ${id} AND state = 'waiting' FOR UPDATE`;
  if (!row?.given) return;
  const { child, guardian, kind, ground, wishes, privilege } = openGiven(id, row.given);
  const made = await cardOf('child', child, row.decisions.child);
  const { id: guardianId } = await cardOf('guardian', guardian, row.decisions.guardian);
  // A file from outside opens no card that is known already to an adult who is not.
  const isKnown = (await guardiansOf(made.id)).some((one) => one.guardianId === guardianId);
  if (!isKnown && made.outcome === 'found' && !row.decisions.kinship) throw new Question('kinship', []);
  const startsOn = kind === 'parent' ? (child.birthDate ?? todayHere()) : todayHere();
  await registerGuardian(made.id, guardianId, { kind, startsOn, ground });
  const application = await fileFromPortal({
    ...{ id, childId: made.id, guardianId, wishes, number: row.number, receivedAt: row.received_at },
    filedAt: row.filed_at,
    filingGround: `Федеральный портал, № ${row.portal_id}`,
  });
  if (privilege) await claimPrivilege(application, privilege, 'system');
  await beyondReach(
    'the row of the application that was made of it',
    () => sql`UPDATE kindergarten.federal_rows SET state = 'taken', application_id = ${id}, given = NULL,
      reasons = '{}' WHERE id = ${id}`,
  );
}

/** The card of somebody whom the portal names: by SNILS the same one; who only looks alike waits for a person. */
async function cardOf(who: 'child' | 'guardian', given: PersonInput, decided: 'same' | 'other' | undefined) {
  try {
    return await findOrCreatePerson(given, { source, despite: decided === 'other', isAlike: decided === 'same' });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'possible-duplicates') throw error;
    throw new Question(who, [...new Set((await likenessTo(given)).flat())]);
  }
}
