import type { Notice } from '@regiso/core';

export const exportNotice: Notice = {
  id: 'dashboards.export',
  title: 'Выгрузка окончена',
  titleEn: 'An export has ended',
  text: 'Таблица, которую вы заказали, готова или не получилась. Файл и причина на странице выгрузок.',
  textEn:
    'The table that you ordered is ready, or could not be written. The page of exports has the file or the reason.',
};
