import type { AnswerRow } from '@regiso/dashboards/api';
import { html, raw, type Html } from './html';
import type { Visit } from './visit';

export type Measured = { unit: string; decimals: number };

const suffix: Record<string, { ru: string; en: string }> = {
  percent: { ru: '%', en: '%' },
  score: { ru: 'балла', en: 'points' },
};

/** The unit beside a number: «балла», «%»; marks have none. */
export const unitText = (unit: string, { language }: Visit) => suffix[unit]?.[language] ?? '';

/** «62,4», «[c]» for hidden, «—» for no data. */
export function figureText(
  row: Pick<AnswerRow, 'value' | 'flags'> | undefined,
  decimals: number,
  { words }: Visit,
): string {
  if (row?.flags.includes('c')) return words.exams.hidden;
  if (row?.flags.includes('low')) return '<5\u00a0%';
  if (row?.flags.includes('high')) return '>95\u00a0%';
  if (!row || row.value === null) return '—';
  return numberText(row.value, decimals, words.locale);
}

export const numberText = (value: number, decimals: number, locale: string) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

type Drawn = {
  title: string;
  id: string;
  /** A chart for each of two widths, or one picture that fits all. */
  draw: Html | ((width: number) => string);
  finding?: string | undefined;
  /** Links to other forms of the same chart. */
  tools?: Html | undefined;
  table: Html;
  note?: Html | null;
};

/** A chart drawn for wide and for narrow screens, what it shows in a sentence, and its twin as a table. */
export const figure = ({ words }: Visit, { title, id, draw, finding, tools, table, note }: Drawn): Html =>
  html`<section class="figure" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${finding && html`<p>${finding}</p>`} ${tools}
    <div class="figure-pair">
      <div>${typeof draw === 'function' ? bothWidths(draw) : draw}</div>
      <details class="twin">
        <summary>${words.exams.table}</summary>
        ${table}
      </details>
    </div>
    ${note}
  </section>`;

const bothWidths = (draw: (width: number) => string) =>
  html`<div class="chart chart-wide">${raw(draw(720))}</div>
    <div class="chart chart-narrow">${raw(draw(340))}</div>`;

type Column = { title: string; of: (row: AnswerRow) => Html | string };

/** The table twin: the name of each row, its figure and how many people stand behind it. */
export function figureTable(
  visit: Visit,
  caption: string,
  first: Column,
  rows: readonly AnswerRow[],
  decimals: number,
): Html {
  const { words } = visit;
  const body = rows.map(
    (row) =>
      html`<tr>
        <th scope="row">${first.of(row)}</th>
        <td class="number">${figureText(row, decimals, visit)}</td>
        <td class="number">${countText(row, visit)}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${first.title}</th>
          <th scope="col" class="number">${words.exams.value}</th>
          <th scope="col" class="number">${words.exams.n}</th>
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

export const countText = (row: Pick<AnswerRow, 'n' | 'flags'>, { words }: Visit) =>
  row.flags.includes('c') ? words.exams.hidden : row.n === null ? '—' : numberText(row.n, 0, words.locale);
