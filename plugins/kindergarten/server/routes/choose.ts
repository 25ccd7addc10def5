import { z } from 'zod';
import { beyondReach, notFound, route, sql, todayHere } from '@regiso/core';
import { MoveRules } from '../../shared';
import { rulesOn } from '../services/rules';

const kindergartens = route({
  method: 'GET',
  path: '/kindergartens',
  access: { signedIn: 'Выбор детских садов в заявлении' },
  summary: 'Kindergartens to choose from, with free places that were announced',
  query: z.strictObject({
    municipality: z.string().max(60).optional(),
    text: z.string().trim().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      address: z.string().nullable(),
      municipalityId: z.string().nullable(),
      municipality: z.string().nullable(),
      lat: z.number().nullable(),
      lon: z.number().nullable(),
    }),
  ),
  handler: ({ query: { municipality, text, limit } }) =>
    beyondReach(
      'the register of organisations is public',
      () => sql`SELECT o.id, o.short_name AS name, o.address, o.municipality_id AS "municipalityId",
          m.short_name AS municipality, o.lat, o.lon
        FROM core.organisations o LEFT JOIN core.municipalities m ON m.id = o.municipality_id
        WHERE o.kind = 'kindergarten' AND o.status = 'active'
          AND (${municipality ?? null}::text IS NULL OR o.municipality_id = ${municipality ?? null})
          AND o.plain_names || ' ' || translate(lower(concat_ws(' ', m.short_name, o.address)), 'ё', 'е')
            LIKE ALL (${wordsOf(text)}::text[])
        ORDER BY o.short_name, o.id LIMIT ${limit}`,
    ),
});

// Each word stands somewhere in the name, the municipality or the address.
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/\s+/)
    .map((word) => `%${word.replace(/[%_\\]/g, '\\$&')}%`);

const moveRules = route({
  method: 'GET',
  path: '/municipal-rules/{municipality}',
  access: { signedIn: 'Акт муниципалитета публичен' },
  summary: 'What the act of a municipality says of an application that comes from another one',
  params: z.object({ municipality: z.string().min(1).max(60) }),
  reply: MoveRules,
  handler: async ({ params: { municipality } }) => {
    const [known] = await sql<{
      name: string;
    }>`SELECT short_name AS name FROM core.municipalities WHERE id = ${municipality}`;
    if (!known) throw notFound('Муниципалитет не найден');
    const { act, verified, rules } = await rulesOn(municipality, todayHere());
    return { municipality: known.name, act, verified, moveKeepsTime: rules.moveKeepsTime };
  },
});

const categories = route({
  method: 'GET',
  path: '/privilege-categories',
  access: { signedIn: 'Справочник льгот в заявлении' },
  summary: 'Categories of privileges in force, with their acts',
  reply: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      titleEn: z.string(),
      class: z.number(),
      act: z.string(),
      verified: z.boolean(),
    }),
  ),
  handler:
    () => sql`SELECT code, title, title_en AS "titleEn", class, act, verified FROM kindergarten.privilege_categories
    WHERE daterange(valid_from, valid_to, '[]') @> ${todayHere()}::date ORDER BY class, title LIMIT 200`,
});

/** What an application is filled in from. */
export const chooseRoutes = [kindergartens, moveRules, categories];
