import { audit, formCellOf, formCorrections, formKey, formTemplateOn, inReach, part } from '@regiso/core';
import type { NewCorrection } from '../../shared';
import { gardenFor } from '../services/gardens';
import { behind } from './count';
import { populationOn } from './people';
import { form } from './template';

const columns = { participant: part`c.participant_id`, municipality: part`c.municipality_id` };
export const corrections = formCorrections({
  number: form.number,
  table: 'kindergarten.form_corrections',
  seen: () => inReach('kindergarten.read-groups', columns),
});

/** Writes a number over a counted cell, or gives the cell back. What was counted stays beside it. Throws 404 and 409. */
export async function correct({ on, organisation, value, reason, ...cell }: NewCorrection): Promise<void> {
  const place = await gardenFor('kindergarten.keep-groups', organisation);
  const template = await formTemplateOn(form, on);
  const asked = formCellOf(template, cell);
  const counted = await corrections.write({ ...place, organisation }, { day: on, value, reason, ...cell }, async () => {
    const found = behind(template, await populationOn(on, organisation), asked);
    return found && found.groups.length + found.children.length;
  });
  const object = { type: 'organisation', id: organisation, organisationId: organisation };
  await audit('kindergarten.form-corrected', object, { on, cell: formKey(cell), counted, value });
}
