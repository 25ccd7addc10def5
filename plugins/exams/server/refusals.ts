/** What exams refuse and what they find wrong in rows, in English. */
export const refusals: Readonly<Record<string, string>> = {
  'Вид экзамена «{}» уже есть': 'The kind of exam “{}” is there already',
  'Предмет «{}» уже есть': 'The subject “{}” is there already',
  'Шкала на этот день': 'A scale for this day',
  'Первичный балл {} больше наибольшего по этой шкале: {}':
    'The primary points {} are more than the highest of this scale: {}',
  'Код: строчные латинские буквы, цифры и дефис, например math-pro':
    'A code: lower-case Latin letters, digits and hyphens, math-pro for example',
  'Баллы шкалы должны идти подряд от 0 без пропусков и не убывать':
    'The points of a scale must run from 0 without gaps and never fall',
  'Укажите, с какого дня действует новая версия шкалы': 'Give the day from which the new version of the scale holds',
  'Такого вида экзамена или предмета нет в справочнике: сначала добавьте его':
    'The reference has no such kind of exam or subject: add it first',
  'Такого вида экзамена нет в справочнике: сначала добавьте его':
    'The reference has no such kind of exam: add it first',
  'Такого предмета нет в справочнике: сначала добавьте его': 'The reference has no such subject: add it first',
  'На эти дни уже есть шкала (с {} по {}): выберите другие дни':
    'There is a scale for these days already ({} to {}): choose other days',
  начала: 'the beginning',
  отмены: 'its repeal',
  'На эти дни уже есть минимум (с {} по {}): выберите другие дни':
    'There is a minimum for these days already ({} to {}): choose other days',
  'На эти дни уже назначен другой период (с {} по {}): проверьте даты':
    'Another period stands on these days already ({} to {}): check the dates',
  'В этих единицах бывает не больше {}': 'In these units there is no more than {}',
  'Верхний край должен быть больше минимума': 'The upper end must be above the minimum',
  'Баллов по геометрии не может быть больше, чем всего': 'The points in geometry cannot be more than all points',
  'Выберите из списка': 'Choose from the list',
  'Укажите день': 'Give the day',
  'Укажите число': 'Give a number',
  'Укажите год': 'Give the year',
  'Назовите источник': 'Name the source',
  'День не в {} году': 'The day is not in the year {}',
  'Заявления принимают до первого экзамена': 'Applications are taken before the first exam',

  '«{}» — не число и не известный знак пропуска: исправьте или допишите знак в настройку загрузки':
    '“{}” is neither a number nor a known sign of a gap: correct it or add the sign to the choices of the import',
  '«{}» — не год. Напишите, например, 2026': '“{}” is not a year. Write 2026, for example',
  '«{}» — не ИНН: нужно 10 или 12 цифр': '“{}” is not an INN: 10 or 12 digits are needed',
  '«{}»: период бывает досрочный, основной или дополнительный':
    '“{}”: a period is early («досрочный»), main («основной») or additional («дополнительный»)',
  '«{}»: напишите так: «*, c = скрыто». Причины: скрыто, нет данных, не проводился':
    '“{}”: write it so: «*, c = скрыто». The reasons are скрыто (hidden), нет данных (no data), не проводился (not held)',
  'Нужен код вида RU-MOW или PL': 'A code like RU-MOW or PL is needed',
  'Год не указан ни в строке, ни в настройке загрузки': 'Neither the row nor the choices of the import give the year',
  'Вида экзамена «{}» нет в справочнике. Есть: {}': 'The reference has no kind of exam “{}”. There are: {}',
  'Предмета «{}» нет в справочнике: исправьте название или добавьте предмет в справочник':
    'The reference has no subject “{}”: correct the name or add the subject to the reference',
  'Средний балл {} вне пределов от {} до {}': 'The mean {} is not between {} and {}',
  'Средний балл указан, а участников 0: исправьте одно из двух':
    'A mean is given though there are 0 participants: correct one of the two',
  'Ниже минимума, 81–99 и 100 баллов вместе больше, чем участников':
    'Below the minimum, 81–99 and 100 points together are more than the participants',
  'Отметок вместе больше, чем участников': 'All marks together are more than the participants',
  'Регион из этой строки не найден в справочнике': 'The region of this row is not in the reference',
  'Организации с таким кодом или ИНН нет в реестре, а названия в строке нет':
    'The register has no organisation with this code or INN, and the row has no name',
  '«{}» есть в реестре {} раза: нужен населённый пункт, код или ИНН':
    'The register has “{}” {} times: a settlement, a code or an INN is needed',
  'Пакет результатов не найден': 'The batch of results was not found',
  'Пакет уже в другом состоянии. Обновите страницу.': 'The batch is in another state already. Reload the page.',
  'Утверждает другой человек: в этом пакете есть строки, которые внесли вы':
    'Another person approves it: rows of this batch were brought by you',
  'В пакете нет ни одного результата': 'The batch holds no result',
  'Укажите номер и дату протокола ГЭК': 'Give the number and the date of the minutes of the commission',
  'Результат не показывают раньше экзамена': 'A result is not shown before the exam',
  'Укажите день и время': 'Give the day and the time',
  'Напишите, что исправить': 'Write what to correct',
  'Нужна дата вида 01.06.2026': 'A date like 01.06.2026 is needed',
  'Нужно целое число баллов': 'A whole number of points is needed',
  'Номер короче четырёх знаков': 'The number is shorter than four signs',
  'Код регистрации — 12 цифр': 'A code of registration has 12 digits',
  'Состояние — «действителен» или «аннулирован»': 'The state is «действителен» (valid) or «аннулирован» (annulled)',
  'Такого экзамена нет в справочнике': 'The reference has no such exam',
  'Такого предмета нет в справочнике': 'The reference has no such subject',
  'Этот день ещё не наступил': 'This day is yet to come',
  'Эта строка повторяет другую строку файла': 'This row repeats another one of the file',
  'По шкале не бывает больше {} первичных баллов': 'By the scale there are no more than {} primary points',
  'Отметка зависит ещё от баллов за грамотность или геометрию: дайте их или отметку':
    'The mark depends on the points for literacy or geometry as well: give them or the mark',
  'По шкале этого дня из первичного балла выходит {}': 'By the scale of the day the primary points come to {}',
  'Нужен первичный балл, тестовый балл или отметка': 'Primary points, a test score or a mark are needed',
  'Шкалы на этот день нет в справочнике: добавьте её или дайте итог':
    'The reference has no scale for this day: add it or give the result',
  'Итог бывает от {} до {}': 'A result is between {} and {}',
  'Результат этого участника уже утверждён: изменить его можно только пересмотром':
    'The result of this participant is approved already: only a revision changes it',
  'Такой СНИЛС стоит на другой карточке: проверьте номер': 'This SNILS stands on another card: check the number',
  'Есть похожий человек: решите, тот ли это': 'There is somebody alike: decide whether it is them',
  'Карточки этого человека нет в системе': 'The system has no card of this person',
  '«{}»{} нет в реестре организаций': '“{}”{} is not in the register of organisations',

  'Не длиннее 2000 знаков': 'No longer than 2,000 signs',
  'Опишите нарушение хотя бы одним предложением': 'Describe the violation in at least one sentence',
  'Отметьте, что пересмотреть, или напишите об этом': 'Mark what is to be looked at again, or write about it',
  'Укажите день подачи': 'Give the day on which it was handed in',
  'Укажите номер и дату протокола комиссии': 'Give the number and the date of the minutes of the commission',
  'Укажите день решения': 'Give the day of the decision',
  'Напишите, почему апелляция отклонена': 'Write why the appeal is rejected',
  'Укажите номер и дату решения ГЭК': 'Give the number and the date of the decision of the commission',
  'Напишите причину хотя бы одним предложением': 'Write the reason in at least one sentence',
  'Напишите хотя бы две буквы фамилии': 'Write at least two letters of the surname',
  'Результат не найден': 'The result was not found',
  'Результат ещё не утверждён: исправьте файл и верните пакет':
    'The result is not approved yet: correct the file and send the batch back',
  'Результат уже такой': 'The result is like that already',
  'Подавать заявления за этого участника вы не можете': 'You cannot apply for this participant',
  'Апелляцию подают не раньше {}': 'An appeal is filed no earlier than {}',
  'Результат ещё не объявлен': 'The result is not announced yet',
  'Результат аннулирован: апелляция о баллах невозможна': 'The result is annulled: there is no appeal on its marks',
  'Срок подачи истёк: последний день был {}': 'The term of filing is over: the last day was {}',
  'Апелляция не найдена': 'The appeal was not found',
  'Комиссия уже начала рассматривать апелляцию: отозвать её здесь нельзя':
    'The commission looks at the appeal already: it cannot be withdrawn here',
  'Это ваша апелляция или апелляция вашего ребёнка: ею занимается другой человек':
    'This appeal is yours or of your child: another person deals with it',
  'Апелляция уже в другом состоянии. Обновите страницу.': 'The appeal is in another state already. Reload the page.',
  'Сначала примите апелляцию к рассмотрению': 'Take the appeal up first',
  'По этой апелляции решение уже есть': 'This appeal is decided already',
  'День решения — от подачи до сегодняшнего дня': 'The day of the decision is between the filing and today',
  'Это прежний результат: напишите новый': 'This is the former result: write the new one',
  'Изменение этого результата уже ждёт подтверждения': 'A change of this result waits to be confirmed already',
  'Результат уже аннулирован': 'The result is annulled already',
  'Результат действует: отменять нечего': 'The result is valid: there is nothing to take back',
  'Предложение не найдено': 'The proposal was not found',
  'Предложение уже решено. Обновите страницу.': 'The proposal is decided already. Reload the page.',
  'Подтверждает другой человек: это решение внесли вы': 'Another person confirms it: you have entered this decision',
  'Прежнего значения нет: результат был аннулирован ещё в файле':
    'There is no former value: the result was annulled in the file',
};
