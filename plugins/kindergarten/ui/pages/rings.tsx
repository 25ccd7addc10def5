import { IconArrowsExchange } from '@tabler/icons-react';
import {
  api,
  Button,
  EmptyState,
  Group,
  notifyDone,
  notifyProblem,
  Page,
  Stack,
  Text,
  useApi,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { RingView } from '../../shared/rings';
import { RingCard } from '../rings/RingCard';
import { ringTexts } from '../rings/texts';
import { texts } from '../texts';

/** Rings of exchange within reach: those that go on first. */
export default function Rings() {
  const t = useTexts(ringTexts);
  const titles = useTexts(texts);
  const rings = useApi<RingView[]>('/kindergarten/rings');
  return (
    <Page
      title={titles('rings')}
      lead={t('lead')}
      loading={rings.isPending}
      error={rings.data ? undefined : rings.error}
      retry={() => void rings.refetch()}
    >
      <Stack gap="xl">
        <Search />
        {rings.data?.length === 0 && <EmptyState icon={IconArrowsExchange} title={t('none')} what={t('none.what')} />}
        {rings.data?.map((ring) => (
          <RingCard key={ring.id} ring={ring} />
        ))}
      </Stack>
    </Page>
  );
}

function Search() {
  const t = useTexts(ringTexts);
  const queries = useQueryClient();
  const search = useMutation({
    mutationFn: () => api.post<{ found: number }>('/kindergarten/rings/search'),
    onError: notifyProblem,
    onSuccess: async ({ found }) => {
      notifyDone({ text: found ? t('search.done', { count: found }) : t('search.none') });
      await queries.invalidateQueries();
    },
  });
  return (
    <Group>
      <Button loading={search.isPending} onClick={() => search.mutate()}>
        {t('search')}
      </Button>
      <Text c="dimmed">{t('search.hint')}</Text>
    </Group>
  );
}
