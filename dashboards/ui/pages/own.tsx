import { Badge, Button, DataTable, EmptyState, Page, useApi, useFormats, useNavigate, useTexts } from '@regiso/core/ui';
import type { Column } from '@regiso/core/ui';
import { IconPlus } from '@tabler/icons-react';
import type { OwnVersion } from '../../shared/own';
import { menuTexts } from '../menu-texts';
import { stateColours } from '../own/state-colours';
import { ownTexts } from '../own/own-texts';

/** `/app/dashboards/own`: indicators that analysts have made, those that wait for a review first. */
export default function OwnPage() {
  const t = useTexts(ownTexts);
  const menu = useTexts(menuTexts);
  const { briefInstant } = useFormats();
  const navigate = useNavigate();
  const list = useApi<OwnVersion[]>('/dashboards/own');
  const columns: Column<OwnVersion>[] = [
    { key: 'title', title: t('own.title'), value: ({ definition }) => definition.title, isName: true },
    {
      key: 'state',
      title: t('own.state'),
      value: ({ state }) => t(`state.${state}`),
      cell: ({ state }) => (
        <Badge variant="light" color={stateColours[state]} miw="max-content">
          {t(`state.${state}`)}
        </Badge>
      ),
    },
    { key: 'number', title: t('own.number'), value: ({ number }) => number, numeric: true },
    { key: 'author', title: t('own.author'), value: ({ author }) => author },
    {
      key: 'changed',
      title: t('own.changed'),
      value: ({ changedAt }) => changedAt,
      cell: ({ changedAt }) => briefInstant(changedAt),
    },
  ];
  const open = (code: string) => void navigate({ to: `/dashboards/own/${code}` } as never);
  return (
    <Page
      title={menu('own')}
      lead={t('own.lead')}
      actions={
        <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => open('new')}>
          {t('own.new')}
        </Button>
      }
    >
      <DataTable
        caption={menu('own')}
        columns={columns}
        rows={list.data}
        rowKey={({ code }) => code}
        onOpen={({ code }) => open(code)}
        error={list.error}
        retry={() => void list.refetch()}
        empty={<EmptyState title={t('own.empty')} what={t('own.empty-what')} />}
      />
    </Page>
  );
}
