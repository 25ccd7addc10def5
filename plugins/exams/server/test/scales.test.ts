import { packOf } from '@regiso/core';
import { ScaleInput } from '../../shared';
import { egeScales } from '../reference/ege-scales';
import { shippedKinds, shippedSubjects } from '../reference/kinds';
import { gveScales, ogeScales } from '../reference/mark-scales';
import { publishedMeans } from '../reference/published-means';
import { shippedSessions } from '../reference/sessions';
import { shippedThresholds } from '../reference/thresholds';
import { markOf, maximumOf, scaleAmong, testScore } from '../services/scale';
import { realFile, rowsOf } from './real-data';

const scales = [...egeScales, ...ogeScales, ...gveScales];
const scale = (kind: string, subject: string, on: string, variant?: string) => {
  const found = scaleAmong(scales, { kind, subject, on, variant });
  if (!found) throw new Error(`no scale of ${kind} ${subject} on ${on}`);
  return found;
};
const label = ({ kind, subject, variant, validTo }: ScaleInput) => `${kind} ${subject} ${variant} ${validTo}`;

describe('Every shipped scale', () => {
  it.each(scales.map((one) => [label(one), one] as const))('%s runs from 0 without gaps and never falls', (_, one) => {
    expect(() => ScaleInput.parse(one)).not.toThrow();
  });

  it('is for a known exam and subject, and alone in its time', () => {
    const kinds = new Set(shippedKinds.map(({ code }) => code));
    const subjects = new Set<string>(shippedSubjects.map(({ code }) => code));
    for (const { kind, subject } of [...scales, ...shippedThresholds]) {
      expect(kinds).toContain(kind);
      expect(subjects).toContain(subject);
    }
    for (const day of ['2018-06-01', '2023-06-01', '2024-06-01', '2025-06-01', '2026-06-01']) {
      const there = scales
        .filter(({ validFrom, validTo }) => (validFrom ?? '') <= day && day <= (validTo ?? '9999'))
        .map(({ kind, subject, variant }) => [kind, subject, variant].join('/'));
      expect(new Set(there).size).toBe(there.length);
    }
  });
});

describe('A test score', () => {
  it.each(egeScales.filter(({ unit }) => unit === 'score').map((one) => [one.subject, one] as const))(
    'of %s begins at 0, ends at 100',
    (_, one) => {
      expect(testScore(one, 0)).toBe(0);
      expect(testScore(one, maximumOf(one))).toBe(100);
    },
  );

  it('is refused for points that cannot be had', () => {
    const russian = scale('ege', 'russian', '2026-06-01');
    for (const primary of [-1, 51, 10.5, Number.NaN]) expect(() => testScore(russian, primary)).toThrow(RangeError);
  });

  it('is not taken from the scale of another year', () => {
    expect(scaleAmong(scales, { kind: 'ege', subject: 'russian', on: '2024-06-01' })).toBeUndefined();
    expect(scaleAmong(scales, { kind: 'ege', subject: 'russian', on: '2025-06-01' })).toBeDefined();
    expect(scaleAmong(scales, { kind: 'ege', subject: 'chinese', on: '2025-06-01' })).toBeUndefined();
    expect(scaleAmong(scales, { kind: 'oge', subject: 'russian', on: '2024-06-01' })).toBeUndefined();
  });
});

describe('A mark', () => {
  const russian = scale('oge', 'russian', '2023-06-01');
  const maths = scale('oge', 'math', '2026-06-01');

  it('follows the primary points', () => {
    expect(
      [0, 10, 11, 22, 23, 34, 35, 45].map((points) => markOf(scale('oge', 'physics', '2023-06-01'), points)),
    ).toEqual([2, 2, 3, 3, 4, 4, 5, 5]);
    expect(markOf(scale('gve', 'math', '2023-06-01', '300-е'), 3)).toBe(3);
    expect(markOf(scale('ege', 'math-base', '2026-06-01'), 17)).toBe(5);
  });

  it('falls step by step when literacy is not enough', () => {
    expect(markOf(russian, 33, { literacy: 6 })).toBe(5);
    expect(markOf(russian, 33, { literacy: 5 })).toBe(4);
    expect(markOf(russian, 33, { literacy: 3 })).toBe(3);
    expect(markOf(russian, 15, { literacy: 0 })).toBe(3);
  });

  it('is 2 without geometry', () => {
    expect(markOf(maths, 31, { geometry: 2 })).toBe(5);
    expect(markOf(maths, 31, { geometry: 1 })).toBe(2);
  });

  it('is not guessed when a condition decides and is not known', () => {
    expect(markOf(russian, 30)).toBeNull();
    expect(markOf(russian, 14)).toBe(2);
    expect(markOf(scale('oge', 'russian', '2018-06-01'), 39, { literacy: 8 })).toBeNull();
  });
});

describe('The shipped tables agree with the collected data', () => {
  const agree = (name: string, check: (rows: Record<string, string>[]) => void) => {
    const path = realFile(name);
    (path ? it : it.skip)(`${name}`, () => check(rowsOf(path ?? '')));
  };
  const orNull = (text = '') => (text === '' ? null : Number(text));

  agree('ege-primary-to-test.csv', (rows) => {
    expect(rows).toHaveLength(617);
    for (const { year, subject_id: subject = '', primary, test } of rows)
      expect(testScore(scale('ege', subject, `${year}-06-01`), Number(primary))).toBe(Number(test));
    const points = egeScales.filter(({ unit }) => unit === 'score').flatMap(({ bands }) => bands.slice(1));
    expect(points).toHaveLength(617);
  });

  agree('ege-base-maths-marks.csv', (rows) =>
    expect(scale('ege', 'math-base', '2026-06-01').bands).toEqual(
      rows.map((row) => ({ from: Number(row.primary_from), to: Number(row.primary_to), result: Number(row.mark) })),
    ),
  );

  agree('oge-scales.csv', (rows) => {
    expect(rows).toHaveLength(96);
    expect(ogeScales.flatMap(({ bands }) => bands)).toHaveLength(96);
    for (const row of rows) {
      const on = row.edition === 'pre-2020' ? '2018-06-01' : `${row.edition}-06-01`;
      const found = scale('oge', row.subject_id ?? '', on);
      expect(maximumOf(found)).toBe(Number(row.max_primary));
      expect(found.bands).toContainEqual({
        from: Number(row.primary_from),
        to: Number(row.primary_to),
        result: Number(row.mark),
        ...(row.condition && {
          condition: {
            name: row.condition.split(' ')[0],
            atLeast: orNull(row.condition_min_points),
            otherwise: Number(row.mark_if_condition_failed),
          },
        }),
      });
    }
  });

  agree('gve-scales.csv', (rows) => {
    expect(gveScales.flatMap(({ bands }) => bands)).toHaveLength(rows.length);
    for (const row of rows) {
      const found = scale('gve', row.subject_id ?? '', '2023-06-01', row.variant_series);
      expect(maximumOf(found)).toBe(Number(row.max_primary));
      expect(found.bands).toContainEqual({
        from: Number(row.primary_from),
        to: Number(row.primary_to),
        result: Number(row.mark),
      });
    }
  });

  const minimumOf = (year: string | undefined, subject: string | undefined, purpose: string, profile = '') =>
    shippedThresholds.find(
      (one) =>
        one.validFrom === `${year}-01-01`
        && one.subject === subject
        && one.purpose === purpose
        && one.profile === profile,
    );

  agree('ege-thresholds.csv', (rows) => {
    for (const row of rows) {
      const minimum = (purpose: string) => minimumOf(row.year, row.subject_id, purpose)?.minimum ?? null;
      expect([row.subject_id, minimum('certificate')]).toEqual([row.subject_id, orNull(row.min_certificate)]);
      expect(minimum('university')).toBe(orNull(row.min_university_rosobrnadzor));
      expect(minimum('university-science-ministry')).toBe(orNull(row.min_university_minobrnauki));
    }
  });

  agree('oge-minimum-2026.csv', (rows) => {
    for (const row of rows)
      expect(minimumOf(row.year, row.subject_id, 'mark-3')).toMatchObject({
        minimum: Number(row.min_primary),
        minimumGeometry: orNull(row.min_geometry),
      });
    expect(shippedThresholds.filter(({ purpose }) => purpose === 'mark-3')).toHaveLength(rows.length);
  });

  agree('oge-profile-class-minimum.csv', (rows) => {
    for (const row of rows)
      expect(minimumOf(row.edition, row.subject_id, 'profile-class', row.profile)).toMatchObject({
        minimum: Number(row.min_primary_from),
        minimumTo: row.min_primary_to === row.min_primary_from ? null : Number(row.min_primary_to),
        minimumGeometry: orNull(row.min_geometry),
      });
    expect(shippedThresholds.filter(({ purpose }) => purpose === 'profile-class')).toHaveLength(rows.length);
  });

  agree('ege-means.csv', (rows) => {
    const means = publishedMeans(packOf('tyumen'));
    expect(means).toHaveLength(rows.length);
    for (const row of rows)
      expect(means).toContainEqual({
        territory: row.territory === 'Российская Федерация' ? 'country' : 'tyumen',
        year: Number(row.year),
        subject: row.subject_id,
        mean: Number(row.mean),
        unit: row.unit === 'mark' ? 'mark' : 'score',
        source: row.source,
        note: row.note || null,
      });
  });

  agree('ege-periods-2026.csv', (rows) => {
    const applyBy = rows.find(({ period_id: period }) => period === 'application')?.date_to;
    for (const { period_id: period, date_from: startsOn, date_to: endsOn } of rows)
      if (period !== 'application')
        expect(shippedSessions).toContainEqual(expect.objectContaining({ period, startsOn, endsOn, applyBy }));
  });
});
