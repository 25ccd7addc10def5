import { useState } from 'react';
import { api, DialogButton, EmptyState, ErrorState, errorsByField, Form, notifyDone, Paper } from '@regiso/core/ui';
import { PageSkeleton, Radio, Stack, Switch, Textarea, useForm, useMutation, useQuery } from '@regiso/core/ui';
import { useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import type { Request } from '../model';
import { RequestBody } from '../RequestBody';
import { texts } from '../texts';

const key = '/privacy/requests/search';

/** The queue, the nearest due day first. */
export function Requests() {
  const t = useTexts(texts);
  const [isOpenOnly, setOpenOnly] = useState(true);
  const queue = useQuery({
    queryKey: [key, isOpenOnly],
    queryFn: () => api.post<Request[]>(key, isOpenOnly ? { state: 'waiting' } : {}),
  });
  if (queue.isPending) return <PageSkeleton />;
  if (queue.error) return <ErrorState error={queue.error} retry={() => void queue.refetch()} />;
  return (
    <Stack gap="md" maw={820}>
      <Switch
        label={t('requests.open-only')}
        checked={isOpenOnly}
        onChange={({ currentTarget: { checked } }) => setOpenOnly(checked)}
      />
      {queue.data.length === 0 && <EmptyState title={t('requests.empty')} />}
      {queue.data.map((request) => (
        <Paper key={request.id} p="lg" withBorder>
          <Stack gap="md" align="stretch">
            <RequestBody request={request} who={`${request.name} (${request.login})`} />
            {request.state === 'waiting' && <Answer request={request} />}
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}

function Answer({ request }: { request: Request }) {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ state: 'done', answer: '' });
  const answer = useMutation({
    mutationFn: () => api.post(`/privacy/requests/${request.id}/answer`, form.values),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('answer.given') });
      await queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <div>
      <DialogButton label={t('answer.give')} title={t('answer.give')} isOpen={isOpen} setOpen={setOpen}>
        <Form
          label={t('answer.give')}
          send={t('answer.give')}
          busy={answer.isPending}
          error={answer.error}
          onSend={() => answer.mutate()}
        >
          <Radio.Group label={t('state')} {...form.field('state')}>
            <Stack gap="xs" mt="xs">
              <Radio value="done" label={t('answer.done')} />
              <Radio value="refused" label={t('answer.refused')} />
            </Stack>
          </Radio.Group>
          <Textarea label={t('answer')} required autosize minRows={4} maxLength={4000} {...form.field('answer')} />
        </Form>
      </DialogButton>
    </div>
  );
}
