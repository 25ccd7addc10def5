import { z } from 'zod';
import type { Reference } from '../server/reference';
import { sql } from '../server/sql';

const Need = z.strictObject({
  /** Optional papers are kept when somebody has them. */
  isRequired: z.boolean(),
  /** It ends on a day: whoever writes it down says which. */
  hasTerm: z.boolean(),
});
export type Need = z.infer<typeof Need>;

/** Papers of one kind of personal file, by code: each with its titles, its act, and whether it must be there. */
export type DossierChecklist<C extends string = string> = Reference<Need, C>;

type Kind = {
  title: string;
  titleEn: string;
  /** The act that asks for it, and its clause. */
  act: string;
  clause?: string;
  isRequired?: true;
  hasTerm?: true;
};

/**
 * Declares what belongs into a personal file; a plugin lists it among its `reference`, so that the operator keeps versions
 * of every line with their acts. No line is shipped as checked against its act.
 */
export const dossierChecklist = <const C extends string>(definition: {
  /** Begins with the plugin's id: `school.pupil-dossier`. */
  id: string;
  title: string;
  titleEn: string;
  validFrom: string;
  kinds: Readonly<Record<C, Kind>>;
}): DossierChecklist<C> => {
  const { id, title, titleEn, validFrom, kinds } = definition;
  const entries = Object.entries<Kind>(kinds) as [C, Kind][];
  return {
    ...{ id, title, titleEn, schema: Need },
    codes: kinds,
    rows: entries.map(([code, { act, clause, isRequired = false, hasTerm = false }]) => ({
      ...{ code, value: { isRequired, hasTerm }, act, validFrom, verified: false },
      ...(clause && { clause }),
    })),
  };
};

export type Line = Need & {
  kind: string;
  title: string;
  titleEn: string;
  act: string;
  clause: string | null;
  verified: boolean;
};

type Row = { code: string; value: unknown; act: string; clause: string | null; verified: boolean };

/** Lines of a checklist in force on a day, in the order in which the plugin declares them. */
export async function linesOn({ id, codes, schema }: DossierChecklist, day: string): Promise<Line[]> {
  const rows = await sql<Row>`SELECT code, value, act, clause, verified FROM core.reference_rows
    WHERE reference = ${id} AND withdrawn_at IS NULL AND daterange(valid_from, valid_to, '[]') @> ${day}::date LIMIT 200`;
  const found = new Map(rows.map((row) => [row.code, row]));
  return Object.entries(codes).flatMap(([kind, { title, titleEn }]) => {
    const row = found.get(kind);
    if (!row) return [];
    const { act, clause, verified, value } = row;
    return [{ kind, title, titleEn, act, clause, verified, ...schema.parse(value) }];
  });
}
