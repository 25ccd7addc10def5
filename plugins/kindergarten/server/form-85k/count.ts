import { countForm, type Counted } from '@regiso/core';
import type { FormChild, FormGroup, Population } from './people';
import type { Template, Where } from './template';

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
export function behind(template: Template, people: Population, { section, line, column }: Counted<Where>) {
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

/** Every cell of the form by `line.column`. */
export const countAll = (template: Template, people: Population) =>
  countForm(template, (cell) => {
    const found = behind(template, people, cell);
    return found && found.groups.length + found.children.length;
  });
