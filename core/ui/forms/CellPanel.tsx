import type { ReactNode } from 'react';
import type { FormCell, FormSection, OpenedCell } from '../../shared/forms';
import { useApi } from '../api/queries';
import { DataList, Drawer, List, Stack, Text, Title } from '../elements';
import { ErrorState } from '../page/failures';
import { PageSkeleton } from '../page/PageSkeleton';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import { Correct } from './Correct';
import { placeOf, useCellName, useNamed } from './names';
import { formTexts } from './texts';

/** How cells of a form are opened and corrected. */
export type Opening<V> = {
  /** Where a cell is read, and where corrections go: below the form. */
  path: string;
  cellPath?: string;
  of: Readonly<Record<string, string | number>>;
  /** Whether the reader may correct cells; or what to say instead of the form for it. */
  correct: boolean | string;
  /** The least step of a number: halves of an hour, say. */
  step?: number;
  /** Who or what stands behind the number. */
  behind: (view: V) => ReactNode;
};
type Props<V> = Opening<V> & { cell: FormCell; sections: readonly FormSection[]; onClose: () => void };

/** What stands behind a number, what was corrected, and the correction itself. */
export function CellPanel<V extends OpenedCell>({ cell, sections, onClose, ...opening }: Props<V>) {
  const { path, cellPath = `${path}/cell`, of, correct, step = 1, behind } = opening;
  const t = useTexts(formTexts);
  const named = useNamed();
  const nameOf = useCellName();
  const { line, column } = placeOf(sections, cell);
  const { data, error, refetch } = useApi<V>(cellPath, { ...of, ...cell });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={nameOf(sections, cell)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="lg">
        {line && column && (
          <Text fw={600}>
            {named(line)} · {named(column)}
          </Text>
        )}
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : !data && <PageSkeleton />}
        {data && (
          <>
            <Numbers view={data} />
            {data.counted === null ? <Text c="dimmed">{t('cell.not-kept')}</Text> : behind(data)}
            <History view={data} />
            {typeof correct === 'string' && <Text c="dimmed">{correct}</Text>}
            {correct === true && (
              <Correct key={`${cell.line}.${cell.column}.${data.value}`} {...{ path, of, cell, step }} view={data} />
            )}
          </>
        )}
      </Stack>
    </Drawer>
  );
}

type View = { view: OpenedCell };

function Numbers({ view }: View) {
  const t = useTexts(formTexts);
  const { number } = useFormats();
  const said = (one: number | null) => (one === null ? t('not-kept') : number(one));
  return (
    <DataList>
      {(['value', 'counted'] as const).map((which) => (
        <DataList.Item key={which}>
          <DataList.ItemLabel>{t(`cell.${which}`)}</DataList.ItemLabel>
          <DataList.ItemValue>{said(view[which])}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}

function History({ view: { corrections } }: View) {
  const t = useTexts(formTexts);
  const { instant, number } = useFormats();
  if (!corrections.length) return null;
  return (
    <section>
      <Title order={3} mb="xs">
        {t('history')}
      </Title>
      <List>
        {corrections.map(({ madeAt, counted, value, reason, by, organisation }) => (
          <List.Item key={`${madeAt} ${organisation}`}>
            {value === null
              ? t('history.back')
              : t('history.value', { counted: counted === null ? '—' : number(counted), value: number(value) })}
            : {reason}
            <Text size="sm" c="dimmed">
              {[instant(madeAt), by, organisation].filter(Boolean).join(' · ')}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
