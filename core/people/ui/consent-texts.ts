import { defineTexts } from '@regiso/core/ui';
import { menuTexts } from './menu-texts';

/** Texts of the page where the texts of consents are published. */
export const consentTexts = defineTexts('people-consent-forms', {
  ru: {
    title: menuTexts.ru['consent-forms'],
    lead: 'На какие тексты дают согласие. Данные раньше согласия остаются с той редакцией, на которую их дали.',
    none: 'Текстов ещё нет',
    'none.what': 'Опубликуйте первый: с ним согласие можно записать на карточке человека.',
    add: 'Новый текст',
    next: 'Новая редакция',
    'next.title': 'Новая редакция: {{title}}',
    'next.what':
      'Сейчас действует редакция {{version}}. После публикации новые согласия дают на редакцию {{next}}; прежние её не покрывают.',
    version: 'редакция {{version}} от {{day}}',
    publish: 'Опубликовать',
    published: 'Редакция опубликована',
    purpose: 'Код назначения',
    'purpose.what': 'Латинские буквы и дефис: photo-publication. Потом не меняется.',
    name: 'Название',
    'name.en': 'Название по-английски',
    text: 'Полный текст согласия',
  },
  en: {
    title: menuTexts.en['consent-forms'],
    lead: 'The texts people agree to. A consent given before stays with the version it was given to.',
    none: 'There are no texts yet',
    'none.what': 'Publish the first one: then a consent can be recorded on a person’s card.',
    add: 'New text',
    next: 'New version',
    'next.title': 'New version: {{title}}',
    'next.what':
      'Version {{version}} is in force. Once published, new consents are given to version {{next}}; earlier ones do not cover it.',
    version: 'version {{version}} of {{day}}',
    publish: 'Publish',
    published: 'The version is published',
    purpose: 'Code of the purpose',
    'purpose.what': 'Latin letters and hyphen: photo-publication. It cannot be changed later.',
    name: 'Title',
    'name.en': 'Title in English',
    text: 'Full text of the consent',
  },
});
