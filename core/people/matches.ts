import { z } from 'zod';
import { decideRequest, linkStranger, openSaid } from '../access/match-requests';
import { me } from '../access/proof';
import { wayBy } from '../access/providers/ways';
import { refuseAbove } from '../access/users';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { conflict, forbidden, notFound } from '../server/errors';
import { part, sql } from '../server/sql';
import { link, unlink } from './accounts';
import { cardInReach, cardsBeyond, type Card } from './card';
import { tellHolder } from './match-notice';
import { cardLike } from './matching';
import { describedParts, differences } from './normal';
import { PersonLine, personLines } from './person-view';
import { personInReach, reachesRegion } from './reach';
import { maskedSnils, snilsDigits } from './shared/snils';

export const MatchState = z.enum(['open', 'linked', 'refused']);

const MatchView = z.object({
  id: z.string(),
  /** What the provider is called; its id where it stands in the settings no more. */
  way: z.object({ title: z.string(), titleEn: z.string() }),
  state: MatchState,
  /** Whether the person has an account of the system already. */
  hasAccount: z.boolean(),
  said: z.object({
    surname: z.string(),
    name: z.string(),
    patronymic: z.string().nullable(),
    birthDate: z.string().nullable(),
    /** Its last digits. */
    snils: z.string().nullable(),
  }),
  /** The card that the person seems to be. */
  card: PersonLine.nullable(),
  differs: z.array(z.enum(describedParts)),
  /** About who is signed in: somebody else decides. */
  isOwn: z.boolean(),
  askedAt: z.string(),
  decidedAt: z.string().nullable(),
});
export const MatchPage = z.object({ items: z.array(MatchView), next: z.string().nullable() });

const Reason = z.string().trim().min(5, 'Напишите, по какому документу решено').max(1_000);
export const MatchLink = z.strictObject({
  personId: z.uuid('Выберите карточку'),
  reason: Reason,
  /** Another card than the one that the request proposes, chosen by hand. */
  instead: z.boolean().default(false),
});
export const MatchRefusal = z.strictObject({ reason: Reason });

type Row = {
  id: string;
  way: string;
  issuer: string;
  state: z.output<typeof MatchState>;
  said: Buffer;
  account_id: string | null;
  person_id: string | null;
  asked_at: Date;
  decided_at: Date | null;
};

const columns = part`r.id, r.way, r.issuer, r.state, r.said, r.account_id, r.person_id, r.asked_at, r.decided_at`;

// Where no card was found only the region decides.
const requestInReach = () => {
  const unplaced = reachesRegion('people.edit') ? part`r.person_id IS NULL` : part`false`;
  return part`(${unplaced} OR EXISTS (SELECT FROM core.persons p WHERE p.id = r.person_id AND ${personInReach('people.edit')}))`;
};

type Asked = { state: Row['state']; limit: number; after?: string | undefined };

/** Requests to match people with cards that one may change, the oldest first; the reading is recorded for each card. */
export async function listMatches({ state, limit, after }: Asked) {
  const rows = await beyondReach(
    'requests are filtered by the reach of their cards',
    () => sql<Row>`SELECT ${columns} FROM core.match_requests r WHERE r.state = ${state} AND r.said IS NOT NULL
      AND (${after ?? null}::uuid IS NULL OR r.id > ${after ?? null}::uuid) AND ${requestInReach()}
      ORDER BY r.id LIMIT ${limit + 1}`,
  );
  const page = rows.slice(0, limit);
  const items = await viewsOf(await alsoByPolicies(page));
  const personIds = items.flatMap(({ card }) => card?.id ?? []);
  await audit('people.matches-read', { type: 'person', personIds }, { rows: items.length });
  return { items, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

// Requests themselves are shown by the database to nobody; their cards are.
async function alsoByPolicies(rows: readonly Row[]): Promise<Row[]> {
  const ids = rows.flatMap(({ person_id: id }) => id ?? []);
  const seen = await sql<{ id: string }>`SELECT id FROM core.persons WHERE id = ANY (${ids}::uuid[])`;
  const known = new Set(seen.map(({ id }) => id));
  return rows.filter(({ person_id: id }) => id === null || known.has(id));
}

async function viewsOf(rows: readonly Row[]) {
  const found = new Map<string, string>();
  for (const row of rows) {
    // A card made since the person came is found by whoever looks for it.
    const id = row.person_id ?? (row.state === 'open' ? await cardLike(openSaid(row.id, row.said)) : undefined);
    if (id) found.set(row.id, id);
  }
  const cards = await cardsBeyond([...found.values()]);
  const lines = new Map((await personLines(cards)).map((line) => [line.id, line]));
  const byId = new Map(cards.map((card) => [card.id, card]));
  return rows.map((row) => {
    const id = found.get(row.id) ?? '';
    return viewOf(row, byId.get(id), lines.get(id));
  });
}

function viewOf(row: Row, card: Card | undefined, line: PersonLine | undefined): z.output<typeof MatchView> {
  const { subject: _subject, ...said } = openSaid(row.id, row.said);
  const { surname, name, patronymic = null, birthDate = null, snils } = said;
  const way = wayBy(row.way);
  return {
    id: row.id,
    way: { title: way?.title ?? row.way, titleEn: way?.titleEn ?? row.way },
    state: row.state,
    hasAccount: row.account_id !== null,
    said: { surname, name, patronymic, birthDate, snils: snils ? maskedSnils(snilsDigits(snils)) : null },
    card: line ?? null,
    differs: card ? differences(said, card) : [],
    isOwn: row.account_id === me().accountId,
    askedAt: row.asked_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}

async function openInReach(id: string): Promise<Row> {
  const found = await beyondReach(
    'a request is found by the reach of its card',
    () => sql<Row>`SELECT ${columns} FROM core.match_requests r WHERE r.id = ${id} AND r.said IS NOT NULL
      AND ${requestInReach()} FOR UPDATE OF r`,
  );
  const [row] = await alsoByPolicies(found);
  if (!row) throw notFound('Такой заявки нет');
  if (row.state !== 'open') throw conflict('По этой заявке уже решено');
  if (row.account_id === me().accountId) throw forbidden('О себе решает другой человек');
  return row;
}

/**
 * The person is the one on the card: from now on they come in by the provider, and the account is that of the card. Throws
 * 404 beyond reach, 403 about oneself and for an account with rights one may not give, 409.
 */
export async function linkMatch(id: string, { personId, reason, instead }: z.output<typeof MatchLink>) {
  const row = await openInReach(id);
  if (row.person_id && row.person_id !== personId && !instead)
    throw conflict('Карточка заявки сменилась. Сверьте снова');
  const card = await cardInReach(personId, 'people.edit', true);
  if (row.account_id && card.account_id && card.account_id !== row.account_id)
    throw conflict('Карточка связана с другой учётной записью');
  if (card.account_id === me().accountId) throw forbidden('О себе решает другой человек');
  // Whoever lets somebody into an account could enter it themselves.
  if (!row.account_id && card.account_id) await refuseAbove(card.account_id);
  const accountId = await beyondReach('the request and its card were in reach', async () => {
    const account = row.account_id ?? (await letIn(row, card));
    if (!card.account_id && !(await link(personId, account, 'match-request')))
      throw conflict('Учётная запись связана с другой карточкой');
    await sql`UPDATE core.match_requests SET person_id = ${personId} WHERE id = ${id}`;
    await decideRequest({ id, state: 'linked', accountId: account, reason });
    return account;
  });
  await audit('people.match-linked', { type: 'person', id: personId }, { request: id, account: accountId });
  await tellHolder(id, accountId, 'linked');
}

const letIn = ({ id, way, issuer, said }: Row, { account_id: account, surname, name, patronymic }: Card) =>
  linkStranger(
    { id, way, issuer, said: openSaid(id, said) },
    { id: account, name: [surname, name, patronymic].filter(Boolean).join(' ') },
  );

/** The person is not the one on the card: where the account was linked to it, it no longer is. Throws as the linking. */
export async function refuseMatch(id: string, { reason }: z.output<typeof MatchRefusal>) {
  const { account_id: accountId, person_id: personId } = await openInReach(id);
  if (accountId && personId) await unlink(personId, accountId, id);
  await beyondReach('the request was in reach', () => decideRequest({ id, state: 'refused', accountId, reason }));
  const object = personId ? { type: 'person', id: personId } : { type: 'match-request', id };
  await audit('people.match-refused', object, { request: id, ...(accountId && { account: accountId }) });
  if (accountId) await tellHolder(id, accountId, 'refused');
}
