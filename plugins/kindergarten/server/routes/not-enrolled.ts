import { route } from '@regiso/core';
import { NotEnrolled } from '../../shared';
import { notEnrolled } from '../services/not-enrolled';

export const notEnrolledRoutes = [
  route({
    method: 'GET',
    path: '/not-enrolled',
    access: { permission: 'kindergarten.read-queue', within: 'reach' },
    recorded: true,
    summary: 'Children of school age whom the kindergartens know and who attend nothing; the reading is recorded',
    reply: NotEnrolled,
    handler: () => notEnrolled(),
  }),
];
