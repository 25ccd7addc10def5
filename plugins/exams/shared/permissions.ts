/** Apart from the schemas, so that the browser takes them without zod. */
export const permissions = {
  'exams.read': 'See exam results of organisations, scales and thresholds',
  'exams.import': 'Import exam results from files',
  'exams.edit-reference': 'Add exam kinds, subjects, sessions and new versions of scales and minima',
} as const;
