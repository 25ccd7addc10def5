import type { Band, ConditionName, ScaleInput } from '../../shared';

/** First primary points of marks 3, 4 and 5, and the maximum. */
type Steps = readonly [three: number, four: number, five: number, maximum: number];
/** For a mark: at least so many points for the condition, otherwise another mark. */
type Conditions = { name: ConditionName; of: Partial<Record<number, readonly [atLeast: number | null, mark: number]>> };

function bands([three, four, five, maximum]: Steps, conditions?: Conditions): Band[] {
  const starts = [0, three, four, five, maximum + 1];
  return [2, 3, 4, 5].map((result, at) => {
    const condition = conditions?.of[result];
    return {
      from: starts[at] ?? 0,
      to: (starts[at + 1] ?? 0) - 1,
      result,
      ...(conditions
        && condition && { condition: { name: conditions.name, atLeast: condition[0], otherwise: condition[1] } }),
    };
  });
}

type Edition = Pick<ScaleInput, 'validFrom' | 'validTo' | 'act' | 'source'> & {
  steps: Record<string, Steps>;
  conditions: Record<string, Conditions>;
};

const geometry = (points: number): Conditions => ({
  name: 'geometry',
  of: { 3: [points, 2], 4: [points, 2], 5: [points, 2] },
});
const literacy = (four: number | null, five: number | null): Conditions => ({
  name: 'literacy',
  of: { 4: [four, 3], 5: [five, 4] },
});

const oge2023: Edition = {
  validFrom: '2023-01-01',
  validTo: '2023-12-31',
  act: 'Письмо Рособрнадзора от 21.02.2023 № 04-57',
  source: 'csedu.ru',
  steps: {
    russian: [15, 23, 29, 33],
    math: [8, 15, 22, 31],
    physics: [11, 23, 35, 45],
    chemistry: [10, 21, 31, 40],
    biology: [13, 26, 38, 48],
    geography: [12, 19, 26, 31],
    social: [14, 24, 32, 37],
    history: [11, 21, 30, 37],
    literature: [16, 24, 32, 37],
    informatics: [5, 11, 16, 19],
    'foreign-lang': [29, 46, 58, 68],
  },
  conditions: { russian: literacy(4, 6), math: geometry(2) },
};

const oge2026: Edition = {
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  act: 'Письмо Рособрнадзора от 25.02.2026 № 02-20',
  source: 'eddu.pro',
  steps: { russian: [15, 26, 33, 37], math: [8, 15, 22, 31] },
  conditions: { russian: literacy(6, 9), math: geometry(2) },
};

const ogeBefore2020: Edition = {
  validFrom: null,
  validTo: '2019-12-31',
  act: 'Шкалы ОГЭ до 2020 года, точные годы источником не указаны',
  source: 'sever-okrug.minobr63.ru',
  steps: {
    russian: [15, 25, 34, 39],
    math: [8, 15, 22, 32],
    physics: [10, 20, 31, 40],
    chemistry: [9, 19, 29, 38],
    biology: [13, 26, 37, 46],
    geography: [12, 20, 27, 32],
    social: [15, 25, 34, 39],
    history: [13, 24, 35, 44],
    literature: [7, 14, 19, 23],
    informatics: [5, 12, 18, 22],
    'foreign-lang': [29, 46, 59, 70],
  },
  conditions: { russian: literacy(null, null), math: geometry(1) },
};

const scalesOf = ({ steps, conditions, ...edition }: Edition) =>
  Object.entries(steps).map(([subject, points]): ScaleInput => ({
    kind: 'oge',
    subject,
    variant: '',
    unit: 'mark',
    bands: bands(points, conditions[subject]),
    ...edition,
    verified: false,
  }));

export const ogeScales: readonly ScaleInput[] = [oge2023, oge2026, ogeBefore2020].flatMap(scalesOf);

const gve: readonly (readonly [subject: string, variant: string, steps: Steps])[] = [
  ['russian', '', [5, 11, 15, 17]],
  ['math', '100-е', [4, 7, 10, 14]],
  ['math', '200-е', [4, 7, 10, 12]],
  ['math', '300-е', [3, 6, 9, 10]],
  ['physics', '', [7, 13, 19, 23]],
  ['chemistry', '', [7, 11, 15, 17]],
  ['biology', '', [9, 18, 28, 37]],
  ['geography', '', [6, 11, 16, 19]],
  ['social', '', [7, 13, 19, 23]],
  ['history', '', [7, 13, 19, 24]],
  ['literature', '', [5, 12, 20, 24]],
  ['foreign-lang', '100-400-е', [11, 19, 27, 34]],
  ['foreign-lang', '500-е', [12, 17, 21, 24]],
];

/** Written form of grade 9. The source states no year; the tables are those of 2023–2024. */
export const gveScales: readonly ScaleInput[] = gve.map(([subject, variant, steps]) => ({
  kind: 'gve',
  subject,
  variant,
  unit: 'mark',
  bands: bands(steps),
  validFrom: '2023-01-01',
  validTo: '2024-12-31',
  act: 'Шкалы ГВЭ-9, письменная форма (год источником не указан, семейство 2023–2024)',
  source: subject === 'math' ? 'csedu.ru; сверено с consultant.ru, LAW_471079' : 'csedu.ru',
  verified: subject === 'math',
}));
