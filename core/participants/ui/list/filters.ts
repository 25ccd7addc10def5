import { useUrlState } from '@regiso/core/ui';
import { gaps, kinds, needs, origins, programmes, settlementKinds, statuses } from '../choices';

const nothing = {
  text: '',
  kind: '',
  municipality: '',
  status: '',
  region: '',
  programme: '',
  accessibility: '',
  settlementKind: '',
  origin: '',
  missing: '',
};
export type Filters = typeof nothing;
export type FilterName = keyof Filters;

const choices: Partial<Record<FilterName, readonly string[]>> = {
  kind: kinds,
  status: statuses,
  programme: programmes,
  accessibility: needs,
  settlementKind: settlementKinds,
  origin: origins,
  missing: gaps,
};

// An address typed by hand or grown old may name what is no choice any more; it is passed over.
const isChoice = (name: FilterName, value: string) => choices[name]?.includes(value) ?? true;

/** The filters of the list, kept in the address; empty ones are left out. */
export function useFilters() {
  const [state, change] = useUrlState(nothing);
  const filters = Object.fromEntries(
    Object.entries(state).map(([name, value]) => [name, isChoice(name as FilterName, value) ? value : '']),
  ) as Filters;
  const active = (Object.keys(filters) as FilterName[]).filter((name) => filters[name]);
  return { filters, active, change, clear: () => change(nothing) };
}

/** Only what is given: for the body of a request. */
export const givenOf = (filters: Filters): Partial<Filters> =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
