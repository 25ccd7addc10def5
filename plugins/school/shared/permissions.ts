export const permissions = {
  'school.read-figures': 'Видеть показатели школ, без людей',
  'school.teach': 'Вести журнал своих уроков: посещение, отметки, темы, задания',
  'school.oversee': 'Видеть журналы и классы всей школы',
  'school.keep-classes': 'Вести классы и состав, закрывать учебные периоды',
  'school.keep-staff': 'Вести личные дела работников школы',
  'school.import-people': 'Загружать учеников и работников школы из файлов',
} as const;
