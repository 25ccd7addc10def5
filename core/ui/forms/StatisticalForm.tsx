import { useState, type ReactNode } from 'react';
import type { FilledForm, FormCell, OpenedCell } from '../../shared/forms';
import { Alert, List, Stack, Text, Title } from '../elements';
import { useTexts } from '../texts/i18n';
import { Balance } from './Balance';
import { CellPanel, type Opening } from './CellPanel';
import { useNamed } from './names';
import { SectionTable } from './SectionTable';
import { formTexts } from './texts';

type Props<V> = {
  form: FilledForm;
  /** Of what, of which day: a line above the form. */
  head: ReactNode;
  /** What else is to be known of its numbers, below the equations. */
  notes?: ReactNode;
  /** Absent for whoever may see the numbers alone. */
  opening?: Opening<V> | undefined;
};

/** A federal form as the paper has it: every number leads to what stands behind it, and equations say where it does not add up. */
export function StatisticalForm<V extends OpenedCell>({ form, head, notes, opening }: Props<V>) {
  const t = useTexts(formTexts);
  const named = useNamed();
  const [cell, setCell] = useState<FormCell | null>(null);
  const wrong = new Set(form.problems.map(({ line, column }) => `${line}.${column}`));
  const open = opening && setCell;
  return (
    <>
      {form.sections.some(({ verified }) => !verified) && (
        <Alert color="yellow" title={t('draft')}>
          {t('draft.what', { act: form.sections[0]?.act ?? '' })}
        </Alert>
      )}
      <div>
        <Text fw={600}>{head}</Text>
        <Text size="sm" c="dimmed">
          {t('legend')}
        </Text>
      </div>
      <Stack gap="sm">
        <Balance form={form} onOpen={open} />
        {notes}
      </Stack>
      {form.sections.map((section) => (
        <section key={section.code}>
          <Title order={2} mb="sm">
            {t('section', { number: section.code.slice(1), title: named(section) })}
          </Title>
          <SectionTable section={section} wrong={wrong} onOpen={open} />
        </section>
      ))}
      {opening && cell && (
        <CellPanel {...opening} {...{ cell }} sections={form.sections} onClose={() => setCell(null)} />
      )}
    </>
  );
}

/** The list behind a number, each with what is known beside the name; says so when nobody stands there, and how many did not fit. */
export function BehindList({ title, rows, more, note }: BehindProps) {
  const t = useTexts(formTexts);
  if (!rows.length) return <Text c="dimmed">{t('cell.nobody')}</Text>;
  return (
    <section>
      <Title order={3} mb="xs">
        {title}
      </Title>
      <List>
        {rows.map(({ id, name, about }) => (
          <List.Item key={id}>
            {name}
            <Text size="sm" c="dimmed">
              {about.filter(Boolean).join(' · ')}
            </Text>
          </List.Item>
        ))}
      </List>
      {more && <Text c="dimmed">{more}</Text>}
      {note && (
        <Text size="sm" c="dimmed" mt="xs">
          {note}
        </Text>
      )}
    </section>
  );
}

type BehindProps = {
  title: string;
  rows: readonly { id: string; name: string; about: readonly (string | null | false)[] }[];
  more?: string | false;
  note?: string | false;
};
