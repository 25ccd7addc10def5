import { audit, beyondReach, filesOfEach, part, peopleBrief, sql, valueOn } from '@regiso/core';
import type { Portfolio, PortfolioItem } from '../../shared';
import { holderOf, ofFamily } from './holder';
import { kindsToday, portfolioRules } from './references';
import { standingLink } from './links';

type Step = PortfolioItem['history'][number];
export type ItemRow = Omit<PortfolioItem, 'files' | 'decidedAt' | 'history'> & {
  decidedAt: Date | null;
  history: Step[] | null;
};

/** Columns of an achievement `i` with its last steps. */
export const itemColumns = part`i.id, i.kind, i.title, i.held_on::text AS "heldOn", i.level, i.result, i.description, i.state,
  i.reason, i.is_public AS "isPublic", i.version, i.decided_at AS "decidedAt",
  (SELECT o.short_name FROM core.organisations o WHERE o.id = i.decided_in) AS "decidedIn",
  (SELECT json_agg(json_build_object('at', s.at, 'what', s.what, 'reason', s.reason, 'before', s.before) ORDER BY s.id DESC)
    FROM (SELECT * FROM school.portfolio_steps t WHERE t.item_id = i.id ORDER BY t.id DESC LIMIT 30) s) AS history`;

/** Achievements as they are shown, with their documents. */
export async function itemViews<T extends ItemRow>(rows: readonly T[]) {
  const files = await filesOfEach(
    { plugin: 'school', type: 'portfolio-item' },
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    history: row.history ?? [],
    files: (files.get(row.id) ?? []).map(({ id, name, bytes, isGivenOut }) => ({ id, name, bytes, isGivenOut })),
  }));
}

/** A portfolio for the pupil and who stands for the pupil; the reading is recorded. Throws 403 and 404. */
export async function portfolioOf(personId: string): Promise<Portfolio> {
  const { person, stay, ...holder } = await holderOf(personId);
  await audit('school.portfolio-read', { type: 'person', id: person });
  const brief = (await peopleBrief([person], ['surname', 'name'])).get(person);
  const rows = await beyondReach(
    ofFamily,
    () => sql<ItemRow>`SELECT ${itemColumns} FROM school.portfolio_items i WHERE i.person_id = ${person}
      ORDER BY i.held_on DESC, i.id DESC LIMIT 100`,
  );
  return {
    ...holder,
    name: [brief?.name, brief?.surname].filter(Boolean).join(' '),
    ...{ class: stay.class, school: stay.school },
    kinds: await kindsToday(),
    mostLinkDays: (await valueOn(portfolioRules, 'link-days')).value,
    link: await standingLink(person),
    items: await itemViews(rows),
  };
}
