import { z } from 'zod';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { me } from '../access/proof';
import { notFound } from '../server/errors';
import { enabledPlugins, installed } from '../server/installed';
import { log } from '../server/log';
import type { ChildLine, ChildLines } from '../server/person';
import { prepared, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { childrenOf, type Guardianship } from './can-act';
import { cardsBeyond, survivorOf, type Card } from './card';
import { linkAccountBySnils } from './accounts';
import { ownCards } from './own-cards';
import { GuardianAct, GuardianKind } from './words';

const Line = z.object({ text: z.string(), textEn: z.string(), to: z.string().nullable() });

export const OwnChildren = z.object({
  /** Whether this account is known to be of a person at all. */
  isKnown: z.boolean(),
  children: z.array(
    z.object({
      id: z.string(),
      surname: z.string(),
      name: z.string(),
      patronymic: z.string().nullable(),
      birthDate: z.string().nullable(),
      kind: GuardianKind,
      may: z.array(GuardianAct),
      /** Some acts are barred by a court: said, without the act itself. */
      isLimited: z.boolean(),
      sections: z.array(
        z.object({ title: z.string(), titleEn: z.string(), lines: z.array(Line), isDown: z.boolean() }),
      ),
    }),
  ),
});
type OwnChildren = z.infer<typeof OwnChildren>;

/** The card of the person who is signed in; found by the SNILS that ESIA has confirmed when nobody has linked it yet. */
export async function ownPersonId(): Promise<string | undefined> {
  const { accountId } = me();
  return (await cardOf(accountId)) ?? linkAccountBySnils(accountId);
}

const cardOf = ownCards.keep(
  (accountId) =>
    beyondReach('one’s own card', async () => {
      const [row] = await prepared<{
        id: string;
      }>`SELECT coalesce(merged_into, id) AS id FROM core.persons WHERE account_id = ${accountId}`;
      return row?.id;
    }),
  20_000,
);

/** All children of who is signed in, from all subsystems, once each; reading is recorded for every child. */
export async function ownChildren(): Promise<OwnChildren> {
  const own = await ownPersonId();
  if (!own) return { isKnown: false, children: [] };
  const wards = (await childrenOf(own)).filter(({ may }) => may.includes('see'));
  const cards = new Map((await cardsBeyond(wards.map(({ childId }) => childId))).map((card) => [card.id, card]));
  const sections = await sectionsFor(wards);
  for (const { childId } of wards) await audit('people.own-child-read', { type: 'person', id: childId });
  return {
    isKnown: true,
    children: wards.flatMap((ward) => {
      const card = cards.get(ward.childId);
      return card ? [childOf(card, ward, sections)] : [];
    }),
  };
}

type Section = Pick<ChildLines, 'title' | 'titleEn'> & { lines: readonly ChildLine[]; isDown: boolean };

function childOf(card: Card, { kind, may }: Guardianship, sections: readonly Section[]) {
  const { id, surname, name, patronymic, birthDate } = card;
  const own = sections.map(({ title, titleEn, lines, isDown }) => ({
    title,
    titleEn,
    isDown,
    lines: lines
      .filter(({ childId }) => childId === id)
      .map(({ text, textEn = text, to = null }) => ({ text, textEn, to })),
  }));
  const isLimited = may.length < GuardianAct.options.length;
  return {
    id,
    surname,
    name,
    patronymic,
    birthDate,
    kind,
    may,
    isLimited,
    sections: own.filter(({ lines, isDown }) => lines.length || isDown),
  };
}

const organisations: ChildLines = {
  title: 'Где учится и занимается',
  titleEn: 'Where the child learns',
  lines: (children) =>
    sql<ChildLine>`SELECT l.person_id AS "childId", o.short_name || coalesce(' · ' || m.short_name, '') AS text
        FROM core.person_organisations l JOIN core.organisations o ON o.id = l.organisation_id
        LEFT JOIN core.municipalities m ON m.id = o.municipality_id
        WHERE l.person_id = ANY (${[...children]}::uuid[]) AND l.role <> 'staff' AND l.starts_on <= ${todayHere()}::date
          AND (l.ends_on IS NULL OR l.ends_on >= ${todayHere()}::date)
        GROUP BY l.person_id, o.id, m.id ORDER BY min(l.starts_on), o.id LIMIT 200`,
};

// A subsystem that is down takes nothing away but its own lines.
async function sectionsFor(wards: readonly Guardianship[]): Promise<Section[]> {
  const contributors = [organisations, ...enabledPlugins().flatMap((plugin) => plugin.childLines ?? [])];
  const sections: Section[] = [];
  for (const { title, titleEn, needs = 'see', lines } of contributors) {
    const children = wards.filter(({ may }) => may.includes(needs)).map(({ childId }) => childId);
    if (!children.length) continue;
    sections.push({
      title,
      titleEn,
      ...(await guarded(title, () =>
        beyondReach('asked for these children only, who are one’s own', () => lines(children)),
      )),
    });
  }
  return sections;
}

async function guarded(title: string, ask: () => Promise<readonly ChildLine[]>) {
  await sql`SAVEPOINT child_lines`;
  try {
    const lines = await ask();
    await sql`RELEASE SAVEPOINT child_lines`;
    return { lines, isDown: false };
  } catch (error) {
    await sql`ROLLBACK TO SAVEPOINT child_lines`;
    log.error('lines about children are missing', { section: title, error, version: installed().version });
    return { lines: [], isDown: true };
  }
}

/** A child whose records the signed-in guardian may see. Throws 404 otherwise, as for a child that does not exist. */
export async function ownChild(childId: string): Promise<string> {
  return wardOf(await ownPersonId(), childId);
}

/** Oneself, or a child whose records one may see. Throws 404 otherwise. */
export async function ownOrChild(personId: string): Promise<string> {
  const own = await ownPersonId();
  return own === personId ? personId : wardOf(own, personId);
}

async function wardOf(own: string | undefined, childId: string): Promise<string> {
  const [child, wards] = await beyondReach('a child and those one stands for, asked in one go', () =>
    Promise.all([survivorOf(childId), own ? childrenOf(own) : []]),
  );
  if (wards.some((ward) => ward.childId === child && ward.may.includes('see'))) return child;
  throw notFound('Ребёнок не найден');
}
