import { audit, part, sql, todayHere } from '@regiso/core';
import {
  riskSigns,
  scoreOf,
  signsOf,
  type RiskFigures,
  type RiskList,
  type RiskNorms,
  type RiskSign,
} from '../../shared';
import { numbersOn, rulesOn } from '../services/dictionary';
import { withNames } from '../services/names';
import { figuresOf, type Row } from './figures';
import type { Look, Subjects } from './look';
import { lastNotes } from './notes';
import { demandClass, insideSchool } from './reach';
import { riskReference, riskRules } from './references';

type Reading = 'school.risks-read' | 'school.risks-exported';
type Norm = RiskList['norms'][number];

/** Pupils listed, at most: the most urgent of them. */
const most = 300;

/** Pupils of a class that one leads, or oversees in its school, who need attention; the reading is recorded. Throws 403, 404 and 409. */
export async function risksOfClass(id: string, reading: Reading = 'school.risks-read'): Promise<RiskList> {
  await demandClass(id);
  return listOf(part`c.id = ${id}`, reading, { type: 'class', id });
}

/** And of all classes of the schools that one oversees; nobody beyond. Throws 409 when the reference lacks a rule. */
export const risksOfSchool = (reading: Reading = 'school.risks-read'): Promise<RiskList> =>
  listOf(insideSchool(), reading, { type: 'school-risks' });

async function listOf(
  which: Parameters<typeof figuresOf>[0],
  reading: Reading,
  object: { type: string; id?: string },
): Promise<RiskList> {
  const today = todayHere();
  const norms = await normsOn(today);
  const look = await lookOn(today);
  const rows = await figuresOf(which, look);
  const all = rows.flatMap((row) => atRisk(row, Object.fromEntries(norms.map(({ sign, ...norm }) => [sign, norm]))));
  const shown = await withNames(all.sort((one, other) => other.score - one.score).slice(0, most));
  const organisations = [...new Set(rows.map(({ organisationId }) => organisationId))];
  const [organisationId] = organisations.length === 1 ? organisations : [];
  const personIds = all.slice(0, most).map(({ personId }) => personId);
  await audit(reading, { ...object, ...(organisationId && { organisationId }), personIds }, { pupils: shown.length });
  const ids = shown.map(({ id }) => id);
  const named = await subjectsOf(ids);
  const done = await lastNotes(ids);
  return {
    ...{
      day: today,
      missedDays: look.missedDays,
      twosDays: look.twosDays,
      looked: rows.length,
      found: all.length,
      norms,
    },
    urgentFrom: look.urgentFrom,
    pupils: shown
      .sort((one, other) => other.score - one.score)
      .map(({ signs, ...pupil }) => ({
        ...pupil,
        done: done(pupil.id),
        signs: signs.map(({ subjects, ...sign }) => ({ ...sign, subjects: named(pupil.id, subjects) })),
      })),
  };
}

/** The rows of the reference in force; a sign that none holds is not looked at. */
async function normsOn(day: string): Promise<Norm[]> {
  const rows = await sql<{
    code: RiskSign;
    value: unknown;
    act: string;
    verified: boolean;
  }>`SELECT code, value, act, verified
    FROM core.reference_rows WHERE reference = ${riskReference.id} AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date LIMIT 50`;
  return riskSigns.flatMap((sign) => {
    const row = rows.find(({ code }) => code === sign);
    if (!row) return [];
    return [{ sign, act: row.act, verified: row.verified, ...riskReference.schema.parse(row.value) }];
  });
}

async function lookOn(today: string): Promise<Look> {
  const own = await numbersOn(riskRules, today, ['missed-days', 'twos-days', 'unattested-days', 'urgent-score']);
  const rules = await rulesOn(today, ['marks-least', 'three', 'missed-share']);
  return {
    today,
    missedDays: own['missed-days'],
    twosDays: own['twos-days'],
    unattestedDays: own['unattested-days'],
    urgentFrom: own['urgent-score'],
    least: rules['marks-least'],
    three: rules.three,
    missedShare: rules['missed-share'],
  };
}

const countOf = (of: Subjects) => Object.keys(of).length;
const sumOf = (of: Subjects) => Object.values(of).reduce<number>((sum, count) => sum + (count ?? 0), 0);

const figures = (row: Row): RiskFigures => ({
  missed: row.lessons ? row.missed / row.lessons : null,
  unexcused: row.unexcused,
  streak: row.streak,
  failing: countOf(row.failing),
  unattested: countOf(row.unattested),
  falling:
    row.average === null || row.averageBefore === null
      ? null
      : Math.round((row.averageBefore - row.average) * 100) / 100,
  twos: sumOf(row.twos),
  failed: countOf(row.failed),
});

function atRisk(row: Row, norms: RiskNorms) {
  const found = signsOf(figures(row), norms);
  if (!found.length) return [];
  const { id, personId, classId, class: name, organisation, missed, lessons, awaySince, average, averageBefore } = row;
  const subjects = { failing: row.failing, unattested: row.unattested, twos: row.twos, failed: row.failed };
  const signs = found.map((one) => ({
    ...one,
    subjects: one.sign in subjects ? subjects[one.sign as keyof typeof subjects] : {},
  }));
  return [
    {
      ...{ id, personId, classId, class: name, organisation, missed, lessons, awaySince, average, averageBefore },
      ...{ signs, score: scoreOf(found) },
    },
  ];
}

type Learnt = { id: string; code: string; journalId: string };
type Named = RiskList['pupils'][number]['signs'][number]['subjects'];

/** Names the subjects of a pupil, with the journal in which each is learnt. */
async function subjectsOf(pupils: readonly string[]) {
  const titles = await sql<{ code: string; title: string; titleEn: string }>`SELECT code, title, title_en AS "titleEn"
    FROM school.subjects ORDER BY title LIMIT 300`;
  const learnt = await sql<Learnt>`SELECT q.id, j.subject AS code, j.id AS "journalId" FROM school.pupils q
    JOIN school.loads j ON j.class_id = q.class_id
      AND (j.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = q.id))
    WHERE q.id = ANY (${[...pupils]}::uuid[]) LIMIT 20000`;
  const journals = new Map(learnt.map(({ id, code, journalId }) => [`${id}/${code}`, journalId]));
  return (pupil: string, of: Subjects): Named =>
    titles.flatMap(({ code, ...title }) => {
      const value = of[code];
      return value === undefined
        ? []
        : [{ code, ...title, value, journalId: journals.get(`${pupil}/${code}`) ?? null }];
    });
}
