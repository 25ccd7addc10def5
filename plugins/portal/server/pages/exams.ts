import { homeRegion, sql } from '@regiso/core';
import { z } from 'zod';
import {
  examKinds,
  largest,
  measureOf,
  municipalitiesOf,
  offers,
  regionOf,
  subjectsOfMunicipality,
  subjectsOfRegion,
  yearsOf,
  type ExamKind,
  type Offer,
} from '../exam-figures';
import { html, type Html } from '../html';
import { publicPage } from '../public-page';
import { municipalities, type Municipality } from '../register';
import type { Visit } from '../visit';
import { explanation, subjectFigure, townFigure, yearFigure, type Chosen } from './exam-charts';
import { selectField } from './search-box';

const code = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .optional();
export const ExamQuery = z.object({
  kind: code,
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  region: code,
  municipality: code,
  subject: code,
});
type ExamQuery = z.output<typeof ExamQuery>;

/** Public exam statistics: one exam and year, by subject, then one subject by year and by municipality. */
export const exams = publicPage({
  path: '//exams',
  summary: 'Exam statistics: charts with tables, small groups hidden',
  query: ExamQuery,
  render: async ({ visit, query }) => {
    const { words } = visit;
    const all = await offers();
    const region = regionOf(all, query.region);
    const kinds = (await examKinds()).filter(({ code: kind }) =>
      all.some((one) => one.kind === kind && one.region === region),
    );
    const kind = kinds.find((one) => one.code === query.kind) ?? (query.kind ? undefined : kinds[0]);
    const years = [
      ...new Set(all.filter((one) => one.kind === kind?.code && one.region === region).map(({ year }) => year)),
    ];
    const year = query.year ?? years[0];
    const places = region === homeRegion().id ? await municipalities() : [];
    const form = examForm(visit, query, { kinds, kind, years, year, region, regions: await regionsOf(all), places });
    const page = (content: Html) => ({
      title: words.exams.title,
      section: 'exams' as const,
      description: words.home.examsText,
      canonical: query.municipality || query.subject ? '/exams' : visit.address,
      body: html`<div class="wide page">
        <h1>${words.exams.title}</h1>
        ${content}
      </div>`,
    });
    if (!all.length) return page(html`<p class="note">${words.exams.none}</p>`);
    const nothing = html`<p class="note">${words.exams.nothing}</p>`;
    if (!kind || !year || !years.includes(year)) return page(html`${form}${nothing}`);
    const chosen = { kind, year, region, municipality: query.municipality };
    return page(html`${form}${(await figures(visit, chosen, years, query.subject, places)) ?? nothing}`);
  },
});

const regionsOf = async (all: readonly Offer[]) =>
  sql<{ id: string; name: string; nameEn: string }>`
    SELECT id, name, name_en AS "nameEn" FROM core.regions WHERE id = ANY(${[...new Set(all.map(({ region }) => region))]}::text[])
    ORDER BY is_home DESC, name`;

type Choices = {
  kinds: readonly ExamKind[];
  kind: ExamKind | undefined;
  years: readonly number[];
  year: number | undefined;
  region: string;
  regions: readonly Municipality[];
  places: readonly Municipality[];
};

function examForm({ words, language }: Visit, query: ExamQuery, choices: Choices) {
  const { kinds, kind, years, year, region, regions, places } = choices;
  const named = ({ id, name, nameEn }: Municipality) => ({ value: id, text: language === 'ru' ? name : nameEn });
  const regionChoice =
    regions.length > 1
    && selectField({
      id: 'region',
      name: 'region',
      label: words.exams.regionLabel,
      chosen: region,
      choices: regions.map(named),
    });
  return html`<form class="filter-row exam-form" action="/exams">
    ${selectField({ id: 'exam-kind', name: 'kind', label: words.exams.kind, chosen: kind?.code, choices: kinds.map((one) => ({ value: one.code, text: language === 'ru' ? one.title : one.titleEn })) })}
    ${selectField({ id: 'year', name: 'year', label: words.exams.year, chosen: String(year), choices: years.map((one) => ({ value: String(one), text: String(one) })) })}
    ${regionChoice}${places.length > 0 && selectField({ id: 'place', name: 'municipality', label: words.exams.municipality, any: words.exams.region, chosen: query.municipality, choices: places.map(named) })}
    ${query.subject && html`<input type="hidden" name="subject" value="${query.subject}" />`}
    <button class="button second">${words.exams.show}</button>
  </form>`;
}

async function figures(
  visit: Visit,
  chosen: Chosen,
  years: readonly number[],
  askedSubject: string | undefined,
  places: readonly Municipality[],
) {
  const { words, language } = visit;
  const subjects = chosen.municipality
    ? await subjectsOfMunicipality(chosen, chosen.municipality, language)
    : await subjectsOfRegion(chosen, language);
  if (!subjects.rows.length) return null;
  const subject = askedSubject ?? largest(subjects.rows) ?? '';
  const name = subjects.rows.find(({ key }) => key[0] === subject)?.titles[0];
  const byYear = name === undefined ? [] : await yearsOf({ ...chosen, years }, subject, language);
  const towns = name !== undefined && places.length ? (await municipalitiesOf(chosen, subject, language)).rows : [];
  const hasHidden = [...subjects.rows, ...byYear, ...towns].some(({ flags }) => flags.includes('c'));
  const { minCellPublic } = measureOf(chosen.kind.unit).disclosure;
  return html`${subjectFigure(visit, chosen, subjects.rows)}
  ${byYear.length > 1 && yearFigure(visit, chosen, name ?? '', byYear)}
  ${towns.length > 0 && townFigure(visit, chosen, name ?? '', towns, places)}
  ${hasHidden && html`<p class="note">${words.exams.hiddenNote(minCellPublic)}</p>`}
  ${explanation(visit, chosen, subjects)}`;
}
