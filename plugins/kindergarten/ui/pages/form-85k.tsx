import { useState } from 'react';
import {
  Alert,
  apiQuery,
  Button,
  EmptyState,
  ErrorState,
  FileActions,
  NativeSelect,
  Page,
  PageSkeleton,
  Stack,
  Text,
  TextInput,
  Title,
  useFormats,
  useQuery,
  useTexts,
  useToday,
  useUrlState,
} from '@regiso/core/ui';
import { Balance } from '../form-85k/Balance';
import { CellPanel } from '../form-85k/CellPanel';
import styles from '../form-85k/Form.module.css';
import { reportYear, type FormCell, type FormOf, type FormView } from '../form-85k/model';
import { SectionTable, useNamed } from '../form-85k/SectionTable';
import { formTexts } from '../form-85k/texts';
import { texts } from '../texts';

/** The draft of the form 85-К: every number leads to who stands behind it, and equations say where it does not add up. */
export default function Form85k() {
  const t = useTexts(formTexts);
  const titles = useTexts(texts);
  const [{ on, garden }, change] = useUrlState({ on: useToday(), garden: '' });
  const of: FormOf = { on, ...(garden && { organisation: garden }) };
  const form = useQuery({
    ...apiQuery<FormView>('/kindergarten/form-85k', of),
    placeholderData: (old: FormView | undefined) => old,
  });
  const { data } = form;
  // Whoever has one kindergarten only need not choose it.
  const [only, ...others] = data?.organisations ?? [];
  const chosen: FormOf = only && !others.length ? { on, organisation: only.id } : of;
  return (
    <Page
      title={titles('form-85k')}
      lead={t('lead')}
      actions={<FileActions path="/kindergarten/form-85k/file" body={of} file={t('file')} print={t('print')} />}
    >
      <Stack gap="lg">
        <Choice of={of} gardens={data?.organisations ?? []} onChange={change} />
        {form.error ? (
          <ErrorState error={form.error} retry={() => void form.refetch()} />
        ) : (
          <Draft of={chosen} form={data} />
        )}
      </Stack>
    </Page>
  );
}

type ChoiceProps = {
  of: FormOf;
  gardens: FormView['organisations'];
  onChange: (to: { on?: string; garden?: string }) => void;
};

function Choice({ of: { on, organisation = '' }, gardens, onChange }: ChoiceProps) {
  const t = useTexts(formTexts);
  const year = reportYear(useToday());
  return (
    <div className={styles.filters}>
      {gardens.length > 1 && (
        <NativeSelect
          label={t('garden')}
          value={organisation}
          data={[{ value: '', label: t('garden.all') }, ...gardens.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={({ currentTarget: { value } }) => onChange({ garden: value })}
        />
      )}
      <TextInput
        type="date"
        label={t('on')}
        value={on}
        min="2024-01-01"
        max="2100-12-31"
        onChange={({ currentTarget: { value } }) => value && onChange({ on: value })}
      />
      <Button variant="default" disabled={on === `${year}-12-31`} onClick={() => onChange({ on: `${year}-12-31` })}>
        {t('year-end', { year })}
      </Button>
    </div>
  );
}

function Draft({ of, form }: { of: FormOf; form: FormView | undefined }) {
  const t = useTexts(formTexts);
  const named = useNamed();
  const { day } = useFormats();
  const [cell, setCell] = useState<FormCell | null>(null);
  if (!form) return <PageSkeleton />;
  if (!form.organisations.length) return <EmptyState title={t('none')} />;
  const wrong = new Set(form.problems.map(({ line, column }) => `${line}.${column}`));
  const garden = form.organisations.find(({ id }) => id === of.organisation)?.name ?? t('garden.all');
  return (
    <>
      {form.sections.some(({ verified }) => !verified) && (
        <Alert color="yellow" title={t('draft')}>
          {t('draft.what', { act: form.sections[0]?.act ?? '' })}
        </Alert>
      )}
      <div>
        <Text fw={600}>
          {garden}, {day(form.on)}: {t('children', { count: form.children })}, {t('groups', { count: form.groups })},{' '}
          {t('ages', { day: day(form.agesOn) })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('legend')}
        </Text>
      </div>
      <Balance form={form} onOpen={setCell} />
      {form.sections.map((section) => (
        <section key={section.code}>
          <Title order={2} mb="sm">
            {t('section', { number: section.code.slice(1), title: named(section) })}
          </Title>
          <SectionTable section={section} wrong={wrong} onOpen={setCell} />
        </section>
      ))}
      {cell && <CellPanel of={of} cell={cell} sections={form.sections} onClose={() => setCell(null)} />}
    </>
  );
}
