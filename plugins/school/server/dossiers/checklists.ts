import { dossierChecklist } from '@regiso/core';

const order458 = 'Приказ Минпросвещения России от 02.09.2020 № 458';
const labourCode = 'Трудовой кодекс Российской Федерации';
const education = 'Федеральный закон от 29.12.2012 № 273-ФЗ';
const personalData = 'Федеральный закон от 27.07.2006 № 152-ФЗ';
const since = '2021-01-01';

/** What is kept in the personal file of a pupil (приказ 458); no line has been checked against its act yet. */
export const pupilDossier = dossierChecklist({
  id: 'school.pupil-dossier',
  title: 'Личное дело ученика: документы',
  titleEn: 'Personal file of a pupil: papers',
  validFrom: since,
  kinds: {
    application: {
      ...{ title: 'Заявление о приёме', titleEn: 'Application for admission' },
      ...{ act: order458, clause: 'п. 24, 31', isRequired: true },
    },
    'birth-certificate': {
      ...{
        title: 'Свидетельство о рождении или паспорт ученика',
        titleEn: 'Birth certificate or passport of the pupil',
      },
      ...{ act: order458, clause: 'п. 26', isRequired: true },
    },
    'parent-id': {
      ...{ title: 'Документ, удостоверяющий личность родителя', titleEn: 'Identity document of a parent' },
      ...{ act: order458, clause: 'п. 26', isRequired: true },
    },
    registration: {
      ...{ title: 'Документ о регистрации по месту жительства', titleEn: 'Registration of residence' },
      ...{ act: order458, clause: 'п. 26', isRequired: true },
    },
    'data-consent': {
      ...{ title: 'Согласие на обработку персональных данных', titleEn: 'Consent to the processing of personal data' },
      ...{ act: personalData, clause: 'ст. 9', isRequired: true },
    },
    snils: {
      ...{ title: 'СНИЛС', titleEn: 'SNILS' },
      ...{ act: 'Локальный акт школы о личных делах', isRequired: true },
    },
    policy: {
      ...{ title: 'Полис медицинского страхования', titleEn: 'Policy of health insurance' },
      ...{ act: 'Локальный акт школы о личных делах', isRequired: true },
    },
    'former-file': {
      ...{ title: 'Личное дело из прежней школы', titleEn: 'Personal file of the former school' },
      ...{ act: 'Приказ Минобрнауки России от 12.03.2014 № 177', clause: 'п. 8' },
    },
    pmpk: {
      ...{ title: 'Заключение ПМПК', titleEn: 'Conclusion of the commission (PMPK)' },
      ...{ act: order458, clause: 'п. 26' },
    },
    'adapted-consent': {
      title: 'Согласие родителя на адаптированную программу',
      titleEn: 'Consent of a parent to the adapted programme',
      ...{ act: education, clause: 'ст. 55 ч. 3' },
    },
    guardianship: {
      ...{ title: 'Документ об установлении опеки', titleEn: 'Document of guardianship' },
      ...{ act: order458, clause: 'п. 26' },
    },
    stay: {
      ...{ title: 'Документ о праве находиться в России', titleEn: 'Document of the right to stay in Russia' },
      ...{ act: order458, clause: 'п. 26', hasTerm: true },
    },
    benefit: {
      ...{ title: 'Документ о льготе', titleEn: 'Paper of a benefit' },
      ...{ act: education, clause: 'ст. 37', hasTerm: true },
    },
    other: { title: 'Другой документ', titleEn: 'Another paper', act: order458, clause: 'п. 31' },
  },
});

/** What is kept in the personal file of somebody who works in a school. */
export const staffDossier = dossierChecklist({
  id: 'school.staff-dossier',
  title: 'Личное дело работника школы: документы',
  titleEn: 'Personal file of a worker of a school: papers',
  validFrom: since,
  kinds: {
    'labour-contract': {
      ...{ title: 'Трудовой договор', titleEn: 'Labour contract' },
      ...{ act: labourCode, clause: 'ст. 67', isRequired: true },
    },
    order: {
      ...{ title: 'Приказ о приёме на работу', titleEn: 'Order of employment' },
      ...{ act: labourCode, clause: 'ст. 68', isRequired: true },
    },
    identity: {
      ...{ title: 'Документ, удостоверяющий личность', titleEn: 'Identity document' },
      ...{ act: labourCode, clause: 'ст. 65', isRequired: true },
    },
    'labour-record': {
      ...{ title: 'Трудовая книжка или сведения о трудовой деятельности', titleEn: 'Record of employment' },
      ...{ act: labourCode, clause: 'ст. 65', isRequired: true },
    },
    snils: {
      ...{ title: 'СНИЛС', titleEn: 'SNILS' },
      ...{ act: labourCode, clause: 'ст. 65', isRequired: true },
    },
    education: {
      ...{ title: 'Документ об образовании', titleEn: 'Document of education' },
      ...{ act: education, clause: 'ст. 46', isRequired: true },
    },
    'no-conviction': {
      ...{ title: 'Справка об отсутствии судимости', titleEn: 'Certificate of no criminal record' },
      ...{ act: labourCode, clause: 'ст. 65, 331', isRequired: true },
    },
    medical: {
      ...{ title: 'Медицинская книжка с осмотром', titleEn: 'Medical book with the examination' },
      ...{ act: labourCode, clause: 'ст. 220', isRequired: true, hasTerm: true },
    },
    'data-consent': {
      ...{ title: 'Согласие на обработку персональных данных', titleEn: 'Consent to the processing of personal data' },
      ...{ act: personalData, clause: 'ст. 9', isRequired: true },
    },
    qualification: {
      ...{ title: 'Повышение квалификации', titleEn: 'Advanced training' },
      ...{ act: education, clause: 'ст. 47 ч. 5', hasTerm: true },
    },
    category: {
      ...{ title: 'Аттестация: категория', titleEn: 'Attestation: category' },
      ...{ act: education, clause: 'ст. 49' },
    },
    military: {
      ...{ title: 'Документ воинского учёта', titleEn: 'Document of military registration' },
      ...{ act: labourCode, clause: 'ст. 65' },
    },
    other: { title: 'Другой документ', titleEn: 'Another paper', act: labourCode, clause: 'ст. 65' },
  },
});
