import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('backup', {
  ru: {
    backups: 'Резервные копии',
    'backups.hint': 'Когда сделаны, проверены ли, как восстановить',
  },
  en: {
    backups: 'Backups',
    'backups.hint': 'When they were made, whether they were checked, how to restore',
  },
});
