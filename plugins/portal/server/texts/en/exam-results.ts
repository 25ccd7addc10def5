import { countedEn } from '../plural';
import type { examResults as words } from '../ru/exam-results';

export const examResults: typeof words = {
  examResults: {
    title: 'See an exam result',
    lead: 'No sign-in is needed: surname, name and the document that was shown at the exam are enough.',
    link: 'See your result',
    surname: 'Surname',
    name: 'Name',
    number: 'Number of the document',
    numberHelp:
      'A passport or another document, its series may be left out. A code of registration of 12 digits will do too.',
    send: 'Show the result',
    signIn: 'Sign in to see all results of yours and of your children',
    wrong: {
      surname: 'Write the surname as it stands in the document',
      name: 'Write the name as it stands in the document',
      number: 'Write the number of the document, at least four signs',
    },
    check: 'Check what is marked',
    again:
      'Press “Show the result” once more. If this is said again, allow cookies for this site: by them we tell people from machines.',
    wait: (minutes: number) =>
      `Too many tries. Wait ${countedEn(minutes, 'minute', 'minutes')} or sign in: then the results are seen at once.`,
    waiting: {
      title: 'Very many people ask right now',
      soon: (minutes) =>
        minutes > 1
          ? `Your turn will come in about ${countedEn(minutes, 'minute', 'minutes')}.`
          : 'Your turn will come in less than a minute.',
      itself: 'The result will open here by itself. There is no need to reload the page or to type anything again.',
      kept: 'We answer in order of arrival. If you close the page, come back to it within ten minutes: your place is kept.',
      change: 'Change the data',
      checked: (moment) => `Queue checked ${moment}`,
    },
    found: 'Exam results',
    none: 'There are no results',
    noneHelp:
      'Nothing is published for these data. Check the spelling and the number. After a recent exam the results may wait for approval: the school will tell the day.',
    other: 'Check other data',
    annulled: 'The result is annulled',
    result: (value: number, unit: 'score' | 'mark' | 'percent') =>
      unit === 'mark'
        ? `Mark ${value}`
        : unit === 'percent'
          ? `${value} per cent`
          : countedEn(value, 'point', 'points'),
    primary: (points: number) => `Primary points: ${points}`,
    revised: 'The result was changed by a revision',
    ground: (text) => `Ground: ${text}`,
    appeal: (day) =>
      `An appeal on the marks can be filed until ${day}, that day included: at the school or after signing in.`,
    published: (moment: string) => `Published ${moment}`,
  },
};
