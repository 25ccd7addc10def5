import {
  api,
  errorsByField,
  Form,
  NumberInput,
  notifyDone,
  ProblemError,
  ReasonDialog,
  Text,
  Textarea,
  useForm,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { FormCell, FormCellView, FormOf } from './model';
import { formTexts } from './texts';

type Props = { of: FormOf; cell: FormCell; view: FormCellView };

/** Writes a number over the cell with a reason, or gives the cell back to the records. */
export function Correct({ of, cell, view }: Props) {
  const t = useTexts(formTexts);
  const mayKeep = useMay('kindergarten.keep-groups');
  const queries = useQueryClient();
  const { on, organisation } = of;
  const form = useForm<{ value: number | string; reason: string }>({ value: view.value ?? '', reason: '' });
  const send = (given: { value: number | null; reason: string }) =>
    api.post('/kindergarten/form-85k/corrections', { ...cell, on, organisation, ...given });
  const save = useMutation({
    mutationFn: () => send({ value: Number(form.values.value), reason: form.values.reason }),
    onError: (error) => {
      if (error instanceof ProblemError) form.setErrors(errorsByField(error));
    },
    onSuccess: async () => {
      notifyDone({ text: t('correct.done') });
      form.set('reason', '');
      await queries.invalidateQueries();
    },
  });
  if (!mayKeep) return null;
  if (!organisation) return <Text c="dimmed">{t('correct.one')}</Text>;
  return (
    <>
      <Form
        label={t('correct')}
        send={t('correct.save')}
        busy={save.isPending}
        error={save.error}
        onSend={() => save.mutate()}
      >
        <NumberInput
          label={t('correct.value')}
          required
          min={0}
          max={100_000}
          allowDecimal={false}
          allowNegative={false}
          {...form.field('value')}
        />
        <Textarea label={t('correct.reason')} required autosize minRows={2} maxLength={500} {...form.field('reason')} />
      </Form>
      {view.value !== view.counted && (
        <ReasonDialog
          label={t('correct.back')}
          title={t('correct.back')}
          what={t('correct.back.what')}
          done={t('correct.back.done')}
          reason={t('correct.reason')}
          send={({ reason }) => send({ value: null, reason })}
        />
      )}
    </>
  );
}
