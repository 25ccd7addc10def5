import { z } from 'zod';

/** A group with places to give: who fits is decided by age, orientation, regime and language. */
const FreePlaces = z.strictObject({
  group: z.uuid(),
  organisation: z.uuid(),
  /** Full years on 1 September, from and to. */
  from: z.int().min(0).max(7),
  to: z.int().min(0).max(7),
  orientation: z.string(),
  regime: z.string(),
  language: z.string(),
  free: z.int().min(0).max(1000),
});
export type FreePlaces = z.infer<typeof FreePlaces>;

/** A child on the register, by the number of the application: an input names nobody. */
const Applicant = z.strictObject({
  number: z.string(),
  filed: z.iso.datetime(),
  /** 0 stands before 1; confirmed privileges only. */
  class: z.int().min(0).max(9),
  age: z.int().min(0).max(7),
  orientation: z.string(),
  regimes: z.array(z.string()).min(1),
  /** Null: any. */
  language: z.string().nullable(),
  choices: z.array(z.strictObject({ organisation: z.uuid(), sibling: z.boolean() })),
  /** After the own list, any organisation of the municipality, the nearest to the first choice first. */
  anywhere: z.boolean(),
  /** Twins who are to be kept together carry one mark. */
  together: z.string().nullable(),
});
export type Applicant = z.infer<typeof Applicant>;

const Key = z.enum(['class', 'sibling', 'filed']);
export type Key = z.infer<typeof Key>;

/** Everything that decides a run. The same input gives the same protocol, byte by byte, today and after years. */
export const AllocationInput = z.strictObject({
  municipality: z.string(),
  on: z.iso.date(),
  strategy: z.enum(['deferred-acceptance', 'serial-order']),
  version: z.literal(1),
  /** In which order an organisation compares children; the time of filing is always the last. */
  keys: z.array(Key).min(1),
  organisations: z.array(z.strictObject({ id: z.uuid(), lat: z.number().nullable(), lon: z.number().nullable() })),
  places: z.array(FreePlaces),
  applicants: z.array(Applicant),
});
export type AllocationInput = z.infer<typeof AllocationInput>;

const by =
  <T>(key: (one: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;

/** The text that is frozen and hashed: rows in one order, whatever order they came in. */
export function canonicalInput(input: AllocationInput): string {
  const { municipality, on, strategy, version, keys } = input;
  return JSON.stringify({
    municipality,
    on,
    strategy,
    version,
    keys,
    organisations: input.organisations.map(({ id, lat, lon }) => ({ id, lat, lon })).sort(by(({ id }) => id)),
    places: input.places
      .map(({ group, organisation, from, to, orientation, regime, language, free }) => ({
        group,
        organisation,
        from,
        to,
        orientation,
        regime,
        language,
        free,
      }))
      .sort(by(({ group }) => group)),
    applicants: input.applicants
      .map(({ number, filed, class: rank, age, orientation, regimes, language, choices, anywhere, together }) => ({
        number,
        filed,
        class: rank,
        age,
        orientation,
        regimes: [...regimes].sort(),
        language,
        choices: choices.map(({ organisation, sibling }) => ({ organisation, sibling })),
        anywhere,
        together,
      }))
      .sort(by(({ filed, number }) => `${filed} ${number}`)),
  });
}
