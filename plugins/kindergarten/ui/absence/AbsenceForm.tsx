import {
  api,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  ProblemError,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import { reasons, type AttendingChild } from './model';
import { absenceTexts } from './texts';

/** The family tells the group of days when the child will not come. */
export function AbsenceForm({ childs }: { childs: readonly AttendingChild[] }) {
  const t = useTexts(absenceTexts);
  const today = useToday();
  const queries = useQueryClient();
  const form = useForm({ childId: childs[0]?.childId ?? '', from: today, to: today, reason: 'illness' });
  const announce = useMutation({
    mutationFn: () => api.post<{ days: string[] }>('/kindergarten/own/absences', form.values),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async ({ days }) => {
      notifyDone({ text: t('done', { count: days.length }) });
      await queries.invalidateQueries();
    },
  });
  const from = form.field('from');
  return (
    <Form
      label={t('send')}
      send={t('send')}
      busy={announce.isPending}
      error={announce.error}
      onSend={() => announce.mutate()}
    >
      {childs.length > 1 && (
        <NativeSelect
          label={t('child')}
          data={childs.map(({ childId, child }) => ({ value: childId, label: child }))}
          {...form.field('childId')}
        />
      )}
      <TextInput
        type="date"
        label={t('from')}
        required
        min={today}
        {...from}
        onChange={(event) => {
          from.onChange(event);
          if (form.values.to < event.currentTarget.value) form.set('to', event.currentTarget.value);
        }}
      />
      <TextInput type="date" label={t('to')} required min={form.values.from} {...form.field('to')} />
      <NativeSelect
        label={t('reason')}
        data={reasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
        {...form.field('reason')}
      />
    </Form>
  );
}
