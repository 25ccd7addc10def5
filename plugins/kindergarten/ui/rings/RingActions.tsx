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
  useMutation,
  useSent,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { RingView } from '../../shared/rings';
import { ringTexts } from './texts';

/** What an officer may do with a ring in its state. */
export function RingActions({ ring: { id, state } }: { ring: RingView }) {
  const t = useTexts(ringTexts);
  const address = `/kindergarten/rings/${id}`;
  const isLive = state === 'offered' || state === 'agreed';
  const again = useMutation({
    mutationFn: () => api.post<{ same: boolean }>(`${address}/replay`),
    onError: notifyProblem,
    onSuccess: ({ same }) => notifyDone({ text: t(same ? 'replay.same' : 'replay.differs') }),
  });
  return (
    <Group gap="sm">
      {state === 'agreed' && <Perform address={address} />}
      {isLive && (
        <ReasonDialog
          label={t('end')}
          title={t('end')}
          what={t('end.what')}
          done={t('end.done')}
          reason={t('end.reason')}
          send={({ reason }) => api.post(`${address}/end`, { reason })}
        />
      )}
      <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        {t('replay')}
      </Button>
    </Group>
  );
}

function Perform({ address }: { address: string }) {
  const t = useTexts(ringTexts);
  const today = useToday();
  const form = useForm({ number: '', on: today, startsOn: today });
  const perform = useSent({
    form,
    send: () => api.post<{ moved: number }>(`${address}/perform`, form.values),
    done: ({ moved }) => t('perform.done', { count: moved }),
  });
  return (
    <DialogButton label={t('perform')} title={t('perform')} {...perform.dialog}>
      <Form label={t('perform')} send={t('perform')} {...perform.form}>
        <Text>{t('perform.what')}</Text>
        <TextInput label={t('order.number')} required maxLength={60} {...form.field('number')} />
        <TextInput type="date" label={t('order.on')} required {...form.field('on')} />
        <TextInput type="date" label={t('order.starts')} required {...form.field('startsOn')} />
      </Form>
    </DialogButton>
  );
}
