import { IconCertificate } from '@tabler/icons-react';
import {
  Alert,
  Button,
  DataTable,
  EmptyState,
  Group,
  NativeSelect,
  notifyProblem,
  Page,
  saveFile,
  Text,
  useApi,
  useFormats,
  useLanguage,
  useMutation,
  useTexts,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import type { SchoolLine, SchoolResults as Results } from '../../shared/revisions';
import { menuTexts } from '../menu-texts';
import { useResultWords } from '../persons/words';
import { ResultState, stateOf } from '../staff/State';
import { staffTexts } from '../staff/texts';

const thisYear = new Date().getFullYear();
const years = [0, 1, 2, 3, 4].map((back) => String(thisYear - back));
const states = ['valid', 'revised', 'appealed', 'annulled'] as const;

/** Published results of the own pupils of a year, by exam, subject and state. */
export default function SchoolResults() {
  const t = useTexts(staffTexts);
  const titles = useTexts(menuTexts);
  const [filters, change] = useUrlState({ year: String(thisYear), kind: '', subject: '', state: '' });
  const { data, error, refetch } = useApi<Results>('/exams/school/results', { year: filters.year });
  const lines = data?.lines.filter(
    (line) =>
      (!filters.kind || line.kindTitle === filters.kind)
      && (!filters.subject || line.subjectTitle === filters.subject)
      && (!filters.state || stateOf(line) === filters.state),
  );
  const isFiltered = Boolean(data?.lines.length);
  return (
    <Page
      title={titles('school-results')}
      lead={t('school.lead')}
      actions={data?.lines.length ? <Take year={data.year} /> : undefined}
    >
      <Filters {...{ filters, change }} lines={data?.lines ?? []} />
      {data?.isMore && <Alert mb="md">{t('more')}</Alert>}
      {lines && lines.length > 0 && (
        <Text c="dimmed" mb="xs" aria-live="polite">
          {t('results', { count: lines.length })}
        </Text>
      )}
      <DataTable
        caption={titles('school-results')}
        columns={useColumns(new Set(data?.lines.map(({ organisationId }) => organisationId)).size > 1)}
        rows={lines}
        rowKey={({ id }) => id}
        error={error}
        retry={() => void refetch()}
        empty={
          <EmptyState
            icon={IconCertificate}
            title={t(isFiltered ? 'school.filtered' : 'school.none')}
            what={t(isFiltered ? 'school.filtered.what' : 'school.none.what')}
          />
        }
      />
    </Page>
  );
}

type FiltersProps = {
  filters: { year: string; kind: string; subject: string; state: string };
  change: (some: Partial<FiltersProps['filters']>) => void;
  lines: readonly SchoolLine[];
};

function Filters({ filters, change, lines }: FiltersProps) {
  const t = useTexts(staffTexts);
  const { language } = useLanguage();
  const isRu = language === 'ru';
  const choices = (title: 'kindTitle' | 'subjectTitle') => {
    const known = new Map(lines.map((line) => [line[title], isRu ? line[title] : line[`${title}En`]]));
    return [...known].map(([value, label]) => ({ value, label }));
  };
  const all = { value: '', label: t('all') };
  const select = (name: keyof FiltersProps['filters'], data: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(name)}
      data={data}
      value={filters[name]}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
    />
  );
  return (
    <Group align="end" mb="md">
      {select(
        'year',
        years.map((value) => ({ value, label: value })),
      )}
      {select('kind', [all, ...choices('kindTitle')])}
      {select('subject', [all, ...choices('subjectTitle')])}
      {select('state', [all, ...states.map((value) => ({ value, label: t(`state.${value}`) }))])}
    </Group>
  );
}

function Take({ year }: { year: number }) {
  const t = useTexts(staffTexts);
  const take = useMutation({
    mutationFn: () => saveFile('/exams/school/results/file', { year }),
    onError: notifyProblem,
  });
  return (
    <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
      {t('file')}
    </Button>
  );
}

function useColumns(areSeveral: boolean): Column<SchoolLine>[] {
  const t = useTexts(staffTexts);
  const words = useResultWords();
  const { language } = useLanguage();
  const { briefDay } = useFormats();
  const isRu = language === 'ru';
  return [
    { key: 'name', title: t('participant'), value: ({ name }) => name, isName: true },
    { key: 'kind', title: t('kind'), value: ({ kindTitle, kindTitleEn }) => (isRu ? kindTitle : kindTitleEn) },
    {
      key: 'subject',
      title: t('subject'),
      value: ({ subjectTitle, subjectTitleEn }) => (isRu ? subjectTitle : subjectTitleEn),
    },
    { key: 'day', title: t('day'), value: ({ heldOn }) => heldOn, cell: ({ heldOn }) => briefDay(heldOn) },
    {
      key: 'result',
      title: t('result'),
      value: ({ result }) => result,
      cell: ({ result, unit }) => words(result, unit),
    },
    { key: 'state', title: t('state'), value: stateOf, cell: (line) => <ResultState {...line} /> },
    ...(areSeveral
      ? [{ key: 'organisation', title: t('organisation'), value: ({ organisation }: SchoolLine) => organisation }]
      : []),
  ];
}
