import type { Notice } from '@regiso/core';

export const archiveNotice: Notice = {
  id: 'school.archive-ended',
  title: 'Школа: архив журналов готов',
  titleEn: 'School: an archive of journals is ready',
  text: 'Архив журналов, который вы заказали, готов или не получился. Файлы — на странице «Архив журналов».',
  textEn: 'The archive of journals that you asked for is ready, or could not be made. See the page of archives.',
};
