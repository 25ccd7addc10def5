import { defineTexts } from '@regiso/core/ui';

/** What the menu and the home page need before a page is opened. */
export const menuTexts = defineTexts('dashboards', {
  ru: { boards: 'Панели показателей', 'boards.hint': 'Цифры по территориям, предметам и годам' },
  en: { boards: 'Dashboards', 'boards.hint': 'Figures by territory, subject and year' },
});
