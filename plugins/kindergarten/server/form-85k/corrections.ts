import { audit, conflict, context, inReach, notFound, part, sql } from '@regiso/core';
import type { FormCell, NewCorrection } from '../../shared';
import { gardenFor } from '../services/gardens';
import { namesOf } from '../services/names-of';
import { behind, keyOf } from './count';
import { populationOn, type Population } from './people';
import { templateOn, type Template } from './template';

const form = '85-К';
const placesOf = (permission: string, row: ReturnType<typeof part>) =>
  inReach(permission, { participant: part`${row}.participant_id`, municipality: part`${row}.municipality_id` });

type Held = { organisationId: string; line: string; column: string; value: number };

/** The corrections that hold on a day: the newest of each cell, unless it gave the cell back. */
export const correctionsOn = (on: string, organisation?: string) => {
  const one = organisation ?? null;
  return sql<Held>`SELECT * FROM (
      SELECT DISTINCT ON (c.organisation_id, c.line, c."column") c.organisation_id AS "organisationId", c.line, c."column", c.value
      FROM kindergarten.form_corrections c
      WHERE c.form = ${form} AND c.on_day = ${on} AND ${placesOf('kindergarten.read-groups', part`c`)}
        AND (${one}::uuid IS NULL OR c.organisation_id = ${one})
      ORDER BY c.organisation_id, c.line, c."column", c.made_at DESC, c.id DESC) held WHERE value IS NOT NULL`;
};

type Written = {
  counted: number | null;
  value: number | null;
  reason: string;
  madeAt: Date;
  madeBy: string | null;
  organisation: string;
};

/** Everything that was ever written over a cell, the newest first, with who wrote it. */
export async function correctionsOf({ line, column }: FormCell, on: string, organisation?: string) {
  const one = organisation ?? null;
  const rows = await sql<Written>`SELECT c.counted, c.value, c.reason, c.made_at AS "madeAt", c.made_by AS "madeBy",
      o.short_name AS organisation
    FROM kindergarten.form_corrections c JOIN core.organisations o ON o.id = c.organisation_id
    WHERE c.form = ${form} AND c.on_day = ${on} AND c.line = ${line} AND c."column" = ${column}
      AND ${placesOf('kindergarten.read-groups', part`c`)} AND (${one}::uuid IS NULL OR c.organisation_id = ${one})
    ORDER BY c.made_at DESC, c.id DESC LIMIT 100`;
  const names = await namesOf(rows.flatMap(({ madeBy }) => madeBy ?? []));
  return rows.map(({ madeBy, madeAt, ...row }) => ({
    ...{ ...row, madeAt: madeAt.toISOString(), by: (madeBy && names.get(madeBy)) ?? null },
  }));
}

/** The section, line and column of a cell. Throws 404 for one that the form does not have. */
export function cellOf({ sections, lines }: Template, cell: FormCell) {
  const line = lines.find(({ code }) => code === cell.line);
  const section = sections.find(({ code }) => code === line?.section);
  const column = section?.columns.find(({ code }) => code === cell.column);
  if (!line || !section || !column) throw notFound('Такой клетки в форме нет');
  return { section, line, column };
}

/** What the records say of a cell now. */
function countedIn(template: Template, people: Population, cell: FormCell): number | null {
  const { section, line, column } = cellOf(template, cell);
  const found = behind(template, people, section, line, column);
  return found && found.groups.length + found.children.length;
}

/** Writes a number over a counted cell, or gives the cell back. What was counted stays beside it. Throws 404 and 409. */
export async function correct({ on, organisation, value, reason, ...cell }: NewCorrection): Promise<void> {
  const place = await gardenFor('kindergarten.keep-groups', organisation);
  const template = await templateOn(on);
  cellOf(template, cell);
  const held = (await correctionsOn(on, organisation)).find(
    (one) => keyOf(one.line, one.column) === keyOf(cell.line, cell.column),
  );
  if (value === (held?.value ?? null)) throw conflict('В клетке уже стоит это число');
  const counted = countedIn(template, await populationOn(on, organisation), cell);
  await sql`INSERT INTO kindergarten.form_corrections
      (form, organisation_id, participant_id, municipality_id, on_day, line, "column", counted, value, reason, made_by)
    VALUES (${form}, ${organisation}, ${place.participant}, ${place.municipality}, ${on}, ${cell.line}, ${cell.column},
      ${counted}, ${value}, ${reason}, ${context().actor?.accountId ?? null})`;
  const object = { type: 'organisation', id: organisation, organisationId: organisation };
  await audit('kindergarten.form-corrected', object, { on, cell: keyOf(cell.line, cell.column), counted, value });
}
