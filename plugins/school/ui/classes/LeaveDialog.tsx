import { useState } from 'react';
import {
  api,
  DialogButton,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  ProblemError,
  Text,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { ClassView } from '../../shared/classes';
import { leavingReasons, type LeavingReason } from '../../shared/departures';
import { departureTexts } from './departure-texts';

/** Records that a pupil leaves the school: the last day, why, and by which order. */
export function LeaveDialog({ pupil }: { pupil: ClassView['members'][number] }) {
  const t = useTexts(departureTexts);
  const today = useToday();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ on: today, reason: 'moved' as LeavingReason, note: '', orderNumber: '', orderOn: today });
  const leave = useMutation({
    mutationFn: () => api.post(`/school/pupils/${pupil.id}/departure`, form.values),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('done', { pupil: pupil.name }) });
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton
      variant="default"
      size="compact-md"
      label={t('leave')}
      aria-label={t('leave.about', { pupil: pupil.name })}
      title={t('title', { pupil: pupil.name })}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Form
        label={t('title', { pupil: pupil.name })}
        send={t('send')}
        busy={leave.isPending}
        error={leave.error}
        onSend={() => leave.mutate()}
      >
        <Text>{t('what')}</Text>
        <TextInput type="date" label={t('on')} required {...form.field('on')} />
        <NativeSelect
          label={t('reason')}
          data={leavingReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
          {...form.field('reason')}
        />
        <TextInput
          label={t('note')}
          description={t('note.what')}
          maxLength={200}
          required={form.values.reason === 'other'}
          {...form.field('note')}
        />
        <TextInput label={t('order')} required maxLength={40} autoComplete="off" {...form.field('orderNumber')} />
        <TextInput type="date" label={t('order.on')} required {...form.field('orderOn')} />
      </Form>
    </DialogButton>
  );
}
