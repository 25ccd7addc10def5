import { IconMailForward } from '@tabler/icons-react';
import { apiQuery, Button, EmptyState, Link, Page, Stack, Title, useQuery, useTexts } from '@regiso/core/ui';
import type { DeliveryView } from '../../shared/deliveries';
import { DeliveryEntry } from '../deliveries/DeliveryEntry';
import { deliveryTexts } from '../deliveries/delivery-texts';
import styles from '../Entries.module.css';
import { menuTexts } from '../menu-texts';

/** `/app/dashboards/deliveries`: boards that the reader has mailed, and those that are mailed to them. */
export default function DeliveriesPage() {
  const t = useTexts(deliveryTexts);
  const menu = useTexts(menuTexts);
  const { data, error, refetch } = useQuery({
    ...apiQuery<DeliveryView[]>('/dashboards/deliveries'),
    // Letters on their way become sent or failed.
    refetchInterval: ({ state }) => (state.data?.some(({ last }) => last?.waiting) ? 5_000 : false),
  });
  const groups = [
    { title: t('list.own'), items: data?.filter(({ isLed }) => isLed) ?? [] },
    { title: t('list.got'), items: data?.filter(({ isLed }) => !isLed) ?? [] },
  ].filter(({ items }) => items.length);
  return (
    <Page
      title={menu('deliveries')}
      lead={t('list.lead')}
      loading={!data && !error}
      error={error}
      retry={() => void refetch()}
      actions={
        <Button variant="default" component={Link} to={'/dashboards' as '/'}>
          {t('list.boards')}
        </Button>
      }
    >
      {data?.length === 0 && <EmptyState icon={IconMailForward} title={t('list.empty')} what={t('list.empty-what')} />}
      <Stack gap="lg">
        {groups.map(({ title, items }) => (
          <section key={title} aria-label={title}>
            {groups.length > 1 && (
              <Title order={2} size="h3" mb="sm">
                {title}
              </Title>
            )}
            <ul className={styles.entries}>
              {items.map((delivery) => (
                <DeliveryEntry key={delivery.id} delivery={delivery} />
              ))}
            </ul>
          </section>
        ))}
      </Stack>
    </Page>
  );
}
