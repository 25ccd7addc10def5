/** What the exchange of timetables refuses, in English. */
export const exchangeRefusals: Readonly<Record<string, string>> = {
  'Файл пуст: выберите файл FET или таблицу CSV с расписанием':
    'The file is empty: choose a file of FET or a CSV table with a timetable',
  'Файл сжат: распакуйте его и отправьте то, что внутри': 'The file is packed: unpack it and send what is inside',
  'В файле XML объявлены свои сущности (ENTITY), такие файлы не читаются: сохраните файл в FET заново':
    'The XML declares entities of its own; such files are not read: save it anew in FET',
  'Файл XML не в кодировке UTF-8: откройте его в FET и сохраните заново':
    'The XML is not in UTF-8: open it in FET and save it anew',
  'Файл XML повреждён или обрывается на середине: сохраните его в FET заново':
    'The XML is damaged or breaks off: save it anew in FET',
  'Это не файл FET: нужен файл .fet, выгрузка «…_activities.xml», «…_timetable.csv» или таблица со столбцами, как в скачанной отсюда':
    'This is no file of FET: it takes a .fet file, an export “…_activities.xml” or “…_timetable.csv”, or a table with the columns of the one saved here',
  'Это выгрузка FET по учителям или классам: возьмите «…_data_and_timetable.fet» или «…_activities.xml»':
    'This is an export of FET by teachers or classes: take “…_data_and_timetable.fet” or “…_activities.xml”',
  'В таблице нет столбцов «День» и «Урок»: из выгрузок FET подходит та, что кончается на «_timetable.csv»':
    'The table has no columns “Day” and “Hour”: of the exports of FET the one ending in “_timetable.csv” fits',
  'В файле есть занятие, которое ведут больше 20 учителей: проверьте его в FET':
    'The file has an activity of more than 20 teachers: check it in FET',
  'В файле больше 6000 занятий: это не расписание одной школы':
    'The file has more than 6000 activities: this is not the timetable of one school',
  'Черновик, нагрузку, звонки или сам файл тем временем изменили: проверьте файл ещё раз':
    'The draft, the load, the bells or the file itself was changed meanwhile: check the file again',
  'В файле есть строки, которые не подходят: исправьте их или загрузите без них':
    'Some rows of the file do not fit: put them right or take it in without them',
  'Загрузки, которую можно отменить, нет': 'There is no file that can be taken back',
  'После загрузки черновик меняли: отмените сначала эти шаги или уберите уроки по одному':
    'The draft was changed after the file: undo those steps first, or take lessons away one by one',
};
