import type { CellView, JournalView, LessonView } from '../../shared/journal';
import { placeOfCell, placeOfLesson } from '../outbox/queue';
import { journalWith, lessonWith, type Said } from '../outbox/taken';

const cell = (version: number, value: number): CellView => ({
  ...{ version, attendance: null, lateMinutes: null },
  marks: [{ place: 1, value, kind: 'answer', weight: 1, isLate: false, comment: null }] as CellView['marks'],
});
const pupil = (id: string) => ({ id, name: id, average: null, marks: 0 });
const lesson = {
  ...{ id: 'l1', version: 1, topic: null, homework: null, isAttendanceTaken: false },
  pupils: [
    { ...pupil('p1'), cell: cell(1, 3) },
    { ...pupil('p2'), cell: cell(4, 5) },
  ],
} as unknown as LessonView;
const journal = {
  lessons: [{ id: 'l1' }],
  pupils: [
    { ...pupil('p1'), cells: {} },
    { ...pupil('p2'), cells: { l1: cell(4, 5) } },
  ],
} as unknown as JournalView;
const taken = (id: string, version: number): Said[number] => [
  placeOfCell('l1', id),
  { version, cell: cell(version, 4), average: 4, marks: 1 },
];

test('what the server took stands in a kept lesson and journal, with the average of the pupil', () => {
  const said = [taken('p1', 2)];
  expect(lessonWith(lesson, said)?.pupils).toEqual([
    { ...pupil('p1'), average: 4, marks: 1, cell: cell(2, 4) },
    lesson.pupils[1],
  ]);
  expect(journalWith(journal, said)?.pupils).toEqual([
    { ...pupil('p1'), average: 4, marks: 1, cells: { l1: cell(2, 4) } },
    journal.pupils[1],
  ]);
});

test('what is older than what is kept, and what is of another lesson, changes nothing', () => {
  const said: Said = [taken('p2', 4), [placeOfCell('l2', 'p1'), { version: 9, cell: cell(9, 2) }]];
  expect(lessonWith(lesson, said)).toBeUndefined();
  expect(journalWith(journal, said)).toBeUndefined();
});

test('the text of a lesson is kept with its version; that the attendance was taken stays taken', () => {
  const text = { topic: 'Степени', planTopicId: null, homework: '§ 7', homeworkMinutes: 20, kinds: lesson.kinds };
  const wrote = (version: number, isAttendanceTaken: boolean | null): Said[number] => [
    placeOfLesson('l1'),
    { version, text: { ...text, isAttendanceTaken } },
  ];
  expect(lessonWith(lesson, [wrote(2, true), wrote(3, null)])).toMatchObject({
    ...{ topic: 'Степени', homework: '§ 7', version: 3, isAttendanceTaken: true },
  });
  expect(lessonWith(lesson, [wrote(1, true)])).toBeUndefined();
});
