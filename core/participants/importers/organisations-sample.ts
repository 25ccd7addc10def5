import { headColumn } from './heads';
import { sampleCodes, samplePlaces } from './sample-places';

const schoolName = 'МАОУ СОШ № 1 (образец)';

/** The school of the register's sample, so that samples of what is about schools find it. */
export const sampleSchool = () => ({ name: schoolName, municipality: samplePlaces().town.municipality });

/** Two organisations, the second a part of the first. */
export function sample() {
  const { town, village } = samplePlaces();
  const { inn, kpp, ogrn, phone } = sampleCodes();
  return [
    [
      'Полное наименование',
      'Краткое наименование',
      'Тип организации',
      'Номер',
      'ИНН',
      'КПП',
      'ОГРН',
      'Муниципалитет',
      'Населённый пункт',
      'Город или село',
      'Адрес',
      'Широта',
      'Долгота',
      'Телефон',
      headColumn,
      'Образовательные программы',
    ],
    [
      'Муниципальное автономное общеобразовательное учреждение «Средняя школа № 1 (образец)»',
      schoolName,
      'Школа',
      '1',
      inn,
      kpp,
      ogrn,
      town.municipality,
      town.settlement,
      'город',
      `${town.address}, 1`,
      ...town.point(),
      phone,
      '',
      'Общее образование | начальное общее образование # Общее образование | основное общее образование',
    ],
    [
      'Муниципальное автономное дошкольное образовательное учреждение «Детский сад № 2 (образец)»',
      'МАДОУ детский сад № 2 (образец)',
      'Детский сад',
      '2',
      '',
      '',
      '',
      village.municipality,
      village.settlement,
      'село',
      `${village.address}, 2`,
      ...village.point(),
      '',
      inn,
      'Общее образование | дошкольное образование',
    ],
  ];
}
