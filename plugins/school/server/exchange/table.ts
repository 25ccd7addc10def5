import { cell, readTable, type TableForm } from '@regiso/core';
import { activitiesOf, type Input } from './activities';
import { most, unreadable, type FileRow, type ReadFile } from './file';
import { dayNames, namesOf, weekNames, weeksOf } from './names';
import { readNote } from './notes';

const text = cell.text(300);
const columns = {
  id: { title: 'Activity Id', value: text },
  students: { title: 'Класс', aliases: ['Students Sets', 'Классы'], required: true, value: text },
  group: { title: 'Группа', value: text },
  subject: { title: 'Предмет', aliases: ['Subject'], required: true, value: text },
  teacher: { title: 'Учитель', aliases: ['Teachers'], value: text },
  day: { title: 'День', aliases: ['День недели', 'Day'], value: text },
  hour: { title: 'Урок', aliases: ['Номер урока', 'Hour'], value: text },
  weeks: { title: 'Недели', value: text },
  tags: { title: 'Activity Tags', value: text },
  room: { title: 'Кабинет', aliases: ['Room'], value: text },
  reason: { title: 'Причина', value: text },
  comments: { title: 'Comments', value: text },
} as const;

const own = ['students', 'group', 'subject', 'teacher', 'day', 'hour', 'weeks', 'room', 'reason'] as const;

const form: TableForm = {
  columns,
  key: ['students', 'subject', 'day', 'hour'],
  sample: () => [],
};

/** The draft as rows of cells under their headings: a lesson a row, with empty day and hour while it stands nowhere. */
export function tableOf(input: Input): string[][] {
  const names = namesOf(input);
  const rows = activitiesOf(input).map(({ load, weeks, slot }) => [
    load.class,
    load.subgroup ? String(load.subgroup) : '',
    names.subject(load),
    names.teacher(load) ?? '',
    slot ? (dayNames[slot.weekday - 1] ?? '') : '',
    slot ? String(slot.number) : '',
    weekNames[weeks],
    slot?.room ?? '',
    slot?.reason ?? '',
  ]);
  return [own.map((field) => columns[field].title), ...rows];
}

type Values = Partial<Record<keyof typeof columns, string | null>>;

/** A table of lessons: with the columns of `tableOf`, or as FET exports it (`…_timetable.csv`). Throws a sentence for what is none. */
export async function readLessons(path: string): Promise<ReadFile> {
  const { places, rows } = await readTable(path, form, most);
  if (!places.has('day') || !places.has('hour')) throw unreadable.noPlaces();
  const isOfFet = places.has('id') || places.has('tags');
  const lessonsOf = (read: (typeof rows)[number]): FileRow[] => {
    const { line } = read;
    if ('issues' in read) {
      const unread = read.issues.flatMap(({ column }) => column ?? []);
      return [unreadRow(line, unread)];
    }
    const values: Values = read.row.values;
    return isOfFet ? rowsOfFet(line, values) : [rowOf(line, values, places)];
  };
  const found: FileRow[] = [];
  for (const read of rows) {
    found.push(...lessonsOf(read));
    // A row of FET is a lesson of each of its classes.
    if (found.length > most.rows) throw unreadable.many();
  }
  return { format: isOfFet ? 'fet-csv' : 'csv', isWhole: !isOfFet, rows: found };
}

const empty = { students: '', subject: '', teachers: [], day: null, hour: null, weeks: null, room: null, reason: null };
const unreadRow = (line: number, unread: string[]): FileRow => ({ ...empty, line, unread });

function rowOf(line: number, values: Values, places: ReadonlyMap<string, number>): FileRow {
  const weeks = values.weeks ? weeksOf(values.weeks) : null;
  const what = {
    ...{ line, students: values.students ?? '', group: values.group ?? null, subject: values.subject ?? '' },
    ...{ teachers: values.teacher ? [values.teacher] : [], day: values.day ?? null, hour: values.hour ?? null },
    room: places.has('room') ? (values.room ?? null) : undefined,
    reason: places.has('reason') ? (values.reason ?? null) : undefined,
  };
  return weeks === undefined ? { ...what, weeks: null, unread: [columns.weeks.title] } : { ...what, weeks };
}

/** FET writes classes and teachers that are together with + between them, and a row for each hour. */
function rowsOfFet(line: number, values: Values): FileRow[] {
  const note = readNote(values.comments ?? '');
  const parts = (joined: string | null | undefined) =>
    (joined ?? '')
      .split('+')
      .map((one) => one.trim())
      .filter(Boolean);
  return parts(values.students).map((students) => ({
    ...{ line, students, subject: values.subject ?? '', teachers: parts(values.teacher) },
    ...{ day: values.day ?? null, hour: values.hour ?? null, weeks: weeksOf(values.tags ?? '') ?? null },
    ...{ room: values.room ?? note.room ?? undefined, reason: note.reason ?? undefined },
  }));
}
