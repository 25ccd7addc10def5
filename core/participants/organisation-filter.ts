import { z } from 'zod';
import { joined, part } from '../server/sql';
import { organisationKinds, programmeCodes, statuses, type OrganisationKind, type ProgrammeCode } from './words';

type Status = keyof typeof statuses;
const codes = <T extends string>(titles: Readonly<Record<T, string>>) => z.enum(Object.keys(titles) as [T, ...T[]]);

const ProgrammeFilter = codes<ProgrammeCode>(programmeCodes);

/** By what the register is narrowed; the same for the list, its counts and its files. */
export const OrganisationFilter = z.object({
  /** Words of the name, a number, an INN, OGRN or KPP. */
  text: z.string().max(200).optional(),
  kind: codes<OrganisationKind>(organisationKinds).optional(),
  /** Id of a municipality. */
  municipality: z.string().max(80).optional(),
  /** Id of a region; all regions when absent. */
  region: z.string().max(80).optional(),
  programme: ProgrammeFilter.optional(),
  /** At least one building is fully or partly accessible for these. */
  accessibility: z.enum(['wheelchair', 'mobility', 'vision', 'hearing']).optional(),
  status: codes<Status>(statuses).optional(),
  /** Whether it is not closed. */
  working: z.enum(['yes', 'no']).optional(),
  settlementKind: z.enum(['urban', 'rural']).optional(),
  origin: z.enum(['real', 'demo']).optional(),
  /** What the card still lacks. */
  missing: z.enum(['inn', 'municipality', 'address', 'point', 'licence', 'contacts']).optional(),
});
export type OrganisationFilter = z.infer<typeof OrganisationFilter>;

export type Piece = ReturnType<typeof part>;
type Narrowing = Omit<OrganisationFilter, 'text'>;
type Conditions = { [K in keyof Narrowing]-?: (value: NonNullable<Narrowing[K]>) => Piece };

const conditions: Conditions = {
  kind: (kind) => part`o.kind = ${kind}`,
  municipality: (id) => part`o.municipality_id = ${id}`,
  region: (id) => part`o.region_id = ${id}`,
  programme: (code) => part`EXISTS (SELECT FROM core.programmes p WHERE p.organisation_id = o.id AND p.code = ${code})`,
  accessibility: (need) => part`EXISTS (SELECT FROM core.buildings b WHERE b.organisation_id = o.id
    AND ${accessColumns[need]} IN ('full', 'partial'))`,
  status: (status) => part`o.status = ${status}`,
  working: (answer) => part`(o.status <> 'liquidated') = ${answer === 'yes'}`,
  settlementKind: (kind) => part`o.settlement_kind = ${kind}`,
  origin: (origin) => part`o.is_demo = ${origin === 'demo'}`,
  missing: (what) => gaps[what],
};

const accessColumns = {
  wheelchair: part`b.access_wheelchair`,
  mobility: part`b.access_mobility`,
  vision: part`b.access_vision`,
  hearing: part`b.access_hearing`,
};

const gaps = {
  inn: part`o.inn IS NULL`,
  municipality: part`o.municipality_id IS NULL`,
  address: part`o.address IS NULL`,
  point: part`o.lat IS NULL`,
  licence: part`o.licence_number IS NULL`,
  contacts: part`o.phone IS NULL AND o.email IS NULL`,
};

/** Conditions on `core.organisations o` by the filters' names; the words of the search are not among them. */
export const conditionsOf = (filter: OrganisationFilter): Map<string, Piece> =>
  new Map(
    Object.entries(conditions).flatMap(([name, condition]) => {
      const value = filter[name as keyof Conditions];
      return value === undefined ? [] : [[name, (condition as (given: string) => Piece)(value)] as const];
    }),
  );

/** All of them; true when there is none. */
export const allOf = (pieces: readonly Piece[]): Piece =>
  pieces.length
    ? joined(
        pieces.map((piece) => part`(${piece})`),
        ' AND ',
      )
    : part`true`;
