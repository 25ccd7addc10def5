import { z } from 'zod';
import { reference, sql, todayHere } from '@regiso/core';
import { portfolioKinds, type PortfolioKind } from '../../shared';

const local = { act: 'Локальный акт школы о портфолио', validFrom: '2021-01-01', verified: false };
const kind = (needsFile: boolean) => ({ value: { needsFile }, ...local });

/** What a portfolio may hold: the operator ends a kind that is no longer offered. */
export const kindReference = reference({
  id: 'school.portfolio-kinds',
  title: 'Виды достижений в портфолио',
  titleEn: 'Kinds of achievements in a portfolio',
  codes: {
    olympiad: { title: 'Олимпиада', titleEn: 'Olympiad' },
    contest: { title: 'Конкурс', titleEn: 'Contest' },
    sport: { title: 'Спорт', titleEn: 'Sport' },
    volunteering: { title: 'Волонтёрство', titleEn: 'Volunteering' },
    project: { title: 'Проект', titleEn: 'Project' },
    certificate: { title: 'Сертификат', titleEn: 'Certificate' },
    culture: { title: 'Творчество', titleEn: 'Arts' },
    other: { title: 'Другое', titleEn: 'Other' },
  },
  /** Whether the school confirms it by a document alone. */
  schema: z.strictObject({ needsFile: z.boolean() }),
  rows: [
    { code: 'olympiad', ...kind(true) },
    { code: 'contest', ...kind(true) },
    { code: 'sport', ...kind(true) },
    { code: 'volunteering', ...kind(false) },
    { code: 'project', ...kind(false) },
    { code: 'certificate', ...kind(true) },
    { code: 'culture', ...kind(false) },
    { code: 'other', ...kind(false) },
  ],
});

/** Who decides what a portfolio shows, and for how long. */
export const portfolioRules = reference({
  id: 'school.portfolio-rules',
  title: 'Правила публичной ссылки на портфолио',
  titleEn: 'Rules of public links of portfolios',
  codes: {
    'own-age': {
      title: 'Возраст, с которого ученик сам решает, что показать',
      titleEn: 'Age from which a pupil decides what is shown',
      unit: 'лет',
      unitEn: 'years',
    },
    'link-days': {
      title: 'Наибольший срок публичной ссылки',
      titleEn: 'Longest term of a public link',
      unit: 'дней',
      unitEn: 'days',
    },
  },
  schema: z.int().min(1).max(1000),
  rows: [
    {
      ...{ code: 'own-age', value: 14, act: 'Гражданский кодекс Российской Федерации', clause: 'ст. 26, 28' },
      ...{ validFrom: '1995-01-01', verified: false },
    },
    { code: 'link-days', value: 366, ...local },
  ],
});

/** Kinds offered today, in their order. */
export async function kindsToday(): Promise<PortfolioKind[]> {
  const rows = await sql<{ code: string; value: unknown }>`SELECT code, value FROM core.reference_rows
    WHERE reference = ${kindReference.id} AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${todayHere()}::date LIMIT 50`;
  const found = new Map(rows.map(({ code, value }) => [code, value]));
  return portfolioKinds.flatMap((code) =>
    found.has(code) ? [{ code, ...kindReference.codes[code], ...kindReference.schema.parse(found.get(code)) }] : [],
  );
}
