import { dossierChecklist } from '@regiso/core';

const order236 = 'Приказ Минпросвещения России от 15.05.2020 № 236';

/** What is kept in the personal file of a child (приказ 236, п. 16); no line has been checked against its act yet. */
export const childDossier = dossierChecklist({
  id: 'kindergarten.child-dossier',
  title: 'Личное дело воспитанника: документы',
  titleEn: 'Personal file of a child: papers',
  validFrom: '2021-01-01',
  kinds: {
    application: {
      ...{ title: 'Заявление о приёме', titleEn: 'Application for admission' },
      ...{ act: order236, clause: 'п. 9, 16', isRequired: true },
    },
    'birth-certificate': {
      ...{ title: 'Свидетельство о рождении ребёнка', titleEn: 'Birth certificate of the child' },
      ...{ act: order236, clause: 'п. 9, 16', isRequired: true },
    },
    'parent-id': {
      ...{ title: 'Документ, удостоверяющий личность родителя', titleEn: 'Identity document of a parent' },
      ...{ act: order236, clause: 'п. 9', isRequired: true },
    },
    registration: {
      ...{ title: 'Документ о регистрации ребёнка по месту жительства', titleEn: 'Registration of residence' },
      ...{ act: order236, clause: 'п. 9', isRequired: true },
    },
    contract: {
      ...{ title: 'Договор об образовании', titleEn: 'Contract of education' },
      ...{ act: order236, clause: 'п. 14', isRequired: true },
    },
    'data-consent': {
      ...{ title: 'Согласие на обработку персональных данных', titleEn: 'Consent to the processing of personal data' },
      ...{ act: 'Федеральный закон от 27.07.2006 № 152-ФЗ', clause: 'ст. 9', isRequired: true },
    },
    pmpk: {
      ...{ title: 'Заключение ПМПК', titleEn: 'Conclusion of the commission (PMPK)' },
      ...{ act: order236, clause: 'п. 9, 10' },
    },
    'adapted-consent': {
      title: 'Согласие родителя на адаптированную программу',
      titleEn: 'Consent of a parent to the adapted programme',
      ...{ act: order236, clause: 'п. 10' },
    },
    guardianship: {
      ...{ title: 'Документ об установлении опеки', titleEn: 'Document of guardianship' },
      ...{ act: order236, clause: 'п. 9' },
    },
    stay: {
      ...{ title: 'Документ о праве находиться в России', titleEn: 'Document of the right to stay in Russia' },
      ...{ act: order236, clause: 'п. 9', hasTerm: true },
    },
    medical: {
      ...{ title: 'Медицинское заключение', titleEn: 'Medical conclusion' },
      act: 'СП 2.4.3648-20',
    },
    benefit: {
      ...{ title: 'Документ о льготе по родительской плате', titleEn: 'Paper of a benefit in the fee' },
      ...{ act: 'Федеральный закон от 29.12.2012 № 273-ФЗ', clause: 'ст. 65', hasTerm: true },
    },
    other: { title: 'Другой документ', titleEn: 'Another paper', act: order236, clause: 'п. 16' },
  },
});

/** Without these nobody is taught in a compensating group (приказ 236, п. 10). */
export const forCompensating = ['pmpk', 'adapted-consent'] as const satisfies (keyof typeof childDossier.codes)[];
