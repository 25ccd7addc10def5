import {
  api,
  apiAddress,
  Badge,
  Button,
  Group,
  notifyDone,
  notifyProblem,
  Progress,
  Text,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ArchiveOrder } from '../../shared/archive';
import styles from './Archive.module.css';
import { archiveTexts } from './texts';

export const isUnderWay = ({ state }: ArchiveOrder) => state === 'waiting' || state === 'running';

const colours: Partial<Record<ArchiveOrder['state'], string>> = { done: 'green', failed: 'red', running: 'blue' };

/** What was asked for lately: the last and what goes on at once, the rest folded. */
export function Orders({ orders }: { orders: readonly ArchiveOrder[] }) {
  const t = useTexts(archiveTexts);
  if (!orders.length) return null;
  const shown = orders.filter((order, at) => at === 0 || isUnderWay(order));
  const earlier = orders.filter((order) => !shown.includes(order));
  return (
    <section aria-labelledby="archive-orders">
      <h2 id="archive-orders">{t('orders')}</h2>
      <List orders={shown} />
      {earlier.length > 0 && (
        <details className={styles.earlier}>
          <summary>{t('orders.earlier', { count: earlier.length })}</summary>
          <List orders={earlier} />
        </details>
      )}
    </section>
  );
}

const List = ({ orders }: { orders: readonly ArchiveOrder[] }) => (
  <ul className={styles.list}>
    {orders.map((order) => (
      <Order key={order.id} order={order} />
    ))}
  </ul>
);

function Order({ order }: { order: ArchiveOrder }) {
  const t = useTexts(archiveTexts);
  const { briefInstant } = useFormats();
  const { number, title, reason, state, journals, done, made, skipped, who, orderedAt } = order;
  const said = t('order.title', { number, title });
  return (
    <li className={styles.one}>
      <div className={styles.head}>
        <h3>{said}</h3>
        <Badge variant="light" color={colours[state] ?? 'gray'} miw="max-content">
          {t(`state.${state}`)}
        </Badge>
      </div>
      <Text size="sm">{t('order.who', { who: who ?? t('nobody'), when: briefInstant(orderedAt), reason })}</Text>
      {isUnderWay(order) && (
        <Progress value={(done / journals) * 100} aria-label={t('order.progress', { done, journals })} />
      )}
      <Text size="sm" aria-live="polite">
        {t('order.progress', { done, journals })}
        {done > 0 && `. ${t('order.made', { made, same: done - made - skipped })}`}
        {skipped > 0 && `. ${t('order.skipped', { skipped })}`}
      </Text>
      <Tools order={order} said={said} />
    </li>
  );
}

function Tools({ order, said }: { order: ArchiveOrder; said: string }) {
  const t = useTexts(archiveTexts);
  const queries = useQueryClient();
  const address = `/school/archive/orders/${order.id}`;
  const cancel = useMutation<unknown, Error, void>({
    mutationFn: () => api.post(`${address}/cancel`, {}),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('order.cancelled') }),
    onSettled: () => queries.invalidateQueries(),
  });
  const named = (what: string) => t('make.of', { what, journal: said });
  if (isUnderWay(order))
    return (
      <Group>
        <Button
          size="sm"
          variant="default"
          loading={cancel.isPending}
          aria-label={named(t('order.cancel'))}
          onClick={() => cancel.mutate()}
        >
          {t('order.cancel')}
        </Button>
      </Group>
    );
  if (!order.done) return null;
  return (
    <Group>
      <Button
        size="sm"
        variant="default"
        component="a"
        href={apiAddress(`${address}/file`)}
        download
        aria-label={named(t('order.zip'))}
      >
        {t('order.zip')}
      </Button>
    </Group>
  );
}
