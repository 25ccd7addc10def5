import { useRef } from 'react';
import { api, apiAddress, Button, notifyProblem, useMutation, useTexts } from '@regiso/core/ui';
import { ownTexts } from '../own-texts';

/** Issues the receipt the first time and hands it out. */
export function ReceiptButton({ address }: { address: string }) {
  const t = useTexts(ownTexts);
  const intention = useRef(crypto.randomUUID());
  const ask = useMutation({
    mutationFn: () => api.once<{ id: string }>(`${address}/receipt`, intention.current),
    onError: notifyProblem,
    onSuccess: (document) => window.location.assign(apiAddress(`${address}/receipt/${document.id}`)),
  });
  return (
    <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
      {t('receipt')}
    </Button>
  );
}
