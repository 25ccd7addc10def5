import type { CreationOptional } from 'sequelize';
import {
  day,
  Entity,
  flag,
  generated,
  instant,
  integer,
  json,
  number,
  optional,
  table,
  text,
  textKey,
} from '../server/model';

/** A region; the one with `isHome` is where this installation works. */
export class Region extends Entity<Region> {
  declare id: string;
  declare code: string;
  declare name: string;
  declare nameEn: string;
  declare oktmo: string | null;
  declare timeZone: string;
  declare isHome: CreationOptional<boolean>;
}

table(Region, 'core.regions', {
  id: textKey(),
  code: text(),
  name: text(),
  nameEn: text(),
  oktmo: optional(text()),
  timeZone: text(),
  isHome: generated(flag()),
});

export class Municipality extends Entity<Municipality> {
  declare id: string;
  declare regionId: string;
  declare name: string;
  declare nameEn: string;
  declare shortName: string;
  declare kind: string;
  declare centre: string;
  declare centreLat: number;
  declare centreLon: number;
  declare labelLat: number;
  declare labelLon: number;
  declare population: number | null;
  declare populationYear: number | null;
  declare oktmo: string | null;
  declare fias: string | null;
  declare tileColumn: number;
  declare tileRow: number;
}

table(Municipality, 'core.municipalities', {
  id: textKey(),
  regionId: text(),
  name: text(),
  nameEn: text(),
  shortName: text(),
  kind: text(),
  centre: text(),
  centreLat: number(),
  centreLon: number(),
  labelLat: number(),
  labelLon: number(),
  population: optional(integer()),
  populationYear: optional(integer()),
  oktmo: optional(text()),
  fias: optional(text()),
  tileColumn: integer(),
  tileRow: integer(),
});

/** A present or former official name. */
export class MunicipalityName extends Entity<MunicipalityName> {
  declare municipalityId: string;
  declare name: string;
  declare kind: string;
  declare isCurrent: boolean;
  declare validFrom: string | null;
  declare validTo: string | null;
  declare source: string;
}

table(MunicipalityName, 'core.municipality_names', {
  municipalityId: textKey(),
  name: textKey(),
  kind: text(),
  isCurrent: flag(),
  validFrom: optional(text()),
  validTo: optional(text()),
  source: text(),
});

export class Settlement extends Entity<Settlement> {
  declare id: string;
  declare municipalityId: string;
  declare name: string;
  declare nameEn: string;
  declare kind: string;
  declare lat: number;
  declare lon: number;
  declare oktmo: string | null;
  declare fias: string | null;
}

table(Settlement, 'core.settlements', {
  id: textKey(),
  municipalityId: text(),
  name: text(),
  nameEn: text(),
  kind: text(),
  lat: number(),
  lon: number(),
  oktmo: optional(text()),
  fias: optional(text()),
});

/** The imported outline of a municipality: a GeoJSON geometry in degrees. */
export class MapBoundary extends Entity<MapBoundary> {
  declare municipalityId: string;
  declare geojson: unknown;
  declare source: string;
  declare attribution: string;
  declare importedAt: CreationOptional<Date>;
}

table(MapBoundary, 'core.map_boundaries', {
  municipalityId: textKey(),
  geojson: json<unknown>(),
  source: text(),
  attribution: text(),
  importedAt: generated(instant()),
});

/** A day that differs from "weekdays are worked, weekends are free". */
export class CalendarDay extends Entity<CalendarDay> {
  declare regionId: string;
  declare day: string;
  declare isWorking: boolean;
  declare title: string;
  declare act: string;
  declare verified: boolean;
}

table(CalendarDay, 'core.calendar_days', {
  regionId: textKey(),
  day: { ...day(), primaryKey: true },
  isWorking: flag(),
  title: text(),
  act: text(),
  verified: flag(),
});
