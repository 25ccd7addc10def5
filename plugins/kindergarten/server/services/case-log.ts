import { beyondReach, sql } from '@regiso/core';
import { sha256 } from '../allocation/allocate';
import { namesOf } from './names-of';

export type LogEvent = {
  at: string;
  kind: string;
  status: string | null;
  ground: string | null;
  comment: string | null;
  who: 'guardian' | 'staff' | 'system';
  /** Who of the staff; families are not told apart. */
  by: string | null;
  details: Record<string, unknown>;
};
type OwnMove = {
  at: string;
  organisationId: string;
  age: number;
  from: string | null;
  to: string | null;
  cause: string;
};
export type CaseLog = { form: 'kindergarten.case/1'; application: string; events: LogEvent[]; queue: OwnMove[] };

const most = 5000;

/** Everything written about an application, as kept: nothing of it can be changed. The caller has it in reach. */
export const caseLogOf = (applicationId: string, number: string): Promise<CaseLog> =>
  beyondReach('the history of an application that was in reach', async () => {
    const rows = await sql<Omit<LogEvent, 'at' | 'by'> & { at: Date; account: string | null }>`
      SELECT e.at, e.kind, e.status, e.ground, e.comment, e.who, e.account_id AS account, e.details
      FROM kindergarten.application_events e WHERE e.application_id = ${applicationId} ORDER BY e.id LIMIT ${most}`;
    const moves = await sql<Omit<OwnMove, 'at'> & { at: Date }>`
      SELECT m.at, m.organisation_id AS "organisationId", m.age, m.from_key AS "from", m.to_key AS "to", m.cause
      FROM kindergarten.queue_moves m WHERE m.application_id = ${applicationId} ORDER BY m.id LIMIT ${most}`;
    const staff = rows.flatMap(({ who, account }) => (who === 'staff' && account ? [account] : []));
    const names = await namesOf(staff);
    return {
      form: 'kindergarten.case/1',
      application: number,
      events: rows.map(({ at, account, ...row }) => ({
        at: at.toISOString(),
        ...row,
        by: row.who === 'staff' ? (names.get(account ?? '') ?? null) : null,
      })),
      queue: moves.map(({ at, ...move }) => ({ at: at.toISOString(), ...move })),
    };
  });

/** The text of a log that is given out, and its digest. */
export const sealedText = (log: CaseLog) => {
  const content = `${JSON.stringify(log, null, 2)}\n`;
  return { content, digest: sha256(content) };
};

export const keepLog = (document: string, applicationId: string, { content, digest }: ReturnType<typeof sealedText>) =>
  beyondReach(
    'a part of an application that was in reach',
    () => sql`INSERT INTO kindergarten.case_logs (document_id, application_id, content, sha256)
      VALUES (${document}, ${applicationId}, ${content}, ${digest})`,
  );

/** The log that was kept with a paper about an application that is in reach. */
export const keptLog = (document: string, applicationId: string) =>
  beyondReach('a part of an application that was in reach', async () => {
    const [row] = await sql<{ content: string; sha256: string }>`SELECT content, sha256 FROM kindergarten.case_logs
      WHERE document_id = ${document} AND application_id = ${applicationId}`;
    return row;
  });
