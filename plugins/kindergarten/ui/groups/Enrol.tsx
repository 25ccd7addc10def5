import { useRef, useState } from 'react';
import {
  api,
  DialogButton,
  errorsByField,
  Form,
  notifyDone,
  ProblemError,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { directedTexts } from './texts';

const today = () => new Date().toISOString().slice(0, 10);

/** One order that enrols all chosen children. */
export function Enrol({ directions, onDone }: { directions: readonly string[]; onDone: () => void }) {
  const t = useTexts(directedTexts);
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ number: '', on: today(), startsOn: today() });
  const enrol = useMutation({
    mutationFn: () =>
      api.once<{ enrolled: number }>('/kindergarten/enrolments', key.current, { directions, ...form.values }),
    onError: (error) => {
      key.current = crypto.randomUUID();
      if (error instanceof ProblemError) form.setErrors(errorsByField(error));
    },
    onSuccess: async ({ enrolled }) => {
      key.current = crypto.randomUUID();
      setOpen(false);
      notifyDone({ text: t('enrol.done', { count: enrolled }) });
      onDone();
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton label={t('enrol')} title={t('enrol')} disabled={!directions.length} isOpen={isOpen} setOpen={setOpen}>
      <Form
        label={t('enrol')}
        send={t('enrol')}
        busy={enrol.isPending}
        error={enrol.error}
        onSend={() => enrol.mutate()}
      >
        <TextInput label={t('order.number')} required maxLength={60} {...form.field('number')} />
        <TextInput type="date" label={t('order.on')} required {...form.field('on')} />
        <TextInput type="date" label={t('order.starts')} required {...form.field('startsOn')} />
      </Form>
    </DialogButton>
  );
}
