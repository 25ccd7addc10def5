import {
  apiQuery,
  Button,
  DataTable,
  EmptyState,
  ErrorState,
  FigureCard,
  FileActions,
  Group,
  Page,
  PageSkeleton,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  useFormats,
  useQuery,
  useTexts,
  useToday,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import { availability } from '../../shared/availability';
import type { QueueReport, Waiting } from '../../shared/queue-report';
import { useBandNames } from '../queue-report/band-names';
import { Formula } from '../queue-report/Formula';
import { queueReportTexts } from '../queue-report/texts';
import print from '../Print.module.css';
import { texts } from '../texts';

/** Who waits for a place by age, now and later, with the day and the formula. */
export default function QueueReportPage() {
  const t = useTexts(queueReportTexts);
  const titles = useTexts(texts);
  const today = useToday();
  const [{ on }, change] = useUrlState({ on: today });
  const year = Number(today.slice(0, 4)) + (today.slice(5) > '09-01' ? 1 : 0);
  const report = useQuery({
    ...apiQuery<QueueReport>('/kindergarten/queue-report', { on }),
    placeholderData: (old: QueueReport | undefined) => old,
  });
  return (
    <Page
      title={titles('queue-report')}
      lead={t('lead')}
      actions={<FileActions path="/kindergarten/queue-report/file" body={{ on }} file={t('file')} print={t('print')} />}
    >
      <Stack gap="lg">
        <Group align="end" className={print.screen ?? ''}>
          <TextInput
            type="date"
            label={t('on')}
            min={today}
            value={on}
            onChange={({ currentTarget: { value } }) => value && change({ on: value })}
          />
          <Button variant="default" disabled={on === today} onClick={() => change({ on: today })}>
            {t('today')}
          </Button>
          <Button variant="default" disabled={on === `${year}-09-01`} onClick={() => change({ on: `${year}-09-01` })}>
            {t('september', { year })}
          </Button>
        </Group>
        {report.error ? (
          <ErrorState error={report.error} retry={() => void report.refetch()} />
        ) : report.data ? (
          <Figures report={report.data} />
        ) : (
          <PageSkeleton />
        )}
      </Stack>
    </Page>
  );
}

type Row = Waiting & { place: string };

function Figures({ report }: { report: QueueReport }) {
  const t = useTexts(queueReportTexts);
  const titles = useTexts(texts);
  const { day, time } = useFormats();
  const { municipalities, total, bands, isToday, on, countedAt } = report;
  const columns = useColumns(report);
  if (!municipalities.length) return <EmptyState title={t('none')} />;
  const rows: Row[] = [
    ...municipalities.flatMap(({ name: place, rows: own }) => own.map((row) => ({ ...row, place }))),
    ...(municipalities.length > 1 ? total.map((row) => ({ ...row, place: t('total') })) : []),
  ];
  return (
    <>
      <Text fw={600}>{t(isToday ? 'counted.today' : 'counted.later', { day: day(on), time: time(countedAt) })}</Text>
      <SimpleGrid cols={{ base: 1, sm: bands.length }}>
        {bands.map(({ code }) => (
          <Card key={code} report={report} row={total.find(({ band }) => band === code)} />
        ))}
      </SimpleGrid>
      <DataTable
        caption={titles('queue-report')}
        columns={columns}
        rows={rows}
        rowKey={({ place, band }) => `${place}/${band}`}
      />
      <Formula report={report} />
    </>
  );
}

function Card({ report, row }: { report: QueueReport; row: Waiting | undefined }) {
  const t = useTexts(queueReportTexts);
  const { number, percent } = useFormats();
  const named = useBandNames(report.bands);
  if (!row) return null;
  const share = availability(row);
  return (
    <FigureCard title={t('card', { age: named(row.band) })} value={number(row.waiting)}>
      {[
        t('card.what', { now: number(row.now), later: number(row.later) }),
        share !== null && t('card.share', { share: percent(share) }),
      ]
        .filter(Boolean)
        .join('; ')}
    </FigureCard>
  );
}

const first = ['waiting', 'now', 'later', 'attending'] as const;
const others = ['offered', 'paused', 'checked'] as const;

function useColumns({ bands, municipalities }: QueueReport): Column<Row>[] {
  const t = useTexts(queueReportTexts);
  const { number, percent } = useFormats();
  const named = useBandNames(bands);
  const isMany = municipalities.length > 1;
  const age: Column<Row> = {
    ...{ key: 'age', title: t('age'), sortable: false, isName: !isMany },
    value: ({ band }) => named(band),
  };
  const place: Column<Row> = {
    ...{ key: 'place', title: t('place'), isName: true, value: ({ place: name }) => name },
  };
  const column = (key: (typeof first)[number] | (typeof others)[number]): Column<Row> => ({
    ...{ key, title: t(key), numeric: true, sortable: isMany, value: (row: Row) => row[key] },
    cell: (row: Row) => number(row[key]),
  });
  return [
    ...(isMany ? [place] : []),
    age,
    ...first.map(column),
    {
      ...{ key: 'share', title: t('share'), numeric: true, sortable: isMany, value: availability },
      cell: (row) => {
        const share = availability(row);
        return share === null ? '—' : percent(share);
      },
    },
    ...others.map(column),
  ];
}
