import { between, oneOf, randomOf, type Random } from '../../server/random';
import type { Feature, ProgrammeCode } from '../words';
import type { Mark, Seat } from './plan';

export type Programme = { code: ProgrammeCode; level: string; name: string };
/** What an organisation offers and how many it has room for. */
export type Profile = { features: Feature[]; programmes: Programme[]; capacity: number; buildings: number };

const general = 'Общее образование';
const additional = 'Дополнительное образование';
const vocational = 'Профессиональное образование';
const of = (level: string, code: ProgrammeCode, name: string): Programme => ({ level, code, name });

const basicProgrammes = {
  preschool: of(general, 'preschool', 'дошкольное образование'),
  primary: of(general, 'primary', 'начальное общее образование'),
  basic: of(general, 'basic', 'основное общее образование'),
  secondary: of(general, 'secondary', 'среднее общее образование'),
};
const circles = [
  'техническая направленность',
  'естественно-научная направленность',
  'физкультурно-спортивная направленность',
  'художественная направленность',
  'туристско-краеведческая направленность',
  'социально-гуманитарная направленность',
] as const;
const specialities = [
  '09.02.07 Информационные системы и программирование',
  '08.02.01 Строительство и эксплуатация зданий и сооружений',
  '23.02.07 Техническое обслуживание и ремонт автотранспортных средств',
  '43.02.15 Поварское и кондитерское дело',
  '35.02.16 Эксплуатация и ремонт сельскохозяйственной техники',
  '34.02.01 Сестринское дело',
  '44.02.01 Дошкольное образование',
  '21.02.01 Разработка и эксплуатация нефтяных и газовых месторождений',
  '13.02.11 Техническая эксплуатация электрооборудования',
  '15.02.16 Технология машиностроения',
] as const;

/** Everything about an organisation that is drawn by lot; the same for the same seed and code. */
export function profileOf(seat: Seat, marks: ReadonlySet<Mark>, seed: number): Profile {
  const random = randomOf(`${seed}/${seat.code}`);
  const draw = { seat, marks, random, may: (chance: number) => random() < chance };
  if (seat.kind === 'kindergarten') return kindergarten(draw);
  if (seat.kind === 'school') return school(draw);
  if (seat.kind === 'college') return college(draw);
  if (seat.kind === 'extracurricular') return extracurricular(draw);
  return { features: [], programmes: [], capacity: 0, buildings: 1 };
}

type Draw = { seat: Seat; marks: ReadonlySet<Mark>; random: Random; may: (chance: number) => boolean };

function kindergarten({ seat, random, may }: Draw): Profile {
  const features: Feature[] = [];
  if (may(seat.isUrban ? 0.85 : 0.35)) features.push('twelve-hour-groups');
  if (may(0.35) || seat.at === 0) features.push('inclusive');
  if (may(0.06) || (seat.at === 1 && seat.isUrban)) features.push('tatar-language');
  const buildings = buildingsOfKindergarten(seat, random);
  const [least, most] = placesOfKindergarten(seat);
  return {
    features,
    programmes: [
      basicProgrammes.preschool,
      ...special(features, 'preschool', 'дошкольного образования'),
      ...(may(0.6) ? [of(additional, 'additional-children', oneOf(random, circles))] : []),
    ],
    buildings,
    capacity: sum(buildings, () => between(random, least, most)),
  };
}

const buildingsOfKindergarten = ({ head, type, municipality }: Seat, random: Random) => {
  if (head || type === 'private-kindergarten') return 1;
  return municipality.kind === 'city-okrug' ? between(random, 3, 5) : between(random, 1, 2);
};

function placesOfKindergarten({ head, type, municipality }: Seat): [number, number] {
  if (type === 'private-kindergarten') return [40, 110];
  if (head) return [25, 70];
  return municipality.kind === 'city-okrug' ? [170, 300] : [90, 250];
}

const levels = {
  secondary: ['primary', 'basic', 'secondary'],
  gymnasium: ['primary', 'basic', 'secondary'],
  lyceum: ['basic', 'secondary'],
  basic: ['primary', 'basic'],
  primary: ['primary'],
  'primary-kindergarten': ['preschool', 'primary'],
} as const;

function school({ seat, marks, random, may }: Draw): Profile {
  const type = seat.type as keyof typeof levels;
  const isSmall = !seat.isUrban && (type === 'basic' || type === 'primary');
  const features: Feature[] = [];
  if (type === 'primary-kindergarten' || may(seat.isUrban ? 0.26 : 0.8)) features.push('preschool-groups');
  if (may(0.4)) features.push('inclusive');
  if (may(seat.isUrban ? 0.03 : 0.12) || marks.has('tatar')) features.push('tatar-language');
  if (marks.has('two-shifts') || (seat.isUrban && seat.at > 9 && may(0.2))) features.push('two-shifts');
  if (isSmall && (marks.has('class-sets') || type === 'primary' || may(0.6))) features.push('class-sets');
  const codes = features.includes('preschool-groups') ? (['preschool', ...levels[type]] as const) : levels[type];
  return {
    features,
    programmes: [
      ...[...new Set(codes)].map((code) => basicProgrammes[code]),
      ...special(features, levels[type].at(-1) ?? 'primary', 'общего образования'),
      ...(may(0.7) ? [of(additional, 'additional-children', oneOf(random, circles))] : []),
    ],
    capacity: between(random, ...placesOfSchool(seat)),
    buildings: seat.isUrban && may(0.3) ? 2 : 1,
  };
}

function placesOfSchool({ type, head, municipality }: Seat): [number, number] {
  const isCity = municipality.kind === 'city-okrug';
  if (type === 'primary-kindergarten') return [120, 250];
  if (type === 'primary') return [10, 34];
  if (type === 'basic') return [30, 85];
  if (isCity) return head ? [350, 700] : [900, 1_600];
  return head ? [70, 170] : [190, 420];
}

function college({ seat, random }: Draw): Profile {
  const taught = several(specialities, seat.at, between(random, 3, 5));
  return {
    features: ['inclusive'],
    programmes: [
      ...taught.map((name) => of(vocational, 'vocational', name)),
      of(vocational, 'vocational-training', 'профессиональное обучение по профессиям рабочих'),
      of(additional, 'additional-adults', 'дополнительное образование взрослых'),
    ],
    capacity: between(random, 900, 1_700),
    buildings: between(random, 1, 3),
  };
}

function extracurricular({ seat, random, may }: Draw): Profile {
  const taught = several(circles, seat.at, between(random, 2, 4));
  const features: Feature[] = may(0.3) ? ['inclusive'] : [];
  return {
    features,
    programmes: taught.map((name) => of(additional, 'additional-children', name)),
    capacity: seat.isUrban ? between(random, 300, 1_500) : between(random, 80, 400),
    buildings: 1,
  };
}

const several = (names: readonly string[], from: number, count: number) =>
  Array.from({ length: count }, (_, at) => names[(from + at) % names.length] ?? '');

const special = (features: readonly Feature[], code: ProgrammeCode, what: string): Programme[] => [
  ...(features.includes('inclusive') ? [of(general, code, `адаптированная программа ${what}`)] : []),
  ...(features.includes('tatar-language') ? [of(general, code, `программа ${what} на татарском языке`)] : []),
];

const sum = (times: number, draw: () => number) =>
  Array.from({ length: times }, draw).reduce((all, one) => all + one, 0);
