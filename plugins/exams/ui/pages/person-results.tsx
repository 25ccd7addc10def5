import { IconSearch } from '@tabler/icons-react';
import {
  api,
  Badge,
  DataTable,
  EmptyState,
  errorsByField,
  Form,
  Group,
  Link,
  List,
  Page,
  ProblemError,
  Stack,
  Text,
  TextInput,
  Title,
  useApi,
  useFormats,
  useForm,
  useMutation,
  useNavigate,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { Found, FoundResults, WaitingAnnulment } from '../../shared/revisions';
import { menuTexts } from '../menu-texts';
import { useExamName, useResultWords } from '../persons/words';
import { ResultState } from '../staff/State';
import { staffTexts } from '../staff/texts';

/** Results of persons by name, and what waits for a second person. */
export default function PersonResults() {
  const t = useTexts(staffTexts);
  const titles = useTexts(menuTexts);
  const form = useForm({ name: '' });
  const find = useMutation({
    mutationFn: () => api.post<FoundResults>('/exams/person-results/search', form.values),
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
  });
  return (
    <Page title={titles('person-results')} lead={t('lead')}>
      <Stack gap="xl">
        <Waiting />
        <Form
          label={titles('person-results')}
          send={t('find')}
          busy={find.isPending}
          error={find.error}
          onSend={() => find.mutate()}
        >
          <TextInput
            label={t('search')}
            description={t('search.what')}
            maxLength={100}
            maw={420}
            required
            {...form.field('name')}
          />
        </Form>
        {find.data && <Results found={find.data} />}
      </Stack>
    </Page>
  );
}

function Waiting() {
  const t = useTexts(staffTexts);
  const nameOf = useExamName();
  const { day } = useFormats();
  const { data } = useApi<WaitingAnnulment[]>('/exams/annulments');
  if (!data?.length) return null;
  return (
    <section aria-label={t('waiting')}>
      <Title order={2} size="h4" mb="xs">
        {t('waiting')}
      </Title>
      <List spacing="xs">
        {data.map((one) => (
          <List.Item key={one.id}>
            <Group gap="xs">
              <Link {...{ to: `/exams/person-results/${one.resultId}` as '/' }}>
                {t('waiting.line', { name: one.name, exam: nameOf(one), day: day(one.heldOn) })}
              </Link>
              <Badge variant="light" color="yellow" miw="max-content">
                {t(`waiting.${one.action}`)}
              </Badge>
              {one.isOwn && <Text c="dimmed">{t('waiting.own')}</Text>}
            </Group>
          </List.Item>
        ))}
      </List>
    </section>
  );
}

function Results({ found: { results, isMore } }: { found: FoundResults }) {
  const t = useTexts(staffTexts);
  const titles = useTexts(menuTexts);
  const navigate = useNavigate();
  return (
    <div>
      <DataTable
        caption={titles('person-results')}
        columns={useColumns()}
        rows={results}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/exams/person-results/${id}` as '/' })}
        empty={<EmptyState icon={IconSearch} title={t('found.none')} what={t('found.none.what')} />}
      />
      {isMore && <Text c="dimmed">{t('found.more')}</Text>}
    </div>
  );
}

function useColumns(): Column<Found>[] {
  const t = useTexts(staffTexts);
  const nameOf = useExamName();
  const words = useResultWords();
  const { day } = useFormats();
  return [
    { key: 'name', title: t('participant'), value: ({ name }) => name, isName: true },
    { key: 'exam', title: t('exam'), value: nameOf },
    { key: 'day', title: t('day'), value: ({ heldOn }) => heldOn, cell: ({ heldOn }) => day(heldOn) },
    {
      key: 'result',
      title: t('result'),
      value: ({ result }) => result,
      cell: ({ result, unit }) => words(result, unit),
    },
    { key: 'state', title: t('state'), value: ({ status }) => status, cell: (one) => <ResultState {...one} /> },
  ];
}
