type Limits = {
  atOnce: number;
  /** How many may wait; whoever comes beyond that is refused. Without it all wait. */
  mayWait?: number;
  refuse?: () => Error;
};

/** Lets so much work go on at once, in the order in which it came. */
export function inTurn({ atOnce, mayWait = Infinity, refuse }: Limits) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running += 1;
    else if (waiting.length >= mayWait) throw refuse?.() ?? new Error('Too many wait');
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      // The place is handed over: nobody who has just come slips in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
