import { useRef } from 'react';
import { api, apiAddress, Button, notifyProblem, useMutation, useTexts } from '@regiso/core/ui';
import { queueTexts } from './texts';

/** Why the place is what it is, as a numbered PDF for the family: one click on the page of the application. */
export function ExplainButton({ id }: { id: string }) {
  const t = useTexts(queueTexts);
  const key = useRef(crypto.randomUUID());
  const address = `/kindergarten/applications/${id}/explanation`;
  const issue = useMutation({
    mutationFn: async () => {
      const { id: document } = await api.once<{ id: string }>(address, key.current, {});
      key.current = crypto.randomUUID();
      window.location.assign(apiAddress(`${address}/${document}`));
    },
    onError: notifyProblem,
  });
  return (
    <Button loading={issue.isPending} onClick={() => issue.mutate()}>
      {t('explain')}
    </Button>
  );
}
