import { classCell } from '../importers/cells';
import { weekKinds, type Weeks } from '../../shared';
import type { ExchangeLoad, Input } from './activities';

export const dayNames = ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота'] as const;
const dayWords: readonly (readonly string[])[] = [
  ['пн', 'пон', 'monday', 'mon'],
  ['вт', 'втр', 'tuesday', 'tue'],
  ['ср', 'срд', 'wednesday', 'wed'],
  ['чт', 'чтв', 'thursday', 'thu'],
  ['пт', 'птн', 'friday', 'fri'],
  ['сб', 'сбт', 'saturday', 'sat'],
];

export const weekNames: Readonly<Record<Weeks, string>> = {
  every: 'каждую неделю',
  odd: 'нечётные недели',
  even: 'чётные недели',
};

/** A name compared without case, ё and spaces that are too many. */
export const plain = (text: string) =>
  text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();

/** Names that differ where what they name does: the second of one name gets its key or number behind it. */
function distinct(named: ReadonlyMap<string, string>, suffix: (key: string, at: number) => string) {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  for (const [key, name] of [...named].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const at = (seen.get(plain(name)) ?? 0) + 1;
    seen.set(plain(name), at);
    names.set(key, at === 1 ? name : `${name} (${suffix(key, at)})`);
  }
  return names;
}

/** What everything of a draft is called in files, and what a name in a file means. */
export type Names = ReturnType<typeof namesOf>;

export function namesOf({ loads, slots, bells }: Pick<Input, 'loads' | 'slots' | 'bells'>) {
  const subjects = distinct(new Map(loads.map(({ subject, title }) => [subject, title])), (code) => code);
  const people = loads.flatMap(({ teacherId, teacher }) =>
    teacherId ? [[teacherId, teacher ?? teacherId] as const] : [],
  );
  const teachers = distinct(new Map(people), (_, at) => String(at));
  const hours = hoursIn({ loads, slots, bells });
  const isOneShift = new Set(hours.map(({ shift }) => shift)).size < 2;
  return {
    subject: ({ subject }: ExchangeLoad) => subjects.get(subject) ?? subject,
    teacher: ({ teacherId }: ExchangeLoad) => (teacherId ? (teachers.get(teacherId) ?? null) : null),
    students: (load: ExchangeLoad) => (load.subgroup ? `${load.class}-${load.subgroup}` : load.class),
    hour: (shift: number, number: number) => (isOneShift ? String(number) : `${shift} смена, ${number}`),
    hours,
    subjectCodes: inverse(subjects),
    teacherIds: inverse(teachers),
  };
}

const inverse = (names: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...names].map(([key, name]) => [plain(name), key]));

/** Hours of all shifts one after another: of the bells, and those at which something stands all the same. */
function hoursIn({ loads, slots, bells }: Pick<Input, 'loads' | 'slots' | 'bells'>) {
  const shiftOf = new Map(loads.map(({ id, shift }) => [id, shift]));
  const found = new Map<string, { shift: number; number: number }>();
  const all = [...bells, ...slots.map(({ loadId, number }) => ({ shift: shiftOf.get(loadId) ?? 1, number }))];
  for (const { shift, number } of all) found.set(`${shift}/${number}`, { shift, number });
  return [...found.values()].sort((one, other) => one.shift - other.shift || one.number - other.number);
}

/** 1–6 for «Понедельник», «пн», «Monday» or «1». */
export function weekdayOf(text: string): number | undefined {
  const word = plain(text).replace(/\.$/, '');
  if (/^[1-6]$/.test(word)) return Number(word);
  const at = dayNames.findIndex((name, place) => plain(name) === word || dayWords[place]?.includes(word));
  return at < 0 ? undefined : at + 1;
}

/** The number of a lesson: «3», «3 урок», «2 смена, 3»; of another shift than the class's it is none. */
export function hourOf(text: string, shift: number): number | undefined {
  const word = plain(text);
  const [, ofShift, inShift] = /^(\d) смена[,:]? (\d{1,2})(?: урок)?$/.exec(word) ?? [];
  if (inShift) return Number(ofShift) === shift ? Number(inShift) : undefined;
  const [, number] = /^(?:урок )?(\d{1,2})(?:(?:-?й)? урок)?$/.exec(word) ?? [];
  return number ? Number(number) : undefined;
}

const weekWords: ReadonlyMap<string, Weeks> = new Map(
  weekKinds.flatMap((kind) => {
    const name = plain(weekNames[kind]);
    return [[name, kind] as const, [name.split(' ')[0] ?? name, kind] as const];
  }),
);

/** Weeks of «нечётные недели», «чётные», «каждую неделю»; of several tags the one that says them. */
export function weeksOf(text: string): Weeks | undefined {
  const word = plain(text)
    .split(/[+,;]/)
    .find((one) => weekWords.has(one.trim()));
  return word === undefined ? undefined : weekWords.get(word.trim());
}

const longestClass = 40;

/** «7А», «7а-1», «7А, 1 гр.»: a class and the group in it. */
export function studentsOf(
  text: string,
  group?: string | null,
): { class: string; subgroup: number | null } | undefined {
  const told = text.replace(/\s+/g, ' ').trim();
  if (told.length > longestClass) return undefined;
  const [, outer = told, own] = /^(.*?) ?[-–, ] ?(?:гр(?:уппа|\.)? ?)?([1-4]) ?(?:гр(?:уппа|\.)?)?$/iu.exec(told) ?? [];
  const said = group?.trim() ? /([1-4])/.exec(group)?.[1] : own;
  const name = classCell.safeParse(outer);
  return name.success ? { class: name.data, subgroup: said ? Number(said) : null } : undefined;
}
