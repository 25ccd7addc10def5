import { archiveNotice } from './archive/notices';
import { portfolioNotices } from './portfolio/notices';

/** What the school tells of, beside the text that a device may show. */
export const notices = [
  ...portfolioNotices,
  {
    id: 'school.absence',
    title: 'Школа: ребёнка нет на уроке',
    titleEn: 'School: the child is not at a lesson',
    text: 'Учитель отметил отсутствие на уроке. Подробности — в дневнике.',
    textEn: 'A teacher has noted an absence. See the diary.',
  },
  {
    id: 'school.change-asked',
    title: 'Школа: заявление об изменении в закрытом периоде',
    titleEn: 'School: a request for a change in a closed period',
    text: 'Учитель просит изменить клетку журнала. Решение — на странице заявлений.',
    textEn: 'A teacher asks to change a cell of a journal. Decide on the page of requests.',
  },
  {
    id: 'school.change-decided',
    title: 'Школа: ваше заявление об изменении решено',
    titleEn: 'School: your request for a change is decided',
    text: 'Завуч решил ваше заявление. Ответ — на странице заявлений.',
    textEn: 'The head teacher has decided your request. See the page of requests.',
  },
  {
    id: 'school.mark-changed',
    title: 'Школа: изменена запись закрытого периода',
    titleEn: 'School: an entry of a closed period was changed',
    text: 'Запись журнала в закрытом периоде изменена. Подробности — в дневнике.',
    textEn: 'An entry of a closed period was changed. See the diary.',
  },
  {
    id: 'school.excuse',
    title: 'Школа: семья сообщила об отсутствии',
    titleEn: 'School: a family has told of an absence',
    text: 'Семья ученика вашего класса сообщила об отсутствии. Подробности — на странице «Отсутствия».',
    textEn: 'A family of your class has told of an absence. See the page of absences.',
  },
  {
    id: 'school.excuse-answered',
    title: 'Школа: ответ на сообщение об отсутствии',
    titleEn: 'School: an answer about an absence',
    text: 'Классный руководитель ответил на сообщение об отсутствии. Подробности — в дневнике.',
    textEn: 'The class teacher has answered about an absence. See the diary.',
  },
  {
    id: 'school.handin-answered',
    title: 'Школа: ответ на сданную работу',
    titleEn: 'School: an answer to homework handed in',
    text: 'Учитель ответил на сданную домашнюю работу. Подробности — в дневнике.',
    textEn: 'The teacher has answered to homework handed in. See the diary.',
  },
  {
    id: 'school.lesson-cancelled',
    title: 'Школа: урок отменён или всё же состоится',
    titleEn: 'School: a lesson is cancelled or held after all',
    text: 'Урок отменён или всё же состоится. Подробности — в расписании дня.',
    textEn: 'A lesson is cancelled, or held after all. See the timetable of the day.',
  },
  {
    id: 'school.pupil-left',
    title: 'Школа: записано или отменено выбытие ученика',
    titleEn: 'School: a departure of a pupil is recorded or taken back',
    text: 'Школа записала выбытие ученика или отменила эту запись.',
    textEn: 'The school has recorded a departure of a pupil, or taken it back.',
  },
  {
    id: 'school.substitution',
    title: 'Школа: вам поставили замену',
    titleEn: 'School: you stand in at a lesson',
    text: 'Вам поставили замену урока. Подробности — на странице «Сейчас».',
    textEn: 'You stand in at a lesson. See the page of your lessons.',
  },
  archiveNotice,
];
