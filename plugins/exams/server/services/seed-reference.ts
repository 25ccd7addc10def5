import { audit, homeRegion, sql } from '@regiso/core';
import { egeScales } from '../reference/ege-scales';
import { shippedKinds, shippedSubjects } from '../reference/kinds';
import { gveScales, ogeScales } from '../reference/mark-scales';
import { publishedMeans } from '../reference/published-means';
import { shippedSessions } from '../reference/sessions';
import { shippedThresholds } from '../reference/thresholds';

type Changed = { changed: number };
const json = (rows: readonly object[]) => JSON.stringify(rows);
const count = ([row]: Changed[]) => Number(row?.changed ?? 0);

/** Writes the shipped reference rows that are not there yet. What an installation has entered is never overwritten. */
export async function seedReference(): Promise<void> {
  const added = {
    kinds: await seedKinds(),
    subjects: await seedSubjects(),
    sessions: await seedSessions(),
    scales: await seedScales(),
    thresholds: await seedThresholds(),
    means: await seedMeans(),
  };
  if (Object.values(added).every((rows) => rows === 0)) return;
  await audit('exams.reference-loaded', { type: 'exam-reference' }, added);
}

const seedKinds = async () =>
  count(
    await sql<Changed>`WITH added AS (
      INSERT INTO exams.exam_kinds (code, title, title_en, grade, unit, maximum)
      SELECT code, title, "titleEn", grade, unit, maximum
      FROM jsonb_to_recordset(${json(shippedKinds)}::jsonb)
        AS given(code text, title text, "titleEn" text, grade int, unit text, maximum int)
      ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*) AS changed FROM added`,
  );

const seedSubjects = async () =>
  count(
    await sql<Changed>`WITH added AS (
      INSERT INTO exams.subjects (code, title, title_en, unit)
      SELECT code, title, "titleEn", unit
      FROM jsonb_to_recordset(${json(shippedSubjects)}::jsonb) AS given(code text, title text, "titleEn" text, unit text)
      ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*) AS changed FROM added`,
  );

const seedSessions = async () =>
  count(
    await sql<Changed>`WITH added AS (
      INSERT INTO exams.sessions (kind, year, period, starts_on, ends_on, apply_by, source)
      SELECT kind, year, period, "startsOn", "endsOn", "applyBy", source
      FROM jsonb_to_recordset(${json(shippedSessions)}::jsonb)
        AS given(kind text, year int, period text, "startsOn" date, "endsOn" date, "applyBy" date, source text)
      ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*) AS changed FROM added`,
  );

// A day that some version already covers is left to that version: it may be the region's own scale.
const seedScales = async () =>
  count(
    await sql<Changed>`WITH added AS (
      INSERT INTO exams.scales (kind, subject, variant, unit, bands, valid_from, valid_to, act, source, verified)
      SELECT kind, subject, variant, unit, bands, "validFrom", "validTo", act, source, verified
      FROM jsonb_to_recordset(${json([...egeScales, ...ogeScales, ...gveScales])}::jsonb)
        AS given(kind text, subject text, variant text, unit text, bands jsonb, "validFrom" date, "validTo" date,
          act text, source text, verified boolean)
      WHERE NOT EXISTS (SELECT FROM exams.scales s
        WHERE (s.kind, s.subject, s.variant) = (given.kind, given.subject, given.variant)
          AND daterange(s.valid_from, s.valid_to, '[]') && daterange("validFrom", "validTo", '[]'))
      RETURNING 1) SELECT count(*) AS changed FROM added`,
  );

const seedThresholds = async () =>
  count(
    await sql<Changed>`WITH added AS (
      INSERT INTO exams.thresholds (kind, subject, purpose, profile, unit, minimum, minimum_to, minimum_geometry,
        valid_from, valid_to, source, verified)
      SELECT kind, subject, purpose, profile, unit, minimum, "minimumTo", "minimumGeometry", "validFrom", "validTo",
        source, verified
      FROM jsonb_to_recordset(${json(shippedThresholds)}::jsonb)
        AS given(kind text, subject text, purpose text, profile text, unit text, minimum int, "minimumTo" int,
          "minimumGeometry" int, "validFrom" date, "validTo" date, source text, verified boolean)
      ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*) AS changed FROM added`,
  );

const seedMeans = async () =>
  count(
    await sql<Changed>`WITH added AS (
      INSERT INTO exams.published_means (territory, year, subject, mean, unit, source, note)
      SELECT territory, year, subject, mean, unit, source, note
      FROM jsonb_to_recordset(${json(publishedMeans(homeRegion()))}::jsonb)
        AS given(territory text, year int, subject text, mean float8, unit text, source text, note text)
      ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*) AS changed FROM added`,
  );
