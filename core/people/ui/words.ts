import { defineTexts, useFormats, useTexts } from '@regiso/core/ui';

/** Words that several pages of people show. */
export const wordTexts = defineTexts('people-words', {
  ru: {
    'field.surname': 'Фамилия',
    'field.name': 'Имя',
    'field.patronymic': 'Отчество',
    'field.birthDate': 'Дата рождения',
    'field.sex': 'Пол',
    'field.snils': 'СНИЛС',
    'field.citizenship': 'Гражданство',
    'field.phone': 'Телефон',
    'field.email': 'Электронная почта',
    'field.address': 'Адрес',
    'sex.male': 'Мужской',
    'sex.female': 'Женский',
    'citizenship.none': 'Без гражданства',
    'role.child': 'Воспитанник',
    'role.pupil': 'Ученик',
    'role.student': 'Студент',
    'role.member': 'Занимается',
    'role.staff': 'Работник',
    'role.applicant': 'Заявитель',
    'subsystem.kindergarten': 'Детский сад',
    'subsystem.school': 'Школа',
    'subsystem.college': 'Колледж',
    'subsystem.extracurricular': 'Дополнительное образование',
    'subsystem.portal': 'Портал',
    'kind.parent': 'Родитель',
    'kind.adopter': 'Усыновитель',
    'kind.foster': 'Приёмный родитель',
    'kind.trustee': 'Попечитель',
    'kind.guardian': 'Опекун',
    'kind.representative': 'По доверенности',
    'act.see': 'видеть сведения об обучении',
    'act.health': 'видеть сведения о здоровье и льготах',
    'act.contacts': 'видеть адрес и контакты ребёнка',
    'act.apply': 'подавать заявления и давать согласия',
    'act.pay': 'распоряжаться питанием и оплатой',
    'act.pick-up': 'забирать ребёнка',
    'document.birth-certificate': 'Свидетельство о рождении',
    'document.passport': 'Паспорт',
    'document.foreign-passport': 'Паспорт иностранного гражданина',
    'document.foreign-birth-certificate': 'Иностранное свидетельство о рождении',
    'document.residence-permit': 'Вид на жительство',
    'document.medical-policy': 'Полис ОМС',
    'document.other': 'Другой документ',
    'like.same-snils': 'СНИЛС один и тот же',
    'like.snils-one-digit': 'СНИЛС различается одной цифрой',
    'like.same-name-birth': 'Имя и дата рождения совпадают',
    'like.swapped-names': 'Имя и фамилия переставлены',
    'like.birth-parts-swapped': 'День и месяц рождения переставлены',
    'like.birth-one-digit': 'Дата рождения различается одной цифрой',
    'like.same-document': 'Один и тот же документ',
    'like.reported': 'Сообщили работники',
    empty: 'не указано',
    demo: 'Демо',
    born: 'род. {{day}}',
    cancel: 'Отмена',
    more: 'Показать ещё',
  },
  en: {
    'field.surname': 'Surname',
    'field.name': 'Name',
    'field.patronymic': 'Patronymic',
    'field.birthDate': 'Date of birth',
    'field.sex': 'Sex',
    'field.snils': 'SNILS',
    'field.citizenship': 'Citizenship',
    'field.phone': 'Phone',
    'field.email': 'E-mail',
    'field.address': 'Address',
    'sex.male': 'Male',
    'sex.female': 'Female',
    'citizenship.none': 'Stateless',
    'role.child': 'Child',
    'role.pupil': 'Pupil',
    'role.student': 'Student',
    'role.member': 'Member',
    'role.staff': 'Staff',
    'role.applicant': 'Applicant',
    'subsystem.kindergarten': 'Kindergarten',
    'subsystem.school': 'School',
    'subsystem.college': 'College',
    'subsystem.extracurricular': 'Extracurricular education',
    'subsystem.portal': 'Portal',
    'kind.parent': 'Parent',
    'kind.adopter': 'Adoptive parent',
    'kind.foster': 'Foster parent',
    'kind.trustee': 'Trustee',
    'kind.guardian': 'Guardian',
    'kind.representative': 'By power of attorney',
    'act.see': 'see the studies',
    'act.health': 'see health and benefits',
    'act.contacts': 'see the child’s address and contacts',
    'act.apply': 'apply and consent',
    'act.pay': 'decide on meals and payments',
    'act.pick-up': 'fetch the child',
    'document.birth-certificate': 'Birth certificate',
    'document.passport': 'Passport',
    'document.foreign-passport': 'Foreign passport',
    'document.foreign-birth-certificate': 'Foreign birth certificate',
    'document.residence-permit': 'Residence permit',
    'document.medical-policy': 'Medical policy',
    'document.other': 'Another document',
    'like.same-snils': 'The same SNILS',
    'like.snils-one-digit': 'SNILS differs in one digit',
    'like.same-name-birth': 'The same name and date of birth',
    'like.swapped-names': 'Name and surname changed places',
    'like.birth-parts-swapped': 'Day and month of birth changed places',
    'like.birth-one-digit': 'Date of birth differs in one digit',
    'like.same-document': 'The same document',
    'like.reported': 'Reported by staff',
    empty: 'not given',
    demo: 'Demo',
    born: 'born {{day}}',
    cancel: 'Cancel',
    more: 'Show more',
  },
});

export const fieldNames = [
  'surname',
  'name',
  'patronymic',
  'birthDate',
  'sex',
  'snils',
  'citizenship',
  'phone',
  'email',
  'address',
] as const;
export type FieldName = (typeof fieldNames)[number];
export const roles = ['child', 'pupil', 'student', 'member', 'staff', 'applicant'] as const;
export const subsystems = ['kindergarten', 'school', 'college', 'extracurricular'] as const;
export const guardianKinds = ['parent', 'adopter', 'foster', 'trustee', 'guardian', 'representative'] as const;
export const acts = ['see', 'health', 'contacts', 'apply', 'pay', 'pick-up'] as const;
export type Act = (typeof acts)[number];
export const documentKinds = [
  'birth-certificate',
  'passport',
  'foreign-passport',
  'foreign-birth-certificate',
  'residence-permit',
  'medical-policy',
  'other',
] as const;

/** «Иванов Пётр Ильич». */
export const fullName = ({ surname, name, patronymic }: { surname: string; name: string; patronymic: string | null }) =>
  [surname, name, patronymic].filter(Boolean).join(' ');

/** Values of fields as people read them. */
export function useFieldWords() {
  const t = useTexts(wordTexts);
  const formats = useFormats();
  return {
    field: (name: FieldName) => t(`field.${name}`),
    value: (name: FieldName, value: string | null): string => {
      if (!value) return t('empty');
      if (name === 'birthDate') return formats.day(value);
      if (name === 'sex') return t(value === 'female' ? 'sex.female' : 'sex.male');
      if (name === 'citizenship') return value === 'none' ? t('citizenship.none') : value;
      return value;
    },
  };
}
