/** Filters and the way down that boards of schools share. */
export const places = [
  { by: 'region', title: 'Регион', titleEn: 'Region' },
  { by: 'municipality', title: 'Муниципалитет', titleEn: 'Municipality' },
] as const;
export const months = { by: 'month', title: 'Месяц', titleEn: 'Month' } as const;
export const grades = { by: 'grade', title: 'Класс', titleEn: 'Grade' } as const;
export const subjects = { by: 'subject', title: 'Предмет', titleEn: 'Subject' } as const;
export const common = {
  permission: 'school.read-figures',
  titles: { subject: 'school.subjects' },
  drill: ['region', 'municipality', 'organisation'],
} as const;
