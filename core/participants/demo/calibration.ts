/** What the size `small` shows of the three municipalities of the acceptance stories. */
export const fixture = [
  { school: 7, kindergarten: 6, college: 1, extracurricular: 2 },
  { school: 5, kindergarten: 4, college: 1, extracurricular: 1 },
  { school: 3, kindergarten: 2, college: 0, extracurricular: 1 },
] as const;

/** What it shows of every other one, so that maps and charts are alive. */
export const thin = { school: 2, kindergarten: 1, college: 0, extracurricular: 0 } as const;
