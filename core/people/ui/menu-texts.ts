import { defineTexts } from '@regiso/core/ui';

export const menuTexts = defineTexts('people', {
  ru: {
    children: 'Мои дети',
    'children.hint': 'Где учатся и занимаются ваши дети',
    'child-seen': 'Кто смотрел записи',
    persons: 'Люди',
    'persons.hint': 'Карточки детей, родителей и работников',
    new: 'Новая карточка',
    person: 'Карточка человека',
    edit: 'Правка карточки',
    duplicates: 'Похожие карточки',
    'duplicates.hint': 'Один человек или разные: сверить и объединить',
    merge: 'Сверка карточек',
    merged: 'Объединение карточек',
  },
  en: {
    children: 'My children',
    'children.hint': 'Where your children learn',
    'child-seen': 'Who looked at the records',
    persons: 'People',
    'persons.hint': 'Cards of children, parents and staff',
    new: 'New card',
    person: 'A person’s card',
    edit: 'Change the card',
    duplicates: 'Similar cards',
    'duplicates.hint': 'One person or two: compare and merge',
    merge: 'Compare cards',
    merged: 'A merge of cards',
  },
});
