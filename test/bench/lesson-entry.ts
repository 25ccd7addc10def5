import './on-warehouse/quiet';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { sql, todayHere } from '../../core/server';
import { openBrowser, openWindow } from '../../core/testing/browser';
import { buildUi } from '../../core/ui/build';
import { aLesson } from '../../plugins/school/server/test/builders';
import type { LessonView } from '../../plugins/school/shared';
import { median, must, percentile } from './harness';
import { Hand } from './in-school/hand';
import { ask, inSchool, signIn } from './in-school/installation';
import { password, pupilsInClass, work } from './in-school/school';
import type { Bench } from './run';

const topic = 'Сложение дробей с разными знаменателями';
const homework = '§ 12, № 245, 247, 251';
/** By the row of the list: who was away, and the marks. */
const away = [3, 16];
const marks: Readonly<Record<number, number>> = { 2: 4, 5: 3, 8: 5, 14: 5, 15: 4 };

/** A teacher keeps a whole lesson of 28 pupils in a browser: opens it, notes who is away, gives five marks, writes topic and homework. */
const bench: Bench = {
  name: 'lesson-entry',
  run: ({ quick }) =>
    inSchool(5, async ({ app, site }) => {
      await buildUi({ outDir: join(app.config.dataFolder, 'ui') });
      const browser = await openBrowser();
      try {
        const kept = [];
        for (const lesson of await lessonsToKeep(quick ? 1 : 5)) kept.push(await keep(browser, site, lesson));
        const toPaint = kept.flatMap((one) => one.toPaint);
        return {
          figures: {
            seconds: median(kept.map(({ seconds }) => seconds)),
            keystrokes: median(kept.map(({ presses }) => presses)),
            key_to_paint_ms: percentile(toPaint, 95),
            key_to_paint_p50_ms: median(toPaint),
            key_to_paint_worst_ms: Math.max(...toPaint),
            lessons: kept.length,
          },
          bars: {
            seconds: { bar: 60, at: 'most' },
            keystrokes: { bar: 140, at: 'most' },
            key_to_paint_ms: { bar: 50, at: 'most' },
          },
        };
      } finally {
        await browser.close();
      }
    }),
};

type Lesson = { id: string; login: string };

/** Lessons of today in which nothing is written yet, each of another class. */
const lessonsToKeep = (count: number) =>
  work(async () => {
    const journals = await sql<{ id: string; login: string }>`SELECT DISTINCT ON (j.class_id) j.id, a.login
      FROM school.loads j JOIN core.persons t ON t.id = j.teacher_id JOIN core.accounts a ON a.id = t.account_id
      WHERE j.subgroup IS NULL ORDER BY j.class_id, j.hours DESC, j.id LIMIT ${count}::int`;
    const lessons: Lesson[] = [];
    for (const { id, login } of journals) lessons.push({ id: await aLesson(id, todayHere(), 8), login });
    return lessons;
  });

async function keep(browser: Browser, site: string, { id, login }: Lesson) {
  const { page, complaints } = await openWindow(browser);
  const data = { login, password };
  const entered = await page.request.post(`${site}/api/access/sign-in`, { data, headers: { origin: site } });
  must(entered.ok(), `${login} cannot sign in: ${entered.status()}`);
  const hand = await Hand.at(page);
  const began = performance.now();
  await page.goto(`${site}/app/school/journal?day=${todayHere()}&lesson=${id}`, { waitUntil: 'commit' });

  await hand.click(page.getByRole('gridcell').first());
  // Down the list: who is away.
  await hand.press('ArrowDown', 3);
  await hand.type('н');
  await hand.press('PageDown');
  await hand.press('ArrowDown', 5);
  await hand.type('н');
  // Up again: marks; each goes a line down by itself.
  await hand.press('ArrowRight');
  await hand.press('ArrowUp', 2);
  await hand.type('54');
  await hand.press('PageUp');
  await hand.type('5');
  await hand.press('ArrowUp', 4);
  await hand.type('3');
  await hand.press('ArrowUp', 4);
  await hand.type('4');
  await hand.click(page.getByLabel('Тема урока'));
  await hand.type(topic);
  await hand.press('Tab');
  await hand.type(homework);
  await hand.press('Tab');
  await page.getByText('Тема и задание сохранены').waitFor();
  await page.getByText('Всё сохранено').waitFor();
  const seconds = (performance.now() - began) / 1_000;

  const toPaint = await hand.toPaint();
  await page.context().close();
  must(complaints.length === 0, `the page complains: ${complaints.join('; ')}`);
  // The two clicks are no keys.
  must(toPaint.length === hand.presses - 2, `of ${hand.presses} presses only ${toPaint.length} keys were shown`);
  await check(site, { id, login });
  return { seconds, presses: hand.presses, toPaint };
}

/** All of it is there, nothing else is, and every change of a cell is recorded. */
async function check(site: string, { id, login }: Lesson) {
  const [cookie] = await signIn(site, [login]);
  const { body } = await ask<LessonView>(`/api/school/lessons/${id}`, { site, cookie });
  must(body.pupils.length === pupilsInClass, `${body.pupils.length} pupils are on the list`);
  must(body.topic === topic && body.homework === homework, `it is kept as «${body.topic}», «${body.homework}»`);
  must(body.isAttendanceTaken, 'the attendance is not taken');
  for (const [row, { cell }] of body.pupils.entries()) {
    const wanted = [away.includes(row) ? 'absent' : null, ...(marks[row] ? [marks[row]] : [])];
    const found = [cell.attendance, ...cell.marks.map(({ value }) => value)];
    must(JSON.stringify(found) === JSON.stringify(wanted), `line ${row + 1} holds ${JSON.stringify(found)}`);
  }
  const [recorded] = await work(
    () => sql<{ cells: number; lesson: number }>`SELECT
        count(*) FILTER (WHERE event = 'school.cell-changed')::int AS cells,
        count(*) FILTER (WHERE event = 'school.lesson-changed')::int AS lesson
      FROM core.audit_events WHERE object_id = ${id}`,
  );
  const changed = away.length + Object.keys(marks).length;
  must(recorded?.cells === changed && recorded.lesson > 0, `recorded is ${JSON.stringify(recorded)}`);
}

export default bench;
