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
  'Оно останется на устройстве и будет записано, когда войдёт тот, кто его сделал':
    'It stays on the device and is written once whoever made it signs in',
  'Отдельные задания этого урока уже изменили. Посмотрите, что записано сейчас.':
    'Somebody has changed the separate homework of this lesson. Look at what it says now.',
  'Задание не найдено': 'The homework was not found',
  'К заданию прикладывают не больше пяти файлов': 'A homework takes five files at most',
  'Такого задания у урока нет': 'The lesson has no such homework',
  'Не все эти ученики на уроке': 'Not all of these pupils are at the lesson',
  'Задание не заполнено': 'The homework is empty',
  'Выберите хотя бы одного ученика': 'Choose one pupil at least',
  'Не больше десяти отдельных заданий на урок': 'A lesson takes ten separate homeworks at most',
  'У ученика может быть одно отдельное задание': 'A pupil has one separate homework at most',
  'В этот день у класса уже есть контрольная работа по другому предмету: выберите свободный день':
    'The class has a control work of another subject on this day: choose a free one',
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
  'Этих людей в классе уже нет: обновите список': 'These people are in the class no more: reload the list',
  'Выберите хотя бы одного человека': 'Choose one person at least',
  'Коды для входа выдаёт только классный руководитель': 'Only the class teacher gives codes to enter',
  'Класс не найден': 'The class was not found',
  'Ученик уже выбыл из этого класса: обновите список': 'The pupil has left this class already: reload the list',
  'Перевести можно в другой класс той же параллели': 'A pupil can move to another class of the same grade',
  'Перевод не может начаться раньше, чем на второй день в классе':
    'A move cannot begin before the second day in the class',
  'Перевести можно не более чем на год вперёд': 'A move can be at most a year ahead',
  'С этого дня в прежнем классе уже есть отметки или пропуски: выберите более поздний день':
    'The old class has marks or absences from this day on: choose a later day',
  'Учебный год не найден': 'The school year was not found',
  'Школа не найдена': 'The school was not found',
  'Этот учебный год в школе уже есть': 'The school has this year already',
  'Взять за образец можно только более ранний год': 'Only an earlier year can be copied',
  'Дни этого года пересекаются с другим учебным годом школы': 'The days of this year meet another year of the school',
  'Учебный год уже изменили. Обновите страницу и посмотрите, что стоит сейчас.':
    'Somebody has changed the year. Reload the page and look at what stands now.',
  'Нагрузку этого класса уже изменили. Обновите страницу и посмотрите, что стоит сейчас.':
    'Somebody has changed the hours of this class. Reload the page and look at what stands now.',
  'Последний день раньше первого': 'The last day is before the first',
  'Дни вне учебного года': 'The days are outside the year',
  'Последний класс меньше первого': 'The last grade is below the first',
  'Периоды одних и тех же классов пересекаются': 'Periods of the same grades meet',
  'Урок кончается раньше, чем начинается': 'The lesson ends before it begins',
  'Урок с этим номером в смене уже есть': 'The shift has a lesson of this number already',
  'Урок начинается раньше, чем кончился предыдущий': 'The lesson begins before the one before has ended',
  'Время — часы и минуты: 08:30': 'Time is hours and minutes: 08:30',
  'Название не заполнено': 'There is no title',
  'За период уже выставлены отметки, или он закрыт: его дни и классы не меняются':
    'The period has marks or is closed: its days and grades stay',
  'За новыми границами года остаются проведённые уроки': 'Lessons that were held stay outside the new dates',
  'Литера — одна или две русские буквы': 'The letter is one or two Russian letters',
  'Параллель не меняется, когда в классе есть ученики или уроки':
    'The grade stays while the class has pupils or lessons',
  'Такой класс в этом году уже есть': 'The year has this class already',
  'Этот человек в школе не работает': 'This person does not work in the school',
  'В классе есть ученики или уроки: удалить его нельзя': 'The class has pupils or lessons: it cannot be removed',
  'Часы — целое число': 'Hours are a whole number',
  'Часов в неделю — от 1 до 12': 'Hours a week are from 1 to 12',
  'Предмет назван дважды': 'A subject is named twice',
  'Такого предмета нет': 'There is no such subject',
  'Предмет ведётся или всему классу, или по разным группам': 'A subject is taught to all of the class or to its groups',
  'В журнале этого предмета уже есть записи: убрать его нельзя':
    'The journal of this subject is written in already: it cannot be removed',
  'Этот предмет класс учит вместе': 'The class learns this subject together',
  'Такой группы у предмета нет': 'The subject has no such group',
  'День вне учебного года этого класса': 'The day is outside the year of the class',
  'С этого дня ученик ещё числится в другом классе: выберите более поздний день':
    'On this day the pupil is in another class still: choose a later day',
  'Этого урока в черновике уже нет: обновите страницу': 'The draft has this lesson no more: reload the page',
  'Класс в этот день не учится': 'The class does not learn on this day',
  'Такого урока в звонках смены нет': 'The bells of the shift have no such lesson',
  'Этот урок здесь уже стоит': 'This lesson stands here already',
  'В черновике нет ни одного урока': 'The draft has no lessons',
  'Причина — хотя бы несколько слов': 'The reason is a few words at least',
  'Опубликовать расписание можно с сегодняшнего дня или позже': 'A timetable can be published from today on',
  'День вне учебного года': 'The day is outside the year',
  'У вас нет своего расписания: учётная запись не связана с карточкой':
    'You have no timetable of your own: the account is not linked to a card',
  'Урок уже прошёл: замену поставить нельзя': 'The lesson has been: nobody can stand in',
  'Этот учитель в это время ведёт другой урок': 'This teacher gives another lesson at that time',
  'Не больше двух недель': 'Two weeks at most',
  'Такого календаря нет': 'There is no such calendar',
  'Период этого класса уже закрыт': 'The period of this class is closed already',
  'Период ещё идёт: закрыть его можно с последнего дня': 'The period still goes on: it can be closed from its last day',
  'Не всё заполнено: посмотрите список клеток, которые мешают закрыть период':
    'Not all is filled: see the list of cells that stop the closing',
  'Отметки за период уже изменили. Обновите страницу и посмотрите, что стоит сейчас.':
    'Somebody has changed marks of the period. Reload the page and look at what stands now.',
  'Ученик назван дважды': 'A pupil is named twice',
  'Пол — «м» или «ж»': 'The sex is «м» (male) or «ж» (female)',
  'Класс — номер и литера: 5А': 'A class is a number and a letter: 5А',
  'Проверьте год рождения': 'Check the year of birth',
  'Длиннее 200 знаков: сократите': 'Longer than 200 characters: shorten it',
  'Длиннее 500 знаков: сократите': 'Longer than 500 characters: shorten it',
  'Этот человек уже есть в строке {} файла': 'This person stands in row {} of the file already',
  'Такой СНИЛС стоит на другой карточке: проверьте номер': 'This SNILS stands on another card: check the number',
  'СНИЛС тот же, что на карточке, а имя или дата рождения другие':
    'The SNILS is that of a card, but the name or the birth date is another',
  'Есть похожий человек': 'Somebody looks alike',
  'Есть похожий человек: СНИЛС отличается одной цифрой': 'Somebody looks alike: the SNILS differs in one digit',
  'Имя и дата рождения те же, но один ли это человек, не ясно':
    'Name and birth date are the same, but whether it is one person is not sure',
  'Есть похожий человек: имя и фамилия переставлены': 'Somebody looks alike: name and surname changed places',
  'Есть похожий человек: день и месяц рождения переставлены':
    'Somebody looks alike: day and month of birth changed places',
  'Есть похожий человек: дата рождения отличается одной цифрой':
    'Somebody looks alike: the birth date differs in one digit',
  'Такого класса в учебном году школы нет': 'The school year has no such class',
  'На этот день в школе нет учебного года с классами': 'The school has no year with classes on this day',
  'Ученик числится в другой школе: зачислить можно, когда он оттуда выбудет':
    'The pupil is in another school: the pupil can join once they have left it',
  'Ученик числится в классе другой параллели или другого года: перевод файлом не делается':
    'The pupil is in a class of another grade or year: a file does not move them there',
  'Предмета «{}» нет в справочнике': 'The reference has no subject “{}”',
  'Нынешняя должность начата позже этого дня: проверьте дату': 'The present post began later: check the date',
  'Пустая тема': 'The topic is empty',
  'В плане не больше 250 тем': 'A plan has 250 topics at most',
  'В плане не больше 250 тем, вместе с уже данными': 'A plan has 250 topics at most, those given already among them',
};
