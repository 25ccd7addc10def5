import { importer, type ImportContext, type ImportedRow, type RowOutcome } from '../../server/importer';
import { cell } from '../../imports/cells';
import { innProblem, kppProblem, ogrnProblem } from '../shared/check-digits';
import { kindOf, parseProgrammes, statuses, type Programme } from '../words';
import { RegionOptions, targetOf, type Target } from './region';
import { registerPages } from './see-also';
import { saveOrganisations, type OrganisationRow } from './save-organisations';

const code = (problem: (text: string) => string | undefined) => cell.checked(problem);
const short = cell.text(300);
const words = <T extends string>(titles: Readonly<Record<T, string>>) =>
  Object.fromEntries(
    Object.entries<string>(titles).flatMap(([id, title]) => [
      [id, id as T],
      [title.toLowerCase(), id as T],
    ]),
  );

const statusWords = { ...words(statuses), действующее: 'active', действующая: 'active', ликвидировано: 'liquidated' };
const settlementWords = {
  urban: 'urban',
  rural: 'rural',
  город: 'urban',
  городская: 'urban',
  село: 'rural',
  сельская: 'rural',
};

const columns = {
  ekisId: { title: 'Код ЕКИС', aliases: ['ekis_id', 'ЕКИС', 'Код организации'], value: cell.text(40) },
  globalId: { title: 'Глобальный идентификатор', aliases: ['global_id'], value: cell.text(40) },
  fullName: {
    title: 'Полное наименование',
    aliases: ['full_name', 'Наименование', 'Полное название', 'Наименование организации'],
    required: true,
    value: cell.text(),
  },
  shortName: {
    title: 'Краткое наименование',
    aliases: ['short_name', 'Сокращённое наименование'],
    value: cell.text(500),
  },
  kind: {
    title: 'Тип организации',
    aliases: ['org_type', 'Тип', 'Вид организации', 'kind'],
    required: true,
    value: cell.checked((text) => (kindOf(text) ? undefined : `Тип организации «${text.slice(0, 60)}» неизвестен`)),
  },
  number: { title: 'Номер', aliases: ['№', 'Номер организации'], value: cell.text(40) },
  inn: { title: 'ИНН', value: code(innProblem) },
  kpp: { title: 'КПП', value: code(kppProblem) },
  ogrn: { title: 'ОГРН', aliases: ['ОГРНИП'], value: code(ogrnProblem) },
  oktmo: {
    title: 'ОКТМО',
    value: code((text) => (/^(\d{8}|\d{11})$/.test(text) ? undefined : 'ОКТМО состоит из 8 или 11 цифр')),
  },
  municipality: {
    title: 'Муниципалитет',
    aliases: ['municipality', 'municipality_id', 'Муниципальное образование', 'Муниципальный округ', 'Район'],
    value: short,
  },
  settlement: { title: 'Населённый пункт', value: short },
  settlementKind: { title: 'Город или село', aliases: ['Местность'], value: cell.choice(settlementWords) },
  address: { title: 'Адрес', aliases: ['legal_address', 'Юридический адрес', 'address'], value: cell.text() },
  lat: { title: 'Широта', aliases: ['lat', 'latitude'], value: cell.number(-90, 90) },
  lon: { title: 'Долгота', aliases: ['lon', 'lng', 'longitude'], value: cell.number(-180, 180) },
  phone: { title: 'Телефон', aliases: ['phone'], value: short },
  email: { title: 'Электронная почта', aliases: ['email', 'E-mail', 'Почта'], value: short },
  website: { title: 'Сайт', aliases: ['website', 'Адрес сайта'], value: short },
  licenceNumber: { title: 'Номер лицензии', aliases: ['license_number', 'Лицензия'], value: short },
  licenceExpires: {
    title: 'Срок действия лицензии',
    aliases: ['license_expires'],
    value: cell.text(40).transform((text) => text.toLowerCase()),
  },
  accredited: { title: 'Аккредитация', aliases: ['accredited', 'Государственная аккредитация'], value: cell.flag() },
  hasPreschool: { title: 'Есть дошкольные группы', aliases: ['has_preschool'], value: cell.flag() },
  programmes: {
    title: 'Образовательные программы',
    aliases: ['education_programs', 'Программы'],
    value: cell.text(20_000).transform(parseProgrammes),
  },
  status: { title: 'Статус', aliases: ['status'], value: cell.choice(statusWords) },
} as const;

export const organisationsImporter = importer({
  kind: 'organisations',
  title: 'Реестр организаций',
  describes:
    'Организации с кодами, лицензией, адресом и программами. Находит известные по коду ЕКИС, ИНН с КПП или названию; '
    + 'пустая ячейка оставляет прежнее значение.',
  permission: 'participants.import',
  columns,
  key: ['ekisId', 'inn', 'kpp', 'fullName'],
  options: RegionOptions,
  seeAlso: registerPages,
  sample: () => [
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
      'Образовательные программы',
    ],
    [
      'Муниципальное автономное общеобразовательное учреждение «Средняя школа № 1 (образец)»',
      'МАОУ СОШ № 1 (образец)',
      'Школа',
      '1',
      '7299000014',
      '720001001',
      '1267299000011',
      'Ялуторовск',
      'Ялуторовск',
      'город',
      'г. Ялуторовск, ул. Образцовая, 1',
      '56,6547',
      '66,3122',
      '+7 (3450) 00-00-01',
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
      'Исетский муниципальный округ',
      'Исетское',
      'село',
      'с. Исетское, ул. Образцовая, 2',
      '56,4847',
      '65,3237',
      '',
      'Общее образование | дошкольное образование',
    ],
  ],
  apply: applyOrganisations,
});

type Values = ImportedRow<{ [K in keyof typeof columns]: unknown }>['values'];

async function applyOrganisations(rows: readonly ImportedRow<Values>[], context: ImportContext): Promise<RowOutcome[]> {
  const target = await targetOf(context);
  const outcomes: RowOutcome[] = [];
  const sound: { at: number; row: OrganisationRow }[] = [];
  for (const [at, { line, values }] of rows.entries()) {
    const row = organisationRow(at, values as OrganisationValues, target);
    const issue = 'issue' in row ? row.issue : twice(row, line, target);
    if (issue) outcomes[at] = { outcome: 'rejected', issues: [issue] };
    else if (!('issue' in row)) sound.push({ at, row });
  }
  const saved = await saveOrganisations(
    sound.map(({ row }) => row),
    target,
  );
  for (const { at } of sound) outcomes[at] = { outcome: saved.get(at) ?? 'unchanged' };
  return outcomes;
}

type OrganisationValues = {
  [
    K in
      | 'ekisId'
      | 'globalId'
      | 'shortName'
      | 'number'
      | 'inn'
      | 'kpp'
      | 'ogrn'
      | 'oktmo'
      | 'municipality'
      | 'settlement'
      | 'settlementKind'
      | 'address'
      | 'phone'
      | 'email'
      | 'website'
      | 'licenceNumber'
      | 'licenceExpires'
      | 'status'
  ]: string | null;
} & {
  fullName: string;
  kind: string;
  lat: number | null;
  lon: number | null;
  accredited: boolean | null;
  hasPreschool: boolean | null;
  programmes: Programme[] | null;
};

type Issue = { column?: string; message: string };

function organisationRow(at: number, values: OrganisationValues, target: Target): OrganisationRow | { issue: Issue } {
  const municipality = values.municipality ? target.municipalityOf(values.municipality) : null;
  if (municipality === undefined && target.isHome) {
    return {
      issue: { column: 'Муниципалитет', message: `Муниципалитет «${values.municipality}» в регионе не найден` },
    };
  }
  if ((values.lat === null) !== (values.lon === null))
    return { issue: { column: 'Долгота', message: 'Широта и долгота указываются вместе' } };
  const licence = licenceTerm(values.licenceExpires);
  if (licence === undefined)
    return { issue: { column: 'Срок действия лицензии', message: 'Нужна дата вида 01.09.2026 или «бессрочная»' } };
  const { ekisId, globalId, licenceExpires: _, municipality: _name, hasPreschool, ...rest } = values;
  return {
    ...rest,
    ...licence,
    at,
    kind: kindOf(values.kind) ?? 'other',
    shortName: values.shortName ?? values.fullName,
    municipality: municipality ?? null,
    ekis: ekisId,
    externalIds: { ...(ekisId && { ekis: ekisId }), ...(globalId && { global: globalId }) },
    preschool: hasPreschool,
  };
}

function licenceTerm(text: string | null) {
  if (text === null) return { licenceUnlimited: null, licenceExpires: null };
  if (text.startsWith('бессрочн')) return { licenceUnlimited: true, licenceExpires: null };
  const day = cell.day().safeParse(text);
  return day.success ? { licenceUnlimited: false, licenceExpires: day.data } : undefined;
}

// Two rows of one file about one organisation would take turns in overwriting each other at every repeat.
function twice({ ekis, inn, kpp, fullName, municipality }: OrganisationRow, line: number, { seen }: Target) {
  const names = [
    ...(ekis ? [{ key: `ekis ${ekis}`, name: `ЕКИС ${ekis}` }] : []),
    ...(inn ? [{ key: `inn ${inn} ${kpp ?? ''} ${ekis ?? ''}`, name: `ИНН ${inn}` }] : []),
    ...(!ekis && !inn ? [{ key: `name ${fullName} ${municipality ?? ''}`, name: `«${fullName.slice(0, 80)}»` }] : []),
  ];
  for (const { key, name } of names) {
    const before = seen.get(key);
    if (before !== undefined) return { message: `Эта организация уже есть в строке ${before} файла: ${name}` };
    seen.set(key, line);
  }
  return undefined;
}
