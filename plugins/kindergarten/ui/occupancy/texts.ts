import { defineTexts } from '@regiso/core/ui';

export const occupancyTexts = defineTexts('kindergarten-occupancy', {
  ru: {
    lead: 'Сколько детей было на первое число каждого месяца, сколько уже известно на год вперёд и сколько может быть.',
    garden: 'Детский сад',
    'garden.all': 'Все вместе',
    title: 'Сегодня {{now}} из {{capacity}} мест, к {{day}} известно {{planned}}, прогноз {{forecast}}',
    label:
      'Дети по месяцам: сегодня {{now}} из {{capacity}} мест, через год известно {{planned}}, прогноз {{forecast}}.',
    fact: 'Было',
    planned: 'Известно',
    forecast: 'Прогноз',
    capacity: 'Мест',
    month: 'На день',
    how: 'Как посчитано',
    'how.planned':
      'Известно — кто посещает и не отчислен к этому дню, кого ждут по принятому предложению и кто уже зачислен позже. Кому к 1 сентября исполнится 7 лет, тот уходит в школу.',
    'how.forecast':
      'Прогноз — к известному добавлено, сколько детей пришло и ушло в те же месяцы год назад (без ухода в школу), но не больше числа мест.',
    'how.history_one': 'Прогноз опирается на {{count}} месяц записей: это мало, считайте его грубым.',
    'how.history_few': 'Прогноз опирается на {{count}} месяца записей: это мало, считайте его грубым.',
    'how.history_many': 'Прогноз опирается на {{count}} месяцев записей: это мало, считайте его грубым.',
    'how.history_other': 'Прогноз опирается на {{count}} месяца записей: это мало, считайте его грубым.',
    'how.error':
      'Проверка на прошлом: прогноз, сделанный {{months}} месяцев назад, ошибался в среднем на {{error}} при {{children}} детей.',
    'how.error.none': 'Ошибка прогноза не измерена: полгода назад записей ещё не было.',
    none: 'Детских садов в ваших пределах нет',
  },
  en: {
    lead: 'How many children there were on the first of each month, how many are known for the year to come, and how many there may be.',
    garden: 'Kindergarten',
    'garden.all': 'All together',
    title: 'Today {{now}} of {{capacity}} places; by {{day}} {{planned}} are known, {{forecast}} forecast',
    label:
      'Children by month: today {{now}} of {{capacity}} places, in a year {{planned}} known, {{forecast}} forecast.',
    fact: 'Was',
    planned: 'Known',
    forecast: 'Forecast',
    capacity: 'Places',
    month: 'On the day',
    how: 'How it is counted',
    'how.planned':
      'Known: who attends and is not released by the day, who has accepted an offer, and who is enrolled from later on. Who is 7 by 1 September goes to school.',
    'how.forecast':
      'Forecast: as many come and leave as in the same months a year ago (school leavers aside), but never more than there are places.',
    'how.history_one': 'The forecast rests on {{count}} month of records: that is little, take it as rough.',
    'how.history_other': 'The forecast rests on {{count}} months of records: that is little, take it as rough.',
    'how.error':
      'A check on the past: the forecast made {{months}} months ago was off by {{error}} on average, of {{children}} children.',
    'how.error.none': 'The error of the forecast is not measured: half a year ago there were no records.',
    none: 'No kindergartens are within your reach',
  },
});
