import { IconFileCheck } from '@tabler/icons-react';
import {
  api,
  Badge,
  ConfirmButton,
  EmptyState,
  Group,
  Link,
  notifyDone,
  notifyProblem,
  Page,
  Paper,
  ReasonDialog,
  Stack,
  Text,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { Dictionary } from '../../shared/journal';
import type { ChangeRequests } from '../../shared/requests';
import { saidOf } from '../journal/said';
import { useSubject } from '../journal/words';
import { requestTexts } from '../requests/texts';
import { texts } from '../texts';

type Request = ChangeRequests['requests'][number];
const colours = { asked: 'yellow', granted: 'green', refused: 'gray' } as const;

/** Requests for changes in closed periods: to decide on, and one's own with what became of them. */
export default function Requests() {
  const t = useTexts(requestTexts);
  const titles = useTexts(texts);
  const { data, error, isPending, refetch } = useApi<ChangeRequests>('/school/change-requests');
  return (
    <Page
      title={titles('requests')}
      lead={t('lead')}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data?.requests.length === 0 && <EmptyState icon={IconFileCheck} title={t('none')} what={t('none.what')} />}
      <Stack gap="sm" component="ul" mt="lg" mb={0} p={0} style={{ listStyle: 'none' }}>
        {data?.requests.map((request) => (
          <One key={request.id} request={request} dictionary={data.dictionary} />
        ))}
      </Stack>
    </Page>
  );
}

function One({ request, dictionary }: { request: Request; dictionary: Dictionary }) {
  const t = useTexts(requestTexts);
  const { day, briefInstant } = useFormats();
  const subject = useSubject();
  const said = (cell: Request['before']) => saidOf(dictionary, cell, t('nothing'));
  const values = { before: said(request.before), wanted: said(request.wanted) };
  const place = { class: request.class, subject: subject(request), day: day(request.day), number: request.number };
  const search = { lesson: request.lessonId, pupil: request.pupilId };
  return (
    <Paper component="li" withBorder p="md">
      <Group justify="space-between" align="start">
        <Text fw={600}>
          {request.name}: {t('change', values)}
        </Text>
        <Badge variant="light" color={colours[request.state]} miw="max-content">
          {t(`state.${request.state}`)}
        </Badge>
      </Group>
      <Link {...{ to: `/school/journals/${request.journalId}` as '/', search: search as never }}>
        {t('where', place)}
      </Link>
      <Text>
        {t('why.asked', {
          ...{ who: request.who ?? t('nobody'), at: briefInstant(request.askedAt), reason: request.reason },
        })}
      </Text>
      {request.decidedAt && (
        <Text c="dimmed">
          {t('decided', { who: request.decider ?? t('nobody'), at: briefInstant(request.decidedAt) })}
          {request.answer && `: ${request.answer}`}
        </Text>
      )}
      {request.mayDecide && <Decide request={request} values={values} />}
    </Paper>
  );
}

type DecideProps = { request: Request; values: { before: string; wanted: string } };

function Decide({ request: { id, name }, values }: DecideProps) {
  const t = useTexts(requestTexts);
  const queries = useQueryClient();
  const address = `/school/change-requests/${id}/decision`;
  const grant = useMutation({
    mutationFn: () => api.post(address, { isGranted: true }),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('grant.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <Group gap="sm" mt="sm">
      <ConfirmButton
        loading={grant.isPending}
        question={t('grant.question', { pupil: name })}
        consequence={t('grant.what', values)}
        confirm={t('grant')}
        onConfirm={() => grant.mutate()}
      >
        {t('grant')}
      </ConfirmButton>
      <ReasonDialog
        label={t('refuse')}
        title={t('refuse.title', { pupil: name })}
        what={t('refuse.what')}
        done={t('refuse.done')}
        reason={t('refuse.why')}
        send={({ reason }) => api.post(address, { isGranted: false, answer: reason })}
      />
    </Group>
  );
}
