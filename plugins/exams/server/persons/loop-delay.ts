import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

const lateMs = 250;
const lookEveryMs = 1_000;

let delay: IntervalHistogram | undefined;
let known = { isLate: false, at: 0 };

/** Whether this process has fallen behind in the last second: what waits in it is answered late already. */
export function isLoopLate(): boolean {
  const now = performance.now();
  if (now - known.at < lookEveryMs) return known.isLate;
  if (!delay) {
    delay = monitorEventLoopDelay({ resolution: 20 });
    delay.enable();
  }
  known = { isLate: delay.percentile(50) / 1e6 > lateMs, at: now };
  delay.reset();
  return known.isLate;
}
