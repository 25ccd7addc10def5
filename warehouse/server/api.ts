/** What commands, tests and the dashboards may use of the warehouse. */
export { alignSchema } from './align';
export { asOf } from './as-of';
export type { AsOf } from './as-of';
export { catchUp } from './catch-up';
export { viewName } from './engine-tables';
export { lookupName } from './lookups';
export { repair } from './repair';
export { rebuild } from './rebuild';
export { refreshRollups, rolledFacts } from './rollups';
export { rollupName } from './rollup-tables';
export { status } from './status';
export { verify } from './verify';
export type { Verification } from './verify';
