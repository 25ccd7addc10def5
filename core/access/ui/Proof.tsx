import { lazy, Suspense, useEffect, useState } from 'react';
import { onProofWanted } from '@regiso/core/ui';

const Dialog = lazy(() => import('./ProofDialog'));

/** Asks for a fresh proof of who one is whenever the server wants one; what was being done is then done. */
export default function Proof() {
  const [answer, setAnswer] = useState<(proved: boolean) => void>();
  useEffect(() => onProofWanted(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  if (!answer) return null;
  const end = (proved: boolean) => {
    setAnswer(undefined);
    answer(proved);
  };
  return (
    <Suspense>
      <Dialog onClose={() => end(false)} onProved={() => end(true)} />
    </Suspense>
  );
}
