import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('warehouse', {
  ru: {
    warehouse: 'Хранилище показателей',
    'warehouse.hint': 'Насколько свежи показатели, сверка и восстановление',
  },
  en: {
    warehouse: 'Warehouse of figures',
    'warehouse.hint': 'How fresh the figures are, verification and repair',
  },
});
