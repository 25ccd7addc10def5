import type { ExamKindInput, SubjectInput } from '../../shared';

export const shippedKinds: readonly ExamKindInput[] = [
  { code: 'ege', title: 'ЕГЭ', titleEn: 'EGE (grade 11)', grade: 11, unit: 'score', maximum: 100 },
  { code: 'oge', title: 'ОГЭ', titleEn: 'OGE (grade 9)', grade: 9, unit: 'mark', maximum: 5 },
  { code: 'gve', title: 'ГВЭ', titleEn: 'GVE (grades 9 and 11)', grade: null, unit: 'mark', maximum: 5 },
  {
    code: 'e8',
    title: 'Экзамен после 8 класса',
    titleEn: 'Exam after grade 8',
    grade: 8,
    unit: 'percent',
    maximum: 100,
  },
];

const subject = (code: string, title: string, titleEn: string, unit: SubjectInput['unit'] = null): SubjectInput => ({
  code,
  title,
  titleEn,
  unit,
});

export const shippedSubjects = [
  subject('russian', 'Русский язык', 'Russian'),
  subject('math', 'Математика', 'Mathematics'),
  subject('math-pro', 'Математика профильная', 'Mathematics, profile'),
  subject('math-base', 'Математика базовая', 'Mathematics, base', 'mark'),
  subject('physics', 'Физика', 'Physics'),
  subject('chemistry', 'Химия', 'Chemistry'),
  subject('biology', 'Биология', 'Biology'),
  subject('geography', 'География', 'Geography'),
  subject('social', 'Обществознание', 'Social studies'),
  subject('history', 'История', 'History'),
  subject('literature', 'Литература', 'Literature'),
  subject('informatics', 'Информатика', 'Informatics'),
  subject('foreign-lang', 'Иностранный язык', 'Foreign language'),
  subject('foreign-lang-en', 'Английский язык', 'English'),
  subject('chinese', 'Китайский язык', 'Chinese'),
  subject('polish', 'Польский язык', 'Polish'),
] as const;
