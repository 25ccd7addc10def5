import {
  audit,
  beyondReach,
  conflict,
  deleteFile,
  filesOf,
  invalidInput,
  me,
  notFound,
  sql,
  todayHere,
} from '@regiso/core';
import type { FileOwner } from '@regiso/core';
import { mostPortfolioItems, type PortfolioChange, type PortfolioInput, type portfolioSteps } from '../../shared';
import { demandAdding, demandShowing, holderOf, ofFamily, type Holder } from './holder';
import { kindsToday } from './references';
import { tellTeacher } from './tell';

export const ownerOfItem = (id: string): FileOwner => ({ plugin: 'school', type: 'portfolio-item', id });

export const objectOf = (person: string, id: string) => ({ type: 'portfolio-item', id, personId: person });

async function demandContent({ kind, heldOn }: PortfolioInput) {
  const wrong = (field: string, message: string) => invalidInput([{ path: ['payload', field], message }]);
  if (heldOn > todayHere()) throw wrong('heldOn', 'Этот день ещё не наступил');
  if (!(await kindsToday()).some(({ code }) => code === kind)) throw wrong('kind', 'Такого вида достижений сейчас нет');
}

type Step = { version: number; what: (typeof portfolioSteps)[number]; reason?: string | null; before?: object };

/** Keeps a step of an achievement; must run beyond the reach. */
export const keepStep = (id: string, { version, what, reason = null, before }: Step) =>
  sql`INSERT INTO school.portfolio_steps (item_id, version, what, reason, before, account_id)
    VALUES (${id}, ${version}, ${what}, ${reason}, ${before ? JSON.stringify(before) : null}::jsonb, ${me().accountId})`;

/** Adds an achievement, which nobody has confirmed yet. Gives its id; throws 400, 403, 404 and 409. */
export async function addItem(personId: string, given: PortfolioInput): Promise<string> {
  const holder = await holderOf(personId);
  const { person } = holder;
  demandAdding(holder);
  await demandContent(given);
  const id = await beyondReach(ofFamily, async () => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`school/portfolio/${person}`}, 25))`;
    const [row] = await sql<{ count: number }>`SELECT count(*)::int AS count FROM school.portfolio_items
      WHERE person_id = ${person}`;
    if ((row?.count ?? 0) >= mostPortfolioItems)
      throw conflict(`В портфолио не больше ${mostPortfolioItems} достижений`);
    const { kind, title, heldOn, level, result, description } = given;
    const [made] = await sql<{ id: string }>`INSERT INTO school.portfolio_items (person_id, kind, title, held_on, level,
        result, description, added_by)
      VALUES (${person}, ${kind}, ${title}, ${heldOn}, ${level}, ${result}, ${description}, ${me().accountId}) RETURNING id`;
    await keepStep(made?.id ?? '', { version: 1, what: 'added' });
    return made?.id ?? '';
  });
  await audit('school.portfolio-item-added', objectOf(person, id), { kind: given.kind });
  await tellTeacher(holder);
  return id;
}

export type Held = { id: string; state: string; version: number } & PortfolioInput;

/** An achievement of a person, held until the end of the transaction; must run beyond the reach. Throws 404. */
export async function itemFor(person: string, id: string): Promise<Held> {
  const [row] =
    await sql<Held>`SELECT id, state, version, kind, title, held_on::text AS "heldOn", level, result, description
    FROM school.portfolio_items WHERE id = ${id} AND person_id = ${person} FOR UPDATE`;
  if (!row) throw notFound('Достижение не найдено');
  return row;
}

/** Whatever is changed has to be confirmed anew. Gives the new version; must run beyond the reach. */
export async function waitsAnew(holder: Holder, held: Held, step: Omit<Step, 'version'>): Promise<number> {
  const { id } = held;
  const version = held.version + 1;
  await sql`UPDATE school.portfolio_items SET state = 'waiting', reason = NULL, decided_by = NULL, decided_at = NULL,
      decided_in = NULL, version = ${version} WHERE id = ${id}`;
  await keepStep(id, { ...step, version });
  const details = { what: step.what, version, wasVerified: held.state === 'verified' };
  await audit('school.portfolio-item-changed', objectOf(holder.person, id), details);
  await tellTeacher(holder);
  return version;
}

/** Changes what an achievement says; a confirmed one waits anew. Gives the version; throws 400, 403, 404 and 409. */
export async function changeItem(personId: string, id: string, change: PortfolioChange): Promise<number> {
  const holder = await holderOf(personId);
  demandAdding(holder);
  const { version, ...given } = change;
  await demandContent(given);
  return beyondReach(ofFamily, async () => {
    const held = await itemFor(holder.person, id);
    if (held.version !== version) throw conflict('Эту запись уже изменили: посмотрите, что в ней сейчас');
    const { kind, title, heldOn, level, result, description } = given;
    await sql`UPDATE school.portfolio_items SET kind = ${kind}, title = ${title}, held_on = ${heldOn}, level = ${level},
        result = ${result}, description = ${description} WHERE id = ${id}`;
    return waitsAnew(holder, held, { what: 'changed', before: contentOf(held) });
  });
}

const contentOf = ({ kind, title, heldOn, level, result, description }: Held): PortfolioInput => ({
  ...{ kind, title, heldOn, level, result, description },
});

/** Shows an achievement by the public link, or hides it, which both the pupil and who stands for the pupil may. Throws 403, 404 and 409. */
export async function showItem(personId: string, id: string, isPublic: boolean): Promise<void> {
  const holder = await holderOf(personId);
  if (isPublic) demandShowing(holder);
  await beyondReach(ofFamily, async () => {
    await itemFor(holder.person, id);
    await sql`UPDATE school.portfolio_items SET is_public = ${isPublic} WHERE id = ${id}`;
  });
  await audit('school.portfolio-item-shown', objectOf(holder.person, id), { isPublic });
}

/** Removes an achievement for good, with its documents and its history. Throws 403 and 404. */
export async function removeItem(personId: string, id: string): Promise<void> {
  const holder = await holderOf(personId);
  // Also when nothing can be added any more: it is the pupil's own.
  demandAdding({ ...holder, ended: null });
  await beyondReach(ofFamily, async () => {
    await itemFor(holder.person, id);
    for (const file of await filesOf(ownerOfItem(id))) await deleteFile(file.id, ownerOfItem(id));
    await sql`DELETE FROM school.portfolio_items WHERE id = ${id}`;
  });
  await audit('school.portfolio-item-removed', objectOf(holder.person, id));
}
