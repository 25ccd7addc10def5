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
  Textarea,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ResultCard } from '../../shared/revisions';
import { appealTexts } from '../appeals/texts';
import { staffTexts } from './texts';

const kinds = ['marks', 'procedure'] as const;
const presences = ['self', 'representative', 'nobody'] as const;

// Its fields are those of the appeal and the day beside it.
const fieldOf = (name: string) => name.replace(/^appeal\./, '').replace(/^aspects$/, 'text');

/** Enters an appeal that came on paper: by the day on which it was handed in. */
export function FileOnPaper({ card: { id } }: { card: ResultCard }) {
  const t = useTexts(staffTexts);
  const words = useTexts(appealTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ kind: 'marks', presence: 'self', text: '', receivedOn: '' });
  const send = useMutation({
    mutationFn: () => {
      const { receivedOn, ...appeal } = form.values;
      return api.post(`/exams/person-results/${id}/appeals`, { appeal, receivedOn });
    },
    onError: (error) => {
      if (!(error instanceof ProblemError)) return;
      const wrong = Object.entries(errorsByField(error)).map(([name, said]) => [fieldOf(name), said] as const);
      form.setErrors(Object.fromEntries(wrong));
    },
    onSuccess: async () => {
      setOpen(false);
      form.reset();
      notifyDone({ text: t('paper.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton variant="default" label={t('paper')} title={t('paper')} isOpen={isOpen} setOpen={setOpen}>
      <Text mb="md">{t('paper.what')}</Text>
      <Form label={t('paper')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
        <NativeSelect
          label={t('paper.kind')}
          data={kinds.map((value) => ({ value, label: words(`kind.${value}`) }))}
          {...form.field('kind')}
        />
        <TextInput type="date" label={t('paper.on')} required {...form.field('receivedOn')} />
        <Textarea label={t('paper.text')} required autosize minRows={3} maxLength={2000} {...form.field('text')} />
        <NativeSelect
          label={t('paper.presence')}
          data={presences.map((value) => ({ value, label: words(`presence.${value}`) }))}
          {...form.field('presence')}
        />
      </Form>
    </DialogButton>
  );
}
