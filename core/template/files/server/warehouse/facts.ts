import { fact } from '@regiso/core';
import { Note } from '../models/note';

export const notes = fact(Note, {
  name: 'sample_notes',
  grain: 'one row per note',
  columns: (as) => ({
    written_on: as.day('writtenOn'),
    organisation: as.dimension('organisationId'),
    pages: as.number('pages'),
  }),
});
