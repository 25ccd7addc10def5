import { defineTexts } from '@regiso/core/ui';

export const paySheetTexts = defineTexts('school-pay-sheet', {
  ru: {
    lead: 'Сколько уроков за кем по расписанию, сколько проведено за других и сколько своих отдано. По дням, которые ещё не прошли, — как назначено сейчас.',
    teacher: 'Учитель',
    planned: 'По расписанию',
    replaced: 'За других',
    taken: 'Отдано другим',
    cancelled: 'Отменено',
    given: 'Всего',
    none: 'В эти дни нет ни одного урока с учителем.',
    count:
      'Час — урок по звонку; классы, которые сидят вместе, считаются один раз. Всего = по расписанию + за других − отданные − отменённые.',
    whose:
      'Чей урок, решает нынешняя нагрузка: если журнал в эти дни передали другому учителю, уроки прежнего стоят заменами.',
    file: 'Скачать XLSX',
    print: 'Печать',
    days: '{{from}} – {{to}}',
  },
  en: {
    lead: 'How many lessons everybody has by the timetable, gives for others, and leaves to others. Of days to come it is what stands now.',
    teacher: 'Teacher',
    planned: 'By the timetable',
    replaced: 'For others',
    taken: 'Left to others',
    cancelled: 'Cancelled',
    given: 'In all',
    none: 'There is no lesson with a teacher on these days.',
    count:
      'An hour is a lesson by the bell; classes that sit together count once. In all = by the timetable + for others − left to others − cancelled.',
    whose:
      'Whose a lesson is follows from the hours as they are now: when a journal was handed over on these days, lessons of the teacher before stand as substitutions.',
    file: 'Get XLSX',
    print: 'Print',
    days: '{{from}} – {{to}}',
  },
});
