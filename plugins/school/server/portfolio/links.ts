import { createHash, randomBytes } from 'node:crypto';
import { audit, beyondReach, conflict, invalidInput, me, peopleBrief, qrCode, sql } from '@regiso/core';
import { todayHere, valueOn } from '@regiso/core';
import type { MadePortfolioLink, PortfolioInput, PortfolioItem, PortfolioLink, PortfolioLinkInput } from '../../shared';
import { daysAfter } from '../services/clock';
import { demandShowing, holderOf, ofFamily } from './holder';
import { portfolioRules } from './references';
import { tellLink } from './tell';

const hashOf = (key: string) => createHash('sha256').update(key).digest();

type Row = Omit<PortfolioLink, 'madeAt' | 'openedAt'> & { madeAt: Date; openedAt: Date | null };

/** The public link of a person that holds today, null for none. */
export async function standingLink(person: string): Promise<PortfolioLink | null> {
  const [row] = await beyondReach(
    ofFamily,
    () => sql<Row>`SELECT made_at AS "madeAt", valid_until::text AS "validUntil", shows_surname AS "showsSurname",
        shows_school AS "showsSchool", opens, opened_at AS "openedAt" FROM school.portfolio_links
      WHERE person_id = ${person} AND revoked_at IS NULL AND valid_until >= ${todayHere()}::date ORDER BY id DESC LIMIT 1`,
  );
  return row ? { ...row, madeAt: row.madeAt.toISOString(), openedAt: row.openedAt?.toISOString() ?? null } : null;
}

/** Ends whatever links of a person stand, and gives how many still held; must run beyond the reach. */
async function endLinks(person: string): Promise<number> {
  const rows = await sql<{ held: boolean }>`UPDATE school.portfolio_links SET revoked_at = now()
    WHERE person_id = ${person} AND revoked_at IS NULL RETURNING valid_until >= ${todayHere()}::date AS held`;
  return rows.filter(({ held }) => held).length;
}

/** A new public link in place of the one before, on the site at `origin`; its address is shown this once. Throws 400, 403, 404 and 409. */
export async function makeLink(
  personId: string,
  given: PortfolioLinkInput,
  origin: string,
): Promise<MadePortfolioLink> {
  const holder = await holderOf(personId);
  const { person } = holder;
  demandShowing(holder);
  const { validUntil, showsSurname, showsSchool, consent } = given;
  const { value: days } = await valueOn(portfolioRules, 'link-days');
  const wrong = (message: string) => invalidInput([{ path: ['payload', 'validUntil'], message }]);
  if (validUntil < todayHere()) throw wrong('Последний день ссылки уже прошёл');
  if (validUntil > daysAfter(todayHere(), days)) throw wrong(`Ссылка действует не дольше ${days} дней`);
  const key = randomBytes(24).toString('base64url');
  const id = await beyondReach(ofFamily, async () => {
    await endLinks(person);
    const [made] = await sql<{ id: string }>`INSERT INTO school.portfolio_links (person_id, key_hash, valid_until,
        shows_surname, shows_school, consent, made_by)
      VALUES (${person}, ${hashOf(key)}, ${validUntil}, ${showsSurname}, ${showsSchool}, ${consent}, ${me().accountId})
      RETURNING id`;
    return made?.id ?? '';
  });
  const object = { type: 'portfolio-link', id, personId: person };
  await audit('school.portfolio-link-made', object, { validUntil, showsSurname, showsSchool, consent });
  await tellLink(person, id);
  const address = `${origin}/portfolio/${key}`;
  return { address, validUntil, qr: qrCode(address) };
}

/** The public link shows nothing from now on; both the pupil and who stands for the pupil may. Throws 403, 404 and 409. */
export async function revokeLink(personId: string): Promise<void> {
  const { person } = await holderOf(personId);
  if (!(await beyondReach(ofFamily, () => endLinks(person))))
    throw conflict('Действующей ссылки уже нет: обновите страницу');
  await audit('school.portfolio-link-revoked', { type: 'person', id: person });
}

export type Shown = Pick<PortfolioInput, 'kind' | 'title' | 'heldOn' | 'level' | 'result' | 'description'> & {
  state: PortfolioItem['state'];
};
export type PublicPortfolio = { name: string; school: string | null; validUntil: string; items: Shown[] };

type Found = { id: string; person: string; validUntil: string; showsSurname: boolean; showsSchool: boolean };

/** What a public link shows; counted and recorded. Undefined for one that is unknown, revoked or past its day: nobody learns which. */
export function openLink(key: string): Promise<PublicPortfolio | undefined> {
  return beyondReach('whoever has the link sees what the owner shows', async () => {
    const [link] = await sql<Found>`UPDATE school.portfolio_links SET opens = opens + 1, opened_at = now()
      WHERE key_hash = ${hashOf(key)} AND revoked_at IS NULL AND valid_until >= ${todayHere()}::date
      RETURNING id, person_id AS person, valid_until::text AS "validUntil", shows_surname AS "showsSurname",
        shows_school AS "showsSchool"`;
    if (!link) return undefined;
    const { id, person, validUntil } = link;
    const items = await sql<Shown>`SELECT kind, title, held_on::text AS "heldOn", level, result, description, state
      FROM school.portfolio_items WHERE person_id = ${person} AND is_public ORDER BY held_on DESC, id DESC LIMIT 100`;
    await audit('school.portfolio-opened', { type: 'portfolio-link', id, personId: person }, { items: items.length });
    return { name: await nameOf(link), school: await schoolOf(link), validUntil, items };
  });
}

async function nameOf({ person, showsSurname }: Found): Promise<string> {
  const { name = '', surname = '' } = (await peopleBrief([person], ['name', 'surname'])).get(person) ?? {};
  return showsSurname ? `${name} ${surname}` : `${name} ${surname.slice(0, 1)}.`;
}

async function schoolOf({ person, showsSchool }: Found): Promise<string | null> {
  if (!showsSchool) return null;
  const [row] = await sql<{ name: string }>`SELECT o.short_name AS name FROM school.pupils p
    JOIN core.organisations o ON o.id = p.organisation_id WHERE p.person_id = ${person}
      AND p.starts_on <= ${todayHere()}::date AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date) LIMIT 1`;
  return row?.name ?? null;
}
