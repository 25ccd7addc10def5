import { innCell, textCell, yearCell } from './cells';

/** Columns that say which organisation a row is about, shared by both kinds of file. */
export const placeColumns = {
  year: { title: 'Год', aliases: ['year', 'учебный год', 'rok', 'год экзамена'], value: yearCell },
  region: { title: 'Регион', aliases: ['region', 'субъект', 'субъект РФ', 'область', 'województwo'], value: textCell },
  organisation: {
    title: 'Организация',
    aliases: [
      'school',
      'школа',
      'наименование организации',
      'название организации',
      'образовательная организация',
      'ОО',
      'szkoła',
    ],
    required: true,
    value: textCell,
  },
  city: {
    title: 'Населённый пункт или муниципалитет',
    aliases: [
      'city',
      'город',
      'населенный пункт',
      'муниципалитет',
      'муниципальное образование',
      'район',
      'miejscowość',
    ],
    value: textCell,
  },
  code: { title: 'Код организации', aliases: ['код оо', 'ekis_id', 'код школы', 'school_code'], value: textCell },
  inn: { title: 'ИНН', aliases: ['inn'], value: innCell },
} as const;

/** A match made by hand holds for all rows alike in these. */
export const organisationKey = ['region', 'organisation', 'city', 'code', 'inn'] as const;
export const placeKey = ['year', ...organisationKey] as const;

type PlaceValues = {
  [K in 'region' | 'organisation' | 'city' | 'code' | 'inn']?: string | null;
} & { year?: number | null };

/** Which organisation and year a row names. A column that the file does not have may come as undefined. */
export const placeOf = (values: PlaceValues) => ({
  year: values.year ?? null,
  region: values.region ?? null,
  name: values.organisation ?? null,
  city: values.city ?? null,
  code: values.code ?? null,
  inn: values.inn ?? null,
});
