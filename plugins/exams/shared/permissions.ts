/** Apart from the schemas, so that the browser takes them without zod. */
export const permissions = {
  'exams.read': 'See exam results of organisations, scales and thresholds',
  'exams.import': 'Import exam results from files',
  'exams.edit-reference': 'Add exam kinds, subjects, sessions and new versions of scales and minima',
  'exams.keep-results':
    'Import exam results of persons, see them, enter appeals from paper and propose to annul a result',
  'exams.approve-results':
    'Approve batches of exam results as a second person, correct and annul results, decide appeals',
  'exams.read-pupils': 'See and export published exam results of the own school’s pupils',
} as const;
