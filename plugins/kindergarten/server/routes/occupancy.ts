import { z } from 'zod';
import { route } from '@regiso/core';
import { Occupancy } from '../../shared';
import { occupancyOf } from '../services/occupancy';

export const occupancyRoutes = [
  route({
    method: 'GET',
    path: '/occupancy',
    access: { permission: 'kindergarten.read-groups', within: 'reach' },
    summary: 'How full a kindergarten was, is known to be and may be, by month; numbers alone',
    query: z.strictObject({ organisation: z.uuid().optional() }),
    reply: Occupancy,
    handler: ({ query: { organisation } }) => occupancyOf(organisation),
  }),
];
