import type { FormCellView, FormView } from '../../shared/form-85k';

export type { FormCellView, FormView };

/** Which form is shown: one kindergarten’s, or that of all in reach. */
export type FormOf = { on: string; organisation?: string };

/** The year whose end the form is of: in the first months people still report on the last one. */
export const reportYear = (today: string) => Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0);
