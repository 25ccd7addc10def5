import { invalidInput } from '@regiso/core';
import type { Weeks } from '../../shared';

/** One lesson of a file, in its own words; `undefined` is what the file has no place for. */
export type FileRow = {
  /** The row of the table, or the number of the activity. */
  line: number;
  /** The number of an activity, where a file names nothing else. */
  id?: number;
  students: string;
  group?: string | null;
  subject: string;
  teachers: readonly string[];
  day: string | null;
  hour: string | null;
  weeks: Weeks | null | undefined;
  room: string | null | undefined;
  reason: string | null | undefined;
  /** Columns of the row that could not be read. */
  unread?: readonly string[];
};

export type ReadFile = {
  format: 'fet' | 'fet-activities' | 'fet-csv' | 'csv';
  rows: readonly FileRow[];
  /** False for what FET gives out: it leaves out the lessons that it was not shown. */
  isWhole: boolean;
};

export const most = { bytes: 10 * 1_048_576, rows: 6_000, teachers: 20 };

/** A file that cannot be read at all, and what to do about it. */
export const unreadable = {
  empty: () => invalidInput('Файл пуст: выберите файл FET или таблицу CSV с расписанием'),
  packed: () => invalidInput('Файл сжат: распакуйте его и отправьте то, что внутри'),
  entities: () =>
    invalidInput('В файле XML объявлены свои сущности (ENTITY), такие файлы не читаются: сохраните файл в FET заново'),
  encoding: () => invalidInput('Файл XML не в кодировке UTF-8: откройте его в FET и сохраните заново'),
  damaged: () => invalidInput('Файл XML повреждён или обрывается на середине: сохраните его в FET заново'),
  foreign: () =>
    invalidInput(
      'Это не файл FET: нужен файл .fet, выгрузка «…_activities.xml», «…_timetable.csv» или таблица со столбцами, как в скачанной отсюда',
    ),
  byPeople: () =>
    invalidInput(
      'Это выгрузка FET по учителям или классам: возьмите «…_data_and_timetable.fet» или «…_activities.xml»',
    ),
  noPlaces: () =>
    invalidInput(
      'В таблице нет столбцов «День» и «Урок»: из выгрузок FET подходит та, что кончается на «_timetable.csv»',
    ),
  together: () => invalidInput('В файле есть занятие, которое ведут больше 20 учителей: проверьте его в FET'),
  many: () => invalidInput('В файле больше 6000 занятий: это не расписание одной школы'),
};
