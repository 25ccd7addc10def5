/** What figures and dashboards refuse, in English. */
export const refusals: Readonly<Record<string, string>> = {
  'Такой панели нет или она вам не открыта': 'There is no such dashboard, or it is not open to you',
  'Ответ длиннее {} строк: сузьте отбор': 'The answer is longer than {} rows: narrow the choice down',
  'Данные ещё загружаются в хранилище, подождите минуту': 'The data are still being loaded, wait a minute',
  'Запрос слишком долгий: сузьте отбор': 'The question takes too long: narrow the choice down',
  'Хранилище данных не отвечает, подождите минуту': 'The warehouse does not answer, wait a minute',
  'Показатель «{}» не делится по «{}»': 'The indicator “{}” is not divided by “{}”',
  'можно по: {}': 'it is by: {}',
  'он не делится вовсе': 'it is not divided at all',
  'Одно и то же деление названо дважды': 'The same division is named twice',
  'Данные «{}» не делятся по «{}»': 'The data “{}” are not divided by “{}”',
  'У данных «{}» нет дня: период для них не задать': 'The data “{}” have no day: no period can be set for them',
  'Показателя «{}» нет': 'There is no indicator “{}”',
  'Значение «{}» не подходит к отбору «{}»': 'The value “{}” does not fit the filter “{}”',
  'Показатель «{}» не публикуется': 'The indicator “{}” is not published',
  'Открыто можно пересечь не больше {} признаков': 'In the open no more than {} divisions are crossed',
  'Открытые данные делят по месяцам и годам, а не по произвольному периоду':
    'Open data are divided by months and years, not by any period',
  'Открыто по «{}» можно отобрать одно значение за раз': 'In the open one value of “{}” is chosen at a time',
  'Показатель «{}» не делится так, как сужено ваше право':
    'The indicator “{}” is not divided the way your right is narrowed',
  'Показатель «{}» вам не открыт': 'The indicator “{}” is not open to you',
};
