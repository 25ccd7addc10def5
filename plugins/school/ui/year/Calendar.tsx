import { useState } from 'react';
import {
  Alert,
  api,
  errorsByField,
  Fieldset,
  Form,
  Group,
  notifyDone,
  ProblemError,
  Stack,
  TextInput,
  useMutation,
  useQueryClient,
  useTexts,
  type FormErrors,
} from '@regiso/core/ui';
import type { YearView } from '../../shared/year';
import { Bells, Hints } from './Bells';
import type { Draft } from './Row';
import { Holidays, Periods } from './Spans';
import { yearTexts } from './texts';

/** Dates, periods, holidays and bells of a year, written together. */
export function Calendar({ year }: { year: YearView }) {
  const t = useTexts(yearTexts);
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(year);
  const [errors, setErrors] = useState<FormErrors>({});
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const { startsOn, endsOn, holidays, bells } = draft;
      const periods = draft.periods.map(({ isUsed: _, ...period }) => period);
      return api.put(`/school/years/${year.id}`, { version: year.version, startsOn, endsOn, holidays, bells, periods });
    },
    onError: (error) => setErrors(error instanceof ProblemError ? errorsByField(error) : {}),
    onSuccess: async () => {
      notifyDone({ text: t('saved') });
      await queries.invalidateQueries();
    },
  });
  const fields = (
    <Stack gap="lg">
      <Fieldset legend={t('dates')} disabled={!year.mayKeep}>
        <Group align="start">
          <TextInput
            type="date"
            label={t('starts')}
            value={draft.startsOn}
            error={errors.startsOn}
            onChange={({ currentTarget: { value } }) => set({ startsOn: value })}
          />
          <TextInput
            type="date"
            label={t('ends')}
            value={draft.endsOn}
            error={errors.endsOn}
            onChange={({ currentTarget: { value } }) => set({ endsOn: value })}
          />
        </Group>
      </Fieldset>
      <Periods draft={draft} set={set} errors={errors} mayKeep={year.mayKeep} />
      <Holidays draft={draft} set={set} errors={errors} mayKeep={year.mayKeep} />
      <Bells draft={draft} set={set} errors={errors} mayKeep={year.mayKeep} rest={year.norms.breakLeast} />
      <Hints bells={draft.bells} norms={year.norms} />
    </Stack>
  );
  if (!year.mayKeep)
    return (
      <Stack gap="md">
        <Alert>{t('read-only')}</Alert>
        {fields}
      </Stack>
    );
  return (
    <Form
      label={t('tab.calendar')}
      send={t('save')}
      sticky
      busy={save.isPending}
      error={save.error}
      onSend={() => {
        setErrors({});
        save.mutate();
      }}
    >
      {fields}
    </Form>
  );
}
