import { audit, beyondReach, conflict, me, notFound, part, sql, todayHere, valueOn } from '@regiso/core';
import type { z } from 'zod';
import {
  placesBy,
  schoolYearOf,
  simulate,
  type Growth,
  type PlanDecision,
  type PlanLine,
  type YearPlanInput,
  type YearPlanRow,
  type YearPlanView,
} from '../../shared';
import { norms } from '../norms';
import { gardenFor, gardensIn, type Garden } from './gardens';
import { capacityOf } from './groups';

const reads = 'kindergarten.read-groups';
const keeps = 'kindergarten.keep-groups';
const decides = 'kindergarten.allocate';

/** The school year that is planned now: the one after the present. */
export const planYear = () => schoolYearOf(todayHere()) + 1;

type KeptLine = PlanLine & { id: string };
type Plan = {
  id: string;
  organisationId: string;
  state: Exclude<YearPlanView['state'], 'none'>;
  lines: KeptLine[];
  ground: string | null;
  submittedBy: string | null;
  submittedAt: string | null;
  decidedAt: string | null;
};

const plansOf = (organisations: readonly string[], lock: 'lock' | 'look' = 'look') =>
  beyondReach(
    'plans of kindergartens that were in reach',
    () => sql<Plan>`SELECT id, organisation_id AS "organisationId", state, lines, ground, submitted_by AS "submittedBy",
        submitted_at AS "submittedAt", decided_at AS "decidedAt" FROM kindergarten.year_plans
      WHERE organisation_id = ANY (${[...organisations]}::uuid[]) AND school_year = ${planYear()} ${lock === 'lock' ? part`FOR UPDATE` : part``}`,
  );

/** Children of the groups of this year by their age on 1 September of the next: numbers only. */
const growthOf = (organisations: readonly string[]) =>
  beyondReach(
    'numbers of kindergartens that were in reach',
    () => sql<
      Growth & { organisationId: string }
    >`SELECT p.organisation_id AS "organisationId", p.group_id AS "groupId",
        (${planYear()}::int - p.cohort)::int AS age, count(*)::int AS children
      FROM kindergarten.pupils p WHERE p.organisation_id = ANY (${[...organisations]}::uuid[])
        AND p.starts_on <= ${firstDay()}::date AND (p.ends_on IS NULL OR p.ends_on >= ${firstDay()}::date)
      GROUP BY 1, 2, 3 ORDER BY 2, 3`,
  );

const firstDay = () => `${planYear()}-09-01`;

/** Area a child needs on the first day of the year. */
async function areas() {
  const under3 = await valueOn(norms, 'area-under-3', firstDay());
  const from3 = await valueOn(norms, 'area-from-3', firstDay());
  return { under3: under3.value, from3: from3.value, verified: under3.verified && from3.verified };
}

const withPlaces = (lines: readonly KeptLine[], { under3, from3 }: { under3: number; from3: number }) =>
  lines.map((line) => ({ ...line, capacity: placesBy(line.areaM2, line.ageFrom < 3 ? under3 : from3, line.ownLimit) }));

/** Plans of the year to come of the kindergartens in reach, those without one too. */
export async function yearPlans(): Promise<YearPlanRow[]> {
  const gardens = await gardensIn(reads);
  const ids = gardens.map(({ id }) => id);
  const plans = new Map((await plansOf(ids)).map((plan) => [plan.organisationId, plan]));
  const growth = await growthOf(ids);
  const norm = await areas();
  const rows: YearPlanRow[] = [];
  for (const { id, name } of gardens) {
    const plan = plans.get(id);
    const lines = withPlaces(plan?.lines ?? [], norm);
    const { lines: counted } = simulate(
      lines,
      growth.filter(({ organisationId }) => organisationId === id),
    );
    const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
    rows.push({
      ...{ organisationId: id, organisation: name, schoolYear: planYear(), state: plan?.state ?? 'none' },
      ...{ groups: lines.length, capacity: sum(lines.map(({ capacity }) => capacity)) },
      ...{ growing: sum(counted.map((one) => one.growing)), free: sum(counted.map((one) => one.free)) },
      submittedAt: plan?.submittedAt ?? null,
    });
  }
  return rows;
}

const holds = async (permission: string, { id }: Garden) =>
  (await gardensIn(permission)).some((garden) => garden.id === id);

/** The plan of a kindergarten in reach with what it does to the children there are. Throws 404. */
export async function yearPlan(organisation: string): Promise<YearPlanView> {
  const garden = await gardenFor(reads, organisation);
  const [plan] = await plansOf([organisation]);
  const norm = await areas();
  const state = plan?.state ?? 'none';
  return {
    ...{ organisationId: organisation, organisation: garden.name, schoolYear: planYear(), state },
    ...{ ground: plan?.ground ?? null, submittedAt: plan?.submittedAt ?? null, decidedAt: plan?.decidedAt ?? null },
    mayEdit: state !== 'submitted' && (await holds(keeps, garden)),
    mayDecide: state === 'submitted' && plan?.submittedBy !== me().accountId && (await holds(decides, garden)),
    norms: norm,
    lines: withPlaces(plan?.lines ?? [], norm),
    present: await presentGroups(organisation),
    growth: (await growthOf([organisation])).map(({ organisationId: _, ...one }) => one),
  };
}

const presentGroups = (organisation: string) =>
  sql<YearPlanView['present'][number]>`SELECT g.id, g.name, g.age_from AS "ageFrom", g.age_to AS "ageTo", g.orientation,
      g.regime, g.language, g.area_m2::float AS "areaM2" FROM kindergarten.groups g
    WHERE g.organisation_id = ${organisation} AND g.school_year = ${planYear() - 1} AND g.state = 'open'
    ORDER BY g.age_from, g.name LIMIT 100`;

/** Writes the plan of the head, and hands it to the municipality when asked. This year's groups stay as they are. Throws 404, 409. */
export async function savePlan(organisation: string, { lines, submit }: YearPlanInput): Promise<void> {
  const garden = await gardenFor(keeps, organisation);
  const [before] = await plansOf([organisation], 'lock');
  if (before?.state === 'submitted') throw conflict('План ждёт решения муниципалитета: изменить его пока нельзя');
  const present = new Set((await presentGroups(organisation)).map(({ id }) => id));
  if (lines.some(({ growsFrom }) => growsFrom.some((id) => !present.has(id))))
    throw conflict('Группы, из которой переходят дети, в этом году нет. Обновите страницу.');
  const own = new Set(before?.lines.map(({ id }) => id));
  if (lines.some(({ id }) => id && !own.has(id))) throw conflict('Такой группы в плане нет. Обновите страницу.');
  const ids = await sql<{ id: string }>`SELECT uuidv7() AS id FROM generate_series(1, ${lines.length}::int)`;
  const kept = lines.map((line, at) => ({ ...line, id: line.id ?? ids[at]?.id }));
  const state = submit ? 'submitted' : 'draft';
  await sql`INSERT INTO kindergarten.year_plans (organisation_id, participant_id, municipality_id, school_year, state, lines,
      submitted_by, submitted_at)
    VALUES (${organisation}, ${garden.participant}, ${garden.municipality}, ${planYear()}, ${state},
      ${JSON.stringify(kept)}::jsonb, ${submit ? me().accountId : null}, CASE WHEN ${submit} THEN now() END)
    ON CONFLICT (organisation_id, school_year) DO UPDATE SET state = excluded.state, lines = excluded.lines,
      submitted_by = excluded.submitted_by, submitted_at = excluded.submitted_at, ground = NULL`;
  const object = { type: 'year-plan', id: organisation, organisationId: organisation };
  await audit('kindergarten.plan-saved', object, { schoolYear: planYear(), groups: lines.length, submitted: submit });
}

/** The municipality approves a plan, and its groups take part in the runs of that year; or gives it back. Throws 404, 409. */
export async function decidePlan(
  organisation: string,
  { approve, ground }: z.output<typeof PlanDecision>,
): Promise<void> {
  const garden = await gardenFor(decides, organisation);
  const [plan] = await plansOf([organisation], 'lock');
  if (!plan) throw notFound('План не найден');
  if (plan.state !== 'submitted') throw conflict('План не ждёт решения. Обновите страницу.');
  if (plan.submittedBy === me().accountId) throw conflict('Утверждает другой человек: вы этот план предложили');
  await sql`UPDATE kindergarten.year_plans SET state = ${approve ? 'approved' : 'returned'}, ground = ${ground},
    decided_by = ${me().accountId}, decided_at = now() WHERE id = ${plan.id}`;
  if (approve) await beyondReach('groups of the kindergarten whose plan was in reach', () => writeGroups(plan, garden));
  const object = { type: 'year-plan', id: organisation, organisationId: organisation };
  await audit('kindergarten.plan-decided', object, {
    schoolYear: planYear(),
    approved: approve,
    groups: plan.lines.length,
  });
}

async function writeGroups({ id: planId, lines }: Plan, { id, participant, municipality }: Garden) {
  const ids = lines.map((line) => line.id);
  const [held] = await sql<{ name: string }>`SELECT g.name FROM kindergarten.groups g
    WHERE g.plan_id = ${planId} AND g.id <> ALL (${ids}::uuid[]) AND (EXISTS (SELECT FROM kindergarten.directions d
      WHERE d.group_id = g.id) OR EXISTS (SELECT FROM kindergarten.pupils p WHERE p.group_id = g.id)) LIMIT 1`;
  if (held) throw conflict(`В группу «${held.name}» уже направляли детей: верните её в план`);
  await sql`DELETE FROM kindergarten.groups WHERE plan_id = ${planId} AND id <> ALL (${ids}::uuid[])`;
  const [same] = await sql<{ name: string }>`SELECT name FROM kindergarten.groups WHERE organisation_id = ${id}
    AND school_year = ${planYear()} AND name = ANY (${lines.map(({ name }) => name)}::text[]) AND id <> ALL (${ids}::uuid[])`;
  if (same) throw conflict('Группа с таким названием в этом учебном году уже есть');
  // A name may pass from one group of the plan to another.
  await sql`UPDATE kindergarten.groups SET name = id::text WHERE plan_id = ${planId}`;
  for (const line of lines) {
    const { capacity, norm } = await capacityOf({ ...line, schoolYear: planYear() });
    await sql`INSERT INTO kindergarten.groups (id, organisation_id, participant_id, municipality_id, school_year, name,
        age_from, age_to, orientation, regime, language, area_m2, own_limit, own_limit_ground, norm_row, capacity, state,
        announced_at, plan_id, grows_from)
      VALUES (${line.id}, ${id}, ${participant}, ${municipality}, ${planYear()}, ${line.name}, ${line.ageFrom},
        ${line.ageTo}, ${line.orientation}, ${line.regime}, ${line.language}, ${line.areaM2}, ${line.ownLimit},
        ${line.ownLimitGround}, ${norm.id}, ${capacity}, 'planned', now(), ${planId}, ${line.growsFrom}::uuid[])
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, age_from = excluded.age_from, age_to = excluded.age_to,
        orientation = excluded.orientation, regime = excluded.regime, language = excluded.language,
        area_m2 = excluded.area_m2, own_limit = excluded.own_limit, own_limit_ground = excluded.own_limit_ground,
        norm_row = excluded.norm_row, capacity = excluded.capacity, grows_from = excluded.grows_from, changed_at = now()`;
  }
}

/** Planned groups whose year has begun are open from its first day. Gives how many. */
export async function openPlanned(): Promise<number> {
  const rows = await sql`UPDATE kindergarten.groups SET state = 'open', changed_at = now() WHERE state = 'planned'
    AND make_date(school_year, 9, 1) <= ${todayHere()}::date RETURNING id`;
  return rows.length;
}
