/**
 * Real totals of Tyumen oblast without the autonomous okrugs that the whole demo region comes near to. Colleges,
 * extracurricular organisations and centres stand in no source at hand: their numbers are ours.
 */
export const totals = {
  schools: {
    // «Школы юга области» 2008/09: 573, of them 88 primary, 85 basic, 400 secondary (vsluh.ru 146313).
    all: 573,
    basic: 85,
    primary: 88,
    // «Начальная школа — детский сад», 2016-10-01 (en.admtyumen.ru, публикация 11408113); counted among the primary ones.
    primaryKindergartens: 9,
    // Legal persons of 2018 (regionstat.ru, показатель 340); the other schools are their branches.
    heads: 192,
    // Schools with preschool groups, 2016-10-01 (en.admtyumen.ru, публикация 11408113).
    withPreschoolGroups: 362,
    // Of the 192 heads and branches, those of towns; of the branches, those of towns. Ours.
    ofCities: 143,
    branchesOfCities: 21,
  },
  // 2016-10-01 (en.admtyumen.ru, публикация 11408113); of the largest city, 2024 (news.myseldon.com 321802793).
  kindergartens: { municipal: 111, branches: 34, private: 7, municipalOfLargestCity: 63 },
  colleges: 20,
  extracurricular: 200,
} as const;

/** What the size `small` shows of the three municipalities of the acceptance stories. */
export const fixture = [
  { school: 7, kindergarten: 6, college: 1, extracurricular: 2 },
  { school: 5, kindergarten: 4, college: 1, extracurricular: 1 },
  { school: 3, kindergarten: 2, college: 0, extracurricular: 1 },
] as const;

/** What it shows of every other one, so that maps and charts are alive. */
export const thin = { school: 2, kindergarten: 1, college: 0, extracurricular: 0 } as const;
