import type { Municipality } from '../../territory/pack';
import type { Seat } from './plan';
import type { SeatType } from './lists';

export type Names = { fullName: string; shortName: string; number: string | null; schoolType: string | null };
type Form = { form: string; shortForm: string; full: string; short: string; number: string | null };

const schoolWords = {
  secondary: { type: 'Средняя школа', full: 'Средняя общеобразовательная школа', short: 'СОШ' },
  gymnasium: { type: 'Гимназия', full: 'Гимназия', short: 'Гимназия' },
  lyceum: { type: 'Лицей', full: 'Лицей', short: 'Лицей' },
  basic: { type: 'Основная школа', full: 'Основная общеобразовательная школа', short: 'ООШ' },
  primary: { type: 'Начальная школа', full: 'Начальная общеобразовательная школа', short: 'НОШ' },
  'primary-kindergarten': {
    type: 'Начальная школа — детский сад',
    full: 'Начальная школа — детский сад',
    short: 'Начальная школа — детский сад',
  },
} as const;
const isSchool = (type: SeatType): type is keyof typeof schoolWords => type in schoolWords;

const kindergartenNames =
  'Ромашка Солнышко Колосок Теремок Берёзка Родничок Сказка Улыбка Светлячок Ручеёк Снежинка Алёнушка Журавушка Рябинка Одуванчик Капелька Радуга Жемчужинка Сибирячок Лесовичок Василёк Ласточка Звёздочка Брусничка Кедровичок Подснежник Лучик Незабудка Тополёк Пчёлка'.split(
    ' ',
  );
const collegeNames = [
  'Колледж цифровых технологий',
  'Техникум строительства и транспорта',
  'Колледж сервиса и торговли',
  'Аграрный техникум',
  'Медицинский колледж',
  'Педагогический колледж',
  'Техникум нефтегазового дела',
  'Колледж энергетики и автоматики',
  'Техникум машиностроения',
  'Колледж искусств',
];
const extracurricularNames = [
  'Дом детского творчества',
  'Детская школа искусств',
  'Спортивная школа',
  'Центр технического творчества',
  'Станция юных натуралистов',
  'Детская музыкальная школа',
  'Центр туризма и краеведения',
  'Центр дополнительного образования',
];

/**
 * Names in the register's forms. Numbers begin where those of the region's real organisations have ended, so that nobody
 * finds a school they know.
 */
export function namesOf(seat: Seat, head?: Seat): Names {
  const { form, shortForm, full, short, number } = formOf(seat);
  const where = genitive(seat.municipality);
  const schoolType = isSchool(seat.type) ? schoolWords[seat.type].type : null;
  if (!head) {
    const fullName = [form, full, where].filter(Boolean).join(' ');
    return { fullName, shortName: [shortForm, short].filter(Boolean).join(' '), number, schoolType };
  }
  const parent = formOf(head);
  return {
    fullName: `Филиал ${full} — структурное подразделение: ${parent.form} ${parent.full} ${where}`,
    shortName: `${short} — филиал ${parent.shortForm} ${parent.short}`,
    number,
    schoolType,
  };
}

function formOf(seat: Seat): Form {
  if (isSchool(seat.type)) return schoolForm(seat, schoolWords[seat.type]);
  return forms[seat.type](seat);
}

function schoolForm(seat: Seat, { full, short }: { full: string; short: string }): Form {
  const number = numberOf(seat);
  return {
    form: 'Муниципальное автономное общеобразовательное учреждение',
    shortForm: 'МАОУ',
    full: `«${full} № ${number}»`,
    short: `«${short} № ${number}»`,
    number,
  };
}

const numberOf = ({ rank }: Seat) => String(200 + rank);
const named = (names: readonly string[], at: number) => names[at % names.length] ?? '';

const kindergarten =
  (form: string, shortForm: string) =>
  (seat: Seat): Form => {
    const number = numberOf(seat);
    const name = `детский сад № ${number} «${named(kindergartenNames, seat.rank)}»`;
    return { form, shortForm, full: name, short: name, number };
  };

const numbered =
  (form: string, shortForm: string, names: readonly string[]) =>
  (seat: Seat): Form => {
    const number = numberOf(seat);
    const name = `«${named(names, seat.at)} № ${number}»`;
    return { form, shortForm, full: name, short: name, number };
  };

type Others = Exclude<SeatType, keyof typeof schoolWords>;
const forms: Record<Others, (seat: Seat) => Form> = {
  kindergarten: kindergarten('Муниципальное автономное дошкольное образовательное учреждение', 'МАДОУ'),
  'private-kindergarten': kindergarten('Частное дошкольное образовательное учреждение', 'ЧДОУ'),
  college: numbered('Государственное автономное профессиональное образовательное учреждение', 'ГАПОУ', collegeNames),
  extracurricular: numbered(
    'Муниципальное автономное учреждение дополнительного образования',
    'МАУ ДО',
    extracurricularNames,
  ),
  authority: ({ municipality }) => ({
    form: '',
    shortForm: '',
    full: 'Демонстрационный отдел образования',
    short: `Демонстрационный отдел образования (${municipality.shortName})`,
    number: null,
  }),
  centre: ({ municipality }) => ({
    form: 'Муниципальное автономное учреждение',
    shortForm: 'МАУ',
    full: '«Демонстрационный центр психолого-педагогической помощи»',
    short: `«Демонстрационный центр психолого-педагогической помощи» (${municipality.shortName})`,
    number: null,
  }),
};

/** «Абатский муниципальный округ» → «Абатского муниципального округа»; other forms stay as they are. */
function genitive({ name }: Pick<Municipality, 'name'>): string {
  if (name.startsWith('городской округ ')) return name.replace('городской округ', 'городского округа');
  const adjective = /^(\p{L}+)ий (муниципальный округ|городской округ|район|муниципальный район)$/u.exec(name);
  const [, stem = '', kind = ''] = adjective ?? [];
  if (!adjective) return name;
  return `${stem}ого ${kind.replaceAll('ый ', 'ого ').replaceAll('ой ', 'ого ').replace(/$/, 'а')}`;
}
