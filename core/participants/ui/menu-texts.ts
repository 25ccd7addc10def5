import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('participants', {
  ru: {
    organisations: 'Организации',
    'organisations.hint': 'Реестр: найти, сверить, исправить, выгрузить',
    organisation: 'Карточка организации',
    new: 'Новая организация',
    edit: 'Правка карточки',
  },
  en: {
    organisations: 'Organisations',
    'organisations.hint': 'The register: find, check, correct, take out',
    organisation: 'Card of an organisation',
    new: 'New organisation',
    edit: 'Editing a card',
  },
});
