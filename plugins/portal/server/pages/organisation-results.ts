import { log } from '@regiso/core';
import type { AnswerRow } from '@regiso/dashboards/api';
import { measureOf, resultsOf, type OrganisationResults } from '../exam-figures';
import { countText, figureText } from '../figures';
import { html, type Html } from '../html';
import type { OrganisationRow } from '../register';
import { withQuery, type Visit } from '../visit';

const isHidden = ({ flags }: AnswerRow) => flags.includes('c');

/** Exam results of one organisation, subjects by years; small groups hidden together with what would give them away. */
export async function organisationResults(visit: Visit, found: OrganisationRow): Promise<Html | null> {
  const results = await known(visit, found);
  const shown = results.filter(({ years }) => years.some(({ rows }) => rows.length > 0));
  if (!shown.length) return null;
  const { words } = visit;
  const hidden = shown.find(({ years }) => years.some(({ rows }) => rows.some(isHidden)));
  return html`<section aria-labelledby="results">
    <h2 id="results">${words.card.results}</h2>
    ${shown.map((one) => examResults(visit, one, found.municipalityId))}
    ${hidden && html`<p class="note">${words.exams.hiddenNote(measureOf(hidden.kind.unit).disclosure.minCellPublic)}</p>`}
    <p class="quiet">${words.exams.context}</p>
  </section>`;
}

// Without the warehouse the rest of the card is still worth having.
async function known({ language }: Visit, { id, regionId }: OrganisationRow): Promise<OrganisationResults[]> {
  try {
    return await resultsOf(id, regionId, language);
  } catch (error) {
    log.warn('exam results of an organisation could not be read', { organisation: id, error });
    return [];
  }
}

type Subject = { id: string; name: string; rows: (AnswerRow | undefined)[] };

/** Subjects with a figure in at least one year stand in the table; those hidden throughout are only named below it. */
function examResults(visit: Visit, { kind, years }: OrganisationResults, municipality: string | null): Html {
  const { words, language } = visit;
  const latestFirst = [...years].reverse();
  const subjects = subjectsOf(latestFirst, words.locale);
  const told = subjects.filter(({ rows }) => rows.some((row) => row && !isHidden(row)));
  const hidden = subjects.filter((subject) => !told.includes(subject));
  const title = language === 'ru' ? kind.title : kind.titleEn;
  const unit = words.exams.captionUnit(kind.unit);
  const { decimals } = measureOf(kind.unit);
  const lines = told.map(
    ({ id, name, rows }) =>
      html`<tr>
        <th scope="row">
          <a href="${withQuery('/exams', { kind: kind.code, municipality, subject: id })}">${name}</a>
        </th>
        ${rows.map((row) => cell(visit, row, decimals))}
      </tr>`,
  );
  const caption = html`${title}: ${words.exams.value.toLowerCase()}${unit && html`, ${unit}`}`;
  return html`${
    told.length > 0
      ? resultTable(
          visit,
          caption,
          latestFirst.map(({ year }) => year),
          lines,
        )
      : html`<h3>${title}</h3>`
  }
  ${hidden.length > 0 && html`<p class="quiet">${words.card.hiddenSubjects(hidden.map(({ name }) => name).join(', '))}</p>`}`;
}

function subjectsOf(years: OrganisationResults['years'], locale: string): Subject[] {
  const names = new Map(years.flatMap(({ rows }) => rows.map(({ key, titles }) => [key[0] ?? '', titles[0] ?? ''])));
  return [...names]
    .sort(([, one], [, other]) => one.localeCompare(other, locale))
    .map(([id, name]) => ({ id, name, rows: years.map(({ rows }) => rows.find(({ key }) => key[0] === id)) }));
}

const resultTable = ({ words }: Visit, caption: Html, years: readonly number[], lines: readonly Html[]) =>
  html`<div class="scroll">
    <table class="results-table">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.exams.subject}</th>
          ${years.map((year) => html`<th scope="col" class="number">${year}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`;

function cell(visit: Visit, row: AnswerRow | undefined, decimals: number): Html {
  if (!row) return html`<td class="number">—</td>`;
  const people = isHidden(row) ? null : html`<small>n = ${countText(row, visit)}</small>`;
  return html`<td class="number">${figureText(row, decimals, visit)} ${people}</td>`;
}
