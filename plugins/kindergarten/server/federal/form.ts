import { z } from 'zod';
import { cell, type TableForm } from '@regiso/core';
import { mostChoices } from '../../shared';

/** What one load takes at most. */
export const most = { rows: 2_000, bytes: 5 * 1024 * 1024 };

const text = (longest: number) => cell.text(longest).trim();

const kinds = {
  родитель: 'parent',
  усыновитель: 'adopter',
  'приемный родитель': 'foster',
  попечитель: 'trustee',
  опекун: 'guardian',
  представитель: 'representative',
} as const;
const orientations = {
  общеразвивающая: 'general',
  компенсирующая: 'compensating',
  оздоровительная: 'health',
  комбинированная: 'combined',
  семейная: 'family',
  'присмотр и уход': 'care',
} as const;
const regimes = {
  'полный день': 'full',
  'сокращенный день': 'short',
  'продленный день': 'long',
  круглосуточно: 'round-the-clock',
  'кратковременно, 3 часа': 'three-hours',
} as const;
const languages = {
  русский: 'ru',
  татарский: 'tt',
  казахский: 'kk',
  немецкий: 'de',
  хантыйский: 'kca',
  мансийский: 'mns',
  ненецкий: 'nen',
} as const;

const stamp = z.iso
  .datetime({ offset: true, abort: true, error: 'Нужно время с поясом вида 2026-09-01T00:00:03.120+05:00' })
  .refine((at) => at >= '2020' && at < '2100', 'Проверьте год');

const gardens = z
  .string()
  .transform((codes) => codes.split(/[\s,|]+/).filter(Boolean))
  .pipe(
    z
      .array(z.string().max(60))
      .min(1, 'Выберите хотя бы один детский сад')
      .max(mostChoices, `Детских садов — не больше ${mostChoices}`)
      .refine((list) => new Set(list).size === list.length, 'Один детский сад выбран дважды'),
  );

const columns = {
  portalId: {
    title: 'Номер на портале',
    required: true,
    value: z.string().regex(/^[\p{L}\d][\p{L}\d./_-]{2,59}$/u, 'Номер — от 3 до 60 букв, цифр и знаков . / _ -'),
  },
  filedAt: { title: 'Подано на портале', required: true, value: stamp },
  childSurname: { title: 'Ребёнок: фамилия', required: true, value: text(100) },
  childName: { title: 'Ребёнок: имя', required: true, value: text(100) },
  childPatronymic: { title: 'Ребёнок: отчество', value: text(100) },
  childBirthDate: { title: 'Ребёнок: дата рождения', required: true, value: cell.day() },
  childSnils: { title: 'Ребёнок: СНИЛС', value: text(20) },
  guardianSurname: { title: 'Заявитель: фамилия', required: true, value: text(100) },
  guardianName: { title: 'Заявитель: имя', required: true, value: text(100) },
  guardianPatronymic: { title: 'Заявитель: отчество', value: text(100) },
  guardianBirthDate: { title: 'Заявитель: дата рождения', value: cell.day() },
  guardianSnils: { title: 'Заявитель: СНИЛС', required: true, value: text(20) },
  guardianPhone: { title: 'Заявитель: телефон', value: text(30) },
  guardianEmail: { title: 'Заявитель: почта', value: text(200) },
  kind: { title: 'Кем приходится', required: true, value: cell.choice(kinds) },
  ground: {
    title: 'Документ о родстве или опеке',
    required: true,
    value: text(300).min(5, 'Назовите документ: вид, номер, дата'),
  },
  gardens: { title: 'Детские сады', required: true, value: gardens },
  desiredOn: { title: 'Желаемая дата', required: true, value: cell.day() },
  orientation: { title: 'Направленность', value: cell.choice(orientations) },
  regime: { title: 'Режим', value: cell.choice(regimes) },
  language: { title: 'Язык', value: cell.choice(languages) },
  anywhere: { title: 'Любой детский сад', value: cell.flag() },
  privilege: { title: 'Льгота', value: text(60) },
  privilegeDocument: { title: 'Документ о льготе', value: text(200) },
  privilegeUntil: { title: 'Льгота до', value: cell.day() },
} as const;

type Columns = typeof columns;
type Field = keyof Columns;
export type PortalValues = {
  [F in Field]: Columns[F] extends { required: true }
    ? z.output<Columns[F]['value']>
    : z.output<Columns[F]['value']> | null;
};
export const titleOf = (field: Field) => columns[field].title;

const example: readonly Record<string, string>[] = [
  {
    ...{ portalId: '4012345678', filedAt: '2026-09-01T00:00:03.120+05:00' },
    ...{ childSurname: 'Иванова', childName: 'Мария', childPatronymic: 'Петровна', childBirthDate: '12.03.2024' },
    ...{ guardianSurname: 'Иванова', guardianName: 'Анна', guardianSnils: '112-233-445 95', kind: 'родитель' },
    ...{ ground: 'Свидетельство о рождении II-ФР № 123456 от 20.03.2024', gardens: '7200000001, 7200000002' },
    ...{ desiredOn: '01.09.2027', regime: 'полный день', anywhere: 'да' },
    ...{
      privilege: 'large-family',
      privilegeDocument: 'Удостоверение № 15 от 01.02.2025',
      privilegeUntil: '01.02.2030',
    },
  },
  {
    ...{ portalId: '4012345679', filedAt: '2026-09-01T00:00:04.007+05:00' },
    ...{ childSurname: 'Петров', childName: 'Лев', childBirthDate: '2023-11-30' },
    ...{ guardianSurname: 'Петров', guardianName: 'Олег', guardianSnils: '087-654-303 00', kind: 'опекун' },
    ...{ ground: 'Постановление об опеке № 7 от 12.01.2025', gardens: '7200000002', desiredOn: '01.09.2026' },
  },
];

/** One row an application, as `docs/operations/federal-exchange.md` describes it; our own format, not verified with the portal. */
export const portalForm: TableForm = {
  columns,
  key: ['portalId'],
  sample: () => [
    Object.values(columns).map(({ title }) => title),
    ...example.map((row) => Object.keys(columns).map((field) => row[field] ?? '')),
  ],
};
