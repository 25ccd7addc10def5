import { defineTexts } from '@regiso/core/ui';

/** Titles of pages and words of the menu. */
export const texts = defineTexts('kindergarten', {
  ru: {
    queue: 'Очередь в детские сады',
    'queue.hint': 'Заявления, льготы, решения и история каждого',
    application: 'Заявление',
    runs: 'Комплектование',
    'runs.hint': 'Пробные прогоны, протоколы, утверждение вторым человеком',
    run: 'Прогон комплектования',
    groups: 'Группы детских садов',
    'groups.hint': 'Площадь, места по норме, свободные места',
    attendance: 'Посещение',
    'attendance.hint': 'Кто сегодня в группе и сколько порций',
    directed: 'Направленные дети',
    'directed.hint': 'Кого ждёт детский сад и до какого дня',
  },
  en: {
    queue: 'Queue for kindergartens',
    'queue.hint': 'Applications, privileges, decisions and the history of each',
    application: 'Application',
    runs: 'Allocation of places',
    'runs.hint': 'Dry runs, protocols, confirmation by a second person',
    run: 'Run of the allocation',
    groups: 'Kindergarten groups',
    'groups.hint': 'Area, places by the norm, free places',
    attendance: 'Attendance',
    'attendance.hint': 'Who is in the group today and how many meals',
    directed: 'Directed children',
    'directed.hint': 'Whom the kindergarten awaits and until when',
  },
});
