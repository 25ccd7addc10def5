import { useRef, useState } from 'react';
import { api, Button, Form, Page, useApi, useMutation, useNavigate, useQueryClient, useTexts } from '@regiso/core/ui';
import { ChildStep } from '../own/ChildStep';
import { formTexts } from '../own/form-texts';
import { Gardens } from '../own/Gardens';
import { wantedOf, wishesOf, type Child } from '../own/model';
import { StepTitle } from '../own/Steps';
import { texts } from '../texts';

/** The first two steps: once the child and a kindergarten are known, the draft is kept by the server. */
export default function OwnNew() {
  const t = useTexts(formTexts);
  const titles = useTexts(texts);
  const children = useApi<Child[]>('/kindergarten/own/children');
  const [step, setStep] = useState(0);
  const [picked, setChild] = useState('');
  const [togetherWith, setTogether] = useState<string | null>(null);
  const [wanted, setWanted] = useState(() => wantedOf());
  const [error, setError] = useState<string>();
  const only = children.data?.length === 1 ? (children.data[0]?.id ?? '') : '';
  const childId = picked || only;
  const draft = useDraft(() => ({ childId, togetherWith, wishes: wishesOf(wanted) }));
  const next = () => {
    if (step === 1) return draft.mutate();
    if (!childId) return setError(t('child.pick'));
    setStep(1);
  };
  const isEmpty = children.data?.length === 0;
  const chooser = (
    <ChildStep
      children={children.data ?? []}
      childId={childId}
      error={error}
      togetherWith={togetherWith}
      onChild={(id) => {
        setChild(id);
        setTogether(null);
        setError(undefined);
      }}
      onTogether={setTogether}
    />
  );
  return (
    <Page
      narrow
      title={titles('own-new')}
      breadcrumbs={[{ title: titles('own'), to: '/kindergarten/own' }]}
      loading={children.isPending}
      error={children.data ? undefined : children.error}
      retry={() => void children.refetch()}
    >
      {isEmpty ? (
        chooser
      ) : (
        <Form
          label={titles('own-new')}
          send={t('next')}
          busy={draft.isPending}
          error={draft.error}
          onSend={next}
          sticky
          beside={
            step > 0 && (
              <Button variant="default" onClick={() => setStep(0)}>
                {t('back')}
              </Button>
            )
          }
        >
          <StepTitle step={step} />
          {step === 0 ? (
            chooser
          ) : (
            <Gardens wanted={wanted} set={(change) => setWanted((old) => ({ ...old, ...change }))} childId={childId} />
          )}
        </Form>
      )}
    </Page>
  );
}

// One intention, one draft: a second press under the same key gives the first one's id.
function useDraft(body: () => object) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const sent = useRef({ key: '', body: '' });
  return useMutation({
    mutationFn: () => {
      const text = JSON.stringify(body());
      if (sent.current.body !== text) sent.current = { key: crypto.randomUUID(), body: text };
      return api.once<{ id: string }>('/kindergarten/own/applications', sent.current.key, body());
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries();
      await navigate({ to: `/kindergarten/own/${id}/edit` as '/', search: { step: '2' } as never, replace: true });
    },
  });
}
