export { chartTheme, tokensOf, type ChartScheme } from '../../shared/look';
