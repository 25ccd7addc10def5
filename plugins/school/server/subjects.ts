/** Subjects of general education: code, title in Russian and in English. */
export const shippedSubjects = [
  ['russian', 'Русский язык', 'Russian'],
  ['literature', 'Литература', 'Literature'],
  ['reading', 'Литературное чтение', 'Reading'],
  ['foreign', 'Иностранный язык', 'Foreign language'],
  ['maths', 'Математика', 'Mathematics'],
  ['algebra', 'Алгебра', 'Algebra'],
  ['geometry', 'Геометрия', 'Geometry'],
  ['probability', 'Вероятность и статистика', 'Probability and statistics'],
  ['informatics', 'Информатика', 'Informatics'],
  ['world', 'Окружающий мир', 'The world around'],
  ['history', 'История', 'History'],
  ['society', 'Обществознание', 'Social studies'],
  ['geography', 'География', 'Geography'],
  ['biology', 'Биология', 'Biology'],
  ['physics', 'Физика', 'Physics'],
  ['chemistry', 'Химия', 'Chemistry'],
  ['art', 'Изобразительное искусство', 'Art'],
  ['music', 'Музыка', 'Music'],
  ['labour', 'Труд (технология)', 'Technology'],
  ['pe', 'Физическая культура', 'Physical education'],
  ['safety', 'Основы безопасности и защиты Родины', 'Safety and defence'],
] as const;

export type SubjectCode = (typeof shippedSubjects)[number][0];
