import type { AuditEvents } from '../server/plugin';

/** What is recorded about people; never a name, a number or a date of theirs. */
export const events: AuditEvents = {
  'people.searched': { means: 'Somebody searched for people', ru: 'Поиск людей', reads: true, details: ['by', 'rows'] },
  'people.card-read': {
    means: 'A person’s card was opened',
    ru: 'Открыта карточка человека',
    reads: true,
    details: ['documents', 'openedAs'],
  },
  'people.candidates-asked': {
    means: 'Cards like a new one were looked for',
    ru: 'Поиск похожих карточек',
    reads: true,
    details: ['rows'],
  },
  'people.compared': { means: 'Two cards were compared', ru: 'Карточки сравнивались', reads: true, details: ['other'] },
  'people.merge-read': {
    means: 'A merge was opened',
    ru: 'Открыто объединение карточек',
    reads: true,
    details: ['merge'],
  },
  'people.own-child-read': {
    means: 'A guardian opened the page of own children',
    ru: 'Представитель открыл страницу своих детей',
    reads: true,
  },
  'people.viewers-read': {
    means: 'Somebody asked who had looked at a person',
    ru: 'Запрос, кто открывал записи человека',
    reads: true,
    details: ['rows'],
  },
  'people.person-created': { means: 'A card was created', ru: 'Создана карточка человека', details: ['alike'] },
  'people.person-found': {
    means: 'A card that was there was taken instead of a new one',
    ru: 'Вместо новой взята имеющаяся карточка',
  },
  'people.person-changed': { means: 'A card was changed', ru: 'Карточка изменена', details: ['fields'] },
  'people.linked': {
    means: 'A person came to an organisation',
    ru: 'Человек записан в организации',
    details: ['role', 'subsystem'],
  },
  'people.link-ended': {
    means: 'A person’s time in an organisation got its last day',
    ru: 'Человек выбывает из организации',
    details: ['role'],
  },
  'people.link-reopened': {
    means: 'The last day of a person in an organisation was taken back',
    ru: 'Выбытие человека из организации отменено',
    details: ['role'],
  },
  'people.account-linked': {
    means: 'A card was linked to an account',
    ru: 'Карточка связана с учётной записью',
    details: ['account', 'by'],
  },
  'people.account-unlinked': {
    means: 'The link of a card to an account was taken away',
    ru: 'Связь карточки с учётной записью снята',
    details: ['account', 'request'],
  },
  'people.match-placed': {
    means: 'A request to match a person was laid before those who keep the card',
    ru: 'Заявка на сверку личности передана тем, кто ведёт карточку',
    details: ['request', 'told'],
  },
  'people.matches-read': {
    means: 'Requests to match people with cards were read',
    ru: 'Открыты заявки на сверку личности с карточками',
    reads: true,
    details: ['rows'],
  },
  'people.match-linked': {
    means: 'A person who came by a provider was judged to be the one on the card',
    ru: 'Заявка на сверку: это человек с карточки',
    details: ['request', 'account'],
  },
  'people.match-refused': {
    means: 'A person who came by a provider was judged not to be the one on the card',
    ru: 'Заявка на сверку отклонена',
    details: ['request', 'account'],
  },
  'people.entry-code-given': {
    means: 'A pupil or a guardian was given a one-time code to enter; the code before counts no more',
    ru: 'Ученику или представителю выдан одноразовый код для входа',
    details: ['account'],
  },
  'people.entry-renewed': {
    means: 'A family that had forgotten its password was given a new code; the password and the sign-ins ended',
    ru: 'Семье, забывшей пароль, выдан новый код; прежний пароль и входы прекращены',
    details: ['account'],
  },
  'people.guardian-added': {
    means: 'A guardian was recorded',
    ru: 'Записан представитель',
    details: ['guardianship', 'guardian', 'kind', 'limits'],
  },
  'people.guardian-limited': {
    means: 'Limits of a guardian were set',
    ru: 'Заданы ограничения представителя',
    details: ['guardianship', 'before', 'limits'],
  },
  'people.guardian-ended': {
    means: 'A guardian got a last day',
    ru: 'Представительство прекращено',
    details: ['guardianship', 'on'],
  },
  'people.document-added': { means: 'A document was recorded', ru: 'Записан документ', details: ['kind', 'verified'] },
  'people.document-removed': {
    means: 'A document was taken off the card',
    ru: 'Документ снят с карточки',
    details: ['kind'],
  },
  'people.consent-form-shipped': {
    means: 'The first version of a consent text came with the installation',
    ru: 'С установкой поставлена первая версия текста согласия',
    details: ['purpose', 'version'],
  },
  'people.consent-form-published': {
    means: 'A consent text was published',
    ru: 'Опубликован текст согласия',
    details: ['purpose', 'version'],
  },
  'people.consent-given': {
    means: 'A consent was recorded',
    ru: 'Записано согласие',
    details: ['purpose', 'version', 'by'],
  },
  'people.consent-withdrawn': {
    means: 'A consent was withdrawn',
    ru: 'Согласие отозвано',
    details: ['purpose', 'version'],
  },
  'people.duplicates-noted': {
    means: 'Cards that look alike were noted',
    ru: 'Отмечены похожие карточки',
    details: ['pairs'],
  },
  'people.duplicate-reported': {
    means: 'Two cards were said to be one person',
    ru: 'Сообщено, что две карточки одного человека',
    details: ['other'],
  },
  'people.duplicate-judged': {
    means: 'Two cards were judged to be two people',
    ru: 'Решено, что это разные люди',
    details: ['other', 'state'],
  },
  'people.merged': {
    means: 'A card took another one over',
    ru: 'Карточки объединены',
    details: ['merge', 'loser', 'fields', 'rows'],
  },
  'people.merged-away': {
    means: 'A card was given up for another one',
    ru: 'Карточка передана другой',
    details: ['merge', 'survivor'],
  },
  'people.unmerged': {
    means: 'A merge was taken back',
    ru: 'Объединение отменено',
    details: ['merge', 'loser', 'rows', 'dealt', 'keptFields'],
  },
  'people.revived': {
    means: 'A card given up before lives again',
    ru: 'Карточка восстановлена',
    details: ['merge', 'survivor'],
  },
  'people.resealed': {
    means: 'People’s data was sealed anew',
    ru: 'Сведения о людях перешифрованы',
    details: ['rows'],
  },
  'people.demo-loaded': { means: 'Made-up people were generated', ru: 'Созданы вымышленные люди', details: ['people'] },
};
