import {
  Alert,
  api,
  Badge,
  Button,
  Group,
  Link,
  List,
  notifyDone,
  notifyProblem,
  Page,
  SimpleGrid,
  Stack,
  Text,
  useApi,
  useFormats,
  useMutation,
  useParam,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { AppealCard } from '../../shared/appeals';
import { AppealBadge } from '../appeals/Badge';
import { Decide } from '../appeals/Decide';
import { Decided } from '../appeals/OwnAppeals';
import { appealTexts } from '../appeals/texts';
import { menuTexts } from '../menu-texts';
import { Fact } from '../persons/Fact';
import { useExamName, useResultWords } from '../persons/words';

/** An appeal before the commission: what is asked, when it is due, what was decided. */
export default function Appeal() {
  const titles = useTexts(menuTexts);
  const id = useParam('id');
  const { data, isPending, error, refetch } = useApi<AppealCard>(`/exams/appeals/${id}`);
  return (
    <Page
      title={data ? data.name : titles('appeal')}
      lead={data && <Lead appeal={data} />}
      breadcrumbs={[{ title: titles('appeals'), to: '/exams/appeals' }]}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && <Body appeal={data} />}
    </Page>
  );
}

function Lead({ appeal }: { appeal: AppealCard }) {
  const t = useTexts(appealTexts);
  return (
    <Group gap="xs">
      <span>{t('one.title', { number: appeal.number })}</span>
      <AppealBadge state={appeal.state} />
      {appeal.isOverdue && (
        <Badge color="red" variant="light" miw="max-content">
          {t('is-overdue')}
        </Badge>
      )}
    </Group>
  );
}

function Body({ appeal }: { appeal: AppealCard }) {
  const t = useTexts(appealTexts);
  const { state, isOwn } = appeal;
  const isOpen = state === 'received' || state === 'review';
  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <Result appeal={appeal} />
        <Asked appeal={appeal} />
        <Steps appeal={appeal} />
      </SimpleGrid>
      {isOpen && isOwn && <Alert>{t('own')}</Alert>}
      {isOpen && !isOwn && (
        <Group>{state === 'received' ? <Take appeal={appeal} /> : <Decide appeal={appeal} />}</Group>
      )}
    </Stack>
  );
}

function Result({ appeal }: { appeal: AppealCard }) {
  const t = useTexts(appealTexts);
  const nameOf = useExamName();
  const words = useResultWords();
  const { day } = useFormats();
  return (
    <Fact title={t('result')}>
      <Text>{[nameOf(appeal), day(appeal.heldOn)].join(', ')}</Text>
      <Text>{t('result.now', { value: words(appeal.now.result, appeal.unit) })}</Text>
      <Link {...{ to: `/exams/person-results/${appeal.resultId}` as '/' }}>{t('to-result')}</Link>
    </Fact>
  );
}

function Asked({ appeal: { kind, aspects, text, presence, origin } }: { appeal: AppealCard }) {
  const t = useTexts(appealTexts);
  return (
    <Fact title={t('what')}>
      <Text>{[t(`kind.${kind}`), t(`origin.${origin}`)].join(', ')}</Text>
      {aspects.length > 0 && (
        <List>
          {aspects.map((aspect) => (
            <List.Item key={aspect}>{t(`aspect.${aspect}`)}</List.Item>
          ))}
        </List>
      )}
      <Text style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }} {...(!text && { c: 'dimmed' })}>
        {text || t('what.none')}
      </Text>
      <Text>{[t('presence'), t(`presence.${presence}`)].join(': ')}</Text>
    </Fact>
  );
}

function Steps({ appeal }: { appeal: AppealCard }) {
  const t = useTexts(appealTexts);
  const { day, instant } = useFormats();
  const { receivedAt, takenAt, takenBy, decideBy, decidedOn, decidedBy, unit } = appeal;
  return (
    <Fact title={t('steps')}>
      <Text>{t('one.received', { at: instant(receivedAt) })}</Text>
      {takenAt && <Text>{t('steps.taken', { who: takenBy ?? t('unknown'), at: instant(takenAt) })}</Text>}
      {!decidedOn && appeal.state !== 'withdrawn' && <Text>{t('one.due', { day: day(decideBy) })}</Text>}
      <Decided {...{ appeal, unit }} />
      {decidedOn && <Text c="dimmed">{t('steps.decided', { who: decidedBy ?? t('unknown') })}</Text>}
    </Fact>
  );
}

function Take({ appeal: { id } }: { appeal: AppealCard }) {
  const t = useTexts(appealTexts);
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () => api.post(`/exams/appeals/${id}/review`),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('take.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <Button loading={take.isPending} onClick={() => take.mutate()}>
      {t('take')}
    </Button>
  );
}
