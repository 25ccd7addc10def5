export {
  categorical,
  categoricalDark,
  dark,
  diverging,
  light,
  radius,
  sansFont,
  schemes,
  sequential,
  serifFont,
  typeScale,
  type Tokens,
} from './tokens';
export { tokensCss } from './tokens-css';
