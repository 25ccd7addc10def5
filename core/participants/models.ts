import type { CreationOptional } from 'sequelize';
import {
  day,
  Entity,
  flag,
  generated,
  instant,
  integer,
  json,
  key,
  number,
  optional,
  table,
  text,
  texts,
  uuid,
} from '../server/model';

/** An organisation or authority of the register. Phone and e-mail are those of the organisation, not of a person. */
export class Organisation extends Entity<Organisation> {
  declare id: CreationOptional<string>;
  declare regionId: string;
  declare municipalityId: string | null;
  declare kind: string;
  declare schoolType: string | null;
  declare fullName: string;
  declare shortName: string;
  declare number: string | null;
  declare inn: string | null;
  declare kpp: string | null;
  declare ogrn: string | null;
  declare oktmo: string | null;
  declare licenceNumber: string | null;
  declare licenceExpires: string | null;
  declare licenceUnlimited: boolean | null;
  declare accredited: boolean | null;
  declare address: string | null;
  declare settlement: string | null;
  declare settlementKind: string | null;
  declare lat: number | null;
  declare lon: number | null;
  declare phone: string | null;
  declare email: string | null;
  declare website: string | null;
  declare parentId: string | null;
  declare features: CreationOptional<string[]>;
  declare externalIds: CreationOptional<Record<string, string>>;
  declare isDemo: CreationOptional<boolean>;
  declare source: string;
  declare attribution: string | null;
  declare status: CreationOptional<string>;
  declare createdAt: CreationOptional<Date>;
  declare changedAt: CreationOptional<Date>;
}

table(Organisation, 'core.organisations', {
  id: key(),
  regionId: text(),
  municipalityId: optional(text()),
  kind: text(),
  schoolType: optional(text()),
  fullName: text(),
  shortName: text(),
  number: optional(text()),
  inn: optional(text()),
  kpp: optional(text()),
  ogrn: optional(text()),
  oktmo: optional(text()),
  licenceNumber: optional(text()),
  licenceExpires: optional(day()),
  licenceUnlimited: optional(flag()),
  accredited: optional(flag()),
  address: optional(text()),
  settlement: optional(text()),
  settlementKind: optional(text()),
  lat: optional(number()),
  lon: optional(number()),
  phone: optional(text()),
  email: optional(text()),
  website: optional(text()),
  parentId: optional(uuid()),
  features: generated(texts()),
  externalIds: generated(json<Record<string, string>>()),
  isDemo: generated(flag()),
  source: text(),
  attribution: optional(text()),
  status: generated(text()),
  createdAt: generated(instant()),
  changedAt: generated(instant()),
});

/** A building in which an organisation works. `null` accessibility: not known. */
export class Building extends Entity<Building> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare number: string;
  declare address: string;
  declare lat: number | null;
  declare lon: number | null;
  declare phone: string | null;
  declare accessWheelchair: string | null;
  declare accessMobility: string | null;
  declare accessVision: string | null;
  declare accessHearing: string | null;
  declare capacity: number | null;
  declare storeys: number | null;
  declare areaM2: number | null;
  declare isDemo: CreationOptional<boolean>;
  declare source: string;
  declare attribution: string | null;
  declare createdAt: CreationOptional<Date>;
  declare changedAt: CreationOptional<Date>;
}

table(Building, 'core.buildings', {
  id: key(),
  organisationId: uuid(),
  number: text(),
  address: text(),
  lat: optional(number()),
  lon: optional(number()),
  phone: optional(text()),
  accessWheelchair: optional(text()),
  accessMobility: optional(text()),
  accessVision: optional(text()),
  accessHearing: optional(text()),
  capacity: optional(integer()),
  storeys: optional(integer()),
  areaM2: optional(number()),
  isDemo: generated(flag()),
  source: text(),
  attribution: optional(text()),
  createdAt: generated(instant()),
  changedAt: generated(instant()),
});

/** A programme that an organisation may teach: the level and name as registered, the code by which it is found. */
export class Programme extends Entity<Programme> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare code: string;
  declare level: string;
  declare name: string | null;
}

table(Programme, 'core.programmes', {
  id: key(),
  organisationId: uuid(),
  code: text(),
  level: text(),
  name: optional(text()),
});
