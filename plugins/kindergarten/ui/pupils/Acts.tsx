import {
  api,
  Badge,
  ConfirmButton,
  DataTable,
  notifyDone,
  notifyProblem,
  Text,
  useApi,
  useFormats,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { PupilAct } from './model';
import { pupilTexts } from './texts';

/** What was done to pupils in the last thirty days, with the way back. */
export function Acts() {
  const t = useTexts(pupilTexts);
  const acts = useApi<PupilAct[]>('/kindergarten/pupil-acts');
  return (
    <section aria-label={t('acts')}>
      <h2>{t('acts')}</h2>
      <DataTable
        caption={t('acts')}
        columns={useColumns()}
        rows={acts.data}
        rowKey={({ id }) => id}
        error={acts.error}
        retry={() => void acts.refetch()}
        empty={<Text c="dimmed">{t('acts.none')}</Text>}
        sortParameter="acts"
      />
    </section>
  );
}

function useColumns(): Column<PupilAct>[] {
  const t = useTexts(pupilTexts);
  const { day, instant } = useFormats();
  const mayKeep = useMay('kindergarten.keep-groups');
  const nameOf = ({ kind, children: count, group, ground }: PupilAct) =>
    kind === 'transfer'
      ? t('acts.transfer', { count, group: group ?? '' })
      : t('acts.release', { count, ground: t(`ground.${ground as 'medical'}`).toLowerCase() });
  return [
    {
      key: 'what',
      title: t('acts.what'),
      value: nameOf,
      isName: true,
      cell: (act) => (
        <>
          {nameOf(act)}
          <Text size="sm" c="dimmed">
            {act.organisation}
          </Text>
        </>
      ),
    },
    { key: 'day', title: t('acts.day'), value: ({ onDay }) => onDay, cell: ({ onDay }) => day(onDay) },
    { key: 'done', title: t('acts.done'), value: ({ doneAt }) => doneAt, cell: ({ doneAt }) => instant(doneAt) },
    {
      key: 'act',
      title: t('undo'),
      value: () => null,
      sortable: false,
      cell: (act) =>
        act.isUndone ? (
          <Badge variant="light">{t('undone')}</Badge>
        ) : mayKeep ? (
          <Undo act={act} name={nameOf(act)} />
        ) : null,
    },
  ];
}

function Undo({ act: { id }, name }: { act: PupilAct; name: string }) {
  const t = useTexts(pupilTexts);
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => api.post(`/kindergarten/pupil-acts/${id}/undo`),
    onError: notifyProblem,
    onSuccess: async () => {
      notifyDone({ text: t('undo.done') });
      await queries.invalidateQueries();
    },
  });
  return (
    <ConfirmButton
      variant="default"
      size="sm"
      loading={undo.isPending}
      question={`${t('undo.title')} ${name}`}
      consequence={t('undo.what')}
      confirm={t('undo')}
      onConfirm={() => undo.mutate()}
    >
      {t('undo')}
    </ConfirmButton>
  );
}
