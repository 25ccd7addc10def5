import { fact } from '@regiso/core';
import { ExamResult } from '../models/result';

export const examResults = fact(ExamResult, {
  name: 'exams_results',
  grain: 'one row per organisation, exam, year, period and subject (and occurrence in the source)',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    kind: as.code('kind'),
    year: as.year('year'),
    period: as.code('period'),
    subject: as.code('subject'),
    unit: as.code('unit'),
    participants: as.number('participants'),
    scored: as.number('scored'),
    score_sum: as.number('scoreSum'),
    below_minimum: as.number('belowMinimum'),
    below_known: as.number('belowKnown'),
    high_or_hundred: as.number('highOrHundred'),
    high_known: as.number('highKnown'),
    hundred: as.number('hundred'),
    mark2: as.number('mark2'),
    mark3: as.number('mark3'),
    mark4: as.number('mark4'),
    mark5: as.number('mark5'),
    marked: as.number('marked'),
    mark_sum: as.number('markSum'),
    passed: as.number('passed'),
    good: as.number('good'),
    is_demo: as.flag('isDemo'),
  }),
  order: ['year', 'kind', 'subject'],
  partition: 'year',
});
