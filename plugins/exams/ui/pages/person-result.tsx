import {
  Group,
  Link,
  Page,
  SimpleGrid,
  Stack,
  Text,
  useApi,
  useFormats,
  useParam,
  useTexts,
  WhySeen,
} from '@regiso/core/ui';
import type { ResultCard } from '../../shared/revisions';
import { AppealBadge } from '../appeals/Badge';
import { menuTexts } from '../menu-texts';
import { Fact } from '../persons/Fact';
import { History } from '../persons/History';
import { personTexts } from '../persons/texts';
import { useExamName, useResultWords } from '../persons/words';
import { Decisions, Propose } from '../staff/Annulments';
import { FileOnPaper } from '../staff/FileOnPaper';
import { ResultState } from '../staff/State';
import { staffTexts } from '../staff/texts';

/** A result of a person: all it was, its appeals, and what the commission has decided about it. */
export default function PersonResult() {
  const titles = useTexts(menuTexts);
  const id = useParam('id');
  const { data, isPending, error, refetch } = useApi<ResultCard>(`/exams/person-results/${id}`);
  return (
    <Page
      title={data ? data.name : titles('person-result')}
      lead={data && <Lead card={data} />}
      breadcrumbs={[{ title: titles('person-results'), to: '/exams/person-results' }]}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
      actions={data && <WhySeen kind="exams.result" id={id} />}
    >
      {data && <Body card={data} />}
    </Page>
  );
}

function Lead({ card }: { card: ResultCard }) {
  const nameOf = useExamName();
  const { day } = useFormats();
  const { status, revision, publishedAt } = card;
  return (
    <Group gap="xs">
      <span>{[nameOf(card), day(card.heldOn)].join(', ')}</span>
      <ResultState {...{ status, revision, isPublished: publishedAt !== null }} />
    </Group>
  );
}

function Body({ card }: { card: ResultCard }) {
  const t = useTexts(staffTexts);
  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <Now card={card} />
        <Appeals card={card} />
        {card.annulments.length > 0 && (
          <Fact title={t('decisions')}>
            <Decisions card={card} />
          </Fact>
        )}
      </SimpleGrid>
      {card.isDecided && (
        <Group gap="sm">
          <FileOnPaper card={card} />
          <Propose card={card} />
        </Group>
      )}
    </Stack>
  );
}

function Now({ card }: { card: ResultCard }) {
  const t = useTexts(staffTexts);
  const own = useTexts(personTexts);
  const words = useResultWords();
  const { instant } = useFormats();
  const { result, unit, status, ground, primaryPoints, publishedAt, batchId, history } = card;
  return (
    <Fact title={t('result')}>
      <Text size="xl" fw={600}>
        {words(result, unit)}
      </Text>
      {status === 'annulled' && ground && !history.length && <Text>{t('ground.annulled', { ground })}</Text>}
      {primaryPoints !== null && <Text>{own('primary-points', { points: primaryPoints })}</Text>}
      <Text c="dimmed">{publishedAt ? t('published', { at: instant(publishedAt) }) : t('published.not')}</Text>
      <Link {...{ to: `/exams/batches/${batchId}` as '/' }}>{t('batch')}</Link>
      <History line={card} />
    </Fact>
  );
}

function Appeals({ card: { appeals } }: { card: ResultCard }) {
  const t = useTexts(staffTexts);
  const { day } = useFormats();
  if (!appeals.length) return null;
  return (
    <Fact title={t('appeals')}>
      {appeals.map(({ id, number, receivedOn, state }) => (
        <Group key={id} gap="xs">
          <Link {...{ to: `/exams/appeals/${id}` as '/' }}>{t('appeal.line', { number, day: day(receivedOn) })}</Link>
          <AppealBadge state={state} />
        </Group>
      ))}
    </Fact>
  );
}
