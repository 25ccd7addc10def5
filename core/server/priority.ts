import { constants, setPriority } from 'node:os';

/** Lets whoever answers people go first on a machine that this process shares: its work may wait, their pages may not. */
export const goSecond = () => setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
