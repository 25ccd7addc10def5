import {
  audit,
  conflict,
  context,
  formKey,
  formTemplateOn,
  inTransaction,
  log,
  part,
  ProblemError,
  sql,
  type FormValues,
} from '@regiso/core';
import { daysAfter } from '../services/clock';
import { whole } from '../services/reach';
import { spokenDay } from '../services/workbook';
import { countAll } from './count';
import { populationOf } from './people';
import { formOfYear, schoolFor, type OfYear, type School } from './schools';
import { form } from './template';

type Row = { organisationId: string; cells: Record<string, number | null>; frozenAt: Date };
export type Frozen = { organisationId: string; values: FormValues; frozenAt: Date };

/** Frozen forms of a day: of one school into whose form the caller has been let, or all in reach, of a municipality if named. */
export async function frozenOn(day: string, of: { organisation?: string; municipality?: string }): Promise<Frozen[]> {
  const rows = await sql<Row>`SELECT s.organisation_id AS "organisationId", s.cells, s.frozen_at AS "frozenAt"
    FROM school.form_snapshots s WHERE s.form = ${form.number} AND s.on_day = ${day}
      AND (${of.organisation ?? null}::uuid IS NULL OR s.organisation_id = ${of.organisation ?? null})
      AND (${of.municipality ?? null}::text IS NULL OR s.municipality_id = ${of.municipality ?? null})
      AND ${of.organisation ? part`true` : whole('school.read-figures', 's')} ORDER BY s.organisation_id LIMIT 2000`;
  return rows.map(({ cells, ...row }) => ({ ...row, values: new Map(Object.entries(cells)) }));
}

/**
 * Keeps what the records say of a school on the day of the form; nothing changes it later, and one that is kept stays. Gives whether
 * it was written now. Throws 409 when there is nothing to count.
 */
async function keep(school: School, { template, day }: OfYear): Promise<boolean> {
  const people = await populationOf(school, Number(day.slice(0, 4)), day);
  if (!people.classes.length)
    throw conflict('Зафиксировать нечего: в этом учебном году в школе нет классов с учениками');
  const cells = Object.fromEntries(countAll(template, people));
  const [made] =
    await sql`INSERT INTO school.form_snapshots (form, organisation_id, participant_id, municipality_id, on_day,
      cells, frozen_by)
    VALUES (${form.number}, ${school.id}, ${school.participant}, ${school.municipality}, ${day}, ${JSON.stringify(cells)}::jsonb,
      ${context().actor?.accountId ?? null}) ON CONFLICT (organisation_id, form, on_day) DO NOTHING RETURNING id`;
  if (!made) return false;
  const object = { type: 'organisation', id: school.id, organisationId: school.id };
  await audit('school.form-frozen', object, { form: form.number, on: day, pupils: people.pupils.length });
  return true;
}

/** Freezes the form of a school by hand, on its day or later, once. Throws 404 and 409. */
export async function freeze(year: number, organisation: string, today: string): Promise<void> {
  const school = await schoolFor('school.keep-classes', year, organisation);
  const of = await formOfYear(year);
  const { day } = of;
  if (today < day) throw conflict(`Форму на ${spokenDay(day)} фиксируют не раньше этого дня`);
  if (!(await keep(school, of))) throw conflict('Форма этого года уже зафиксирована: обновите страницу');
}

/** Days after that of the form in which the nightly job freezes what nobody has; later a school does it by hand. */
const nights = 10;

// A day for which the reference has no form.
const none = (error: unknown) => {
  if (error instanceof ProblemError) return { days: [] };
  throw error;
};

const transacted = <T>(work: () => Promise<T>) => inTransaction({ process: 'school/freeze-forms' }, work);

/** Freezes forms whose day has just passed, each school in a transaction. Gives how many. */
export async function freezeDue(today: string, signal?: AbortSignal): Promise<number> {
  const year = Number(today.slice(0, 4));
  const due = await transacted(async () => {
    const { days } = await formTemplateOn(form, today).catch(none);
    const day = days[0] && `${year}-${days[0].day}`;
    if (!day || today <= day || today > daysAfter(day, nights)) return null;
    const schools = await sql<{ id: string }>`SELECT DISTINCT y.organisation_id AS id FROM school.years y
      JOIN school.classes c ON c.year_id = y.id JOIN school.pupils p ON p.class_id = c.id AND p.starts_on <= ${day}::date
        AND (p.ends_on IS NULL OR p.ends_on >= ${day}::date)
      WHERE y.first_year = ${year} AND NOT EXISTS (SELECT FROM school.form_snapshots s WHERE s.organisation_id = y.organisation_id
        AND s.form = ${form.number} AND s.on_day = ${day}) ORDER BY 1 LIMIT 5000`;
    return { of: await formOfYear(year), schools };
  });
  const failed: unknown[] = [];
  let frozen = 0;
  for (const { id } of due?.schools ?? []) {
    if (signal?.aborted || !due) break;
    try {
      if (await transacted(async () => keep(await schoolFor('school.read-figures', year, id), due.of))) frozen += 1;
    } catch (error) {
      // The schools after it have the same ten nights.
      failed.push(error);
      log.error('the form of a school could not be frozen', { organisation: id, error });
    }
  }
  if (failed.length) throw new AggregateError(failed, `${failed.length} forms could not be frozen`);
  return frozen;
}

/** How many cells the records of today would fill otherwise. */
export const changedSince = (frozen: FormValues, now: FormValues) =>
  [...now].filter(([key, value]) => frozen.get(key) !== value).length;

/** What a frozen form says of a cell. */
export const frozenCell = ({ values }: Frozen, cell: { line: string; column: string }) =>
  values.get(formKey(cell)) ?? null;
