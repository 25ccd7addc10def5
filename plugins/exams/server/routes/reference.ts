import { audit, conflict, notFound, route, sql } from '@regiso/core';
import { z } from 'zod';
import { Band, code, ExamKindInput, ScaleInput, SessionInput, SubjectInput, ThresholdInput } from '../../shared';
import { addThreshold } from '../services/add-threshold';
import { enterSession } from '../services/enter-session';
import { addScale, listScales, scaleOn } from '../services/scale-on';
import { markOf, maximumOf, testScore } from '../services/scale';

const read = { permission: 'exams.read' } as const;
const edit = { permission: 'exams.edit-reference' } as const;
const Wanted = z.strictObject({ kind: code.optional(), subject: code.optional(), on: z.iso.date().optional() });

const listKinds = route({
  method: 'GET',
  path: '/reference/kinds',
  access: read,
  summary: 'Kinds of exams',
  reply: z.array(ExamKindInput),
  handler: () =>
    sql`SELECT code, title, title_en AS "titleEn", grade, unit, maximum FROM exams.exam_kinds ORDER BY code`,
});

const addKind = route({
  method: 'POST',
  path: '/reference/kinds',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Add a kind of exam',
  payload: ExamKindInput,
  reply: ExamKindInput,
  handler: async ({ payload }) => {
    const { titleEn, grade, unit, maximum } = payload;
    const [added] = await sql`INSERT INTO exams.exam_kinds (code, title, title_en, grade, unit, maximum)
      VALUES (${payload.code}, ${payload.title}, ${titleEn}, ${grade}, ${unit}, ${maximum})
      ON CONFLICT DO NOTHING RETURNING code`;
    if (!added) throw conflict(`Вид экзамена «${payload.code}» уже есть`);
    await audit('exams.kind-added', { type: 'exam-kind', id: payload.code });
    return payload;
  },
});

const listSubjects = route({
  method: 'GET',
  path: '/reference/subjects',
  access: read,
  summary: 'Subjects of exams',
  reply: z.array(SubjectInput),
  handler: () => sql`SELECT code, title, title_en AS "titleEn", unit FROM exams.subjects ORDER BY title`,
});

const addSubject = route({
  method: 'POST',
  path: '/reference/subjects',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Add a subject',
  payload: SubjectInput,
  reply: SubjectInput,
  handler: async ({ payload }) => {
    const [added] = await sql`INSERT INTO exams.subjects (code, title, title_en, unit)
      VALUES (${payload.code}, ${payload.title}, ${payload.titleEn}, ${payload.unit})
      ON CONFLICT DO NOTHING RETURNING code`;
    if (!added) throw conflict(`Предмет «${payload.code}» уже есть`);
    await audit('exams.subject-added', { type: 'subject', id: payload.code });
    return payload;
  },
});

const StoredScale = ScaleInput.safeExtend({ id: z.string(), bands: z.array(Band) });

const scales = route({
  method: 'GET',
  path: '/reference/scales',
  access: read,
  summary: 'Versions of scales with their acts; `on` leaves those in force on a day',
  query: Wanted,
  reply: z.array(StoredScale),
  handler: ({ query }) => listScales(query),
});

const newScale = route({
  method: 'POST',
  path: '/reference/scales',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Add a version of a scale; the one before it ends on the eve',
  payload: ScaleInput,
  reply: z.object({ id: z.string() }),
  handler: async ({ payload }) => ({ id: await addScale(payload) }),
});

const Points = z.coerce.number().int().min(0).max(1000);

const convert = route({
  method: 'GET',
  path: '/reference/convert',
  access: read,
  summary: 'Test score or mark for primary points on a day; null when a condition decides and its points are not given',
  query: z.strictObject({
    kind: code,
    subject: code,
    on: z.iso.date(),
    variant: z.string().max(60).default(''),
    primary: Points,
    literacy: Points.optional(),
    geometry: Points.optional(),
  }),
  reply: z.object({ result: z.number().nullable(), unit: z.string(), maximum: z.number(), act: z.string() }),
  handler: async ({ query: { kind, subject, on, variant, primary, literacy, geometry } }) => {
    const scale = await scaleOn(kind, subject, on, variant);
    if (!scale) throw notFound('Шкала на этот день');
    const maximum = maximumOf(scale);
    if (primary > maximum) throw conflict(`Первичный балл ${primary} больше наибольшего по этой шкале: ${maximum}`);
    const points = { ...(literacy !== undefined && { literacy }), ...(geometry !== undefined && { geometry }) };
    const result = scale.unit === 'mark' ? markOf(scale, primary, points) : testScore(scale, primary);
    return { result, unit: scale.unit, maximum, act: scale.act };
  },
});

const thresholds = route({
  method: 'GET',
  path: '/reference/thresholds',
  access: read,
  summary: 'Minimum results by purpose, with their sources',
  query: Wanted,
  handler: ({ query: { kind = null, subject = null, on = null } }) => sql`
    SELECT kind, subject, purpose, profile, unit, minimum, minimum_to AS "minimumTo",
      minimum_geometry AS "minimumGeometry", valid_from::text AS "validFrom", valid_to::text AS "validTo", source, verified
    FROM exams.thresholds
    WHERE (${kind}::text IS NULL OR kind = ${kind}) AND (${subject}::text IS NULL OR subject = ${subject})
      AND (${on}::date IS NULL OR ${on}::date BETWEEN valid_from AND valid_to)
    ORDER BY kind, subject, purpose, valid_from DESC, profile`,
});

const sessions = route({
  method: 'GET',
  path: '/reference/sessions',
  access: read,
  summary: 'Exam sessions with their days where they are known',
  handler: () => sql`SELECT kind, year, period, starts_on::text AS "startsOn", ends_on::text AS "endsOn",
      apply_by::text AS "applyBy", source FROM exams.sessions ORDER BY year DESC, kind, starts_on NULLS FIRST`,
});

const newThreshold = route({
  method: 'POST',
  path: '/reference/thresholds',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Add a version of a minimum; the one before it ends on the eve',
  payload: ThresholdInput,
  reply: z.object({ id: z.string() }),
  handler: async ({ payload }) => ({ id: await addThreshold(payload) }),
});

const newSession = route({
  method: 'POST',
  path: '/reference/sessions',
  idempotent: 'if-asked',
  access: edit,
  summary: 'Enter the days of a session, new or known',
  payload: SessionInput,
  reply: z.object({ id: z.string() }),
  handler: async ({ payload }) => ({ id: await enterSession(payload) }),
});

const means = route({
  method: 'GET',
  path: '/reference/means',
  access: read,
  summary: 'Means that others published for whole territories',
  handler: () => sql`SELECT territory, year, subject, mean, unit, source, note FROM exams.published_means
    ORDER BY year DESC, territory, subject`,
});

export const referenceRoutes = [
  listKinds,
  addKind,
  listSubjects,
  addSubject,
  scales,
  newScale,
  convert,
  thresholds,
  newThreshold,
  sessions,
  newSession,
  means,
];
