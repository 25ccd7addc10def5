import { homeCalendar, part, seal, sql, unseal } from '@regiso/core';
import type { Appeal } from '../../shared/appeals';

type Piece = ReturnType<typeof part>;
type Row = Omit<Appeal, 'text' | 'isProvisional'> & { said: Buffer; resultId: string };
export type AppealOfResult = Appeal & { resultId: string };

const place = (id: string) => `exams|appeals|said|${id}`;

export const sealText = (id: string, text: string) => seal(Buffer.from(text), place(id));

/** Appeals with what they have changed, the newest first; whoever asks has checked whose they are. */
export async function appealsWhere(where: Piece): Promise<AppealOfResult[]> {
  const value = (row: string, at: Piece) =>
    part`(SELECT json_build_object('result', v.result, 'primaryPoints', v.primary_points) FROM (
      SELECT revision, result, primary_points FROM exams.result_revisions WHERE result_id = a.result_id
      UNION ALL SELECT revision, result, primary_points FROM exams.person_results WHERE id = a.result_id) v
      WHERE v.revision = ${at} AND ${row}::text IS NOT NULL)`;
  const rows =
    await sql<Row>`SELECT a.id, a.result_id AS "resultId", a.number, a.kind, a.state, a.aspects, a.presence, a.said,
      a.received_at AS "receivedAt", a.received_on::text AS "receivedOn", a.decide_by::text AS "decideBy", a.taken_at AS "takenAt",
      a.decided_on::text AS "decidedOn", a.protocol, a.answer,
      ${value('before', part`a.replaced_revision`)} AS before, ${value('after', part`a.replaced_revision + 1`)} AS after
    FROM exams.appeals a WHERE ${where} ORDER BY a.received_at DESC, a.id DESC LIMIT 500`;
  return rows.map(({ said, ...row }) => ({
    ...row,
    text: unseal(said, place(row.id)).toString(),
    isProvisional: homeCalendar().isProvisional(row.receivedOn, row.decideBy),
  }));
}

/** Without the id of the result, as those see it who look at one result. */
export const plainAppeal = ({ resultId: _, ...appeal }: AppealOfResult): Appeal => appeal;
