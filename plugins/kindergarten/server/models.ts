import {
  day,
  decimal,
  Entity,
  flag,
  generated,
  instant,
  integer,
  key,
  optional,
  table,
  text,
  uuid,
} from '@regiso/core';
import type { CreationOptional } from 'sequelize';

/** What the warehouse reads of an application: nothing that says whose it is. */
export class Application extends Entity<Application> {
  declare id: CreationOptional<string>;
  declare organisationId: string | null;
  declare status: CreationOptional<string>;
  declare origin: string;
  declare filedAt: Date | null;
  declare desiredOn: string;
  declare orientation: string;
  declare class: CreationOptional<number>;
  declare band: string | null;
  declare waits: CreationOptional<string>;
  declare waitedDays: number | null;
  declare decidedOn: string | null;
  declare isDemo: CreationOptional<boolean>;
}

table(Application, 'kindergarten.applications', {
  id: key(),
  organisationId: optional(uuid()),
  status: generated(text()),
  origin: text(),
  filedAt: optional(instant()),
  desiredOn: day(),
  orientation: text(),
  class: generated(integer()),
  band: optional(text()),
  waits: generated(text()),
  waitedDays: optional(integer()),
  decidedOn: optional(day()),
  isDemo: generated(flag()),
});

/** A place offered to a child. */
export class Direction extends Entity<Direction> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare state: CreationOptional<string>;
  declare class: number;
  declare offeredAt: CreationOptional<Date>;
}

table(Direction, 'kindergarten.directions', {
  id: key(),
  organisationId: uuid(),
  state: generated(text()),
  class: integer(),
  offeredAt: generated(instant()),
});

/** A group of a kindergarten in one school year. */
export class Group extends Entity<Group> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare schoolYear: number;
  declare ageFrom: number;
  declare orientation: string;
  declare regime: string;
  declare areaM2: string;
  declare capacity: number;
  declare children: CreationOptional<number>;
  declare state: CreationOptional<string>;
}

table(Group, 'kindergarten.groups', {
  id: key(),
  organisationId: uuid(),
  schoolYear: integer(),
  ageFrom: integer(),
  orientation: text(),
  regime: text(),
  areaM2: decimal(),
  capacity: integer(),
  children: generated(integer()),
  state: generated(text()),
});
