import { audit, formCellOf, formCorrections, formKey, invalidInput, part } from '@regiso/core';
import type { FormCorrection } from '../../shared';
import { whole } from '../services/reach';
import { behind, numberOf, unitOf } from './count';
import { frozenCell, frozenOn } from './frozen';
import { populationOf } from './people';
import { formOfYear, schoolFor } from './schools';
import { form } from './template';

export const corrections = formCorrections({
  number: form.number,
  table: 'school.form_corrections',
  // Whoever asks for one school has been let into its form by the right of what they do.
  seen: (organisation) => (organisation ? part`true` : whole('school.read-figures', 'c')),
});

/** Writes a number over a counted or frozen cell, or gives the cell back; both numbers are kept. Throws 400, 404 and 409. */
export async function correct({ year, organisation, value, reason, ...cell }: FormCorrection): Promise<void> {
  const school = await schoolFor('school.keep-classes', year, organisation);
  const { template, day } = await formOfYear(year);
  const asked = formCellOf(template, cell);
  if (value !== null && !Number.isInteger(value) && unitOf(asked) !== 'hour')
    throw invalidInput([{ path: ['payload', 'value'], message: 'Число — целое' }]);
  const counted = await corrections.write({ ...school, organisation }, { day, value, reason, ...cell }, async () => {
    const [frozen] = await frozenOn(day, { organisation });
    return frozen ? frozenCell(frozen, cell) : numberOf(behind(await populationOf(school, year, day), asked));
  });
  const object = { type: 'organisation', id: organisation, organisationId: organisation };
  await audit('school.form-corrected', object, { form: form.number, on: day, cell: formKey(cell), counted, value });
}
