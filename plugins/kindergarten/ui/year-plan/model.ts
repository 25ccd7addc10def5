import type { Growth } from '../../shared/year-plan-count';
import { placesBy } from '../../shared/year-plan-count';
import type { YearPlanView } from '../../shared/year-plans';

export type Line = Omit<YearPlanView['lines'][number], 'id'> & { id?: string; key: string };
type Present = YearPlanView['present'][number];

export const linesOf = ({ lines }: YearPlanView): Line[] => lines.map((line) => ({ ...line, key: line.id }));

const room = ({ orientation, regime, language, areaM2 }: Present) => ({
  ...{ orientation, regime, language, areaM2, ownLimit: null, ownLimitGround: null, capacity: 0 },
});
const oldest = 6;

/** A plan to begin with: every group goes on a year older; rooms of those who leave for school take the youngest. */
export function proposal({ present }: YearPlanView): Line[] {
  const youngest = Math.min(...present.map(({ ageFrom }) => ageFrom));
  return present.map((group): Line => {
    const leaves = group.ageFrom >= oldest;
    const [ageFrom, ageTo] = leaves ? [youngest, youngest] : [group.ageFrom + 1, Math.min(oldest, group.ageTo + 1)];
    return {
      ...room(group),
      ...{ key: crypto.randomUUID(), name: group.name.replace(/\s*\([^)]*\)$/, ''), ageFrom, ageTo },
      growsFrom: leaves ? [] : [group.id],
    };
  });
}

export const newLine = (): Line => ({
  ...{
    key: crypto.randomUUID(),
    name: '',
    ageFrom: 1,
    ageTo: 1,
    orientation: 'general',
    regime: 'full',
    language: 'ru',
  },
  ...{ areaM2: 50, ownLimit: null, ownLimitGround: null, growsFrom: [], capacity: 0 },
});

/** Places as the norm gives them for what is typed now. */
export const placed = (lines: readonly Line[], { under3, from3 }: YearPlanView['norms']) =>
  lines.map((line) => ({
    ...line,
    capacity: line.areaM2 > 0 ? placesBy(line.areaM2, line.ageFrom < 3 ? under3 : from3, line.ownLimit) : 0,
  }));

/** As the server takes them. */
export const payloadOf = (lines: readonly Line[]) => lines.map(({ key: _key, capacity: _capacity, ...line }) => line);

export const childrenOf = (groupId: string, growth: readonly Growth[]) =>
  growth.filter((one) => one.groupId === groupId).reduce((sum, { children }) => sum + children, 0);
