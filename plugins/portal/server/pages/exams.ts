import { boundaryMap, homeRegion, ProblemError } from '@regiso/core';
import { z } from 'zod';
import { examKinds, offers, regionOf, type ExamKind, type Offer } from '../exam-figures';
import { html, type Html } from '../html';
import { publicPage } from '../public-page';
import { municipalities, regionsNamed, type Municipality } from '../register';
import type { Visit } from '../visit';
import { examFigures } from './exam-charts';
import { selectField } from './search-box';

const code = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .optional();
const ExamQuery = z.object({
  kind: code,
  year: z.coerce.number().int().min(1990).max(2100).optional(),
  region: code,
  municipality: code,
  subject: code,
  map: z.enum(['tiles', 'boundaries']).optional(),
});
type ExamQuery = z.output<typeof ExamQuery>;

/** Public exam statistics: one exam and year, by subject, then one subject by year and by municipality. */
export const exams = publicPage({
  path: '//exams',
  summary: 'Exam statistics: charts with tables, small groups hidden',
  query: ExamQuery,
  render: async ({ visit, query }) => {
    const { words } = visit;
    const known = await figuresOrLater(() => content(visit, query));
    const later = html`<p class="note" role="status">${words.exams.later}</p>
      <p><a class="button second" href="${visit.address}">${words.exams.again}</a></p>`;
    return {
      title: words.exams.title,
      section: 'exams' as const,
      description: words.home.examsText,
      canonical: query.municipality || query.subject || query.map ? '/exams' : visit.address,
      isPassing: !known,
      body: html`<div class="wide page">
        <h1>${words.exams.title}</h1>
        <p><a href="/exam-results">${words.examResults.link}</a></p>
        ${known ?? later}
      </div>`,
    };
  },
});

// Until the warehouse is filled, or while it is away, the page stands and says so: nothing is wrong with the question.
async function figuresOrLater(render: () => Promise<Html>): Promise<Html | undefined> {
  try {
    return await render();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 503) return undefined;
    throw error;
  }
}

async function content(visit: Visit, query: ExamQuery): Promise<Html> {
  const { words } = visit;
  const all = await offers();
  if (!all.length) return html`<p class="note">${words.exams.none}</p>`;
  const choices = await choicesOf(all, query);
  const { kind, year, years, region, places } = choices;
  const form = examForm(visit, query, choices);
  const nothing = html`<p class="note">${words.exams.nothing}</p>`;
  if (!kind || !year || !years.includes(year)) return html`${form}${nothing}`;
  const chosen = { kind, year, region, municipality: query.municipality };
  const boundaries = places.length ? await boundaryMap() : undefined;
  const asked = { years, subject: query.subject, places, boundaries, form: query.map };
  return html`${form}${(await examFigures(visit, chosen, asked)) ?? nothing}`;
}

type Choices = {
  kinds: readonly ExamKind[];
  kind: ExamKind | undefined;
  years: readonly number[];
  year: number | undefined;
  region: string;
  regions: readonly Municipality[];
  places: readonly Municipality[];
};

async function choicesOf(all: readonly Offer[], query: ExamQuery): Promise<Choices> {
  const region = regionOf(all, query.region);
  const here = all.filter((offer) => offer.region === region);
  const kinds = (await examKinds()).filter(({ code: kind }) => here.some((offer) => offer.kind === kind));
  const kind = kinds.find((one) => one.code === query.kind) ?? (query.kind ? undefined : kinds[0]);
  const years = [...new Set(here.filter((offer) => offer.kind === kind?.code).map(({ year }) => year))];
  return {
    kinds,
    kind,
    years,
    year: query.year ?? years[0],
    region,
    regions: await regionsNamed([...new Set(all.map((offer) => offer.region))]),
    places: region === homeRegion().id ? await municipalities() : [],
  };
}

function examForm({ words, language }: Visit, query: ExamQuery, choices: Choices) {
  const { kinds, kind, years, year, region, regions, places } = choices;
  const named = ({ id, name, nameEn }: Municipality) => ({ value: id, text: language === 'ru' ? name : nameEn });
  const field = (name: string, label: string, chosen: string | undefined, list: { value: string; text: string }[]) =>
    selectField({ id: `exam-${name}`, name, label, chosen, choices: list });
  const exam = ({ code: value, title, titleEn }: ExamKind) => ({ value, text: language === 'ru' ? title : titleEn });
  const place = {
    id: 'exam-municipality',
    name: 'municipality',
    label: words.exams.municipality,
    any: words.exams.region,
    chosen: query.municipality,
    choices: places.map(named),
  };
  return html`<form class="filter-row exam-form" action="/exams">
    ${field('kind', words.exams.kind, kind?.code, kinds.map(exam))}
    ${field(
      'year',
      words.exams.year,
      String(year),
      years.map((one) => ({ value: String(one), text: String(one) })),
    )}
    ${regions.length > 1 && field('region', words.exams.regionLabel, region, regions.map(named))}
    ${places.length > 0 && selectField(place)}
    ${query.subject && html`<input type="hidden" name="subject" value="${query.subject}" />`}
    ${query.map && html`<input type="hidden" name="map" value="${query.map}" />`}
    <button class="button second">${words.exams.show}</button>
  </form>`;
}
