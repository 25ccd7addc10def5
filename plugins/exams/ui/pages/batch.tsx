import {
  Alert,
  apiQuery,
  FigureCard,
  Page,
  Progress,
  SimpleGrid,
  Stack,
  Text,
  useFormats,
  useParam,
  useQuery,
  useTexts,
} from '@regiso/core/ui';
import type { BatchDetail } from '../../shared/persons';
import { menuTexts } from '../menu-texts';
import { Actions } from '../persons/Actions';
import { Fact } from '../persons/Fact';
import { personTexts } from '../persons/texts';
import { StateBadge, useExamName } from '../persons/words';

const isUnderWay = ({ state, isPaused }: BatchDetail) => (state === 'approved' || state === 'publishing') && !isPaused;

/** A batch before its approver: what it holds, who brought it, and how far its publication is. */
export default function Batch() {
  const titles = useTexts(menuTexts);
  const nameOf = useExamName();
  const { day } = useFormats();
  const id = useParam('id');
  const batch = useQuery({
    ...apiQuery<BatchDetail>(`/exams/batches/${id}`),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 2_000 : false),
  });
  const { data } = batch;
  return (
    <Page
      title={data ? `${nameOf(data)}, ${day(data.heldOn)}` : titles('batch')}
      lead={data && <StateBadge batch={data} />}
      breadcrumbs={[{ title: titles('batches'), to: '/exams/batches' }]}
      loading={batch.isPending}
      error={data ? undefined : batch.error}
      retry={() => void batch.refetch()}
    >
      {data && <Body batch={data} />}
    </Page>
  );
}

function Body({ batch }: { batch: BatchDetail }) {
  const t = useTexts(personTexts);
  const { number } = useFormats();
  const { results, annulled, mean, least, most, state, isOwn } = batch;
  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
        <FigureCard title={t('result-count')} value={number(results)} />
        <FigureCard title={t('annulled')} value={number(annulled)} />
        <FigureCard title={t('mean')} value={mean === null ? '—' : number(mean)}>
          {least !== null && most !== null && t('range', { least, most })}
        </FigureCard>
      </SimpleGrid>
      <Published batch={batch} />
      {state === 'draft' && isOwn && <Alert>{t('approve.own')}</Alert>}
      <Actions batch={batch} />
      <Facts batch={batch} />
    </Stack>
  );
}

function Published({ batch }: { batch: BatchDetail }) {
  const t = useTexts(personTexts);
  const { number, instant } = useFormats();
  const { state, published, results, visibleFrom, isPaused } = batch;
  if (state === 'approved' && visibleFrom && new Date(visibleFrom) > new Date())
    return <Text>{t('waits', { at: instant(visibleFrom) })}</Text>;
  if (state !== 'approved' && state !== 'publishing') return null;
  const said = t('progress', { done: number(published), all: number(results) });
  return (
    <Stack gap={4} aria-live="polite">
      <Text>{said}</Text>
      <Progress value={results ? (100 * published) / results : 0} animated={!isPaused} aria-label={said} maw={480} />
    </Stack>
  );
}

function Facts({ batch }: { batch: BatchDetail }) {
  const t = useTexts(personTexts);
  const { instant } = useFormats();
  const { scale, files, decidedBy, decidedAt, protocol, rejectReason, visibleFrom } = batch;
  const named = (name: string | null, at: string) => ({ name: name ?? t('unknown'), at: instant(at) });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
      <Fact title={t('scale')}>
        <Text>{scale ? scale.act : t('scale.none')}</Text>
        {scale && !scale.verified && <Text c="dimmed">{t('scale.unverified')}</Text>}
      </Fact>
      {decidedAt && (
        <Fact title={t('decided')}>
          <Text>{t('decided.by', named(decidedBy, decidedAt))}</Text>
          {protocol && <Text>{t('protocol', { protocol })}</Text>}
          {visibleFrom && <Text>{`${t('visible-from')} ${instant(visibleFrom)}`}</Text>}
          {rejectReason && <Text>{t('reject.why', { reason: rejectReason })}</Text>}
        </Fact>
      )}
      <Fact title={t('files')}>
        {files.map(({ by, at, sha256 }) => (
          <div key={at}>
            <Text>{t('file.by', named(by, at))}</Text>
            {sha256 && (
              <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {t('file.sha', { sha: sha256 })}
              </Text>
            )}
          </div>
        ))}
      </Fact>
    </SimpleGrid>
  );
}
