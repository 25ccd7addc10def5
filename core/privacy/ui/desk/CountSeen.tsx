import { useState } from 'react';
import { api, Button, Fieldset, Group, notifyDone, SimpleGrid, Stack, Text, TextInput } from '@regiso/core/ui';
import { useFormats, useMutation, useTexts, type ProblemError } from '@regiso/core/ui';
import { texts } from '../texts';

type Counts = { subjects: number; records: number };

/** How many people and records the audit log names in a span: where the counts of an incident begin. */
export function CountSeen({ onCounted }: { onCounted: (counts: Counts) => void }) {
  const t = useTexts(texts);
  const { number } = useFormats();
  const [span, setSpan] = useState({ from: '', to: '' });
  const isWhole = span.from !== '' && span.to !== '';
  const count = useMutation<Counts, ProblemError>({
    mutationFn: () =>
      api.get<Counts>('/privacy/seen-between', {
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
      }),
    onSuccess: (counts) => {
      onCounted(counts);
      notifyDone({ text: t('count.said', { subjects: number(counts.subjects), records: number(counts.records) }) });
    },
  });
  const moment = (name: 'from' | 'to') => (
    <TextInput
      type="datetime-local"
      label={t(`count.${name}`)}
      value={span[name]}
      error={name === 'to' && count.error ? t('count.turned') : undefined}
      onChange={({ currentTarget: { value } }) => setSpan((old) => ({ ...old, [name]: value }))}
    />
  );
  return (
    <Fieldset legend={t('count')}>
      <Stack gap="sm">
        <Text size="sm">{t('count.what')}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {moment('from')}
          {moment('to')}
        </SimpleGrid>
        <Group>
          <Button variant="default" disabled={!isWhole} loading={count.isPending} onClick={() => count.mutate()}>
            {t('count.do')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
