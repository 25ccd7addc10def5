/** What personal files refuse. */
export const dossiers: Readonly<Record<string, string>> = {
  'Год — от 1900 до 2100': 'A year is between 1900 and 2100',
  'Скажите, кому выдан документ или почему он убран': 'Say to whom the paper was handed back or why it was taken out',
  'День ещё не наступил: внесите документ, когда он есть':
    'The day has not come yet: write the paper down when it is here',
  'Личное дело закрыто: человек выбыл. Его можно смотреть, а документы — только выдать':
    'The personal file is closed: the person has left. It can be read, and papers can only be handed back',
  'Личное дело ведёт другой работник: вам можно только смотреть':
    'Somebody else keeps the personal file: you may only read it',
  'Такого документа в перечне нет': 'The checklist knows no such paper',
  'Скажите, до какого дня действует документ': 'Say until which day the paper is valid',
  'Срок кончился раньше, чем документ получен': 'The term ended before the paper was received',
  'В личном деле не больше {} документов': 'A personal file holds {} papers at most',
  'Этот документ уже выдан или убран': 'The paper was handed back or taken out already',
  'К документу прикладывают не больше {} файлов': 'A paper takes {} files at most',
};
