import { useRef } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import {
  Alert,
  api,
  Button,
  DataTable,
  EmptyState,
  Group,
  notifyDone,
  notifyProblem,
  Page,
  Stack,
  Text,
  Title,
  useFormats,
  useMutation,
  useNavigate,
  useQueryClient,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { FederalBoard } from '../../shared/federal';
import { Load } from '../federal/Load';
import { useBoard, useQuestions } from '../federal/model';
import { Questions } from '../federal/Questions';
import { SaveButton } from '../federal/SaveButton';
import { federalTexts } from '../federal/texts';
import { texts } from '../texts';

type File = FederalBoard['files'][number];

/** Applications that came from the federal portal, what a person has to decide about them, and the statuses for it. */
export default function Federal() {
  const t = useTexts(federalTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const board = useBoard();
  const questions = useQuestions(board.data?.files.reduce((sum, { asked }) => sum + asked, 0) ?? 0);
  const [columns, statusColumns] = [useApplicationColumns(), useStatusColumns()];
  const of = (kind: File['kind']) => board.data?.files.filter((file) => file.kind === kind);
  return (
    <Page title={titles('federal')} lead={t('lead')}>
      <Stack gap="xl">
        <Alert color="yellow" icon={<IconAlertTriangle size={20} aria-hidden />} title={t('unverified')}>
          {t('unverified.what')}
        </Alert>
        <section aria-labelledby="federal-applications">
          <Stack gap="md">
            <Title order={2} id="federal-applications">
              {t('applications')}
            </Title>
            <Load />
            <DataTable
              caption={t('applications')}
              columns={columns}
              rows={of('applications')}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: `/kindergarten/federal/${id}` as '/' })}
              error={board.error}
              retry={() => void board.refetch()}
              empty={<EmptyState title={t('applications.none')} what={t('applications.none.what')} />}
            />
          </Stack>
        </section>
        {Boolean(questions.data?.length) && (
          <section aria-labelledby="federal-questions">
            <Title order={2} mb="md" id="federal-questions">
              {t('questions')}
            </Title>
            <Questions questions={questions.data ?? []} />
          </section>
        )}
        <section aria-labelledby="federal-statuses">
          <Stack gap="md">
            <Title order={2} id="federal-statuses">
              {t('statuses')}
            </Title>
            <MakeStatuses fresh={board.data?.fresh ?? 0} />
            {Boolean(of('statuses')?.length) && (
              <DataTable
                caption={t('statuses')}
                columns={statusColumns}
                rows={of('statuses')}
                rowKey={({ id }) => id}
                sortParameter="statuses"
              />
            )}
          </Stack>
        </section>
      </Stack>
    </Page>
  );
}

function useApplicationColumns(): Column<File>[] {
  const t = useTexts(federalTexts);
  const { instant } = useFormats();
  const count = (key: 'rows' | 'taken' | 'asked' | 'waiting'): Column<File> => ({
    ...{ key, title: t(key), numeric: true },
    value: (file) => file[key],
  });
  return [
    {
      ...{ key: 'file', title: t('file'), isName: true, value: ({ name }: File) => name },
      cell: ({ name, municipality }) => (
        <>
          {name}
          <Text size="sm" c="dimmed">
            {municipality ?? t('region')}
          </Text>
        </>
      ),
    },
    {
      ...{ key: 'loaded', title: t('loaded'), value: ({ madeAt }: File) => madeAt },
      cell: ({ madeAt }) => instant(madeAt),
    },
    count('rows'),
    count('taken'),
    count('asked'),
    count('waiting'),
    {
      ...{ key: 'rejected', title: t('rejected'), numeric: true },
      value: ({ rejected, problems }) => rejected + problems,
    },
  ];
}

function useStatusColumns(): Column<File>[] {
  const t = useTexts(federalTexts);
  const { instant } = useFormats();
  return [
    { key: 'file', title: t('file'), isName: true, value: ({ name }) => name },
    {
      ...{ key: 'made', title: t('made'), value: ({ madeAt }: File) => madeAt },
      cell: ({ madeAt, by }) => [instant(madeAt), by].filter(Boolean).join(', '),
    },
    { key: 'rows', title: t('rows'), value: ({ rows }) => rows, numeric: true },
    {
      ...{ key: 'save', title: t('save'), value: () => null, sortable: false },
      cell: ({ id, name }) => <SaveButton id={id} label={t('save')} name={t('save.of', { name })} />,
    },
  ];
}

function MakeStatuses({ fresh }: { fresh: number }) {
  const t = useTexts(federalTexts);
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const make = useMutation({
    mutationFn: () => api.once<{ id: string }>('/kindergarten/federal/statuses', key.current),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('make.done') }),
    onSettled: () => {
      key.current = crypto.randomUUID();
      return queries.invalidateQueries();
    },
  });
  return (
    <Group gap="md">
      <Button variant="default" disabled={fresh === 0} loading={make.isPending} onClick={() => make.mutate()}>
        {t('make')}
      </Button>
      <Text c="dimmed" role="status">
        {fresh ? t('statuses.fresh', { count: fresh }) : t('statuses.nothing')}
      </Text>
    </Group>
  );
}
