import { useRef } from 'react';
import {
  api,
  apiAddress,
  Button,
  DataTable,
  EmptyState,
  Group,
  notifyProblem,
  Page,
  useApi,
  useFormats,
  useMay,
  useMutation,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { OrderView } from '../../shared/orders';
import { orderTexts } from '../orders/texts';
import { texts } from '../texts';

/** Orders of enrolment with their papers: for the kindergarten, and for its site. */
export default function Orders() {
  const t = useTexts(orderTexts);
  const titles = useTexts(texts);
  const orders = useApi<OrderView[]>('/kindergarten/orders');
  return (
    <Page title={titles('orders')} lead={t('lead')}>
      <DataTable
        caption={titles('orders')}
        columns={useColumns()}
        rows={orders.data}
        rowKey={({ organisationId, number, on }) => `${organisationId} ${number} ${on}`}
        error={orders.error}
        retry={() => void orders.refetch()}
        empty={<EmptyState title={t('none')} what={t('none.what')} />}
      />
    </Page>
  );
}

function useColumns(): Column<OrderView>[] {
  const t = useTexts(orderTexts);
  const { day } = useFormats();
  const mayKeep = useMay('kindergarten.keep-groups');
  const columns: Column<OrderView>[] = [
    {
      ...{ key: 'number', title: t('number'), isName: true },
      value: ({ on, number }) => `${on} ${number}`,
      cell: ({ number, on }) => t('number.of', { number, day: day(on) }),
    },
    { key: 'garden', title: t('garden'), value: ({ organisation }) => organisation },
    { key: 'children', title: t('children'), value: ({ children }) => children, numeric: true },
  ];
  if (!mayKeep) return columns;
  return [
    ...columns,
    {
      ...{ key: 'papers', title: t('papers'), sortable: false, value: () => null },
      cell: (order) => (
        <Group gap="xs">
          <Paper order={order} kind="order" />
          <Paper order={order} kind="extract" />
        </Group>
      ),
    },
  ];
}

function Paper({ order, kind }: { order: OrderView; kind: 'order' | 'extract' }) {
  const t = useTexts(orderTexts);
  const key = useRef(crypto.randomUUID());
  const { organisationId: organisation, number, on } = order;
  const issue = useMutation({
    mutationFn: () =>
      api.once<{ id: string }>('/kindergarten/orders/papers', key.current, { organisation, number, on, kind }),
    onError: notifyProblem,
    onSuccess: ({ id }) => window.location.assign(apiAddress(`/kindergarten/orders/${organisation}/papers/${id}`)),
  });
  return (
    <Button
      size="sm"
      variant="default"
      aria-label={t('for', { what: t(kind), number })}
      loading={issue.isPending}
      onClick={() => issue.mutate()}
    >
      {t(kind)}
    </Button>
  );
}
