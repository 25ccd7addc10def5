import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from '../smoke/product';
import type { Bench } from './run';

/** From the command to a demo account that sees figures: on an empty folder, then again on its data. */
const bench: Bench = {
  name: 'start',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'regiso-bench-'));
    try {
      const fresh = await timed(folder);
      const again = await timed(folder);
      return {
        figures: { fresh_s: fresh, again_s: again },
        bars: { fresh_s: { bar: 60, at: 'most' }, again_s: { bar: 10, at: 'most' } },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function timed(folder: string) {
  const began = performance.now();
  const product = await startProduct(folder);
  await product.untilFigures();
  const seconds = (performance.now() - began) / 1000;
  await product.stop();
  return Math.round(seconds * 10) / 10;
}

export default bench;
