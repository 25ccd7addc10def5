import { inReach, invalidInput, part, peopleBrief, sql, todayHere } from '@regiso/core';
import type { QueueReport, QueueReportQuery, Waiting } from '../../shared';
import { applicationsIn } from '../services/applications';
import { attending } from '../services/attendance';
import { daysAfter } from '../services/days';
import { bandsOn, type Band } from './bands';

const queue = 'kindergarten.read-queue';
const mostDaysAhead = 730;

/** Full months on a day. */
export const fullMonths = (birthDate: string, on: string) => {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const [atYear = 0, atMonth = 0, atDay = 0] = on.split('-').map(Number);
  return (atYear - year) * 12 + atMonth - month - (atDay < day ? 1 : 0);
};

function bandOf(birthDate: string | null | undefined, on: string, bands: readonly Band[]): string {
  if (!birthDate) return 'unknown';
  const months = fullMonths(birthDate, on);
  return bands.find(({ fromMonths, toMonths }) => months >= fromMonths && months < toMonths)?.code ?? 'other';
}

type Asked = { personId: string; municipalityId: string | null; status: string; isNow: boolean };
type Seated = { personId: string; municipalityId: string | null };

/** Whom an application counts among. One rule, whatever day is asked about. */
function kindsOf({ status, isNow }: Asked): (keyof Omit<Waiting, 'band'>)[] {
  if (status === 'frozen') return ['paused'];
  if (status !== 'queued' && status !== 'offered') return ['checked'];
  return ['waiting', isNow ? 'now' : 'later', ...(status === 'offered' ? (['offered'] as const) : [])];
}

const none = { waiting: 0, now: 0, later: 0, offered: 0, paused: 0, checked: 0, attending: 0 };

/** Who waits for a place on a day by age, in the municipalities in reach. Throws 400 for a day that is past or far ahead. */
export async function queueReport({ on: asked }: QueueReportQuery): Promise<QueueReport> {
  const today = todayHere();
  const on = asked ?? today;
  if (on < today || on > daysAfter(today, mostDaysAhead))
    throw invalidInput([{ path: ['query', 'on'], message: 'День — сегодня или в ближайшие два года' }]);
  const bands = await bandsOn(on);
  const applications =
    await sql<Asked>`SELECT a.child_id AS "personId", a.municipality_id AS "municipalityId", a.status,
      a.desired_on <= ${on}::date AS "isNow"
    FROM kindergarten.applications a WHERE ${applicationsIn(queue)}
      AND a.status IN ('sent', 'received', 'need-confirm', 'queued', 'offered', 'frozen')
      -- Who asks for a transfer has a place.
      AND a.transfer_from IS NULL`;
  const seated = await sql<Seated>`SELECT p.person_id AS "personId", p.municipality_id AS "municipalityId"
    FROM kindergarten.pupils p WHERE ${inReach(queue, { participant: part`p.participant_id`, municipality: part`p.municipality_id` })} AND ${attending(on)}`;
  const people = await peopleBrief(
    [...applications, ...seated].map(({ personId }) => personId),
    ['birthDate'],
  );
  const places = await municipalities([...applications, ...seated]);
  const counts = new Map<string, Waiting>();
  const add = (municipality: string | null, personId: string, kinds: readonly (keyof Omit<Waiting, 'band'>)[]) => {
    const band = bandOf(people.get(personId)?.birthDate, on, bands);
    for (const place of [municipality ?? '', 'total']) {
      const key = `${place}/${band}`;
      const row = counts.get(key) ?? { band, ...none };
      for (const kind of kinds) row[kind] += 1;
      counts.set(key, row);
    }
  };
  for (const one of applications) add(one.municipalityId, one.personId, kindsOf(one));
  for (const { municipalityId, personId } of seated) add(municipalityId, personId, ['attending']);
  const rowsOf = (place: string) => [
    ...bands.map(({ code }) => counts.get(`${place}/${code}`) ?? { band: code, ...none }),
    ...['other', 'unknown'].flatMap((code) => counts.get(`${place}/${code}`) ?? []),
  ];
  return {
    ...{ on, countedAt: new Date().toISOString(), isToday: on === today, bands },
    municipalities: places.map(({ id, name }) => ({ id, name, rows: rowsOf(id) })),
    total: rowsOf('total'),
  };
}

const municipalities = (rows: readonly { municipalityId: string | null }[]) => {
  const ids = [...new Set(rows.flatMap(({ municipalityId }) => municipalityId ?? []))];
  return sql<{ id: string; name: string }>`SELECT id, short_name AS name FROM core.municipalities
    WHERE id = ANY (${ids}::text[]) ORDER BY short_name, id`;
};
