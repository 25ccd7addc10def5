import { tilesFromDrawing } from '../../tiles';

/** Drawn by hand after the label points: no pair more than half a degree apart changes its order; a dot is an empty place. */
export const tiles = tilesFromDrawing(`
  . . . . . uvatskiy .
  . nizhnetavdinskiy yarkovskiy tobolskiy tobolsk-city vagayskiy .
  tyumen-city tyumenskiy yalutorovskiy yurginskiy aromashevskiy sorokinskiy vikulovskiy
  isetskiy uporovskiy yalutorovsk-city omutinskiy golyshmanovskiy ishimskiy abatskiy
  . . zavodoukovskiy armizonskiy berdyuzhskiy ishim-city sladkovskiy
  . . . . . kazanskiy .
`);
