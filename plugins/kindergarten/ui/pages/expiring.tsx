import {
  Badge,
  DataTable,
  EmptyState,
  FileActions,
  Group,
  Link,
  Page,
  SegmentedControl,
  Stack,
  Text,
  useFormats,
  useKeyset,
  useLanguage,
  useTexts,
  useToday,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import { codeOf, expiryTerms } from '../../shared/codes';
import type { ExpiringPrivilege } from '../../shared/expiring';
import type { Status } from '../../shared/words';
import { expiringTexts } from '../expiring/texts';
import { StatusBadge } from '../Marks';
import { texts } from '../texts';
import { useWords } from '../words';

const limit = 50;

/** Privileges of the municipality's applications that end soon or have ended: whom to call before the place changes. */
export default function Expiring() {
  const t = useTexts(expiringTexts);
  const titles = useTexts(texts);
  const [{ within }, change] = useUrlState({ within: '30' });
  const isOver = within === 'expired';
  const list = useKeyset<ExpiringPrivilege>('/kindergarten/privileges/expiring', { within, limit });
  return (
    <Page
      title={titles('expiring')}
      lead={t('lead')}
      actions={
        <FileActions
          path="/kindergarten/privileges/expiring/file"
          body={{ within }}
          file={t('file')}
          print={t('print')}
        />
      }
    >
      <Stack gap="md">
        <Group justify="space-between">
          <SegmentedControl
            aria-label={t('within')}
            value={within}
            data={expiryTerms.map((value) => ({ value, label: t(`within.${value}`) }))}
            onChange={(value) => change({ within: codeOf(expiryTerms, value) })}
          />
          <Link to={'/kindergarten/rules' as '/'}>{t('rule')}</Link>
        </Group>
        {list.total ? (
          <Text fw={600} role="status">
            {t('total', { count: list.total })}
          </Text>
        ) : null}
        <DataTable
          caption={titles('expiring')}
          columns={useColumns(isOver)}
          rows={list.rows}
          rowKey={({ id }) => id}
          sortedByServer
          total={list.total}
          more={list.more}
          error={list.error}
          retry={list.retry}
          empty={
            <EmptyState
              title={t(isOver ? 'none.expired' : 'none')}
              what={t(isOver ? 'none.expired.what' : 'none.what')}
            />
          }
        />
      </Stack>
    </Page>
  );
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function useColumns(isOver: boolean): Column<ExpiringPrivilege>[] {
  const t = useTexts(expiringTexts);
  const words = useWords();
  const { language } = useLanguage();
  const { briefDay } = useFormats();
  const today = useToday();
  const left = (until: string) => {
    const days = daysBetween(today, until);
    if (days < 0) return t('ago', { count: -days });
    return days === 0 ? t('today') : t('left', { count: days });
  };
  const fixed = { sortable: false } as const;
  return [
    {
      ...{ ...fixed, key: 'until', title: t('until'), value: ({ validTo }) => validTo },
      cell: ({ validTo }) => (
        <>
          {briefDay(validTo)}
          <Text size="sm" c="dimmed">
            {left(validTo)}
          </Text>
        </>
      ),
    },
    {
      ...{ ...fixed, key: 'application', title: t('application'), isName: true, value: ({ number }) => number },
      cell: ({ applicationId, number, status, municipality }) => (
        <Stack gap={4} align="start">
          <Link to={`/kindergarten/queue/${applicationId}` as '/'}>{number}</Link>
          <StatusBadge status={status as Status} />
          {municipality && (
            <Text size="sm" c="dimmed">
              {municipality}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      ...{ ...fixed, key: 'category', title: t('category') },
      value: ({ category, categoryEn }) => (language === 'en' ? categoryEn : category),
    },
    {
      ...{ ...fixed, key: 'renewal', title: t('renewal'), value: ({ renewalClaimedAt }) => renewalClaimedAt },
      cell: (row) => <Renewal row={row} />,
    },
    {
      ...{ ...fixed, key: 'after', title: t('after') },
      value: ({ classWith, classWithout }) =>
        classWith === classWithout
          ? t('after.same')
          : t(isOver ? 'after.fell' : 'after.falls', {
              from: words.class(classWith),
              to: words.class(classWithout).toLowerCase(),
            }),
    },
  ];
}

function Renewal({ row: { renewalClaimedAt, scanAddedAt } }: { row: ExpiringPrivilege }) {
  const t = useTexts(expiringTexts);
  const { briefInstant } = useFormats();
  const at = renewalClaimedAt ?? scanAddedAt;
  if (!at) return <Text c="dimmed">{t('renewal.none')}</Text>;
  return (
    <Stack gap={4} align="start">
      <Badge color={renewalClaimedAt ? 'blue' : 'gray'} variant="light" miw="max-content">
        {t(renewalClaimedAt ? 'renewal.claimed' : 'renewal.scan')}
      </Badge>
      <Text size="sm" c="dimmed">
        {briefInstant(at)}
      </Text>
    </Stack>
  );
}
