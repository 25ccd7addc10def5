/** Privileges by class: 0 out of turn, 1 first in turn, 2 by regional act. What no person has checked says so. */
type Shipped = { code: string; title: string; titleEn: string; class: 0 | 1 | 2; act: string; verified: boolean };

const of =
  (rank: Shipped['class']) =>
  (code: string, title: string, titleEn: string, act: string, verified = false): Shipped => ({
    ...{ code, title, titleEn, class: rank, act, verified },
  });
const outOfTurn = of(0);
const first = of(1);
const regional = of(2);

export const shippedCategories: readonly Shipped[] = [
  outOfTurn(
    'chernobyl',
    'Пострадавшие от катастрофы на Чернобыльской АЭС',
    'Victims of Chernobyl',
    'Закон РФ от 15.05.1991 № 1244-1',
  ),
  outOfTurn('special-risk', 'Подразделения особого риска', 'Units of special risk', 'ПВС РФ от 27.12.1991 № 2123-1'),
  outOfTurn('prosecutors', 'Прокуроры', 'Prosecutors', 'Закон РФ от 17.01.1992 № 2202-1'),
  outOfTurn('judges', 'Судьи', 'Judges', 'Закон РФ от 26.06.1992 № 3132-1'),
  outOfTurn(
    'investigators',
    'Сотрудники Следственного комитета',
    'Staff of the Investigative Committee',
    'Федеральный закон от 28.12.2010 № 403-ФЗ',
  ),
  outOfTurn(
    'fallen',
    'Семьи погибших участников СВО',
    'Families of those killed in the SVO',
    'Федеральный закон от 27.05.1998 № 76-ФЗ, ст. 24, п. 8',
  ),
  first('military', 'Военнослужащие', 'Servicemen', 'Федеральный закон от 27.05.1998 № 76-ФЗ'),
  first('police', 'Сотрудники полиции', 'Police', 'Федеральный закон от 07.02.2011 № 3-ФЗ'),
  first(
    'equal-services',
    'УИС, пожарная служба, таможня',
    'Penal system, fire service, customs',
    'Федеральный закон от 30.12.2012 № 283-ФЗ',
  ),
  first(
    'mobilised',
    'Мобилизованные и добровольцы',
    'Mobilised and volunteers',
    'Федеральный закон от 27.05.1998 № 76-ФЗ',
  ),
  first('large-family', 'Многодетные семьи', 'Large families', 'Указ Президента РФ от 05.05.1992 № 431'),
  first(
    'disabled',
    'Дети-инвалиды и дети инвалидов',
    'Disabled children and children of disabled',
    'Указ Президента РФ от 02.10.1992 № 1157',
  ),
  regional('single-parent', 'Единственный родитель', 'Single parent', 'Региональный перечень'),
  regional('orphans', 'Дети-сироты 18–23 лет с детьми', 'Orphans of 18–23 with children', 'Региональный перечень'),
  regional('teachers', 'Дети педагогов', 'Children of teachers', 'Региональный перечень'),
];
