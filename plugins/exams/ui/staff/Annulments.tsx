import { useState } from 'react';
import {
  api,
  Badge,
  ConfirmButton,
  DialogButton,
  errorsByField,
  Form,
  Group,
  notifyDone,
  notifyProblem,
  ProblemError,
  ReasonDialog,
  Stack,
  Text,
  Textarea,
  TextInput,
  useForm,
  useFormats,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { Annulment, ResultCard } from '../../shared/revisions';
import { staffTexts } from './texts';

const tone = { proposed: 'yellow', confirmed: 'green', refused: 'gray' } as const;

/** Proposes to annul a result, or to give an annulled one back; nothing when a proposal waits already. */
export function Propose({ card: { id, status, annulments } }: { card: ResultCard }) {
  const t = useTexts(staffTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ protocol: '', reason: '' });
  const action = status === 'annulled' ? 'restore' : 'annul';
  const send = useMutation({
    mutationFn: () => api.post(`/exams/person-results/${id}/annulments`, { action, ...form.values }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      form.reset();
      notifyDone({ text: t('proposed.done') });
      await queries.invalidateQueries();
    },
  });
  if (annulments.some(({ state }) => state === 'proposed')) return null;
  const title = t(`${action}.title`);
  return (
    <DialogButton variant="default" label={t(action)} title={title} isOpen={isOpen} setOpen={setOpen}>
      <Text mb="md">{t(`${action}.what`)}</Text>
      <Form label={title} send={t(action)} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
        <TextInput label={t('protocol')} required maxLength={200} data-autofocus {...form.field('protocol')} />
        <Textarea
          label={t('reason')}
          description={t('reason.what')}
          required
          autosize
          minRows={2}
          maxLength={500}
          {...form.field('reason')}
        />
      </Form>
    </DialogButton>
  );
}

/** What was proposed about a result, and what became of it. */
export function Decisions({ card: { annulments } }: { card: ResultCard }) {
  return (
    <Stack gap="md">
      {annulments.map((one) => (
        <One key={one.id} annulment={one} />
      ))}
    </Stack>
  );
}

function One({ annulment }: { annulment: Annulment }) {
  const t = useTexts(staffTexts);
  const { instant } = useFormats();
  const { action, state, protocol, reason, askedBy, askedAt, decidedBy, decidedAt, answer } = annulment;
  return (
    <div>
      <Text style={{ overflowWrap: 'anywhere' }}>{t(`decision.${action}`, { protocol, reason })}</Text>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t('decision.asked', { who: askedBy ?? t('unknown'), at: instant(askedAt) })}
        </Text>
        <Badge color={tone[state]} variant="light" miw="max-content">
          {t(`decision.${state}`)}
        </Badge>
      </Group>
      {decidedAt && (
        <Text size="sm" c="dimmed">
          {t('decision.by', { who: decidedBy ?? t('unknown'), at: instant(decidedAt) })}
          {answer && `: ${answer}`}
        </Text>
      )}
      {state === 'proposed' && <Decide annulment={annulment} />}
    </div>
  );
}

function Decide({ annulment: { id, action, isOwn } }: { annulment: Annulment }) {
  const t = useTexts(staffTexts);
  const may = useMay('exams.approve-results');
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => api.post(`/exams/annulments/${id}/confirm`),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('confirm.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <Stack gap="xs" mt="xs">
      {isOwn && <Text size="sm">{t('decision.own')}</Text>}
      <Group gap="sm">
        {may && !isOwn && (
          <ConfirmButton
            loading={confirm.isPending}
            question={t(`confirm.${action}`)}
            consequence={t('confirm.what')}
            confirm={t('confirm')}
            onConfirm={() => confirm.mutate()}
          >
            {t('confirm')}
          </ConfirmButton>
        )}
        <ReasonDialog
          label={t('refuse')}
          title={t('refuse.title')}
          what={t('refuse.what')}
          done={t('refuse.done')}
          reason={t('refuse.reason')}
          send={({ reason }) => api.post(`/exams/annulments/${id}/refuse`, { reason })}
        />
      </Group>
    </Stack>
  );
}
