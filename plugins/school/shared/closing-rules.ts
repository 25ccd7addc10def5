/** What mends a finding: a lesson, cell or plan of the journal, its marks of the period or the year, the load of the class. */
export type Mending = 'lesson' | 'cell' | 'marks' | 'year' | 'journal' | 'load';
type Rule = { stops: boolean; mends: Mending };

const stops = (mends: Mending): Rule => ({ stops: true, mends });
const warns = (mends: Mending): Rule => ({ stops: false, mends });

/** What is looked at before a period of a class is closed, in the order of reading; what stops is mended, what warns is looked at. */
export const closingRules = {
  topic: stops('lesson'),
  attendance: stops('lesson'),
  'work-unmarked': stops('lesson'),
  'mark-on-absence': stops('cell'),
  'few-marks': stops('marks'),
  'period-mark': stops('marks'),
  'year-mark': stops('year'),
  'no-group': stops('load'),
  'free-day': warns('lesson'),
  'no-teacher': warns('lesson'),
  'filled-late': warns('lesson'),
  'marks-late': warns('lesson'),
  'works-meet': warns('lesson'),
  'work-skipped': warns('cell'),
  'work-owed': warns('cell'),
  unexplained: warns('cell'),
  'changed-after': warns('cell'),
  stale: warns('marks'),
  deviates: warns('marks'),
  'waived-with-marks': warns('marks'),
  'missed-much': warns('marks'),
  two: warns('marks'),
  'no-lessons': warns('journal'),
  'hours-short': warns('journal'),
  'no-plan': warns('journal'),
  'no-homework': warns('journal'),
  'no-work': warns('journal'),
  'works-many': warns('journal'),
  'no-load': warns('load'),
} satisfies Record<string, Rule>;
export type ClosingRule = keyof typeof closingRules;

export const closingRuleIds = Object.keys(closingRules) as [ClosingRule, ...ClosingRule[]];
