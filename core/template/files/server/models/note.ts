import type { CreationOptional } from 'sequelize';
import { day, Entity, integer, key, table, uuid } from '@regiso/core';

/** What an organisation wrote down on a day. */
export class Note extends Entity<Note> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare writtenOn: string;
  declare pages: number;
}

table(Note, 'sample.notes', { id: key(), organisationId: uuid(), writtenOn: day(), pages: integer() });
