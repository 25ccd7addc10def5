import { russianCalendar, type RegionPack } from '@regiso/core';

const source = 'Выдумано для проверки';
type Name = RegionPack['municipalities'][number]['names'][number];
const current = (
  name: string,
  kind: Name['kind'],
): Pick<RegionPack['municipalities'][number], 'name' | 'kind' | 'names'> => ({
  name,
  kind,
  names: [{ name, kind, isCurrent: true, validFrom: null, validTo: null, source }],
});
const unknown = { oktmo: null, fias: null };

/** A made-up region far from the shipped one: another folder is all it takes. */
export const pack: RegionPack = {
  id: 'zaozyorye',
  code: 'RU-ZAO',
  name: 'Заозёрный край',
  nameEn: 'Zaozyorny Krai',
  oktmo: null,
  timeZone: 'Asia/Vladivostok',
  municipalities: [
    {
      id: 'priozyorny-city',
      ...current('городской округ город Приозёрный', 'city-okrug'),
      shortName: 'Приозёрный',
      nameEn: 'Priozyorny city',
      centre: 'priozyorny',
      label: { lat: 45.2, lon: 133.1 },
      population: 120_000,
      populationYear: 2021,
      ...unknown,
      tile: { column: 0, row: 0 },
    },
    {
      id: 'bereg',
      ...current('Береговой муниципальный округ', 'municipal-okrug'),
      shortName: 'Береговой',
      nameEn: 'Beregovoy',
      centre: 'beregovoye',
      label: { lat: 45.6, lon: 133.9 },
      population: 21_000,
      populationYear: 2021,
      ...unknown,
      tile: { column: 1, row: 0 },
    },
    {
      id: 'kamysh',
      ...current('Камышовский муниципальный округ', 'municipal-okrug'),
      shortName: 'Камышовский',
      nameEn: 'Kamyshovsky',
      centre: 'kamyshovka',
      label: { lat: 44.7, lon: 133.5 },
      population: 9_000,
      populationYear: 2021,
      ...unknown,
      tile: { column: 1, row: 1 },
    },
  ],
  settlements: [
    {
      id: 'priozyorny',
      name: 'город Приозёрный',
      nameEn: 'Priozyorny',
      kind: 'city',
      municipality: 'priozyorny-city',
      point: { lat: 45.21, lon: 133.12 },
      ...unknown,
    },
    {
      id: 'beregovoye',
      name: 'рабочий посёлок Береговое',
      nameEn: 'Beregovoye',
      kind: 'urban-settlement',
      municipality: 'bereg',
      point: { lat: 45.58, lon: 133.88 },
      ...unknown,
    },
    {
      id: 'kamyshovka',
      name: 'село Камышовка',
      nameEn: 'Kamyshovka',
      kind: 'village',
      municipality: 'kamysh',
      point: { lat: 44.71, lon: 133.52 },
      ...unknown,
    },
  ],
  calendar: russianCalendar,
  bodies: [
    {
      id: 'operator',
      duty: 'operator',
      name: 'Центр информатизации Заозёрного края',
      nameEn: 'Zaozyorny Krai Centre for Informatisation',
      act: 'Положение, выдуманное для проверки',
      clause: '1',
      duties: ['администрирование Системы'],
      dutiesEn: ['administering the System'],
    },
  ],
  publishedExamMeans: [{ year: 2025, source, bySubject: { russian: 61.5 } }],
  demo: {
    taxOffice: '9999',
    subject: '99',
    phoneCode: '4000',
    organisations: {
      schools: { all: 30, basic: 4, primary: 4, primaryKindergartens: 1, heads: 16, ofCities: 12, branchesOfCities: 2 },
      kindergartens: { municipal: 14, branches: 3, private: 2, municipalOfLargestCity: 8 },
      colleges: 2,
      extracurricular: 12,
    },
    exams: { egeChoices: { history: 0.6 } },
  },
  mapAttribution: source,
  attributions: [{ text: source, covers: 'everything' }],
};
