import { defineTexts } from '@regiso/core/ui';

/** Titles of pages and words of the menu. */
export const texts = defineTexts('school', {
  ru: {
    now: 'Сейчас',
    'now.hint': 'Идущий урок: кто на месте, отметки, тема, задание',
    journals: 'Журналы',
    'journals.hint': 'Журналы классов по урокам и тематические планы',
    journal: 'Журнал класса',
    classes: 'Классы',
    'classes.hint': 'Кто в каком классе учится, переводы',
    class: 'Класс',
    closing: 'Закрытие периода',
    'closing.hint': 'Что не заполнено в журналах, отметки за период',
    diary: 'Дневник',
    'diary.hint': 'Уроки, задания, отметки и пропуски',
  },
  en: {
    now: 'Now',
    'now.hint': 'The lesson that goes on: who is here, marks, topic, homework',
    journals: 'Journals',
    'journals.hint': 'Journals of classes by lessons, and calendar plans',
    journal: 'Journal of a class',
    classes: 'Classes',
    'classes.hint': 'Who learns in which class, moves',
    class: 'Class',
    closing: 'Closing of the period',
    'closing.hint': 'What journals lack, marks of the period',
    diary: 'Diary',
    'diary.hint': 'Lessons, homework, marks and absences',
  },
});
