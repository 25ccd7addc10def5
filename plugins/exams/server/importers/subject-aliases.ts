/** Other words under which files name a subject. */
export const subjectAliases: Readonly<Record<string, readonly string[]>> = {
  'math-pro': ['математика (профиль)', 'математика (профильный уровень)', 'профильная математика'],
  'math-base': ['математика (база)', 'математика (базовый уровень)', 'базовая математика'],
  math: ['matematyka'],
  'foreign-lang': ['иностранные языки'],
  'foreign-lang-en': ['english', 'angielski', 'английский'],
  polish: ['polski'],
  russian: ['русский'],
  informatics: ['информатика и икт'],
};
