import {
  DataList,
  Drawer,
  ErrorState,
  List,
  PageSkeleton,
  Stack,
  Text,
  Title,
  useApi,
  useFormats,
  useTexts,
} from '@regiso/core/ui';
import { useWords } from '../words';
import { Correct } from './Correct';
import type { FormCell, FormCellView, FormOf, FormSection } from './model';
import { useNamed } from './SectionTable';
import { formTexts } from './texts';

type Props = { of: FormOf; cell: FormCell; sections: readonly FormSection[]; onClose: () => void };

/** What stands behind a number: its children or groups, what was corrected, and the correction itself. */
export function CellPanel({ of, cell, sections, onClose }: Props) {
  const t = useTexts(formTexts);
  const named = useNamed();
  const section = sections.find(({ lines }) => lines.some(({ code }) => code === cell.line));
  const line = section?.lines.find(({ code }) => code === cell.line);
  const column = section?.columns.find(({ code }) => code === cell.column);
  const { data, error, refetch } = useApi<FormCellView>('/kindergarten/form-85k/cell', { ...of, ...cell });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title={t('cell', cell)}
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
            <Behind view={data} />
            <History view={data} />
            <Correct key={`${cell.line}.${cell.column}.${data.value}`} of={of} cell={cell} view={data} />
          </>
        )}
      </Stack>
    </Drawer>
  );
}

type View = { view: FormCellView };

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

function Behind({ view: { counted, children, groups, left } }: View) {
  const t = useTexts(formTexts);
  const words = useWords();
  const { day } = useFormats();
  if (counted === null) return <Text c="dimmed">{t('cell.not-kept')}</Text>;
  if (!children.length && !groups.length) return <Text c="dimmed">{t('cell.nobody')}</Text>;
  return (
    <section>
      <Title order={3} mb="xs">
        {children.length ? t('people') : t('people.groups')}
      </Title>
      <List>
        {children.map(({ id, name, birthDate, group, organisation }) => (
          <List.Item key={id}>
            {name}
            <Text size="sm" c="dimmed">
              {[birthDate && day(birthDate), group, organisation].filter(Boolean).join(' · ')}
            </Text>
          </List.Item>
        ))}
        {groups.map(({ id, name, ages, orientation, children: count, organisation }) => (
          <List.Item key={id}>
            {name}
            <Text size="sm" c="dimmed">
              {[words.orientation(orientation), t('cell.years', { ages }), t('children', { count }), organisation].join(
                ' · ',
              )}
            </Text>
          </List.Item>
        ))}
      </List>
      {left > 0 && <Text c="dimmed">{t('cell.left', { count: left })}</Text>}
      {children.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('cell.read')}
        </Text>
      )}
    </section>
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
          <List.Item key={madeAt}>
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
