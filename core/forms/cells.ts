import type { FilledForm, FormCell, FormProblem } from '../shared/forms';
import type { FormColumn, FormLineRow, FormSectionRow, FormTemplate } from './pieces';
import { formTitle, type StatisticalForm } from './template';

/** Numbers of a form by `line.column`; null for what is not kept. */
export type FormValues = Map<string, number | null>;

export const formKey = ({ line, column }: FormCell) => `${line}.${column}`;

/** What a cell counts: its conditions, both to be met. */
export type Counted<W> = { section: FormSectionRow<W>; line: FormLineRow<W>; column: FormColumn<W> };

/** Every cell of the form, counted one by one. */
export function countForm<W>(
  { sections, lines }: FormTemplate<W>,
  count: (cell: Counted<W>) => number | null,
): FormValues {
  const cells: FormValues = new Map();
  for (const section of sections)
    for (const line of lines.filter((one) => one.section === section.code))
      for (const column of section.columns)
        cells.set(formKey({ line: line.code, column: column.code }), count({ section, line, column }));
  return cells;
}

type Written = FormCell & { organisationId: string; value: number };

/**
 * Counted numbers with corrections over them: that of one organisation shifts the sum of all by its difference. `own` gives the
 * counted numbers of one organisation.
 */
export function correctForm(
  counted: FormValues,
  written: readonly Written[],
  own: (organisation: string) => FormValues,
) {
  const values: FormValues = new Map(counted);
  const corrected = new Set<string>();
  for (const { organisationId, value, ...cell } of written) {
    const key = formKey(cell);
    if (!counted.has(key)) continue;
    values.set(key, (values.get(key) ?? 0) + value - (own(organisationId).get(key) ?? 0));
    corrected.add(key);
  }
  return { counted, values, corrected };
}

type Filled = ReturnType<typeof correctForm>;

/** The form with its numbers, and which of its equations do not hold. */
export function fillForm<W>(form: StatisticalForm<W>, template: FormTemplate<W>, filled: Filled): FilledForm {
  const { counted, values, corrected } = filled;
  const sections = template.sections.map(({ code, act, columns, verified }) => {
    const lines = template.lines.filter(({ section }) => section === code);
    return {
      ...{ code, ...formTitle(form, code), act, verified: verified && lines.every((one) => one.verified) },
      columns: columns.map(({ where, ...column }) => ({ ...column, isKept: where !== null })),
      lines: lines.map(({ code: line, number, level, note, noteEn }) => ({
        ...{ code: line, number: number ?? line, ...formTitle(form, line), level },
        ...{ note: note ?? null, noteEn: noteEn ?? null },
        cells: columns.map(({ code: column }) => {
          const key = formKey({ line, column });
          const isCorrected = corrected.has(key);
          return { column, counted: counted.get(key) ?? null, value: values.get(key) ?? null, isCorrected };
        }),
      })),
    };
  });
  return { sections, ...checkForm(form, template, values) };
}

/** Equations that do not hold, and how many were checked or could not be for want of figures. */
function checkForm<W>(form: StatisticalForm<W>, template: FormTemplate<W>, values: FormValues) {
  const problems: FormProblem[] = [];
  let [checked, unchecked] = [0, 0];
  for (const equation of template.equations)
    for (const [left, right] of instancesOf(equation, template)) {
      // A side none of whose figures is known proves nothing; once one is entered, the rest of it counts as nought.
      const [one, other] = [sum(left, values), sum(right, values)];
      const isOpen = one.known === 0 || other.known === 0;
      if (isOpen) unchecked += 1;
      else checked += 1;
      if (isOpen || (equation.sign === '=' ? one.sum === other.sum : one.sum <= other.sum)) continue;
      const [line = '', column = ''] = (left[0] ?? '').split('.');
      problems.push({
        ...{ equation: `${left.join(' + ')} ${equation.sign} ${right.join(' + ')}`, ...formTitle(form, equation.code) },
        ...{ left: one.sum, sign: equation.sign, right: other.sum, line, column },
      });
    }
  return { problems, checked, unchecked };
}

function sum(terms: readonly string[], values: FormValues) {
  const known = terms.flatMap((term) => values.get(term) ?? []);
  return { known: known.length, sum: known.reduce((total, one) => total + one, 0) };
}

/** An equation with its stars put in: for each column of the section, or for each of its lines. */
function instancesOf<W>(
  { section: code, left, right }: FormTemplate<W>['equations'][number],
  { sections, lines }: FormTemplate<W>,
): [string[], string[]][] {
  const section = sections.find((one) => one.code === code);
  if (!section) return [[left, right]];
  const stars = left[0]?.startsWith('*.')
    ? lines.filter((one) => one.section === code).map((one) => [/^\*/, one.code] as const)
    : section.columns.map((one) => [/\*$/, one.code] as const);
  return stars.map(([star, value]) => [
    left.map((term) => term.replace(star, value)),
    right.map((term) => term.replace(star, value)),
  ]);
}
