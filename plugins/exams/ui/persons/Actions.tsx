import {
  api,
  Button,
  DialogButton,
  Form,
  Group,
  notifyDone,
  notifyProblem,
  ReasonDialog,
  Text,
  TextInput,
  useForm,
  useMay,
  useMutation,
  useQueryClient,
  useSent,
  useTexts,
} from '@regiso/core/ui';
import type { BatchDetail } from '../../shared/persons';
import { personTexts } from './texts';

type Props = { batch: BatchDetail };

/** What may be done with a batch in its state by who approves. */
export function Actions({ batch }: Props) {
  const t = useTexts(personTexts);
  const may = useMay('exams.approve-results');
  const { id, state, isOwn } = batch;
  if (!may) return null;
  if (state === 'draft')
    return (
      <Group gap="sm">
        {!isOwn && <Approve batch={batch} />}
        <ReasonDialog
          label={t('reject')}
          title={t('reject.title')}
          what={t('reject.what')}
          done={t('reject.done')}
          reason={t('reject.reason')}
          send={({ reason }) => api.post(`/exams/batches/${id}/reject`, { reason })}
        />
      </Group>
    );
  return state === 'approved' || state === 'publishing' ? <Pause batch={batch} /> : null;
}

function Approve({ batch: { id } }: Props) {
  const t = useTexts(personTexts);
  const form = useForm({ protocol: '', visibleFrom: '' });
  const approve = useSent({
    form,
    send: () => api.post(`/exams/batches/${id}/approve`, form.values),
    done: () => t('approve.done'),
  });
  return (
    <DialogButton label={t('approve')} title={t('approve.title')} {...approve.dialog}>
      <Text mb="md">{t('approve.what')}</Text>
      <Form label={t('approve.title')} send={t('approve')} {...approve.form}>
        <TextInput label={t('protocol.label')} required maxLength={200} data-autofocus {...form.field('protocol')} />
        <TextInput
          type="datetime-local"
          label={t('visible-from.label')}
          description={t('visible-from.what')}
          required
          {...form.field('visibleFrom')}
        />
      </Form>
    </DialogButton>
  );
}

function Pause({ batch: { id, isPaused } }: Props) {
  const t = useTexts(personTexts);
  const queries = useQueryClient();
  const pause = useMutation({
    mutationFn: () => api.put(`/exams/batches/${id}/paused`, { isPaused: !isPaused }),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t(isPaused ? 'resume.done' : 'pause.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <Group>
      <Button variant={isPaused ? 'filled' : 'default'} loading={pause.isPending} onClick={() => pause.mutate()}>
        {t(isPaused ? 'resume' : 'pause')}
      </Button>
    </Group>
  );
}
