import { useEffect } from 'react';
import {
  Alert,
  EmptyState,
  Group,
  KeptNotice,
  Link,
  NativeSelect,
  Page,
  Stack,
  useKeptApi,
  useParam,
  useTexts,
  useUrlState,
  WhySeen,
} from '@regiso/core/ui';
import type { JournalView } from '../../shared/journal';
import { keyOf } from '../journal/cell-store';
import { gridTexts } from '../journal/grid-texts';
import { JournalGrid } from '../journal/JournalGrid';
import { SaveState } from '../journal/Notices';
import { PeriodMarks } from '../journal/PeriodMarks';
import { Plan } from '../journal/Plan';
import { useCells } from '../journal/use-cells';
import { useSubject } from '../journal/words';
import { Undecided } from '../outbox/Undecided';
import { useOutbox } from '../outbox/use-outbox';
import { texts } from '../texts';

/** A journal over a period: pupils by lessons. */
export default function JournalOfPeriod() {
  const t = useTexts(gridTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const subject = useSubject();
  const [{ period, lesson, pupil, view }, choose] = useUrlState({ period: '', lesson: '', pupil: '', view: '' });
  const { data, error, isPending, refetch } = useKeptApi<JournalView>(`/school/journals/${id}`, { period });
  return (
    <Page
      title={data ? t('title', { class: data.class, subject: subject(data) }) : titles('journal')}
      lead={data && [data.teacher ?? t('list.vacancy'), data.organisation].join(' · ')}
      breadcrumbs={[{ title: titles('journals'), to: '/school/journals' }]}
      actions={data && <WhySeen kind="school.journal" id={id} />}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && (
        <Stack gap="md">
          <KeptNotice what={t('kept')} />
          <Group align="end">
            <NativeSelect
              label={t('period')}
              value={data.period.id}
              data={data.periods.map(({ id: value, kind, number }) => ({
                value,
                label: t(`period.${kind}`, { number }),
              }))}
              onChange={({ currentTarget: { value } }) => choose({ period: value, lesson: '', pupil: '' })}
            />
          </Group>
          {(!data.isOwn || data.period.isClosed) && <Alert color="blue">{t(data.isOwn ? 'closed' : 'foreign')}</Alert>}
          <Cells key={`${id}/${data.period.id}`} journal={data} wanted={{ lesson, pupil }} />
          {data.isMarked && <Link {...{ to: `/school/journals/${id}/year` as '/' }}>{titles('year-marks')}</Link>}
          {data.isMarked && (
            <PeriodMarks
              key={`marks/${data.period.id}`}
              journalId={id}
              periodId={data.period.id}
              isLocked={!data.isOwn || data.period.isClosed}
              isWanted={view === 'marks'}
            />
          )}
          <Plan journalId={id} isOwn={data.isOwn} />
        </Stack>
      )}
    </Page>
  );
}

type CellsProps = { journal: JournalView; wanted: { lesson: string; pupil: string } };

function Cells({ journal, wanted }: CellsProps) {
  const t = useTexts(gridTexts);
  const [store, state] = useCells();
  const [outbox, { queue }] = useOutbox();
  useEffect(() => {
    const cells = journal.pupils.flatMap(({ id, cells: own }) =>
      Object.entries(own).map(([lesson, cell]) => [keyOf(lesson, id), cell] as const),
    );
    const summaries = journal.pupils.map(({ id, average, marks }) => [id, { average, marks }] as const);
    store.take(Object.fromEntries(cells), Object.fromEntries(summaries));
  }, [journal, store]);
  if (!journal.lessons.length) return <EmptyState title={t('no-lessons')} />;
  if (!journal.pupils.length) return <EmptyState title={t('no-pupils')} />;
  const nameOf = (pupil: string) => journal.pupils.find(({ id }) => id === pupil)?.name ?? '';
  return (
    <>
      {journal.isOwn && !journal.period.isClosed && <SaveState mayUndo={state.mayUndo} undo={() => store.undo()} />}
      <Undecided
        {...{ outbox, queue, nameOf }}
        lessons={journal.lessons.map(({ id }) => id)}
        dictionary={journal.dictionary}
      />
      <JournalGrid {...{ journal, store, state, wanted }} />
    </>
  );
}
