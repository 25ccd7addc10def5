import { dayFrom } from '../../../core/access/test/people';
import type { Making } from '../call';
import type { Ground } from '../ground';

const ofGarden = ({ kindergarten: { organisationId } }: Ground) => ({ on: dayFrom(0), organisation: organisationId });
const cell = { line: '701', column: '3' };
let value = 0;

export const kindergartenReportCalls: Record<string, Making> = {
  'GET /api/kindergarten/form-85k': (ground) => ({ query: ofGarden(ground) }),
  'GET /api/kindergarten/form-85k/cell': (ground) => ({ query: { ...ofGarden(ground), ...cell } }),
  'POST /api/kindergarten/form-85k/corrections': (ground) => {
    value += 1;
    return { payload: { ...ofGarden(ground), ...cell, value, reason: 'По журналу движения детей' } };
  },
  'POST /api/kindergarten/form-85k/file': (ground) => ({ payload: ofGarden(ground) }),
};
