import { columnName, database, tableOf, type Plugin } from '@regiso/core';
import { QueryTypes } from 'sequelize';
import { reading } from './reading';

export type Language = 'ru' | 'en';
type Words = Readonly<Record<Language, string>>;
type Source = { schema: string; table: string; key: string; title: Words };

const dimensionWords: Record<string, Words> = {
  region: { ru: 'Регион', en: 'Region' },
  municipality: { ru: 'Муниципалитет', en: 'Municipality' },
  organisation: { ru: 'Организация', en: 'Organisation' },
  organisation_kind: { ru: 'Вид организации', en: 'Kind of organisation' },
  settlement_kind: { ru: 'Вид поселения', en: 'Kind of settlement' },
  year: { ru: 'Год', en: 'Year' },
  month: { ru: 'Месяц', en: 'Month' },
  academic_year: { ru: 'Учебный год', en: 'Academic year' },
  subject: { ru: 'Предмет', en: 'Subject' },
  session: { ru: 'Сессия', en: 'Session' },
  period: { ru: 'Период', en: 'Period' },
  grade: { ru: 'Класс', en: 'Grade' },
  kind: { ru: 'Вид', en: 'Kind' },
  day: { ru: 'День', en: 'Day' },
  school_year: { ru: 'Учебный год', en: 'School year' },
  band: { ru: 'Возраст', en: 'Age' },
  orientation: { ru: 'Направленность группы', en: 'Orientation of the group' },
  regime: { ru: 'Режим группы', en: 'Hours of the group' },
};

const valueWords: Record<string, Record<string, Words>> = {
  organisation_kind: {
    kindergarten: { ru: 'Детский сад', en: 'Kindergarten' },
    school: { ru: 'Школа', en: 'School' },
    college: { ru: 'Колледж', en: 'College' },
    extracurricular: { ru: 'Дополнительное образование', en: 'Extracurricular' },
    authority: { ru: 'Орган управления', en: 'Authority' },
    other: { ru: 'Другая организация', en: 'Other organisation' },
  },
  settlement_kind: {
    city: { ru: 'Город', en: 'City' },
    town: { ru: 'Посёлок городского типа', en: 'Town' },
    urban: { ru: 'Городская местность', en: 'Urban' },
    rural: { ru: 'Сельская местность', en: 'Rural' },
    village: { ru: 'Сельский населённый пункт', en: 'Village' },
  },
};

const truth: Record<string, Words> = { true: { ru: 'да', en: 'yes' }, false: { ru: 'нет', en: 'no' } };
const unknown: Words = { ru: 'не указано', en: 'not known' };

const coreSources: Record<string, Source> = {
  organisation: { schema: 'core', table: 'organisations', key: 'id', title: { ru: 'short_name', en: 'short_name' } },
  municipality: { schema: 'core', table: 'municipalities', key: 'id', title: { ru: 'short_name', en: 'name_en' } },
  region: { schema: 'core', table: 'regions', key: 'id', title: { ru: 'name', en: 'name_en' } },
};

/** What a dimension is called; a dashboard's own word for it goes first. */
export const dimensionTitle = (name: string, language: Language) =>
  dimensionWords[name]?.[language] ?? name.replaceAll('_', ' ');

/** Words for values of a dimension; a value without words stands for itself. */
export async function titlesOf(
  dimension: string,
  values: readonly (string | null)[],
  plugin: Plugin,
  language: Language,
): Promise<(value: string | null) => string> {
  const known = [...new Set(values.filter((value) => value !== null))];
  const stored = await storedTitles(sourceOf(dimension, plugin), known, language);
  return (value) => {
    if (value === null) return unknown[language];
    return stored.get(value) ?? valueWords[dimension]?.[value]?.[language] ?? computedTitle(dimension, value, language);
  };
}

function computedTitle(dimension: string, value: string, language: Language): string {
  if (dimension === 'academic_year' || dimension === 'school_year')
    return `${value}/${(Number(value) + 1) % 100}`.replace(/\/(\d)$/, '/0$1');
  if (dimension === 'month') return monthTitle(value, language);
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  if (day) return new Date(`${value}T00:00:00Z`).toLocaleDateString(locale(language), { timeZone: 'UTC' });
  return truth[value]?.[language] ?? value;
}

const locale = (language: Language) => (language === 'ru' ? 'ru-RU' : 'en-GB');
const monthTitle = (month: string, language: Language) =>
  new Date(`${month}-01T00:00:00Z`)
    .toLocaleDateString(locale(language), { month: 'short', year: 'numeric', timeZone: 'UTC' })
    .replace(' г.', '');

/**
 * Facts carry no words. A dashboard of the plugin names the table with the words of a code; else those of `subject`
 * are read from the plugin's own table `subjects`. Organisations and territory have theirs in the core.
 */
function sourceOf(dimension: string, plugin: Plugin): Source | undefined {
  const core = coreSources[dimension];
  if (core) return core;
  const named = plugin.dashboards?.map(({ titles }) => titles?.[dimension]).find((table) => table !== undefined);
  if (named) {
    const [schema = '', table = ''] = named.split('.');
    return { schema, table, key: 'code', title: { ru: 'title', en: 'title_en' } };
  }
  const plural = new RegExp(`(^|_)${dimension.replace(/y$/, '(y|ie)')}e?s$`);
  for (const model of plugin.models ?? []) {
    const { schema, name, columns } = tableOf(model);
    if (!plural.test(name)) continue;
    const has = (...names: string[]) => names.find((candidate) => columns[candidate]);
    const key = has('code', 'id');
    const title = has('title', 'shortName', 'name');
    if (!key || !title) continue;
    const english = has(`${title}En`) ?? title;
    return { schema, table: name, key: columnName(key), title: { ru: columnName(title), en: columnName(english) } };
  }
  return undefined;
}

async function storedTitles(source: Source | undefined, values: readonly string[], language: Language) {
  if (!source || !values.length) return new Map<string, string>();
  const { schema, table, key, title } = source;
  return reading(async () => {
    const [there] = await database().query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', {
      bind: [`${schema}.${table}`],
      type: QueryTypes.SELECT,
    });
    if (!there?.there) return new Map<string, string>();
    const rows = await database().query<{ key: string; title: string }>(
      `SELECT ${key}::text AS key, coalesce(${title[language]}, ${title.ru}) AS title
       FROM "${schema}"."${table}" WHERE ${key}::text = ANY($1)`,
      { bind: [values], type: QueryTypes.SELECT },
    );
    return new Map(rows.map((row) => [row.key, row.title]));
  });
}
