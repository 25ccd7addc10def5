import type { ThresholdInput as Threshold } from '../../shared';

type Rest = Partial<Pick<Threshold, 'profile' | 'minimumTo' | 'minimumGeometry'>>;
type Head = Pick<Threshold, 'kind' | 'purpose' | 'unit' | 'source'> & { year: number };

const row = ({ year, ...head }: Head, subject: string, minimum: number, rest: Rest = {}): Threshold => ({
  ...head,
  subject,
  profile: '',
  minimum,
  minimumTo: null,
  minimumGeometry: null,
  ...rest,
  validFrom: `${year}-01-01`,
  validTo: `${year}-12-31`,
  verified: false,
});
const rows = (head: Head, minima: Record<string, number>) =>
  Object.entries(minima).map(([subject, minimum]) => row(head, subject, minimum));

const score = { kind: 'ege', unit: 'score' } as const;
const schoolMedia = (year: number) => `github.com/ValeryFilip/school-media (шкала ${year})`;
const press2026 =
  'kommersant.ru doc 8362621 (20.01.2026); news.mail.ru society 69487775; для вузов Минобрнауки: 76.ru 16.12.2025';
const rosobrnadzor = {
  'math-pro': 27,
  russian: 36,
  informatics: 40,
  biology: 36,
  chemistry: 36,
  physics: 36,
  social: 42,
  history: 32,
  literature: 32,
  geography: 37,
  'foreign-lang': 22,
};

const ege: Threshold[] = [
  ...rows(
    { ...score, year: 2022, purpose: 'university-science-ministry', source: 'examwiki.ru' },
    {
      russian: 40,
      'math-pro': 39,
      biology: 39,
      geography: 40,
      'foreign-lang': 30,
      informatics: 44,
      history: 35,
      literature: 40,
      social: 45,
      physics: 39,
      chemistry: 39,
    },
  ),
  row({ ...score, year: 2022, purpose: 'certificate', source: 'examwiki.ru' }, 'math-pro', 27),
  ...rows({ ...score, year: 2025, purpose: 'university', source: schoolMedia(2025) }, rosobrnadzor),
  ...rows({ ...score, year: 2026, purpose: 'university', source: press2026 }, rosobrnadzor),
  row({ ...score, year: 2026, purpose: 'university', source: schoolMedia(2026) }, 'chinese', 22),
  ...rows(
    { ...score, year: 2026, purpose: 'university-science-ministry', source: press2026 },
    {
      russian: 40,
      'math-pro': 40,
      informatics: 46,
      biology: 40,
      chemistry: 40,
      physics: 41,
      social: 45,
      history: 40,
      literature: 40,
      geography: 40,
      'foreign-lang': 40,
    },
  ),
  ...rows({ ...score, year: 2026, purpose: 'certificate', source: press2026 }, { russian: 24, 'math-pro': 27 }),
  row({ kind: 'ege', unit: 'mark', year: 2026, purpose: 'certificate', source: schoolMedia(2026) }, 'math-base', 3),
];

const primary = { kind: 'oge', unit: 'primary' } as const;
const minimum2026 = {
  russian: 15,
  informatics: 5,
  biology: 13,
  history: 11,
  chemistry: 10,
  'foreign-lang': 29,
  physics: 10,
  social: 14,
  literature: 16,
  geography: 12,
};
const mark3: Head = {
  ...primary,
  year: 2026,
  purpose: 'mark-3',
  source: 'eddu.pro; письмо Рособрнадзора 02-20 от 25.02.2026',
};
const profile2023: Head = {
  ...primary,
  year: 2023,
  purpose: 'profile-class',
  source: 'csedu.ru; письмо Рособрнадзора 04-57 от 21.02.2023',
};
const profile2026: Head = { ...primary, year: 2026, purpose: 'profile-class', source: 'eddu.pro' };

const oge: Threshold[] = [
  ...rows(mark3, minimum2026),
  row(mark3, 'math', 8, { minimumGeometry: 2 }),
  ...rows(profile2023, {
    russian: 26,
    physics: 31,
    chemistry: 27,
    biology: 34,
    geography: 23,
    social: 29,
    history: 26,
    literature: 27,
    informatics: 14,
    'foreign-lang': 55,
  }),
  row(profile2023, 'math', 18, { minimumTo: 19 }),
  row(profile2026, 'russian', 28),
  row(profile2026, 'math', 18, { profile: 'естественнонаучный', minimumGeometry: 6 }),
  row(profile2026, 'math', 18, { profile: 'экономический', minimumGeometry: 5 }),
  row(profile2026, 'math', 19, { profile: 'физико-математический', minimumGeometry: 7 }),
];

export const shippedThresholds: readonly Threshold[] = [...ege, ...oge];
