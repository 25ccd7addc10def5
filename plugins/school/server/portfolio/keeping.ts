import { deleteFile, filesOf, peopleWith, sql } from '@regiso/core';
import type { DataOwner, PersonReference, RetentionRule } from '@regiso/core';
import { ownerOfItem } from './items';

const act = 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»';
const law = { act, clause: 'ст. 5 ч. 7', validFrom: '2006-07-27', verified: false };

/** Portfolios, with their documents: three years after the last time in a class. */
const oldPortfolios: RetentionRule = {
  ...{ id: 'school.portfolios', title: 'Портфолио тех, кто больше не учится', days: 3 * 365, ...law },
  titleEn: 'Portfolios of who is no pupil any more',
  // What somebody has gathered for years does not come back.
  onlyVerified: true,
  atOnce: 200,
  remove: async (before, { persons }) => {
    const gone = await sql<{ id: string; person: string }>`DELETE FROM school.portfolio_items WHERE id IN (
        SELECT i.id FROM school.portfolio_items i WHERE i.added_at < ${before} AND NOT i.person_id = ANY (${[...persons]}::uuid[])
          AND NOT EXISTS (SELECT FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
            JOIN school.years y ON y.id = c.year_id WHERE p.person_id = i.person_id
              AND coalesce(p.ends_on, y.ends_on) >= ${before}::timestamptz) ORDER BY i.id LIMIT 200)
      RETURNING id, person_id AS person`;
    for (const { id } of gone)
      for (const file of await filesOf(ownerOfItem(id))) await deleteFile(file.id, ownerOfItem(id));
    return { count: gone.length, persons: [...new Set(gone.map(({ person }) => person))] };
  },
};

/** Public links, with how often they were opened: a year after they ended. */
const oldLinks: RetentionRule = {
  ...{ id: 'school.portfolio-links', title: 'Публичные ссылки на портфолио', days: 365, ...law },
  titleEn: 'Public links of portfolios',
  atOnce: 500,
  remove: async (before, { persons }) => {
    const gone = await sql<{ person: string }>`DELETE FROM school.portfolio_links WHERE id IN (
        SELECT l.id FROM school.portfolio_links l WHERE coalesce(l.revoked_at, l.valid_until) < ${before}::timestamptz
          AND NOT l.person_id = ANY (${[...persons]}::uuid[]) ORDER BY l.id LIMIT 500) RETURNING person_id AS person`;
    return { count: gone.length, persons: [...new Set(gone.map(({ person }) => person))] };
  },
};

export const portfolioRetention: readonly RetentionRule[] = [oldPortfolios, oldLinks];

export const portfolioReferences: readonly PersonReference[] = [
  { table: 'school.portfolio_items', column: 'person_id', title: 'Портфолио', titleEn: 'Portfolio' },
  {
    table: 'school.portfolio_links',
    column: 'person_id',
    title: 'Публичные ссылки на портфолио',
    titleEn: 'Public links of the portfolio',
  },
];

/** The portfolios of the owner and of the children, with their history and links; must run beyond the reach. */
export const ownPortfolios = async (owner: DataOwner) => ({
  достижения:
    await sql`SELECT i.kind AS "вид", i.title AS "название", i.held_on AS "дата", i.level AS "уровень", i.result AS "результат",
      i.description AS "описание", i.state AS "состояние", i.reason AS "причина", i.is_public AS "по_ссылке", i.added_at AS "добавлено",
      i.decided_at AS "отвечено", (SELECT json_agg(json_build_object('когда', s.at, 'что', s.what, 'причина', s.reason,
        'было', s.before) ORDER BY s.id) FROM school.portfolio_steps s WHERE s.item_id = i.id) AS "история"
    FROM school.portfolio_items i WHERE i.person_id = ANY (${peopleWith(owner)}::uuid[]) OR i.added_by = ${owner.accountId}
    ORDER BY i.id LIMIT 1000`,
  ссылки:
    await sql`SELECT made_at AS "создана", valid_until AS "по", shows_surname AS "с_фамилией", shows_school AS "со_школой",
      consent AS "редакция_согласия", revoked_at AS "отозвана", opens AS "открывали", opened_at AS "последний_раз"
    FROM school.portfolio_links WHERE person_id = ANY (${peopleWith(owner)}::uuid[]) OR made_by = ${owner.accountId}
    ORDER BY id LIMIT 1000`,
});
