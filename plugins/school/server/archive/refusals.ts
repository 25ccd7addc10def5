/** What is refused of archives of journals, in English. */
export const archiveRefusals: Readonly<Record<string, string>> = {
  'Архив не найден': 'The archive was not found',
  'Файл этого архива уже удалён по сроку хранения':
    'The file of this archive is deleted: its term of keeping has ended',
  'Записей ещё нет: архивировать нечего': 'Nothing is written yet: there is nothing to keep',
  'Журналов слишком много: закажите архив по классам': 'There are too many journals: ask for the archive by classes',
  'Журнал этого предмета есть в архиве: убрать его нельзя':
    'The journal of this subject is in the archive: it cannot be removed',
  'Архив этой школы уже составляется: дождитесь конца или остановите его':
    'An archive of this school is being made: wait for its end or stop it',
  'Такого архива нет, или он уже составлен': 'There is no such archive, or it is made already',
  'В этом архиве пока нет файлов': 'This archive has no files yet',
  'Напишите, зачем нужен архив': 'Say what the archive is for',
};
