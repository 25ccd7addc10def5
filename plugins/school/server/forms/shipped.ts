import { formEquation, numberedColumns, reference, sumOfLines, type ShippedPiece } from '@regiso/core';
import { Piece, type Unit, type Where } from './template';
import { ageLine, ages, formTitles, languageLine, teacherLine, teachers } from './titles';

// Layouts were read in texts of former editions or are from memory: nobody has checked them against the paper in force.
const mem = 'По памяти, с бланком не сверено';
const section21 = 'Раздел 2.1; пары строк «классы, обучающиеся» по бланку 2016–2017, docs.cntd.ru/document/456013683';
const section24 = 'Раздел 2.4; графы и строки по бланку 2019, docs.cntd.ru/document/560943177';

type Shipped = ShippedPiece<Where>;
type Columns = ReturnType<typeof numberedColumns<Where>>;
type Notes = readonly [note: string, noteEn: string];
type More = { level?: number; unit?: Unit; clause?: string; notes?: Notes };

const column = (title: string, titleEn: string, where: Where | null) => ({ title, titleEn, where });
const all = column('Всего', 'All', {});
const stages = [
  column('1–4 классы', 'Grades 1–4', { grade: [1, 4] }),
  column('5–9 классы', 'Grades 5–9', { grade: [5, 9] }),
  column('10–11 классы', 'Grades 10–11', { grade: [10, 11] }),
];
const eachGrade = Array.from({ length: 11 }, (_, at) =>
  column(`${at + 1} кл.`, `Gr. ${at + 1}`, { grade: [at + 1, at + 1] }),
);

const section = (unit: Unit, columns: Columns, clause = mem): Shipped => ({
  value: { kind: 'section', unit, columns },
  clause,
});
/** A line by its code: `21-03` is line 03 of section 2.1. */
const line = (code: string, where: Where | null, { level = 0, unit, clause = mem, notes }: More = {}) =>
  [
    code,
    {
      value: {
        ...{ kind: 'line', section: `Р${code[0]}.${code[1]}`, level, where, number: code.slice(3) },
        ...(unit && { unit }),
        ...(notes && { note: notes[0], noteEn: notes[1] }),
      },
      clause,
    } satisfies Shipped,
  ] as const;
const equation = (...given: Parameters<typeof formEquation>): Shipped => ({
  value: formEquation(...given),
  clause: mem,
});

const byGrades = numberedColumns<Where>([all, ...eachGrade]);
const byStages = numberedColumns<Where>([all, ...stages]);
const bySets = numberedColumns<Where>([
  column('Всего', 'All', { sets: 'units' }),
  column('Классы, не объединённые в комплекты', 'Classes apart', { sets: 'apart' }),
  column('Классы-комплекты', 'Class-sets', { sets: 'sets' }),
  column('В них классов', 'Classes in them', { sets: 'joined' }),
]);
const byAges = numberedColumns<Where>([
  all,
  column('из них девочки', 'of them girls', { sex: 'female' }),
  ...eachGrade,
]);
const byStaff = numberedColumns<Where>([
  all,
  column('из них женщины', 'of them women', { sex: 'female' }),
  column('высшее образование', 'with a degree', null),
  column('высшая категория', 'of the highest category', null),
  column('первая категория', 'of the first category', null),
]);

const pupil = { unit: 'pupil', level: 1 } as const;
const paired: Notes = ['Класс-комплект считается за один', 'A class-set counts as one'];
const asked: Notes = ['Какой язык учит класс, в журналах не ведётся', 'Journals do not say which language it is'];
const several: Notes = ['Учитель стоит во всех строках, чьи предметы ведёт', 'A teacher stands in every line taught'];

const lines = [
  line('21-01', {}, { clause: section21 }),
  line('21-02', {}, { unit: 'pupil', clause: section21 }),
  line('21-03', null, { level: 1, clause: section21 }),
  line('21-04', null, { ...pupil, clause: section21 }),
  line('21-05', null, { level: 1, clause: section21 }),
  line('21-06', null, { ...pupil, clause: section21 }),
  line('21-07', null, pupil),
  line('21-08', null, pupil),
  line('22-01', { shift: 1 }),
  line('22-02', { shift: 1 }, pupil),
  line('22-03', { shift: 2 }),
  line('22-04', { shift: 2 }, pupil),
  line('24-01', {}, { clause: section24, notes: paired }),
  line('24-02', { grade: [1, 4] }, { level: 1, clause: section24 }),
  line('24-03', { grade: [5, 9] }, { level: 1, clause: section24 }),
  line('24-04', { grade: [10, 11] }, { level: 1, clause: section24 }),
  line('24-05', { fewer: { than: 25, settlement: 'urban' } }, { level: 1, clause: section24 }),
  line('24-06', { fewer: { than: 14, settlement: 'rural' } }, { level: 1, clause: section24 }),
  line('25-01', {}),
  ...ages.map((age) =>
    line(ageLine(age), { age: [age === ages[0] ? 0 : age, age === ages.at(-1) ? 99 : age] }, { level: 1 }),
  ),
  line('26-01', {}),
  line('26-02', { citizenship: 'own' }, { level: 1 }),
  line('26-03', { citizenship: 'foreign' }, { level: 1 }),
  line('26-04', { citizenship: 'none' }, { level: 1 }),
  line('26-05', null, { level: 1 }),
  line('27-01', { subjects: ['foreign'] }, { notes: asked }),
  ...[0, 1, 2, 3, 4].map((at) => line(languageLine(at), null, { level: 1 })),
  line('28-01', { moved: ['arrived'] }),
  line('28-02', { moved: ['moved', 'other-school', 'finished', 'other', 'unknown'] }),
  line('28-03', { moved: ['moved'] }, { level: 1 }),
  line('28-04', { moved: ['other-school'] }, { level: 1 }),
  line('28-05', { moved: ['finished'] }, { level: 1 }),
  line('28-06', { moved: ['finished'], grade: [9, 9] }, { level: 2 }),
  line('28-07', { moved: ['finished'], grade: [11, 11] }, { level: 2 }),
  line('28-08', { moved: ['other'] }, { level: 1 }),
  line('28-09', { moved: ['unknown'] }, { level: 1 }),
  line('31-01', {}, { notes: several }),
  line('31-02', { grade: [1, 4] }, { level: 1 }),
  ...teachers.map(([, , subjects], at) => line(teacherLine(at), { subjects: [...subjects] }, { level: 1 })),
  line('32-01', {}),
  line('32-02', { isTaught: true }, { level: 1 }),
  line('32-03', { isTaught: false }, { level: 1 }),
];

const sumOfColumns = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `*.${from + at}`).join(' ');

const pieces: Readonly<Record<string, Shipped>> = {
  'Р2.1': section('class', byGrades, section21),
  'Р2.2': section('class', byStages),
  'Р2.4': section('class', bySets, section24),
  'Р2.5': section('pupil', byAges),
  'Р2.6': section('pupil', byStages),
  'Р2.7': section('pupil', byStages),
  'Р2.8': section('move', byStages),
  'Р3.1': section('teacher', byStaff),
  'Р3.2': section('hour', byStages),
  ...Object.fromEntries(lines),
  К01: equation('*.3', '=', sumOfColumns(4, 14), 'Р2.1'),
  К02: equation('*.3', '=', sumOfColumns(4, 6), 'Р2.2'),
  К03: equation('21-01.3', '=', '22-01.3 22-03.3'),
  К04: equation('21-02.3', '=', '22-02.3 22-04.3'),
  К05: equation('*.3', '=', sumOfColumns(4, 5), 'Р2.4'),
  К06: equation('24-01.*', '=', sumOfLines(['24-02', '24-03', '24-04']), 'Р2.4'),
  К07: equation('21-01.3', '=', '24-01.4 24-01.6'),
  К08: equation('24-05.* 24-06.*', '≤', '24-01.*', 'Р2.4'),
  К09: equation('*.3', '=', sumOfColumns(5, 15), 'Р2.5'),
  К10: equation('25-01.*', '=', sumOfLines(ages.map(ageLine)), 'Р2.5'),
  К11: equation('*.4', '≤', '*.3', 'Р2.5'),
  К12: equation('21-02.3', '=', '25-01.3'),
  К13: equation('*.3', '=', sumOfColumns(4, 6), 'Р2.6'),
  К14: equation('21-02.3', '=', '26-01.3'),
  К15: equation('26-02.* 26-03.* 26-04.*', '≤', '26-01.*', 'Р2.6'),
  К16: equation('*.3', '=', sumOfColumns(4, 6), 'Р2.7'),
  К17: equation('27-01.*', '≤', '26-01.*', 'Р2.7'),
  К18: equation('*.3', '=', sumOfColumns(4, 6), 'Р2.8'),
  К19: equation('28-02.*', '=', sumOfLines(['28-03', '28-04', '28-05', '28-08', '28-09']), 'Р2.8'),
  К20: equation('28-06.* 28-07.*', '≤', '28-05.*', 'Р2.8'),
  К21: equation('*.3', '=', sumOfColumns(4, 6), 'Р3.2'),
  К22: equation('32-01.*', '=', '32-02.* 32-03.*', 'Р3.2'),
  К23: equation('*.4', '≤', '*.3', 'Р3.1'),
  ДЕНЬ: {
    value: { kind: 'day', day: '09-20' },
    clause: 'Форма ОО-1 на 20 сентября; с действующим приказом не сверено',
  },
  С01: { value: { kind: 'against', cell: '21-02.3', source: 'register' }, clause: 'Внутренний контроль РЕГИСО' },
  С02: { value: { kind: 'against', cell: '21-02.3', source: 'last-year' }, clause: 'Внутренний контроль РЕГИСО' },
};

/** The form № ОО-1: its sections, lines, columns and controls, each a version with its act. Nothing in it is checked yet. */
export const formOo1 = reference({
  id: 'school.form-oo-1',
  title: 'Форма ОО-1: строки, графы, контроли',
  titleEn: 'Form ОО-1: lines, columns, equations',
  codes: formTitles,
  schema: Piece,
  rows: Object.entries(pieces).map(([code, { value, clause }]) => ({
    ...{ code, value, clause, verified: false, validFrom: '2024-01-01' },
    act: 'Приказ Росстата о форме № ОО-1, docs.cntd.ru/document/1306930309; номер и дата не сверены',
  })),
});
