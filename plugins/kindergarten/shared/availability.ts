import type { Waiting } from './queue-report';

/** Per cent of who needs a place now and has it (D02, D03); null when nobody needs one. */
export const availability = ({ attending, now }: Pick<Waiting, 'attending' | 'now'>): number | null =>
  attending + now ? (attending / (attending + now)) * 100 : null;
