export { categorical, sansFont, sequential, typeScale, type Tokens } from './tokens';
export { tokensCss } from './tokens-css';
export { chartTheme, tokensOf, type ChartScheme } from './chart-theme';
export { lookChoices, lookClasses, lookKey, ordinaryLook, readLook, writeLook, type LookChoice } from './choices';
