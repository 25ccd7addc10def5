import type { Language } from '../visit';

type Named = Readonly<Record<string, readonly [ru: string, en: string]>>;

/** Codes of the register in the words of a reader. */
const kinds: Named = {
  kindergarten: ['Детский сад', 'Kindergarten'],
  school: ['Школа', 'School'],
  college: ['Колледж', 'College'],
  extracurricular: ['Дополнительное образование', 'Extracurricular education'],
  authority: ['Орган управления образованием', 'Education authority'],
  other: ['Другая организация', 'Other organisation'],
};

const kindsMany: Named = {
  kindergarten: ['Детские сады', 'Kindergartens'],
  school: ['Школы', 'Schools'],
  college: ['Колледжи и техникумы', 'Colleges'],
  extracurricular: ['Кружки и секции', 'Clubs and sports sections'],
  authority: ['Органы управления образованием', 'Education authorities'],
  other: ['Другие организации', 'Other organisations'],
};

const programmes: Named = {
  preschool: ['Дошкольное образование', 'Preschool education'],
  primary: ['Начальная школа, 1–4 классы', 'Primary school, grades 1–4'],
  basic: ['Основная школа, 5–9 классы', 'Basic school, grades 5–9'],
  secondary: ['Старшая школа, 10–11 классы', 'Upper secondary school, grades 10–11'],
  vocational: ['Среднее профессиональное образование', 'Secondary vocational education'],
  higher: ['Высшее образование', 'Higher education'],
  'vocational-training': ['Профессиональное обучение', 'Vocational training'],
  'additional-children': ['Кружки и секции для детей', 'Clubs and sections for children'],
  'additional-adults': ['Дополнительное образование взрослых', 'Further education for adults'],
  'additional-professional': ['Повышение квалификации', 'Professional development'],
  other: ['Другие программы', 'Other programmes'],
};

const accesses: Named = {
  wheelchair: ['На кресле-коляске', 'By wheelchair'],
  mobility: ['Трудно ходить', 'Walking difficulties'],
  vision: ['Трудно видеть', 'Low vision'],
  hearing: ['Трудно слышать', 'Hard of hearing'],
};

const accessLevels: Named = {
  full: ['доступно полностью', 'fully accessible'],
  partial: ['доступно частично', 'partly accessible'],
  none: ['недоступно', 'not accessible'],
};

const statuses: Named = {
  active: ['Работает', 'Open'],
  suspended: ['Работа приостановлена', 'Suspended'],
  reorganising: ['Реорганизуется', 'Being reorganised'],
  liquidated: ['Закрыта', 'Closed'],
};

const orientations: Named = {
  general: ['Общеразвивающая', 'General'],
  combined: ['Комбинированная (инклюзивная)', 'Combined (inclusive)'],
  compensating: ['Компенсирующая', 'Compensating'],
  health: ['Оздоровительная', 'Health'],
  family: ['Семейная', 'Family'],
  care: ['Присмотр и уход', 'Care'],
};

const languages: Named = {
  ru: ['Русский', 'Russian'],
  tt: ['Татарский', 'Tatar'],
  kk: ['Казахский', 'Kazakh'],
  de: ['Немецкий', 'German'],
  kca: ['Хантыйский', 'Khanty'],
  mns: ['Мансийский', 'Mansi'],
  nen: ['Ненецкий', 'Nenets'],
};

const regimes: Named = {
  full: ['Полный день, 12 ч', 'Full day, 12 h'],
  short: ['Сокращённый день, 8–10 ч', 'Shortened day, 8–10 h'],
  long: ['Продлённый день, 13–14 ч', 'Long day, 13–14 h'],
  'round-the-clock': ['Круглосуточно', 'Round the clock'],
  'three-hours': ['Кратковременно, до 3 ч', 'Short stay, up to 3 h'],
};

const lists = {
  kinds,
  kindsMany,
  programmes,
  accesses,
  accessLevels,
  statuses,
  orientations,
  languages,
  regimes,
};

/** The word for a code; the code itself when it is new and has none yet. */
export function wordFor(list: keyof typeof lists, code: string, language: Language): string {
  const [ru, en] = lists[list][code] ?? [code, code];
  return language === 'ru' ? ru : en;
}

/** Codes in the order in which readers are offered them. */
export const codesOf = (list: keyof typeof lists) => Object.keys(lists[list]);
