import { log } from '@regiso/core';
import type { AnswerRow } from '@regiso/dashboards/api';
import { measureOf, resultsOf, type OrganisationResults } from '../exam-figures';
import { countText, figureText } from '../figures';
import { html, type Html } from '../html';
import type { OrganisationRow } from '../register';
import { withQuery, type Visit } from '../visit';

/** Exam results of one organisation, subjects by years; small groups hidden together with what would give them away. */
export async function organisationResults(visit: Visit, found: OrganisationRow): Promise<Html | null> {
  const results = await known(visit, found);
  const shown = results.filter(({ years }) => years.some(({ rows }) => rows.length > 0));
  if (!shown.length) return null;
  const { words } = visit;
  const hidden = shown.find(({ years }) => years.some(({ rows }) => rows.some(({ flags }) => flags.includes('c'))));
  return html`<section aria-labelledby="results">
    <h2 id="results">${words.card.results}</h2>
    ${shown.map((one) => resultTable(visit, one, found.municipalityId))}
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

function resultTable(visit: Visit, { kind, years }: OrganisationResults, municipality: string | null): Html {
  const { words, language } = visit;
  const subjects = new Map(years.flatMap(({ rows }) => rows.map(({ key, titles }) => [key[0] ?? '', titles[0] ?? ''])));
  const names = [...subjects].sort(([, one], [, other]) => one.localeCompare(other, words.locale));
  const title = language === 'ru' ? kind.title : kind.titleEn;
  const unit = words.exams.captionUnit(kind.unit);
  const lines = names.map(([subject, name]) => {
    const link = withQuery('/exams', { kind: kind.code, municipality, subject });
    const cells = years.map(({ rows }) =>
      cell(
        visit,
        rows.find(({ key }) => key[0] === subject),
        measureOf(kind.unit).decimals,
      ),
    );
    return html`<tr>
      <th scope="row"><a href="${link}">${name}</a></th>
      ${cells}
    </tr>`;
  });
  return html`<div class="scroll">
    <table class="results-table">
      <caption>
        ${title}: ${words.exams.value.toLowerCase()}${unit && html`, ${unit}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.exams.subject}</th>
          ${years.map(({ year }) => html`<th scope="col" class="number">${year}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`;
}

function cell(visit: Visit, row: AnswerRow | undefined, decimals: number): Html {
  if (!row) return html`<td class="number">—</td>`;
  const people = row.flags.includes('c') ? null : html`<small>n = ${countText(row, visit)}</small>`;
  return html`<td class="number">${figureText(row, decimals, visit)} ${people}</td>`;
}
