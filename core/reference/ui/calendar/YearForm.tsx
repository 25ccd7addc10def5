import { useRef } from 'react';
import { IconFileImport, IconPlus, IconX } from '@tabler/icons-react';
import {
  ActionIcon,
  api,
  Button,
  errorsByField,
  Fieldset,
  FileButton,
  Form,
  Group,
  NativeSelect,
} from '@regiso/core/ui';
import { notifyDone, notifyProblem, Stack, Text, TextInput, useForm, useFormats, useMutation } from '@regiso/core/ui';
import { useQueryClient, useTexts, type ProblemError } from '@regiso/core/ui';
import { calendarsAddress, kinds, type Day, type Kind, type Year } from './model';
import styles from './YearForm.module.css';
import { calendarTexts } from './texts';

type Props = { year: Year; days: Day[]; setDays: (days: Day[]) => void; onDone: () => void };

/** The next version of a year: by hand, or from a file that is looked over first. */
export function YearForm({ year, days, setDays, onDone }: Props) {
  const t = useTexts(calendarTexts);
  const queries = useQueryClient();
  const form = useForm({ act: year.origin === 'operator' ? (year.act ?? '') : '', note: '' });
  const keep = useMutation({
    mutationFn: () =>
      api.post<Year>(`${calendarsAddress}/${year.year}`, {
        version: year.version,
        days,
        act: form.values.act,
        note: form.values.note || null,
      }),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async () => {
      notifyDone({ text: t('kept') });
      await queries.invalidateQueries({ queryKey: [calendarsAddress] });
      await queries.invalidateQueries({ queryKey: [`${calendarsAddress}/${year.year}`] });
      onDone();
    },
  });
  return (
    <Form
      label={t('change')}
      busy={keep.isPending}
      error={keep.error}
      onSend={() => keep.mutate()}
      sticky
      beside={
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
      }
    >
      <TextInput label={t('act')} description={t('act.hint')} required maxLength={500} {...form.field('act')} />
      <TextInput label={t('note')} maxLength={1000} {...form.field('note')} />
      <Fieldset legend={t('days')}>
        <Stack gap="sm">
          <Text size="sm">{t('days.what')}</Text>
          <FromFile year={year.year} setDays={setDays} />
          <Rows year={year.year} days={days} setDays={setDays} />
        </Stack>
      </Fieldset>
    </Form>
  );
}

function FromFile({ year, setDays }: { year: number; setDays: (days: Day[]) => void }) {
  const t = useTexts(calendarTexts);
  const reset = useRef<() => void>(null);
  const take = useMutation<Day[], ProblemError, File>({
    mutationFn: async (file) => {
      reset.current?.();
      return api.post<Day[]>(`${calendarsAddress}/${year}/read`, { text: (await file.text()).slice(0, 200_000) });
    },
    onError: notifyProblem,
    onSuccess: (days) => {
      setDays(days);
      notifyDone({ text: t('file.taken', { count: days.length }) });
    },
  });
  return (
    <Stack gap={4}>
      <Group>
        <FileButton accept=".csv,.txt,text/csv" resetRef={reset} onChange={(file) => file && take.mutate(file)}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              loading={take.isPending}
              leftSection={<IconFileImport size={20} aria-hidden />}
            >
              {t('file.take')}
            </Button>
          )}
        </FileButton>
      </Group>
      <Text size="sm" c="dimmed">
        {t('file.what')}
      </Text>
    </Stack>
  );
}

function Rows({ year, days, setDays }: { year: number; days: Day[]; setDays: (days: Day[]) => void }) {
  const t = useTexts(calendarTexts);
  const { day: said } = useFormats();
  const change = (at: number, part: Partial<Day>) =>
    setDays(days.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <>
      <ol className={styles.rows}>
        {days.map((one, at) => (
          <li key={at} className={styles.row}>
            <TextInput
              type="date"
              aria-label={t('day.at', { at: at + 1 })}
              min={`${year}-01-01`}
              max={`${year}-12-31`}
              value={one.day}
              onChange={({ currentTarget: { value } }) => change(at, { day: value })}
            />
            <NativeSelect
              aria-label={t('kind.at', { at: at + 1 })}
              value={one.kind}
              data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
              onChange={({ currentTarget: { value } }) => change(at, { kind: value as Kind })}
            />
            <TextInput
              className={styles.title ?? ''}
              aria-label={t('title.at', { at: at + 1 })}
              maxLength={200}
              value={one.title}
              onChange={({ currentTarget: { value } }) => change(at, { title: value })}
            />
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t('day.remove', { day: one.day ? said(one.day) : at + 1 })}
              onClick={() => setDays(days.filter((_, place) => place !== at))}
            >
              <IconX size={18} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={20} aria-hidden />}
          onClick={() => setDays([...days, { day: '', kind: 'free', title: '' }])}
        >
          {t('day.add')}
        </Button>
      </Group>
    </>
  );
}
