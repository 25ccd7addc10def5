import { useRef } from 'react';
import { api, apiAddress, Button, notifyProblem, useMutation, useTexts } from '@regiso/core/ui';
import { queueTexts } from './texts';

/** The whole log of the application as a PDF with a code: for a complaint, a court, a prosecutor. */
export function CaseButton({ id }: { id: string }) {
  const t = useTexts(queueTexts);
  const key = useRef(crypto.randomUUID());
  const address = `/kindergarten/applications/${id}/case`;
  const issue = useMutation({
    mutationFn: async () => {
      const { id: document } = await api.once<{ id: string }>(address, key.current);
      key.current = crypto.randomUUID();
      window.location.assign(apiAddress(`${address}/${document}`));
    },
    onError: notifyProblem,
  });
  return (
    <Button variant="default" loading={issue.isPending} onClick={() => issue.mutate()}>
      {t('case')}
    </Button>
  );
}
