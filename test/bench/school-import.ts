import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { todayHere } from '@regiso/core';
import { xlsx } from '../../core/imports/test/files';
import { runImport } from '../../core/imports/run';
import { snilsCheck } from '../../core/people/shared/snils';
import { aClass, aSchool, type School } from '../../plugins/school/server/test/builders';
import { daysAfter } from '../../plugins/school/server/services/clock';
import { median, must, withApp } from './harness';
import type { Bench } from './run';

const letters = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ';
const pupils = 900;
const staff = 60;

/** 900 pupils and 60 who work in the school from two workbooks (ADM-03), and the same workbooks again. */
const bench: Bench = {
  name: 'school-import',
  run: ({ quick }) =>
    withApp({ only: ['school'] }, async (app) => {
      const folder = mkdtempSync(join(tmpdir(), 'regiso-bench-'));
      const first: number[] = [];
      const again: number[] = [];
      try {
        for (let round = 0; round < (quick ? 1 : 3); round += 1) {
          const school = await aSchool(app);
          await app.work(async () => {
            for (const letter of letters) await aClass(school, null, { grade: 5, letter, pupils: 0 });
          });
          const bring = (is: 'created' | 'unchanged') => both(school, folder, round, is);
          first.push(await bring('created'));
          again.push(await bring('unchanged'));
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      return {
        figures: { first_s: median(first), again_s: median(again), rounds: first.length },
        bars: { first_s: { bar: 10, at: 'most' } },
      };
    }),
};

async function both(school: School, folder: string, round: number, is: 'created' | 'unchanged'): Promise<number> {
  let seconds = 0;
  for (const [kind, rows] of [
    ['school-pupils', pupilRows(round)],
    ['school-staff', staffRows(round)],
  ] as const) {
    const file = join(folder, `${kind}.xlsx`);
    writeFileSync(file, await xlsx(rows));
    const result = await runImport({ kind, file, participantId: school.participantId });
    must(result[is] === rows.length - 1, `${kind}: ${JSON.stringify({ ...result, mapping: undefined })}`);
    seconds += result.seconds;
  }
  return seconds;
}

const written = (number: number) => [...String(number)].map((digit) => 'абвгдежзик'[Number(digit)]).join('');

function aPerson(number: number, year: number) {
  // The ninth digit follows from the others, so that no two numbers differ in one digit.
  const eight = `19${String(number).padStart(6, '0')}`;
  const nine = `${eight}${[...eight].reduce((sum, digit) => sum + Number(digit), 0) % 10}`;
  const born = new Date(Date.UTC(year, number % 12, 1 + (number % 28)));
  return [`Скорый${written(number)}`, 'Вера', 'Ильинична', born, 'ж', nine + snilsCheck(nine)];
}

const head = ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Пол', 'СНИЛС'];

const pupilRows = (round: number) => [
  [...head, 'Класс', 'Зачислен с'],
  ...Array.from({ length: pupils }, (_, at) => [
    ...aPerson(round * 1_000 + at, 2014),
    `5${letters[at % letters.length]}`,
    daysAfter(todayHere(), -30),
  ]),
];

const staffRows = (round: number) => [
  [...head, 'Должность', 'Работает с', 'Предметы'],
  ...Array.from({ length: staff }, (_, at) => [
    ...aPerson(round * 1_000 + pupils + at, 1980),
    'Учитель',
    '2019-09-01',
    'Алгебра, геометрия',
  ]),
];

export default bench;
