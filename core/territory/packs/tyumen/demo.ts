import type { DemoFacts, ExamFacts, OrganisationTotals } from '../../pack';

/**
 * Real totals of the oblast without the autonomous okrugs. Colleges, extracurricular organisations and centres stand in
 * no source at hand: their numbers are ours.
 */
const organisations: OrganisationTotals = {
  schools: {
    // «Школы юга области» 2008/09: 573, of them 88 primary, 85 basic, 400 secondary (vsluh.ru 146313).
    all: 573,
    basic: 85,
    primary: 88,
    // «Начальная школа — детский сад», 2016-10-01 (en.admtyumen.ru, публикация 11408113); counted among the primary ones.
    primaryKindergartens: 9,
    // Legal persons of 2018 (regionstat.ru, показатель 340); the other schools are their branches.
    heads: 192,
    // Of the 192 heads and branches, those of towns; of the branches, those of towns. Ours.
    ofCities: 143,
    branchesOfCities: 21,
  },
  // 2016-10-01 (en.admtyumen.ru, публикация 11408113); of the largest city, 2024 (news.myseldon.com 321802793).
  kindergartens: { municipal: 111, branches: 34, private: 7, municipalOfLargestCity: 63 },
  colleges: 20,
  extracurricular: 200,
};

const exams: ExamFacts = {
  // Physics, social studies and profile mathematics in 2019 (newsprom.ru, новость 247182), of which the others take the
  // basic one; foreign languages in 2025 (kommersant.ru doc 7695985: 922 of 12,000).
  egeChoices: { 'math-base': 0.5, 'math-pro': 0.5, social: 0.4, physics: 0.26, 'foreign-lang': 0.077 },
  // The whole region has about 17,000 nines and 11,700 elevens (2019, 2025).
  cohorts: { nine: 0.092, eleven: 0.061 },
};

export const demo: DemoFacts = {
  // There is none of this number.
  taxOffice: '7299',
  subject: '72',
  phoneCode: '3450',
  organisations,
  exams,
};
