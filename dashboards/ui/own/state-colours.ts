import type { OwnState } from '../../shared/own';

export const stateColours: Readonly<Record<OwnState, string>> = {
  draft: 'gray',
  review: 'blue',
  returned: 'yellow',
  approved: 'green',
  withdrawn: 'gray',
};
