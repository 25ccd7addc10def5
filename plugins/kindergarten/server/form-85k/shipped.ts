import { formEquation, numberedColumns, reference, sumOfLines, type ShippedPiece } from '@regiso/core';
import { Piece, type Where } from './template';
import { formTitles } from './titles';

// Numbers of lines were read in texts of the form, never checked against the paper in force by a person.
const section4 = 'Раздел 4; номера по docs.cntd.ru/document/350315816 (прежний бланк), с действующим не сверено';
const section7 = 'Раздел 7; номера по docs.cntd.ru/document/1306930307, с действующим не сверено';
const mem = 'По памяти, с бланком не сверено';

type Shipped = ShippedPiece<Where>;
type Notes = readonly [note: string, noteEn: string];

const column = (title: string, titleEn: string, where: Where | null) => ({ title, titleEn, where });
const all = column('Всего', 'All', {});

const byGroupAges = numberedColumns([
  all,
  column('2 мес. – 1 год', '2 months – 1', { groupAges: [0, 0] }),
  column('1–3 года', '1–3 years', { groupAges: [1, 2] }),
  column('3–5 лет', '3–5 years', { groupAges: [3, 4] }),
  column('5 лет и старше', '5 and older', { groupAges: [5, 99] }),
  column('Смешанный возраст', 'Mixed ages', { groupAges: 'mixed' }),
]);
const byAge = numberedColumns([
  all,
  column('до 1 года', 'under 1', { age: [0, 0] }),
  column('1 год', '1', { age: [1, 1] }),
  ...[2, 3, 4].map((age) => column(`${age} года`, `${age}`, { age: [age, age] })),
  ...[5, 6].map((age) => column(`${age} лет`, `${age}`, { age: [age, age] })),
  column('7 лет и старше', '7 and older', { age: [7, 99] }),
]);
const byNeeds = numberedColumns([
  all,
  column('из них 3 лет и старше', 'of them 3 and older', { age: [3, 99] }),
  column('с ОВЗ', 'with special needs', null),
  column('дети-инвалиды', 'disabled', null),
]);

type Columns = ReturnType<typeof numberedColumns<Where>>;
const section = (unit: 'group' | 'child', columns: Columns, clause = mem): Shipped => ({
  value: { kind: 'section', unit, columns },
  clause,
});
const line = (of: string, level: number, where: Where | null, clause: string, notes?: Notes): Shipped => ({
  value: { kind: 'line', section: of, level, where, ...(notes && { note: notes[0], noteEn: notes[1] }) },
  clause,
});
const equation = (...given: Parameters<typeof formEquation>): Shipped => ({
  value: formEquation(...given),
  clause: mem,
});

const kinds: readonly (readonly [line: string, orientation: NonNullable<Where['orientation']>[number]])[] = [
  ['402', 'compensating'],
  ['413', 'general'],
  ['414', 'health'],
  ['418', 'combined'],
  ['420', 'care'],
  ['421', 'family'],
];
const groupsNotKept = ['403', '404', '405', '406', '407', '408', '409', '410', '411', '412', '415', '416', '417'];
const infants = [
  'Отдельного вида групп нет: они стоят по своей направленности, а возраст их — в графах 4 и 5',
  'No kind of its own here: such groups stand by their orientation, with their ages in columns 4 and 5',
] as const;

const groupLines = {
  '401': line('Р4', 0, {}, section4),
  ...Object.fromEntries(kinds.map(([at, one]) => [at, line('Р4', 1, { orientation: [one] }, section4)])),
  ...Object.fromEntries(
    groupsNotKept.map((at) => [at, line('Р4', at === '405' || at === '409' ? 3 : 2, null, section4)]),
  ),
  '419': line('Р4', 1, null, section4, infants),
};
const childLines = {
  '501': line('Р5', 0, {}, mem),
  ...Object.fromEntries(kinds.map(([at, one]) => [`5${at.slice(1)}`, line('Р5', 1, { orientation: [one] }, mem)])),
};

const ageKinds: readonly (readonly [line: number, where: Where | null, notes?: Notes])[] = [
  [701, {}],
  [
    703,
    { orientation: ['general', 'compensating', 'health', 'combined', 'family'] },
    ['Все группы, кроме присмотра и ухода', 'All groups but those of care only'],
  ],
  [
    705,
    { orientation: ['compensating'] },
    [
      'Дети групп компенсирующей направленности; программы детей в других группах не ведутся',
      'Children of compensating groups; programmes of children elsewhere are not kept',
    ],
  ],
  [707, { citizenship: 'foreign' }],
  [709, null],
  [711, { citizenship: 'none' }],
];
const ageLines = Object.fromEntries(
  ageKinds.flatMap(([at, where, notes]) => {
    const level = at === 701 ? 0 : 1;
    const girls = where && { ...where, sex: 'female' as const };
    return [
      [String(at), line('Р7', level, where, section7, notes)],
      [String(at + 1), line('Р7', level + 1, girls, section7)],
    ];
  }),
);

/** A line of all, then one for each value. */
const split = <K extends 'regime' | 'language'>(of: string, first: number, key: K, values: NonNullable<Where[K]>) =>
  Object.fromEntries([
    [String(first), line(of, 0, {}, mem)],
    ...values.map((value, at) => [String(first + 1 + at), line(of, 1, { [key]: [value] }, mem)]),
  ]) as Record<string, Shipped>;

const pieces: Readonly<Record<string, Shipped>> = {
  Р3: section('child', numberedColumns([all])),
  ...split('Р3', 301, 'regime', ['three-hours', 'short', 'full', 'long', 'round-the-clock']),
  Р4: section('group', byGroupAges, section4),
  ...groupLines,
  Р5: section('child', byNeeds),
  ...childLines,
  Р6: section('child', numberedColumns([all])),
  ...split('Р6', 601, 'language', ['ru', 'tt', 'kk', 'de', 'kca', 'mns', 'nen']),
  Р7: section('child', byAge, section7),
  ...ageLines,
  К01: equation('*.3', '=', '*.4 *.5 *.6 *.7 *.8', 'Р4'),
  К02: equation('401.*', '=', sumOfLines([...kinds.map(([at]) => at), '419']), 'Р4'),
  К03: equation('402.*', '=', sumOfLines(['403', '404', '406', '407', '408', '410', '411', '412']), 'Р4'),
  К04: equation('501.*', '=', sumOfLines(kinds.map(([at]) => `5${at.slice(1)}`)), 'Р5'),
  К05: equation('*.3', '=', '*.4 *.5 *.6 *.7 *.8 *.9 *.10 *.11', 'Р7'),
  К06: equation('702.*', '≤', '701.*', 'Р7'),
  К07: equation('704.*', '≤', '703.*', 'Р7'),
  К08: equation('703.*', '≤', '701.*', 'Р7'),
  К09: equation('705.*', '≤', '703.*', 'Р7'),
  К10: equation('707.* 711.*', '≤', '701.*', 'Р7'),
  К11: equation('501.3', '=', '701.3'),
  К12: equation('301.3', '=', '302.3 303.3 304.3 305.3 306.3'),
  К13: equation('301.3', '=', '701.3'),
  К14: equation('601.3', '=', sumOfLines(['602', '603', '604', '605', '606', '607', '608'], '3')),
  К15: equation('601.3', '=', '701.3'),
};

/** The form № 85-К: its sections, lines, columns and equations, each a version with its act. Nothing in it is checked yet. */
export const form85k = reference({
  id: 'kindergarten.form-85k',
  title: 'Форма 85-К: строки, графы, контроли',
  titleEn: 'Form 85-К: lines, columns, equations',
  codes: formTitles,
  schema: Piece,
  rows: Object.entries(pieces).map(([code, { value, clause }]) => ({
    ...{ code: code as keyof typeof formTitles, value, clause, verified: false },
    ...{ act: 'Приказ Росстата от 31.07.2024 № 332', validFrom: '2024-01-01' },
  })),
});
