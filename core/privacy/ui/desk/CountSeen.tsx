import { useState } from 'react';
import {
  api,
  Button,
  Fieldset,
  Group,
  NativeSelect,
  notifyDone,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@regiso/core/ui';
import { useFormats, useLanguage, useMutation, useTexts, type ProblemError } from '@regiso/core/ui';
import { useNames } from '../../../access/ui/names';
import { objectWords } from '../../../audit/ui/object-words';
import { texts } from '../texts';

const dimensions = ['account', 'role', 'participant', 'kind'] as const;
type Dimension = (typeof dimensions)[number];
type Counts = { subjects: number; records: number };
type Line = Counts & { key: string; title: string | null };
type Counted = Counts & { by: Record<Dimension, Line[]> };
const nothing: Record<Dimension, string> = { account: '', role: '', participant: '', kind: '' };

/** How many people and records the audit log names in a span: whose doing, in which role, and of what kind of record. */
export function CountSeen({ onCounted }: { onCounted: (counts: Counts) => void }) {
  const t = useTexts(texts);
  const { number } = useFormats();
  const nameOf = useKeyNames();
  const [span, setSpan] = useState({ from: '', to: '' });
  const [chosen, setChosen] = useState(nothing);
  const isWhole = span.from !== '' && span.to !== '';
  const count = useMutation<Counted, ProblemError>({
    mutationFn: () =>
      api.post<Counted>('/privacy/seen-between', {
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
        ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value)),
      }),
    onSuccess: (counts) => {
      onCounted({ subjects: counts.subjects, records: counts.records });
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
  const said = (line: Line, name: Dimension) =>
    t('count.line', { name: nameOf(name, line), subjects: number(line.subjects), records: number(line.records) });
  return (
    <Fieldset legend={t('count')}>
      <Stack gap="sm">
        <Text size="sm">{t('count.what')}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {moment('from')}
          {moment('to')}
        </SimpleGrid>
        {count.data && (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {dimensions.map((name) => (
              <NativeSelect
                key={name}
                label={t(`count.by.${name}`)}
                value={chosen[name]}
                data={[
                  { value: '', label: t('count.all') },
                  ...(count.data?.by[name] ?? []).map((line) => ({ value: line.key, label: said(line, name) })),
                ]}
                onChange={({ currentTarget: { value } }) => setChosen((old) => ({ ...old, [name]: value }))}
              />
            ))}
          </SimpleGrid>
        )}
        <Group>
          <Button variant="default" disabled={!isWhole} loading={count.isPending} onClick={() => count.mutate()}>
            {t('count.do')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

/** What an account, a role, a participant or a kind of record is called. */
function useKeyNames() {
  const { language } = useLanguage();
  const names = useNames();
  return (name: Dimension, { key, title }: Line) => {
    if (name === 'role') return names.role(key);
    return title ?? objectWords[key]?.[language === 'ru' ? 0 : 1] ?? key;
  };
}
