import { audit, notify, sql } from '@regiso/core';
import type { RowScope } from '../compile';
import type { DueRule } from './evaluate';
import type { Look } from './look';
import { alertRaisedNotice } from './notices';

type Last = { id: string; place: string; isOpen: boolean; isCleared: boolean };
type Found = { place: string; value: number | null; before: number | null };

/** So many alerts one look raises at most: a rule that finds more is too wide to be worked on. */
const mostAtOnce = 200;

/**
 * Raises what the newest period shows and was not known: one open alert a place, and after it was closed another one only
 * once the condition was gone. Gives how many; the rule is locked.
 */
export async function raise(rule: DueRule, { axis, places }: Look, within: RowScope): Promise<number> {
  const period = axis.at(-1);
  if (!period) return 0;
  const lasts = await sql<Last>`SELECT DISTINCT ON (place) id, place, state <> 'closed' AS "isOpen",
      cleared_at IS NOT NULL AS "isCleared" FROM dashboards.alerts WHERE rule_id = ${rule.id} ORDER BY place, id DESC`;
  const known = new Map(lasts.map((last) => [last.place, last]));
  const found: Found[] = [];
  const [gone, back]: [string[], string[]] = [[], []];
  for (const [place, { judged }] of places) {
    const [newest, last] = [judged.at(-1), known.get(place)];
    if (newest?.mark === 'gone' && last && !last.isCleared) gone.push(last.id);
    if (newest?.mark !== 'holds') continue;
    if (!last || (!last.isOpen && last.isCleared)) found.push({ place, value: newest.value, before: newest.before });
    else if (last.isOpen && last.isCleared) back.push(last.id);
  }
  if (gone.length)
    await sql`UPDATE dashboards.alerts SET cleared_at = now(), cleared_period = ${period}, version = version + 1
      WHERE id = ANY (${gone}::uuid[])`;
  if (back.length)
    await sql`UPDATE dashboards.alerts SET cleared_at = NULL, cleared_period = NULL, version = version + 1
      WHERE id = ANY (${back}::uuid[])`;
  return write(rule, period, within, found.slice(0, mostAtOnce));
}

async function write(rule: DueRule, period: string, within: RowScope, found: readonly Found[]): Promise<number> {
  if (!found.length) return 0;
  const { indicator, grain, over, kind, comparison, threshold, authorId } = rule;
  const of = (name: string) => (within[name]?.length === 1 ? (within[name][0] ?? null) : null);
  const [organisation, municipality] = [of('organisation'), within.organisation ? null : of('municipality')];
  const raised = await sql<{ id: string }>`
    WITH found AS (SELECT place, value, before, ${over ?? ''}::text AS over, ${organisation}::text AS organisation,
        ${municipality}::text AS municipality
      FROM unnest(${found.map(({ place }) => place)}::text[], ${found.map(({ value }) => value)}::float8[],
        ${found.map(({ before }) => before)}::float8[]) AS f (place, value, before)),
    placed AS (SELECT *, CASE WHEN over = 'organisation' THEN place ELSE organisation END AS own,
        CASE WHEN over = 'municipality' AND ${!within.organisation}::boolean THEN place ELSE municipality END AS town FROM found)
    INSERT INTO dashboards.alerts (rule_id, title, author_id, indicator, grain, over, kind, comparison, threshold, place, period, value, before,
      within, organisation_id, participant_id, municipality_id, accounts)
    SELECT ${rule.id}, ${rule.title}, ${authorId}, ${indicator}, ${grain}, ${over}, ${kind}, ${comparison}, ${threshold}, f.place, ${period}, f.value,
      f.before, ${JSON.stringify(within)}::jsonb, o.id, p.id, coalesce(o.municipality_id, f.town), ARRAY[${authorId}::uuid]
    FROM placed f LEFT JOIN core.organisations o ON o.id::text = f.own LEFT JOIN core.participants p ON p.organisation_id = o.id
    ON CONFLICT (rule_id, place) WHERE state <> 'closed' DO NOTHING RETURNING id`;
  for (const { id } of raised) await audit('dashboards.alert-raised', { type: 'alert', id }, { rule: rule.id, period });
  await tell(
    rule,
    raised.map(({ id }) => id),
  );
  return raised.length;
}

async function tell({ title, authorId }: DueRule, ids: readonly string[]) {
  const [first] = ids;
  if (!first) return;
  await notify({
    kind: alertRaisedNotice.id,
    accountIds: [authorId],
    title: `Сработало правило «${title}»: новых тревог — ${ids.length}`,
    titleEn: `The rule “${title}” has fired: new alerts — ${ids.length}`,
    link: ids.length === 1 ? `/app/dashboards/alerts/${first}` : '/app/dashboards/alerts',
    once: `alert-raised/${first}`,
  });
}
