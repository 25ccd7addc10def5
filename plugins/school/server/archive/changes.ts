import { part, sql } from '@regiso/core';
import type { CellView, Dictionary } from '../../shared';
import type { JournalContents } from './contents';
import type { Journal } from './gather';
import type { ArchivedPupil } from './results';
import { saidOf, titleOf } from './words';

type Kind = Parameters<typeof titleOf>[0];
type Held = Omit<CellView, 'version'>;
type Ground = {
  at: Date;
  pupilId: string;
  who: string | null;
  act: string | null;
  opener: string | null;
};
type CellChange = Ground & {
  day: string;
  number: number;
  before: Held;
  after: Held;
  asked: string | null;
  decider: string | null;
  isByCertificate: boolean;
};
type ResultChange = Ground & {
  kind: 'period' | 'year' | 'exam' | 'final';
  period: Kind | null;
  before: string | null;
  after: string;
  reason: string | null;
};

const mostChanges = 5_000;

/** The act that held a closed period `x` open at the moment of a change `h`, if one did. */
const actThen = part`LEFT JOIN LATERAL (SELECT o.act_number AS number, w.name AS opener FROM school.reopenings o
    LEFT JOIN core.accounts w ON w.id = o.opened_by WHERE o.class_id = x.class_id AND o.period_id = x.period_id
      AND o.opened_at <= h.at AND (o.closed_at IS NULL OR o.closed_at >= h.at) ORDER BY o.opened_at DESC LIMIT 1) act ON true`;

const cellChanges = (journal: Journal) => sql<CellChange>`SELECT h.at, h.pupil_id AS "pupilId", a.name AS who,
    l.day::text AS day, l.number, h.before, h.after, r.reason AS asked, d.name AS decider,
    h.certificate_id IS NOT NULL AS "isByCertificate", act.number AS act, act.opener
  FROM school.lessons l JOIN school.cell_changes h ON h.lesson_id = l.id
  JOIN school.closed_periods x ON x.class_id = l.class_id
  JOIN school.periods p ON p.id = x.period_id AND l.day BETWEEN p.starts_on AND p.ends_on
  LEFT JOIN core.accounts a ON a.id = h.account_id
  LEFT JOIN school.change_requests r ON r.id = h.request_id LEFT JOIN core.accounts d ON d.id = r.decided_by
  ${actThen}
  WHERE l.load_id = ${journal.id} AND (h.at > x.closed_at OR r.id IS NOT NULL)
  ORDER BY h.at, h.lesson_id, h.pupil_id, h.version LIMIT ${mostChanges}`;

const resultChanges = (journal: Journal, pupils: readonly string[]) => sql<ResultChange>`SELECT h.at,
    h.pupil_id AS "pupilId", a.name AS who, h.kind, h.before, h.after, h.reason, act.number AS act, act.opener,
    CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('kind', p.kind, 'number', p.number) END AS period
  FROM school.result_changes h LEFT JOIN core.accounts a ON a.id = h.account_id
  LEFT JOIN school.periods p ON p.id = h.period_id
  LEFT JOIN school.closed_periods x ON x.period_id = h.period_id AND x.class_id = ${journal.classId}
  ${actThen}
  WHERE h.pupil_id = ANY (${[...pupils]}::uuid[]) AND h.subject = ${journal.code}
    AND CASE h.kind WHEN 'period' THEN h.at > x.closed_at ELSE h.before IS NOT NULL END
  ORDER BY h.at, h.id LIMIT ${mostChanges}`;

const yearKinds = { year: 'годовая', exam: 'экзамен', final: 'итоговая' } as const;
const mark = (value: string | null) => (value === 'na' ? 'н/а' : (value ?? ''));
const actSaid = (act: string | null) => (act === null ? [] : [`акт № ${act}`]);

/** What changed after periods were closed, and marks of the year that were changed, with both values and the ground, in time. */
export async function changesOf(
  journal: Journal,
  pupils: readonly ArchivedPupil[],
  dictionary: Dictionary,
): Promise<JournalContents['changes']> {
  const names = new Map(pupils.map(({ id, name }) => [id, name]));
  const line = ({ at, pupilId, who }: Ground) => ({ at: at.toISOString(), pupil: names.get(pupilId) ?? '', who });
  const cells = (await cellChanges(journal)).map((change) => ({
    ...line(change),
    of: `урок ${change.day.split('-').reverse().join('.')}, ${change.number}-й`,
    before: saidOf(dictionary, change.before),
    after: saidOf(dictionary, change.after),
    reason: [
      ...(change.asked === null ? [] : [change.asked]),
      ...(change.isByCertificate ? ['по справке'] : []),
      ...actSaid(change.act),
    ].join('; '),
    approved: change.decider ?? change.opener,
  }));
  const results = (
    await resultChanges(
      journal,
      pupils.map(({ id }) => id),
    )
  ).map((change) => ({
    ...line(change),
    of: change.kind === 'period' ? (change.period ? titleOf(change.period) : '') : yearKinds[change.kind],
    before: mark(change.before),
    after: mark(change.after),
    reason: [...(change.reason === null ? [] : [change.reason]), ...actSaid(change.act)].join('; '),
    approved: change.opener,
  }));
  return [...cells, ...results].sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}

type Act = Omit<JournalContents['acts'][number], 'period'> & { period: Kind };

/** Acts by which closed periods of the class were opened again, the first first. */
export async function actsOf({ classId }: Journal): Promise<JournalContents['acts']> {
  const rows = await sql<Act>`SELECT jsonb_build_object('kind', p.kind, 'number', p.number) AS period,
      r.act_number AS number, r.act_date::text AS date, r.ground, r.until::text AS until, a.name AS who
    FROM school.reopenings r JOIN school.periods p ON p.id = r.period_id LEFT JOIN core.accounts a ON a.id = r.opened_by
    WHERE r.class_id = ${classId} ORDER BY r.opened_at, r.id LIMIT 100`;
  return rows.map(({ period, ...act }) => ({ ...act, period: titleOf(period) }));
}
