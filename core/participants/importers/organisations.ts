import { importer, type ImportContext, type ImportedRow, type RowOutcome } from '../../server/importer';
import { cell } from '../../imports/cells';
import { innProblem, kppProblem, ogrnProblem } from '../shared/check-digits';
import { kindOf, parseProgrammes, statuses, type Programme } from '../words';
import { headColumn, linkHeads } from './heads';
import { sample } from './organisations-sample';
import { RegionOptions, targetOf, type Target } from './region';
import { registerPages } from './see-also';
import { saveOrganisations, type OrganisationRow } from './save-organisations';

const code = (problem: (text: string) => string | undefined) => cell.checked(problem);
const short = cell.text(300);
const headProblem = (text: string) =>
  /^(\d{10}|\d{12})$/.test(text) ? innProblem(text) : /^(\d{13}|\d{15})$/.test(text) ? ogrnProblem(text) : undefined;
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
  head: {
    title: headColumn,
    aliases: [
      'parent',
      'ИНН головной организации',
      'ОГРН головной организации',
      'ИНН или ОГРН головной организации',
      'Код ЕКИС головной организации',
    ],
    value: code(headProblem),
  },
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
    + 'пустая ячейка оставляет прежнее значение. Головная организация указывается её ИНН, ОГРН или кодом ЕКИС '
    + 'и может стоять в файле ниже своих филиалов.',
  permission: 'participants.import',
  columns,
  key: ['ekisId', 'inn', 'kpp', 'fullName'],
  options: RegionOptions,
  seeAlso: registerPages,
  sample,
  apply: applyOrganisations,
  finish: async (context) => linkHeads(await targetOf(context)),
});

type Values = ImportedRow<{ [K in keyof typeof columns]: unknown }>['values'];

async function applyOrganisations(rows: readonly ImportedRow<Values>[], context: ImportContext): Promise<RowOutcome[]> {
  const target = await targetOf(context);
  const outcomes: RowOutcome[] = [];
  const sound: { at: number; line: number; head: string | null; row: OrganisationRow }[] = [];
  for (const [at, { line, values }] of rows.entries()) {
    const row = organisationRow(at, values as OrganisationValues, target);
    const issue = 'issue' in row ? row.issue : twice(row, line, target);
    if (issue) outcomes[at] = { outcome: 'rejected', issues: [issue] };
    else if (!('issue' in row)) sound.push({ at, line, head: (values as OrganisationValues).head, row });
  }
  const saved = await saveOrganisations(
    sound.map(({ row }) => row),
    target,
  );
  for (const { at, line, head } of sound) {
    const { id, outcome } = saved.get(at) ?? { id: '', outcome: 'unchanged' };
    if (head) target.branches.push({ line, id, code: head, outcome });
    outcomes[at] = { outcome, isOpen: head !== null };
  }
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
      | 'head'
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
  const { ekisId, globalId, licenceExpires: _, municipality: _name, hasPreschool, head: _head, ...rest } = values;
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
