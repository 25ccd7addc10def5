/** Who is that old on 1 September goes to school by then. */
export const schoolAge = 7;

/** Children by the area of a room: in whole square centimetres, so that 50 m² by 2.5 m² are 20 places, not 19. */
export function placesBy(areaM2: number, norm: number, ownLimit: number | null): number {
  const byArea = Math.floor(Math.round(areaM2 * 10_000) / Math.round(norm * 10_000));
  return ownLimit === null ? byArea : Math.min(byArea, ownLimit);
}

/** How many children of a group of this year are so old on 1 September of the next. */
export type Growth = { groupId: string; age: number; children: number };
type Line = { ageFrom: number; ageTo: number; growsFrom: readonly string[]; capacity: number };

/** What a plan does to the children there are: who goes on where, who does not fit, who has no group, who goes to school. */
export function simulate(lines: readonly Line[], growth: readonly Growth[]) {
  const count = (of: (one: Growth) => boolean) => growth.filter(of).reduce((sum, { children }) => sum + children, 0);
  const stays = ({ age }: Growth) => age < schoolAge;
  return {
    lines: lines.map(({ ageFrom, ageTo, growsFrom, capacity }) => {
      const goesOn = (one: Growth) => stays(one) && growsFrom.includes(one.groupId);
      const growing = count(goesOn);
      const unfit = count((one) => goesOn(one) && (one.age < ageFrom || one.age > ageTo));
      return { growing, unfit, free: Math.max(0, capacity - growing), over: Math.max(0, growing - capacity) };
    }),
    homeless: count((one) => stays(one) && !lines.some(({ growsFrom }) => growsFrom.includes(one.groupId))),
    toSchool: count((one) => !stays(one)),
  };
}
