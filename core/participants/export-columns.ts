import { organisationKinds, statuses, type OrganisationKind } from './words';

export type ExportRow = {
  id: string;
  kind: OrganisationKind;
  fullName: string;
  shortName: string;
  number: string | null;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  oktmo: string | null;
  region: string;
  municipality: string | null;
  settlement: string | null;
  settlementKind: string | null;
  address: string | null;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  email: string | null;
  website: string | null;
  licenceNumber: string | null;
  licenceExpires: string | null;
  licenceUnlimited: boolean | null;
  accredited: boolean | null;
  features: string[];
  externalIds: Record<string, string>;
  programmes: string | null;
  parent: string | null;
  parentCode: string | null;
  status: keyof typeof statuses;
  isDemo: boolean;
  source: string;
  attribution: string | null;
  /** «01.09.2026 14:05» in the region's time. */
  changed: string;
};

type Cell = string | number | null;
const yesOrNo = (value: boolean | null) => (value === null ? null : value ? 'да' : 'нет');

/** Columns of the file under the headings by which the importer of organisations knows them; the last ones it passes over. */
export const exportColumns: Readonly<Record<string, (row: ExportRow) => Cell>> = {
  'Полное наименование': ({ fullName }) => fullName,
  'Краткое наименование': ({ shortName }) => shortName,
  'Тип организации': ({ kind }) => organisationKinds[kind],
  Номер: ({ number }) => number,
  ИНН: ({ inn }) => inn,
  КПП: ({ kpp }) => kpp,
  ОГРН: ({ ogrn }) => ogrn,
  ОКТМО: ({ oktmo }) => oktmo,
  'Код ЕКИС': ({ externalIds }) => externalIds['ekis'] ?? null,
  'Глобальный идентификатор': ({ externalIds }) => externalIds['global'] ?? null,
  Муниципалитет: ({ municipality }) => municipality,
  'Населённый пункт': ({ settlement }) => settlement,
  'Город или село': ({ settlementKind }) =>
    settlementKind === 'urban' ? 'город' : settlementKind === 'rural' ? 'село' : null,
  Адрес: ({ address }) => address,
  Широта: ({ lat }) => lat,
  Долгота: ({ lon }) => lon,
  Телефон: ({ phone }) => phone,
  'Электронная почта': ({ email }) => email,
  Сайт: ({ website }) => website,
  'Номер лицензии': ({ licenceNumber }) => licenceNumber,
  'Срок действия лицензии': ({ licenceUnlimited, licenceExpires }) =>
    licenceUnlimited ? 'бессрочная' : (licenceExpires?.split('-').reverse().join('.') ?? null),
  Аккредитация: ({ accredited }) => yesOrNo(accredited),
  'Есть дошкольные группы': ({ features }) => (features.includes('preschool-groups') ? 'да' : null),
  'Образовательные программы': ({ programmes }) => programmes,
  Статус: ({ status }) => statuses[status].toLowerCase(),
  'Код головной организации': ({ parentCode }) => parentCode,
  'Головная организация': ({ parent }) => parent,
  Регион: ({ region }) => region,
  'Демонстрационная запись': ({ isDemo }) => yesOrNo(isDemo),
  'Откуда сведения': ({ source, attribution }) => attribution ?? source,
  'Запись изменена': ({ changed }) => changed,
  'Номер записи': ({ id }) => id,
};
