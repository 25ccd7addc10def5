import { useState } from 'react';
import {
  api,
  DialogButton,
  errorsByField,
  Form,
  notifyDone,
  NumberInput,
  ProblemError,
  SegmentedControl,
  SimpleGrid,
  Text,
  Textarea,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { AppealCard } from '../../shared/appeals';
import { appealTexts } from './texts';

type Values = {
  is: string;
  protocol: string;
  decidedOn: string;
  primary: number | string;
  result: number | string;
  answer: string;
};

const pointsOf = (value: number | string) => (value === '' ? null : Number(value));

/** Enters the decision of the commission: satisfied with the new result, or rejected with the reason. */
export function Decide({ appeal }: { appeal: AppealCard }) {
  const t = useTexts(appealTexts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm<Values>({ is: 'satisfied', protocol: '', decidedOn: '', primary: '', result: '', answer: '' });
  const { is, protocol, decidedOn, primary, result, answer } = form.values;
  const isSatisfied = is === 'satisfied';
  const send = useMutation({
    mutationFn: () => {
      const points =
        isSatisfied && appeal.kind === 'marks' ? { primary: pointsOf(primary), result: pointsOf(result) } : {};
      return api.post(`/exams/appeals/${appeal.id}/decision`, { isSatisfied, protocol, decidedOn, answer, ...points });
    },
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('decide.done') });
      await queries.invalidateQueries();
    },
  });
  const { value: _, error: __, ...choice } = form.field('is');
  return (
    <DialogButton label={t('decide')} title={t('decide.title')} isOpen={isOpen} setOpen={setOpen}>
      <Text mb="md">{t('decide.what')}</Text>
      <Form
        label={t('decide.title')}
        send={t('decide')}
        busy={send.isPending}
        error={send.error}
        onSend={() => send.mutate()}
      >
        <SegmentedControl
          fullWidth
          aria-label={t('decide.is')}
          value={is}
          {...choice}
          data={(['satisfied', 'rejected'] as const).map((value) => ({ value, label: t(`decide.${value}`) }))}
        />
        <TextInput label={t('protocol')} required maxLength={200} {...form.field('protocol')} />
        <TextInput type="date" label={t('decided-on')} required {...form.field('decidedOn')} />
        {isSatisfied && appeal.kind === 'marks' && (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NumberInput
              label={t('new.primary')}
              description={t('new.primary.what')}
              min={0}
              allowDecimal={false}
              {...form.field('primary')}
            />
            <NumberInput
              label={t('new.result')}
              description={t('new.result.what')}
              min={0}
              max={100}
              allowDecimal={false}
              {...form.field('result')}
            />
          </SimpleGrid>
        )}
        {isSatisfied && appeal.kind === 'procedure' && <Text>{t('decide.procedure')}</Text>}
        <Textarea
          label={t(isSatisfied ? 'answer' : 'answer.why')}
          required={!isSatisfied}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.field('answer')}
        />
      </Form>
    </DialogButton>
  );
}
