export type Language = 'ru' | 'en';

/** «1 сентября 2026» of an ISO day. */
export const dayText = (day: string, language: Language) =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .format(new Date(`${day}T00:00:00Z`))
    .replace(/ г\.$/, '')
    .replace(/ /g, '\u00a0');

export const checkWords = {
  ru: {
    heading: 'Проверка документа',
    valid: 'Документ действителен',
    revoked: 'Документ отозван',
    expired: 'Срок документа истёк',
    unknown: 'Такого документа нет',
    unknownHint:
      'Код не найден. Сверьте адрес с напечатанным под кодом: он состоит из 32 букв и цифр. Если всё верно, не принимайте документ и обратитесь к тому, кто его выдал.',
    hint: 'Сверьте номер, дату и название с теми, что напечатаны. Личные данные эта страница не показывает.',
    title: 'Документ',
    number: 'Номер',
    day: 'Дата выдачи',
    issuer: 'Кем выдан',
    until: 'Действует по',
    revokedOn: 'Отозван',
    system: 'РЕГИСО',
    other: 'English',
  },
  en: {
    heading: 'Document check',
    valid: 'The document is valid',
    revoked: 'The document was revoked',
    expired: 'The document has expired',
    unknown: 'There is no such document',
    unknownHint:
      'The code was not found. Compare the address with the one printed beside the code: it has 32 letters and digits. If they agree, do not accept the document and ask whoever issued it.',
    hint: 'Compare number, date and title with the printed ones. This page shows no personal data.',
    title: 'Document',
    number: 'Number',
    day: 'Issued on',
    issuer: 'Issued by',
    until: 'Valid until',
    revokedOn: 'Revoked on',
    system: 'REGISO',
    other: 'Русский',
  },
} as const satisfies Record<Language, Record<string, string>>;
