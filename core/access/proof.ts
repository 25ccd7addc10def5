import { context, type Actor } from '../server/context';
import { ProblemError, signInRequired } from '../server/errors';

const minutes = 10;

/** The signed-in person. Throws 401 for nobody. */
export function me(): Actor {
  const { actor } = context();
  if (!actor) throw signInRequired();
  return actor;
}

/** Demands that the person has proved who they are within ten minutes; the page then asks for password or code. */
export const demandRecentProof = () => refuseStaleProof(me());

/** The same for somebody. Throws 403 `step-up-required`. */
export function refuseStaleProof({ provedAt }: Actor) {
  if (provedAt && Date.now() - provedAt.getTime() < minutes * 60_000) return;
  throw new ProblemError({
    status: 403,
    code: 'step-up-required',
    title: { ru: 'Подтвердите, что это вы', en: 'Confirm that it is you' },
  });
}
