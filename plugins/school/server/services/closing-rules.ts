import { homeRegion, joined, part } from '@regiso/core';
import type { ClosingRule } from '../../shared';
import type { Look } from './closing-sets';

type Piece = ReturnType<typeof part>;

const atLesson = (
  where: Piece,
) => part`SELECT l.class_id, l.load_id, l.id AS lesson_id, NULL::uuid AS pupil_id, l.subject, l.day,
  l.number, l.teacher_id FROM les l WHERE ${where}`;
/** From `l` of lessons with `i` of a pupil. */
const atCell = (
  from: Piece,
) => part`SELECT DISTINCT l.class_id, l.load_id, l.id AS lesson_id, i.pupil_id, l.subject, l.day,
  l.number, l.teacher_id FROM ${from}`;
const atPupil = (
  where: Piece,
) => part`SELECT e.class_id, e.load_id, NULL::uuid AS lesson_id, e.pupil_id, e.subject, NULL::date AS day,
  NULL::smallint AS number, e.teacher_id FROM lrn e WHERE ${where}`;
const atJournal = (
  where: Piece,
) => part`SELECT j.class_id, j.load_id, NULL::uuid AS lesson_id, NULL::uuid AS pupil_id, j.subject,
  NULL::date AS day, NULL::smallint AS number, j.teacher_id FROM jr j WHERE ${where}`;
const ofClass = (pupil: Piece, subject: Piece, from: Piece) => part`SELECT DISTINCT k.class_id, NULL::uuid AS load_id,
  NULL::uuid AS lesson_id, ${pupil} AS pupil_id, ${subject} AS subject, NULL::date AS day, NULL::smallint AS number,
  NULL::uuid AS teacher_id FROM ${from}`;

/** A control work that others of the lesson have a mark for, and this pupil has not; `i.is_away` says why. */
const unmarked = part`les l CROSS JOIN LATERAL (VALUES (1, l.kind_1), (2, l.kind_2)) w(place, kind)
  JOIN school.loads j ON j.id = l.load_id
  CROSS JOIN LATERAL (SELECT s.pupil_id, EXISTS (SELECT FROM att a WHERE a.lesson_id = l.id AND a.pupil_id = s.pupil_id
      AND a.is_away) AS is_away FROM sat s WHERE s.class_id = l.class_id AND s.starts_on <= l.day
      AND (s.ends_on IS NULL OR s.ends_on >= l.day) AND (j.subgroup IS NULL
        OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = s.pupil_id))) i
  WHERE w.kind = 'control' AND EXISTS (SELECT FROM mk m WHERE m.lesson_id = l.id AND m.place = w.place)
    AND NOT EXISTS (SELECT FROM mk m WHERE m.lesson_id = l.id AND m.place = w.place AND m.pupil_id = i.pupil_id)`;

const isWithoutMarks = part`EXISTS (SELECT FROM (VALUES (1, l.kind_1), (2, l.kind_2)) w(place, kind) WHERE w.kind = 'control'
  AND NOT EXISTS (SELECT FROM mk m WHERE m.lesson_id = l.id AND m.place = w.place))`;
/** Whether the pupil `e` missed so many of the lessons given since they came that nothing can be attested. */
const missedMuch = ({
  period,
  until,
  norms: { missedShare },
}: Look) => part`(e.missed > 0 AND e.missed >= ${missedShare}::numeric
  * (SELECT count(*) FROM school.lessons l WHERE l.load_id = e.load_id AND l.attendance_at IS NOT NULL
    AND l.day BETWEEN greatest(e.starts_on, ${period.starts_on}::date) AND ${until}::date))`;

const rules: Record<ClosingRule, (look: Look) => Piece> = {
  topic: () => atLesson(part`l.topic IS NULL`),
  attendance: () => atLesson(part`NOT l.is_taken`),
  'work-unmarked': () => atLesson(part`l.grade > 1 AND l.is_control AND l.is_taken AND ${isWithoutMarks}`),
  'mark-on-absence': () =>
    atCell(part`les l JOIN mk i ON i.lesson_id = l.id AND NOT i.is_late
      JOIN att a ON a.lesson_id = l.id AND a.pupil_id = i.pupil_id AND a.is_away`),
  'few-marks': ({ norms: { least } }) => atPupil(part`e.n < ${least}::numeric AND NOT e.is_waived`),
  'period-mark': () => atPupil(part`NOT e.is_set`),
  'year-mark': () =>
    atPupil(part`NOT EXISTS (SELECT FROM school.year_marks f WHERE f.pupil_id = e.pupil_id AND f.subject = e.subject
      AND f.kind = 'year') AND EXISTS (SELECT FROM k WHERE k.class_id = e.class_id AND k.is_last)`),
  'no-group': () =>
    ofClass(
      part`s.pupil_id`,
      part`j.subject`,
      part`k JOIN school.loads j ON j.class_id = k.class_id AND j.subgroup IS NOT NULL JOIN sat s ON s.class_id = k.class_id
        WHERE NOT EXISTS (SELECT FROM school.loads o WHERE o.class_id = k.class_id AND o.subject = j.subject AND (o.subgroup IS NULL
          OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = o.id AND h.pupil_id = s.pupil_id)))`,
    ),
  'free-day': () => atLesson(part`EXISTS (SELECT FROM free f WHERE f.class_id = l.class_id AND f.day = l.day)`),
  'no-teacher': () => atLesson(part`l.teacher_id IS NULL`),
  'filled-late': () => atLesson(part`l.topic IS NOT NULL AND l.is_taken AND NOT l.is_filled`),
  'marks-late': ({ norms: { lateDays } }) =>
    atLesson(part`l.is_control AND (SELECT (min(h.at) AT TIME ZONE ${homeRegion().timeZone})::date FROM school.cell_changes h
      WHERE h.lesson_id = l.id AND jsonb_array_length(h.after -> 'marks') > 0) > l.day + ${lateDays}::int`),
  'works-meet': () =>
    atLesson(part`l.is_control AND EXISTS (SELECT FROM les o WHERE o.is_control AND o.class_id = l.class_id AND o.day = l.day
      AND o.subject <> l.subject)`),
  'work-skipped': () => atCell(part`${unmarked} AND l.grade > 1 AND NOT i.is_away`),
  'work-owed': () => atCell(part`${unmarked} AND l.grade > 1 AND i.is_away`),
  unexplained: () => atCell(part`les l JOIN att i ON i.lesson_id = l.id AND i.code = 'absent'`),
  'changed-after': () =>
    atCell(part`k JOIN les l ON l.class_id = k.class_id
      JOIN school.cell_changes i ON i.lesson_id = l.id AND i.at > k.closed_at`),
  stale: () =>
    atPupil(part`e.value IS NOT NULL
      AND e.average IS DISTINCT FROM div(200 * e.product + e.weight, 2 * e.weight) / 100::numeric`),
  deviates: ({ norms }) => {
    const from = (mark: number) => part`e.product * 100 >= ${Math.round(mark * 100)}::int * e.weight`;
    return atPupil(part`e.value <> CASE WHEN ${from(norms.five)} THEN 5 WHEN ${from(norms.four)} THEN 4
      WHEN ${from(norms.three)} THEN 3 WHEN e.weight > 0 THEN 2 END`);
  },
  'waived-with-marks': (look) =>
    atPupil(part`e.is_waived AND e.n >= ${look.norms.least}::numeric AND NOT ${missedMuch(look)}`),
  'missed-much': (look) => atPupil(part`e.value IS NOT NULL AND ${missedMuch(look)}`),
  two: () => atPupil(part`e.value = 2`),
  'no-lessons': () => atJournal(part`j.lessons = 0`),
  'hours-short': ({ norms: { hoursShare } }) =>
    atJournal(part`j.lessons > 0 AND j.lessons < ${hoursShare}::numeric * j.due`),
  'no-plan': () =>
    atJournal(part`j.lessons > 0 AND NOT EXISTS (SELECT FROM school.plan_topics t WHERE t.load_id = j.load_id)`),
  'no-homework': () => atJournal(part`j.grade > 1 AND j.lessons > 0 AND j.homeworks = 0`),
  'no-work': () => atJournal(part`j.grade > 1 AND j.lessons > 0 AND j.works = 0`),
  'works-many': ({ norms: { worksShare } }) => atJournal(part`j.controls > ceil(${worksShare}::numeric * j.lessons)`),
  'no-load': () =>
    ofClass(
      part`NULL::uuid`,
      part`u.subject`,
      part`k JOIN school.curriculum u ON u.class_id = k.class_id
        WHERE NOT EXISTS (SELECT FROM school.loads j WHERE j.class_id = k.class_id AND j.subject = u.subject)`,
    ),
};

/** Everything that breaks a rule, a row each: which rule, of which class, and where. */
export const findingsOf = (look: Look) =>
  joined(
    Object.entries(rules).map(([rule, found]) => part`SELECT ${rule}::text AS rule, f.* FROM (${found(look)}) f`),
    ' UNION ALL ',
  );
