/** How a figure is compared, by the kind of rule. Apart from the schemas, so that the browser takes it without zod. */
export const comparisonsOf = {
  threshold: ['at-least', 'at-most'],
  change: ['rises-by', 'falls-by', 'rises-by-percent', 'falls-by-percent'],
  absence: ['missing'],
} as const;

export const alertKinds = ['threshold', 'change', 'absence'] as const;
