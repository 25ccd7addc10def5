import type { DocumentPiece } from '@regiso/core';
import type { JournalContents } from './contents';

/** Lessons on one page: with 35 pupils below each other they are still read on A4 lying down. */
const mostOnPage = 24;

type Page = { title: string; lessons: number[] };

/** «Сентябрь 2026» of a day of it. */
const monthOf = (day: string) => {
  const said = new Intl.DateTimeFormat('ru', { month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  return `${said[0]?.toUpperCase()}${said.slice(1)} ${day.slice(0, 4)}`;
};

/** Lessons that were held, a month a page; a month of many lessons goes on on the next. */
function pagesOf({ lessons }: JournalContents): Page[] {
  const months = new Map<string, number[]>();
  for (const [at, { day, cancelled }] of lessons.entries())
    if (cancelled === null) months.set(day.slice(0, 7), [...(months.get(day.slice(0, 7)) ?? []), at]);
  return [...months].flatMap(([month, own]) => {
    const pages = Math.ceil(own.length / mostOnPage);
    const each = Math.ceil(own.length / pages);
    return Array.from({ length: pages }, (_, nth) => ({
      title: monthOf(`${month}-01`) + (nth ? ' (продолжение)' : ''),
      lessons: own.slice(nth * each, (nth + 1) * each),
    }));
  });
}

/** Surname and first name, no longer than its column: in full it stands in the list of pupils. */
export const briefName = (name: string) => {
  const brief = name.split(' ').slice(0, 2).join(' ');
  return brief.length > 27 ? `${brief.slice(0, 26)}…` : brief;
};

export const headCell = (text: string, more: object = {}) => ({ text, style: 'head', ...more });
export const centred = (text: string, more: object = {}) => ({ text, alignment: 'center', ...more });

export const thin = {
  hLineWidth: () => 0.4,
  vLineWidth: () => 0.4,
  hLineColor: () => '#8a94a3',
  vLineColor: () => '#8a94a3',
  paddingLeft: () => 2,
  paddingRight: () => 2,
  paddingTop: () => 0.8,
  paddingBottom: () => 0.8,
};

/** The pages of the grid: pupils by lessons of each month, with marks and absences as they stand in the journal. */
export const gridPages = (contents: JournalContents): DocumentPiece[] =>
  pagesOf(contents).flatMap(({ title, lessons }) => [
    {
      text: `${title}. Отметки и посещаемость`,
      style: 'heading',
      headlineLevel: 1,
      pageBreak: 'before',
      margin: [0, 0, 0, 6],
    },
    {
      fontSize: 7.5,
      layout: thin,
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [14, 132, ...lessons.map(() => 19)],
        body: [
          [headCell('№'), headCell('Ученик'), ...lessons.map((at) => lessonHead(contents.lessons[at]))],
          ...contents.pupils.map(({ name }, nth) => [
            centred(String(nth + 1)),
            { text: briefName(name), noWrap: true },
            ...lessons.map((at) => centred(contents.cells[nth]?.[at] ?? '', groundOf(contents, nth, at))),
          ]),
        ],
      },
    },
  ]);

/** Grey where the pupil was not in the class on the day of the lesson. */
const groundOf = ({ pupils, lessons }: JournalContents, nth: number, at: number) => {
  const { from = '', to = null } = pupils[nth] ?? {};
  const day = lessons[at]?.day ?? '';
  return day < from || (to !== null && day > to) ? { fillColor: '#d5dbe3' } : {};
};

const lessonHead = (lesson: JournalContents['lessons'][number] | undefined) =>
  centred(`${Number(lesson?.day.slice(8))}\n${lesson?.number} ур${lesson?.isTaken ? '' : '\nн/о'}`, {
    style: 'head',
    fontSize: 6.5,
  });
