import { IconLock } from '@tabler/icons-react';
import {
  Badge,
  DataTable,
  EmptyState,
  ErrorState,
  Link,
  Page,
  PageSkeleton,
  Stack,
  useApi,
  useFormats,
  useNavigate,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { ClosingLine } from '../../shared/closing';
import { closingTexts } from '../closing/texts';
import { usePeriod } from '../closing/use-period';
import { texts } from '../texts';

/** What stands in the way of closing a period, class by class. */
export default function Closing() {
  const t = useTexts(closingTexts);
  const titles = useTexts(texts);
  const { chosen, isNone, page, choice } = usePeriod('present');
  return (
    <Page title={titles('closing')} lead={chosen ? t('lead') : undefined} {...page}>
      {isNone && <EmptyState icon={IconLock} title={t('none')} what={t('none.what')} />}
      {chosen && (
        <Stack gap="md">
          {choice}
          <Lines key={chosen.id} period={chosen.id} />
        </Stack>
      )}
    </Page>
  );
}

function Lines({ period }: { period: string }) {
  const t = useTexts(closingTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const { data, error, refetch } = useApi<ClosingLine[]>(`/school/periods/${period}/closing`);
  const addressOf = ({ classId }: ClosingLine) => `/school/closing/${period}/${classId}` as '/';
  const columns: Column<ClosingLine>[] = [
    {
      key: 'class',
      title: t('class'),
      value: ({ name }) => name.padStart(4, '0'),
      isName: true,
      cell: (line) => (
        <Link
          to={addressOf(line)}
          tabIndex={-1}
          aria-label={t('open', { name: line.name })}
          onClick={(event) => event.stopPropagation()}
        >
          {line.name}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      value: (line) => (line.isClosed ? 3 : line.openUntil ? 2 : line.stops ? 0 : 1),
      cell: (line) => <State line={line} />,
    },
    { key: 'stops', title: t('stops'), value: ({ stops }) => stops, numeric: true },
    { key: 'warns', title: t('warns'), value: ({ warns }) => warns, numeric: true },
  ];
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <DataTable
      caption={titles('closing')}
      columns={columns}
      rows={data}
      rowKey={({ classId }) => classId}
      onOpen={(line) => void navigate({ to: addressOf(line) })}
      empty={<EmptyState title={t('no-classes')} />}
    />
  );
}

function State({ line }: { line: ClosingLine }) {
  const t = useTexts(closingTexts);
  const { briefDay } = useFormats();
  if (line.openUntil)
    return (
      <Badge variant="light" color="yellow" miw="max-content">
        {t('state.reopened', { day: briefDay(line.openUntil) })}
      </Badge>
    );
  const state = line.isClosed ? 'closed' : line.stops ? 'blocked' : 'ready';
  return (
    <Badge
      variant="light"
      color={state === 'closed' ? 'green' : state === 'ready' ? 'blue' : 'yellow'}
      miw="max-content"
    >
      {t(`state.${state}`)}
    </Badge>
  );
}
