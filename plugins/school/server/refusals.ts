/** What the school refuses, in English. */
export const refusals: Readonly<Record<string, string>> = {
  'Урок не найден': 'The lesson was not found',
  'Журнал не найден': 'The journal was not found',
  'Ученик не найден': 'The pupil was not found',
  'Дневник не найден': 'The diary was not found',
  'Учебный период не найден': 'The period was not found',
  'Этот журнал ведёт другой учитель': 'Another teacher keeps this journal',
  'Эту клетку уже изменили. Посмотрите, что в ней сейчас, и решите, что оставить.':
    'Somebody has changed this cell. Look at what it holds now and decide what stays.',
  'Тему или задание этого урока уже изменили. Посмотрите, что записано сейчас.':
    'Somebody has changed topic or homework of this lesson. Look at what it says now.',
  'Урок ещё не наступил: отмечать в нём пока нечего': 'The lesson has not come yet: there is nothing to mark',
  'Период закрыт. Изменение возможно только по заявлению завучу.':
    'The period is closed. It changes only by a request to the head teacher.',
  'В первом классе отметок не ставят': 'Nobody is marked in grade 1',
  'Такого обозначения в справочнике на день урока нет': 'The reference has no such code on the day of the lesson',
  'Такого вида работы в справочнике на день урока нет':
    'The reference has no such kind of work on the day of the lesson',
  'Ученика на уроке не было. Поставить отметку можно с пометкой «сдал позже».':
    'The pupil was absent. A mark can be given as “handed in later”.',
  'Отметка — от 2 до 5': 'A mark is from 2 to 5',
  'Отметка — целое число': 'A mark is a whole number',
  'В клетке — не больше двух отметок': 'A cell holds two marks at most',
  'Отметка на одном месте поставлена дважды': 'A place of the cell is marked twice',
  'Такой темы в плане журнала нет': 'The plan of the journal has no such topic',
  'Эта тема плана уже дана на другом уроке': 'This topic of the plan was given at another lesson',
  'На уроке уже отмечены отсутствующие': 'Absences are marked at the lesson already',
  'Класс не найден': 'The class was not found',
  'Ученик уже выбыл из этого класса: обновите список': 'The pupil has left this class already: reload the list',
  'Перевести можно в другой класс той же параллели': 'A pupil can move to another class of the same grade',
  'Перевод не может начаться раньше, чем на второй день в классе':
    'A move cannot begin before the second day in the class',
  'Перевести можно не более чем на год вперёд': 'A move can be at most a year ahead',
  'С этого дня в прежнем классе уже есть отметки или пропуски: выберите более поздний день':
    'The old class has marks or absences from this day on: choose a later day',
  'Период этого класса уже закрыт': 'The period of this class is closed already',
  'Период ещё идёт: закрыть его можно с последнего дня': 'The period still goes on: it can be closed from its last day',
  'Не всё заполнено: посмотрите список клеток, которые мешают закрыть период':
    'Not all is filled: see the list of cells that stop the closing',
  'Отметки за период уже изменили. Обновите страницу и посмотрите, что стоит сейчас.':
    'Somebody has changed marks of the period. Reload the page and look at what stands now.',
  'Ученик назван дважды': 'A pupil is named twice',
  'Пустая тема': 'The topic is empty',
  'В плане не больше 250 тем': 'A plan has 250 topics at most',
  'В плане не больше 250 тем, вместе с уже данными': 'A plan has 250 topics at most, those given already among them',
};
