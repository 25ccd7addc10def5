import {
  Alert,
  api,
  Button,
  EmptyState,
  notifyDone,
  notifyProblem,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useMutation,
  useParam,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { YearMarks, YearMarksInput } from '../../shared/results';
import { useSubject } from '../journal/words';
import { resultTexts } from '../results/texts';
import { YearTable } from '../results/YearTable';
import { texts } from '../texts';

/** Marks of the year of a journal: what the periods suggest, and what the teacher decides. */
export default function YearMarksOfJournal() {
  const t = useTexts(resultTexts);
  const titles = useTexts(texts);
  const id = useParam('id');
  const subject = useSubject();
  const address = `/school/journals/${id}/year-marks`;
  const { data, error, isPending, refetch } = useApi<YearMarks>(address);
  const name = data && { class: data.class, subject: subject(data) };
  return (
    <Page
      title={name ? t('title', name) : t('open')}
      breadcrumbs={[
        { title: titles('journals'), to: '/school/journals' },
        ...(name ? [{ title: `${name.class}, ${name.subject}`, to: `/school/journals/${id}` }] : []),
      ]}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && <Marks address={address} journalId={id} view={data} />}
    </Page>
  );
}

type Props = { address: string; journalId: string; view: YearMarks };

function Marks({ address, journalId, view }: Props) {
  const t = useTexts(resultTexts);
  const { number } = useFormats();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (marks: YearMarksInput['marks']) => api.put(address, { marks }),
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  const { three, four, five } = view.thresholds;
  const waiting = view.pupils.filter(({ year: { version, suggestion } }) => !version && suggestion.isSet);
  const giveAll = () =>
    save.mutate(
      waiting.map(({ pupilId, year }) => ({
        ...{ pupilId, kind: 'year' as const, version: 0, value: year.suggestion.value, reason: null },
      })),
      { onError: notifyProblem, onSuccess: () => notifyDone({ text: t('all.done', { count: waiting.length }) }) },
    );
  const locked = !view.isOwn ? 'foreign' : view.isClosed ? 'closed' : null;
  if (!view.pupils.length) return <EmptyState />;
  return (
    <Stack gap="md">
      {locked && <Alert color="blue">{t(locked)}</Alert>}
      <Text c="dimmed" maw="70ch">
        {t('what', { three: number(three, 2), four: number(four, 2), five: number(five, 2) })}{' '}
        {t(view.grade === 11 ? 'what.final.11' : 'what.final')}
      </Text>
      {!locked && (
        <div>
          <Button disabled={!waiting.length} loading={save.isPending} onClick={giveAll}>
            {t('all', { count: waiting.length })}
          </Button>
        </div>
      )}
      <YearTable
        journalId={journalId}
        view={view}
        give={(mark) =>
          save.mutateAsync([mark]).catch((problem: unknown) => {
            if (mark.reason === null) notifyProblem(problem as Error);
            throw problem;
          })
        }
      />
    </Stack>
  );
}
