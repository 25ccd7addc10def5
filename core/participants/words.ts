/** Kinds of organisation, with the words of the register for them. */
export const organisationKinds = {
  kindergarten: 'Детский сад',
  school: 'Школа',
  college: 'Колледж',
  extracurricular: 'Дополнительное образование',
  authority: 'Орган управления',
  other: 'Другая организация',
} as const;
export type OrganisationKind = keyof typeof organisationKinds;

export const statuses = {
  active: 'Действует',
  suspended: 'Приостановлена',
  reorganising: 'Реорганизуется',
  liquidated: 'Ликвидирована',
} as const;

/** Marks of an organisation that are neither a kind nor a programme. */
export const features = {
  'preschool-groups': 'Есть дошкольные группы',
  'twelve-hour-groups': 'Группы 12-часового пребывания',
  inclusive: 'Инклюзивное образование',
  'tatar-language': 'Обучение на татарском языке',
  'two-shifts': 'Занятия в две смены',
  'class-sets': 'Классы-комплекты',
} as const;
export type Feature = keyof typeof features;

export const accessLevels = { full: 'полностью', partial: 'частично', none: 'недоступно' } as const;

/** Levels of education by which organisations are found; the words of the law 273-ФЗ, art. 10 stand beside them. */
export const programmeCodes = {
  preschool: 'дошкольное образование',
  primary: 'начальное общее образование',
  basic: 'основное общее образование',
  secondary: 'среднее общее образование',
  vocational: 'среднее профессиональное образование',
  higher: 'высшее образование',
  'vocational-training': 'профессиональное обучение',
  'additional-children': 'дополнительное образование детей',
  'additional-adults': 'дополнительное образование взрослых',
  'additional-professional': 'дополнительное профессиональное образование',
  other: 'другое',
} as const;
export type ProgrammeCode = keyof typeof programmeCodes;

export type Programme = { code: ProgrammeCode; level: string; name: string | null };

/** Reads `Уровень | программа # Уровень | программа`, the way registers write it in one cell. */
export function parseProgrammes(cell: string): Programme[] {
  const programmes = cell.split('#').flatMap((entry): Programme[] => {
    const [level = '', ...rest] = entry.split('|').map((piece) => piece.trim());
    const name = rest.join(' | ') || null;
    return level ? [{ code: programmeCode(name ?? level), level, name }] : [];
  });
  const seen = new Set<string>();
  return programmes.filter(({ level, name }) => {
    const key = `${level}|${name ?? ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function programmeCode(text: string): ProgrammeCode {
  const words = text.toLowerCase().replaceAll('ё', 'е');
  const found = Object.entries(programmeCodes).find(([code, title]) => code !== 'other' && words.startsWith(title));
  return (found?.[0] as ProgrammeCode | undefined) ?? 'other';
}

const kindWords: readonly (readonly [RegExp, OrganisationKind])[] = [
  [/дошкольн|детск(ий|ого) сад/, 'kindergarten'],
  [/дополнительного профессионального/, 'other'],
  [/дополнительн|дворец творчества|детско-юношеск/, 'extracurricular'],
  [/высшего/, 'other'],
  [/профессиональн|колледж|техникум/, 'college'],
  [/общеобразовательн|школа|гимназия|лицей/, 'school'],
  [/орган управления|департамент|управление образования|комитет/, 'authority'],
  [/прочее|друг|иная/, 'other'],
];

/** The kind that a register's words for a type of organisation mean; undefined when they are unknown. */
export function kindOf(words: string): OrganisationKind | undefined {
  const text = words.trim().toLowerCase().replaceAll('ё', 'е');
  if (text in organisationKinds) return text as OrganisationKind;
  return kindWords.find(([pattern]) => pattern.test(text))?.[1];
}
