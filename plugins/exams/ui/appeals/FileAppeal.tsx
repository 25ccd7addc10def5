import { useState } from 'react';
import {
  api,
  Checkbox,
  DialogButton,
  errorsByField,
  Form,
  List,
  notifyDone,
  ProblemError,
  Radio,
  Stack,
  Text,
  Textarea,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { OwnResultLine } from '../../shared/appeals';
import { useExamName } from '../persons/words';
import { appealTexts } from './texts';

const aspects = ['short-answers', 'extended-answers', 'oral', 'points'] as const;
const presences = ['self', 'representative', 'nobody'] as const;

/** Files an appeal on the marks of a result: what to look at again, who is there, and what happens next. */
export function FileAppeal({ line }: { line: OwnResultLine }) {
  const t = useTexts(appealTexts);
  const nameOf = useExamName();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ aspects: [] as string[], presence: 'self' as string, text: '' });
  const send = useMutation({
    mutationFn: () => api.post(`/exams/own/results/${line.id}/appeals`, { kind: 'marks', ...form.values }),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: async () => {
      setOpen(false);
      notifyDone({ text: t('send.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <DialogButton label={t('file')} title={t('file.title', { exam: nameOf(line) })} isOpen={isOpen} setOpen={setOpen}>
      <Form label={t('file')} send={t('send')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
        <Checkbox.Group
          label={t('aspects')}
          value={form.values.aspects}
          onChange={(value) => form.set('aspects', value)}
          error={form.errors['aspects']}
        >
          <Stack gap="xs" mt="xs">
            {aspects.map((aspect) => (
              <Checkbox key={aspect} value={aspect} label={t(`aspect.${aspect}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Textarea
          label={t('text')}
          description={t('text.what')}
          autosize
          minRows={3}
          maxLength={2000}
          {...form.field('text')}
        />
        <Radio.Group
          label={t('presence')}
          value={form.values.presence}
          onChange={(value) => form.set('presence', value)}
        >
          <Stack gap="xs" mt="xs">
            {presences.map((presence) => (
              <Radio key={presence} value={presence} label={t(`presence.${presence}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Next days={line.window?.decideDays ?? 0} />
      </Form>
    </DialogButton>
  );
}

function Next({ days }: { days: number }) {
  const t = useTexts(appealTexts);
  return (
    <section aria-label={t('file.next')}>
      <Text fw={600}>{t('file.next')}</Text>
      <List size="sm">
        <List.Item>{t('file.next.term', { count: days })}</List.Item>
        <List.Item>{t('file.next.result')}</List.Item>
        <List.Item>{t('file.next.withdraw')}</List.Item>
      </List>
      <Text size="sm" c="dimmed" mt="xs">
        {t('file.procedure')}
      </Text>
    </section>
  );
}
