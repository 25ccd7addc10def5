import type { RunView } from '../../shared/runs';

export type CutOff = { class: number; sibling: boolean; filed: string };
export type Decision = {
  number: string;
  place: { group: string; organisation: string; choice: number; standing: number; of: number } | null;
  passed: { organisation: string; why: 'no-group' | 'full'; cutOff: CutOff | null; behind: number | null }[];
  nearest: string | null;
};

export type RunPage = {
  run: RunView;
  protocol: { decisions: Decision[] };
  places: { group: string; organisation: string; free: number }[];
  organisations: { id: string; name: string }[];
  groups: { id: string; name: string }[];
  applications: { id: string; number: string }[];
};

export const runAddress = (id: string) => `/kindergarten/runs/${id}`;

/** Names by ids, for a protocol that holds none. */
export function namesOf({ organisations, groups, applications }: RunPage) {
  const of = (list: readonly { id: string; name: string }[]) => {
    const known = new Map(list.map(({ id, name }) => [id, name]));
    return (id: string) => known.get(id) ?? id;
  };
  const known = new Map(applications.map(({ id, number }) => [number, id]));
  return { organisation: of(organisations), group: of(groups), application: (number: string) => known.get(number) };
}
