import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { conflict } from '../server/errors';
import { named, sql, type part } from '../server/sql';
import type { FormCell, OpenedCell } from '../shared/forms';
import { formKey } from './cells';

type Piece = ReturnType<typeof part>;
type Held = { organisationId: string; line: string; column: string; value: number };
type Written = Omit<OpenedCell['corrections'][number], 'madeAt' | 'by'> & { madeAt: Date; madeBy: string | null };
type Place = { organisation: string; participant: string | null; municipality: string | null };

/**
 * What people write over counted cells of a form, kept by a table of the subsystem which nothing rewrites: the newest of a cell
 * holds. `seen` gives the condition of rows `c` that one may see, of one organisation when it is named.
 */
export function formCorrections({
  number: form,
  table,
  seen,
}: {
  number: string;
  table: string;
  seen: (organisation?: string) => Piece;
}) {
  const rows = named(table);

  /** The corrections that hold on a day: the newest of each cell, unless it gave the cell back. */
  const on = (day: string, organisation?: string) => {
    const one = organisation ?? null;
    return sql<Held>`SELECT * FROM (
        SELECT DISTINCT ON (c.organisation_id, c.line, c."column") c.organisation_id AS "organisationId", c.line, c."column", c.value
        FROM ${rows} c WHERE c.form = ${form} AND c.on_day = ${day} AND ${seen(organisation)}
          AND (${one}::uuid IS NULL OR c.organisation_id = ${one})
        ORDER BY c.organisation_id, c.line, c."column", c.made_at DESC, c.id DESC) held WHERE value IS NOT NULL`;
  };

  /** Everything that was ever written over a cell, the newest first, with who wrote it. */
  const of = async (
    { line, column }: FormCell,
    day: string,
    organisation?: string,
  ): Promise<OpenedCell['corrections']> => {
    const one = organisation ?? null;
    const all = await sql<Written>`SELECT c.counted, c.value, c.reason, c.made_at AS "madeAt", c.made_by AS "madeBy",
        o.short_name AS organisation
      FROM ${rows} c JOIN core.organisations o ON o.id = c.organisation_id
      WHERE c.form = ${form} AND c.on_day = ${day} AND c.line = ${line} AND c."column" = ${column}
        AND ${seen(organisation)} AND (${one}::uuid IS NULL OR c.organisation_id = ${one})
      ORDER BY c.made_at DESC, c.id DESC LIMIT 100`;
    const names = await namesOf(all.flatMap(({ madeBy }) => madeBy ?? []));
    return all.map(({ madeBy, madeAt, ...row }) => ({
      ...{ ...row, madeAt: madeAt.toISOString(), by: (madeBy && names.get(madeBy)) ?? null },
    }));
  };

  type New = FormCell & { day: string; value: number | null; reason: string };

  /**
   * Writes a number over a cell, or gives the cell back; what the records say stays beside it, and is given. Throws 409 when the
   * cell says this number already.
   */
  const write = async (place: Place, { day, value, reason, ...cell }: New, count: () => Promise<number | null>) => {
    const held = (await on(day, place.organisation)).find((one) => formKey(one) === formKey(cell));
    if (value === (held?.value ?? null)) throw conflict('В клетке уже стоит это число');
    const counted = await count();
    await sql`INSERT INTO ${rows} (form, organisation_id, participant_id, municipality_id, on_day, line, "column", counted, value,
        reason, made_by)
      VALUES (${form}, ${place.organisation}, ${place.participant}, ${place.municipality}, ${day}, ${cell.line}, ${cell.column},
        ${counted}, ${value}, ${reason}, ${context().actor?.accountId ?? null})`;
    return counted;
  };
  return { on, of, write };
}

const namesOf = (accounts: readonly string[]): Promise<Map<string, string>> =>
  beyondReach('who corrected a cell that was in reach', async () => {
    const rows = await sql<{ id: string; name: string }>`SELECT id, name FROM core.accounts
      WHERE id = ANY (${[...new Set(accounts)]}::uuid[])`;
    return new Map(rows.map(({ id, name }) => [id, name]));
  });
