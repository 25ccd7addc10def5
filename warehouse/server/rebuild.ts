import { shapes } from './capture';
import { catchUp } from './catch-up';
import { beginGeneration } from './generations';

type Run = { signal?: AbortSignal; progress?: (share: number, step: string) => Promise<void> | void };

/** Builds a table, or all, anew from PostgreSQL beside the live one and puts it in its place. Gives the facts. */
export async function rebuild(fact?: string, run: Run = {}): Promise<string[]> {
  const chosen = await beginRebuild(fact);
  await catchUp(run);
  return chosen;
}

/** Only begins: the workers take the snapshot. */
export async function beginRebuild(fact?: string): Promise<string[]> {
  const known = shapes();
  const chosen = known.filter((shape) => !fact || shape.fact === fact);
  if (!chosen.length)
    throw new Error(
      fact
        ? `There is no fact ${fact}. Known: ${known.map((shape) => shape.fact).join(', ')}`
        : 'No plugin declares a fact',
    );
  for (const shape of chosen) await beginGeneration(shape);
  return chosen.map((shape) => shape.fact);
}
