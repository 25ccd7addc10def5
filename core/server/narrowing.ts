import { z } from 'zod';
import type { HeldGrant } from './context';
import { installedPlugins } from './installed';

/** To what a right may be narrowed within its place: a range of whole numbers, such as grades 1–4. */
export type Narrowing<P extends string = string> = {
  /** The key of it in a grant and in `inReach`: `grades`. */
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  /** What a right says of it, `{}` stands for the numbers: «только {} классы»; the other for a single number. */
  readonly said: readonly [several: string, one: string];
  readonly saidEn: readonly [several: string, one: string];
  readonly least: number;
  readonly most: number;
  readonly roles: readonly string[];
  /** The permissions it bears on; what else the role may do is not narrowed. */
  readonly permissions: readonly P[];
  /** The dimension of figures that holds its numbers: `grade`. A right to figures needs one. */
  readonly dimension?: string;
};

export type Range = { from: number; to: number };
type Given = Readonly<Record<string, unknown>> | null;

const all = () => installedPlugins().flatMap(({ narrowings }) => narrowings ?? []);

/** What a role may be narrowed to. */
export const narrowingsOf = (role: string): Narrowing[] => all().filter(({ roles }) => roles.includes(role));

/** The value of a narrowing as it may stand in a grant. */
export const rangeOf = ({ least, most }: Narrowing) => {
  const bound = z.int().min(least).max(most);
  return z.strictObject({ from: bound, to: bound }).refine(({ from, to }) => from <= to);
};

/** What narrows a permission of a grant. Without a range nobody knows what it means, and nothing may be seen by it. */
export function narrowedIn({ narrowing }: Pick<HeldGrant, 'narrowing'>, permission: string) {
  return Object.entries(narrowing ?? {}).flatMap(([id, value]): Narrowed[] => {
    const known = all().filter((one) => one.id === id);
    const bearing = known.find(({ permissions }) => permissions.includes(permission));
    if (known.length && !bearing) return [];
    return [{ id, range: bearing && rangeOf(bearing).safeParse(value).data, dimension: bearing?.dimension }];
  });
}

type Narrowed = { id: string; range: Range | undefined; dimension: string | undefined };

/** A narrowing that some plugin declares, with a value that fits: a right narrowed otherwise is not in force. */
export const isUnderstood = (narrowing: Given) =>
  Object.entries(narrowing ?? {}).every(([id, value]) =>
    all().some((one) => one.id === id && rangeOf(one).safeParse(value).success),
  );

/** Whether everything narrowed in one is narrowed as far, or further, in the other. */
export const isAsNarrow = (wanted: Given, own: Given) =>
  Object.entries(own ?? {}).every(([id, value]) => {
    const [mine, theirs] = [Bounds.safeParse(value).data, Bounds.safeParse(wanted?.[id]).data];
    return mine && theirs && theirs.from >= mine.from && theirs.to <= mine.to;
  });
const Bounds = z.strictObject({ from: z.number(), to: z.number() });

/** A narrowing in words, as a right says it. */
export const narrowingWords = (narrowing: Given) =>
  Object.entries(narrowing ?? {}).map(([id, value]) => {
    const known = all().find((one) => one.id === id && rangeOf(one).safeParse(value).success);
    if (!known) return { text: 'неизвестно к чему: право не действует', textEn: 'to what nobody knows: not in force' };
    const { from, to } = value as Range;
    const at = from === to ? 1 : 0;
    const numbers = from === to ? `${from}` : `${from}–${to}`;
    return { text: known.said[at].replace('{}', numbers), textEn: known.saidEn[at].replace('{}', numbers) };
  });
