import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

type Value = string | number | boolean | undefined;
type State = Readonly<Record<string, Value>>;

/**
 * Filters, sorting and tabs kept in the address, so a page can be shared and the back button works. The defaults say the
 * types; values equal to their default are left out of the address. A value of the wrong type is read as its default.
 */
export function useUrlState<T extends State>(
  defaults: T,
): [T, (change: Partial<T>, options?: { push?: boolean }) => void] {
  const search: Record<string, string | undefined> = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, read(search[name], value)]),
  ) as T;
  const change = (some: Partial<T>, { push = false } = {}) => {
    const written = Object.fromEntries(
      Object.entries(some).map(([name, value]) => [name, value === defaults[name] ? undefined : value]),
    );
    void navigate({
      to: '.',
      search: (old: Record<string, unknown>) => ({ ...old, ...written }),
      replace: !push,
      resetScroll: false,
    } as never);
  };
  return [state, change];
}

function read(text: string | undefined, example: Value): Value {
  if (text === undefined) return example;
  if (typeof example === 'boolean') return text === 'true' ? true : text === 'false' ? false : example;
  if (typeof example !== 'number') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : example;
}

/** A parameter of the page's path: `useParam('id')` on `/organisations/$id`. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  const value = params[name];
  if (value === undefined) throw new Error(`The path of this page has no $${name}`);
  return value;
}
