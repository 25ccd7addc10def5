import {
  api,
  DialogButton,
  Form,
  NativeSelect,
  Text,
  TextInput,
  useForm,
  useSent,
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
  const form = useForm({ on: today, reason: 'moved' as LeavingReason, note: '', orderNumber: '', orderOn: today });
  const leave = useSent({
    form,
    send: () => api.post(`/school/pupils/${pupil.id}/departure`, form.values),
    done: () => t('done', { pupil: pupil.name }),
  });
  return (
    <DialogButton
      variant="default"
      size="compact-md"
      label={t('leave')}
      aria-label={t('leave.about', { pupil: pupil.name })}
      title={t('title', { pupil: pupil.name })}
      {...leave.dialog}
    >
      <Form label={t('title', { pupil: pupil.name })} send={t('send')} {...leave.form}>
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
