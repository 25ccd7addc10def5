const named = <const T extends Readonly<Record<string, readonly [ru: string, en: string]>>>(titles: T) =>
  Object.fromEntries(Object.entries(titles).map(([code, [title, titleEn]]) => [code, { title, titleEn }])) as Record<
    keyof T & string,
    { title: string; titleEn: string }
  >;

const languages = ['английский', 'немецкий', 'французский', 'китайский', 'другие'] as const;
const languagesEn = ['English', 'German', 'French', 'Chinese', 'others'] as const;

/** Ages of the lines of section 2.5, the first and the last open. */
export const ages = Array.from({ length: 13 }, (_, at) => 6 + at);
/** The code of a line of section 2.5: the first one is of all ages. */
export const ageLine = (age: number) => `25-${String(age - 4).padStart(2, '0')}`;

function ofAge(age: number): [ru: string, en: string] {
  if (age === ages[0]) return ['6 лет и младше', '6 and younger'];
  return age === ages.at(-1) ? ['18 лет и старше', '18 and older'] : [`${age} лет`, `${age}`];
}

/** Subjects by which section 3.1 counts teachers, as the journals name them. */
export const teachers = [
  ['русского языка и литературы', 'of Russian and literature', ['russian', 'literature']],
  ['иностранного языка', 'of a foreign language', ['foreign']],
  ['математики', 'of mathematics', ['maths', 'algebra', 'geometry', 'probability']],
  ['информатики', 'of informatics', ['informatics']],
  ['истории и обществознания', 'of history and society', ['history', 'society']],
  ['географии', 'of geography', ['geography']],
  ['биологии', 'of biology', ['biology']],
  ['физики', 'of physics', ['physics']],
  ['химии', 'of chemistry', ['chemistry']],
  ['музыки и изобразительного искусства', 'of music and art', ['music', 'art']],
  ['труда (технологии)', 'of technology', ['labour']],
  ['физической культуры', 'of physical education', ['pe']],
  ['основ безопасности и защиты Родины', 'of safety and defence', ['safety']],
] as const;
export const teacherLine = (at: number) => `31-${String(3 + at).padStart(2, '0')}`;
export const languageLine = (at: number) => `27-${String(2 + at).padStart(2, '0')}`;

type Titles = Record<string, readonly [ru: string, en: string]>;
const ageTitles: Titles = Object.fromEntries(ages.map((age) => [ageLine(age), ofAge(age)]));
const languageTitles: Titles = Object.fromEntries(
  languages.map((one, at) => [languageLine(at), [one, languagesEn[at] ?? one]]),
);
const teacherTitles: Titles = Object.fromEntries(teachers.map(([ru, en], at) => [teacherLine(at), [ru, en]]));

/** What each section, line and equation of the form ОО-1 is called. */
export const formTitles: Readonly<Record<string, { title: string; titleEn: string }>> = named({
  'Р2.1': ['Классы и обучающиеся по годам обучения', 'Classes and pupils by grade'],
  '21-01': ['Классы', 'Classes'],
  '21-02': ['Обучающиеся в них', 'Pupils in them'],
  '21-03': ['классы с углублённым изучением предметов', 'classes with deeper study of subjects'],
  '21-04': ['обучающиеся в них', 'pupils in them'],
  '21-05': ['гимназические классы', 'gymnasium classes'],
  '21-06': ['обучающиеся в них', 'pupils in them'],
  '21-07': ['обучающиеся с ограниченными возможностями здоровья', 'pupils with special needs'],
  '21-08': ['обучающиеся — инвалиды', 'disabled pupils'],
  'Р2.2': ['Классы и обучающиеся по сменам', 'Classes and pupils by shift'],
  '22-01': ['Классы первой смены', 'Classes of the first shift'],
  '22-02': ['обучающиеся в них', 'pupils in them'],
  '22-03': ['Классы второй смены', 'Classes of the second shift'],
  '22-04': ['обучающиеся в них', 'pupils in them'],
  'Р2.4': ['Классы и классы-комплекты, единица', 'Classes and class-sets'],
  '24-01': ['Классы и классы-комплекты — всего', 'Classes and class-sets, all'],
  '24-02': ['1–4 классы', 'grades 1–4'],
  '24-03': ['5–9 классы', 'grades 5–9'],
  '24-04': ['10–11 классы', 'grades 10–11'],
  '24-05': ['из строки 01: меньше 25 человек, город', 'of line 01: fewer than 25, town'],
  '24-06': ['из строки 01: меньше 14 человек, село', 'of line 01: fewer than 14, village'],
  'Р2.5': ['Обучающиеся по возрасту и классам, человек', 'Pupils by age and grade'],
  '25-01': ['Обучающиеся — всего', 'Pupils, all'],
  ...ageTitles,
  'Р2.6': ['Обучающиеся по гражданству, человек', 'Pupils by citizenship'],
  '26-01': ['Обучающиеся — всего', 'Pupils, all'],
  '26-02': ['граждане Российской Федерации', 'citizens of Russia'],
  '26-03': ['граждане других государств', 'citizens of other states'],
  '26-04': ['лица без гражданства', 'stateless'],
  '26-05': ['имеют двойное гражданство', 'citizens of two states'],
  'Р2.7': ['Изучение иностранных языков, человек', 'Foreign languages learned'],
  '27-01': ['Изучают иностранный язык', 'Learn a foreign language'],
  ...languageTitles,
  'Р2.8': ['Движение обучающихся с прошлого 20 сентября, человек', 'Movement of pupils since the last 20 September'],
  '28-01': ['Прибыли', 'Arrived'],
  '28-02': ['Выбыли', 'Left'],
  '28-03': ['переезд', 'moved away'],
  '28-04': ['в другую школу', 'to another school'],
  '28-05': ['окончили обучение', 'finished'],
  '28-06': ['из них 9 класс', 'of them grade 9'],
  '28-07': ['из них 11 класс', 'of them grade 11'],
  '28-08': ['другая причина', 'another reason'],
  '28-09': ['причина не записана', 'the reason is not written down'],
  'Р3.1': ['Учителя, ведущие уроки, человек', 'Teachers who give lessons'],
  '31-01': ['Учителя — всего', 'Teachers, all'],
  '31-02': ['ведут уроки в 1–4 классах', 'teach grades 1–4'],
  ...teacherTitles,
  'Р3.2': ['Учебная нагрузка, часов в неделю', 'Teaching load, hours a week'],
  '32-01': ['Часы — всего', 'Hours, all'],
  '32-02': ['с учителем', 'with a teacher'],
  '32-03': ['вакантные', 'vacant'],
  К01: ['Всего — сумма по классам', 'All is the sum by grades'],
  К02: ['Всего — сумма по ступеням', 'All is the sum by stages'],
  К03: ['Классов всего — сумма по сменам', 'Classes: all is the sum by shifts'],
  К04: ['Обучающихся всего — сумма по сменам', 'Pupils: all is the sum by shifts'],
  К05: ['Всего — классы и классы-комплекты', 'All is classes and class-sets'],
  К06: ['Классов и комплектов всего — сумма по ступеням', 'Classes and sets: all is the sum by stages'],
  К07: ['Разделы 2.1 и 2.4 говорят об одних классах', 'Sections 2.1 and 2.4 are about the same classes'],
  К08: ['Малых классов не больше, чем классов', 'No more small classes than classes'],
  К09: ['Обучающихся возраста — сумма по классам', 'Pupils of an age: the sum by grades'],
  К10: ['Обучающихся всего — сумма по возрастам', 'Pupils: all is the sum by ages'],
  К11: ['Девочек не больше, чем обучающихся', 'No more girls than pupils'],
  К12: ['Разделы 2.1 и 2.5 говорят об одних обучающихся', 'Sections 2.1 and 2.5 are about the same pupils'],
  К13: ['Всего — сумма по ступеням', 'All is the sum by stages'],
  К14: ['Разделы 2.1 и 2.6 говорят об одних обучающихся', 'Sections 2.1 and 2.6 are about the same pupils'],
  К15: ['Граждан и лиц без гражданства не больше, чем обучающихся', 'No more citizens than pupils'],
  К16: ['Всего — сумма по ступеням', 'All is the sum by stages'],
  К17: ['Изучают язык не больше, чем обучаются', 'No more learn a language than there are pupils'],
  К18: ['Всего — сумма по ступеням', 'All is the sum by stages'],
  К19: ['Выбыло всего — сумма по причинам', 'Left: all is the sum by reasons'],
  К20: ['Выпускников 9 и 11 классов не больше, чем окончивших', 'No more leavers of grades 9 and 11 than finished'],
  К21: ['Всего — сумма по ступеням', 'All is the sum by stages'],
  К22: ['Часов всего — с учителем и вакантные', 'Hours: all is those taught and those vacant'],
  К23: ['Женщин не больше, чем учителей', 'No more women than teachers'],
  ДЕНЬ: ['День, на который заполняют форму', 'The day of the form'],
  С01: ['Форма и реестр: ученики школы в карточках людей', 'The form and the register: pupils of the school by cards'],
  С02: [
    'Форма и прошлый год: было, прибыли и выбыли',
    'The form and the last year: those who were there, arrived and left',
  ],
});
