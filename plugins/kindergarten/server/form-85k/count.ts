import type { FormProblem } from '../../shared';
import type { FormChild, FormGroup, Population } from './people';
import type { Equation, FormColumn, Line, Section, Template, Where } from './template';
import { titleOf } from './titles';

const has = (list: readonly string[] | undefined, value: string) => !list || list.includes(value);
const within = ([least, most]: readonly [number, number], value: number | null) =>
  value !== null && value >= least && value <= most;

/** Spans of ages that the columns of groups name; a group that lies in none of them is of mixed ages. */
const spansOf = ({ sections }: Template) =>
  sections.flatMap(({ columns }) =>
    columns.flatMap(({ where }) => (Array.isArray(where?.groupAges) ? [where.groupAges] : [])),
  );

const lies = ({ ageFrom, ageTo }: FormGroup, [least, most]: readonly [number, number]) =>
  ageFrom >= least && ageTo <= most;

type Spans = ReturnType<typeof spansOf>;

function fitsGroup(group: FormGroup, { orientation, regime, language, groupAges }: Where, spans: Spans): boolean {
  if (!has(orientation, group.orientation) || !has(regime, group.regime) || !has(language, group.language))
    return false;
  if (groupAges === undefined) return true;
  return groupAges === 'mixed' ? !spans.some((span) => lies(group, span)) : lies(group, groupAges);
}

const citizens = {
  foreign: (state: string | null) => state !== null && state !== 'none' && state !== 'RU',
  none: (state: string | null) => state === 'none',
};

const fitsChild = (child: FormChild, where: Where, spans: Spans): boolean =>
  fitsGroup(child.group, where, spans)
  && (!where.sex || child.sex === where.sex)
  && (!where.age || within(where.age, child.age))
  && (!where.citizenship || citizens[where.citizenship](child.citizenship));

/** Who stands in a cell: one rule for the number, and for the list behind it. Null: РЕГИСО does not keep it. */
export function behind(template: Template, people: Population, section: Section, line: Line, column: FormColumn) {
  const [rule, narrower] = [line.where, column.where];
  if (!rule || !narrower) return null;
  const spans = spansOf(template);
  if (section.unit === 'group')
    return {
      groups: people.groups.filter((one) => fitsGroup(one, rule, spans) && fitsGroup(one, narrower, spans)),
      children: [],
    };
  const children = people.children.filter((one) => fitsChild(one, rule, spans) && fitsChild(one, narrower, spans));
  return { groups: [], children };
}

export const keyOf = (line: string, column: string) => `${line}.${column}`;

/** Every cell of the form by `line.column`. */
export function countAll(template: Template, people: Population): Map<string, number | null> {
  const cells = new Map<string, number | null>();
  for (const section of template.sections)
    for (const line of template.lines.filter((one) => one.section === section.code))
      for (const column of section.columns) {
        const found = behind(template, people, section, line, column);
        cells.set(keyOf(line.code, column.code), found && found.groups.length + found.children.length);
      }
  return cells;
}

type Values = ReadonlyMap<string, number | null>;

/** Equations that do not hold, and how many were checked or could not be for want of figures. */
export function checkAll(template: Template, values: Values) {
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
      const text = `${left.join(' + ')} ${equation.sign} ${right.join(' + ')}`;
      problems.push({
        ...{
          equation: text,
          ...titleOf(equation.code),
          left: one.sum,
          sign: equation.sign,
          right: other.sum,
          line,
          column,
        },
      });
    }
  return { problems, checked, unchecked };
}

function sum(terms: readonly string[], values: Values) {
  const known = terms.flatMap((term) => values.get(term) ?? []);
  return { known: known.length, sum: known.reduce((total, one) => total + one, 0) };
}

/** An equation with its stars put in: for each column of the section, or for each of its lines. */
function instancesOf({ section: code, left, right }: Equation, { sections, lines }: Template): [string[], string[]][] {
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
