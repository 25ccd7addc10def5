import { IconCertificate } from '@tabler/icons-react';
import { EmptyState, Page, Paper, SimpleGrid, Stack, Text, Title, useApi, useFormats, useTexts } from '@regiso/core/ui';
import type { OwnResultLine, OwnResults } from '../../shared/appeals';
import { OwnAppeals } from '../appeals/OwnAppeals';
import { menuTexts } from '../menu-texts';
import { History } from '../persons/History';
import { personTexts } from '../persons/texts';
import { useExamName, useResultWords } from '../persons/words';

/** Published results of oneself and of one's children. */
export default function Results() {
  const t = useTexts(personTexts);
  const titles = useTexts(menuTexts);
  const people = useApi<OwnResults>('/exams/own/results');
  const shown = people.data?.filter(({ results }) => results.length);
  return (
    <Page
      title={titles('results')}
      loading={people.isPending}
      error={people.data ? undefined : people.error}
      retry={() => void people.refetch()}
    >
      {shown?.length === 0 && <EmptyState icon={IconCertificate} title={t('own.none')} what={t('own.none.what')} />}
      <Stack gap="xl">
        {shown?.map(({ id, name, isSelf, results }) => (
          <section key={id} aria-label={isSelf ? t('self') : name}>
            <Title order={2} mb="sm">
              {isSelf ? t('self') : name}
            </Title>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {results.map((line) => (
                <ResultCard key={line.id} line={line} />
              ))}
            </SimpleGrid>
          </section>
        ))}
      </Stack>
    </Page>
  );
}

function ResultCard({ line }: { line: OwnResultLine }) {
  const t = useTexts(personTexts);
  const nameOf = useExamName();
  const words = useResultWords();
  const { day, instant } = useFormats();
  const { heldOn, result, unit, primaryPoints, publishedAt, status, ground, history } = line;
  return (
    <Paper withBorder p="md" component="article">
      <Title order={3} size="h4">
        {nameOf(line)}
      </Title>
      <Text c="dimmed">{day(heldOn)}</Text>
      <Text size="xl" fw={600} my="xs">
        {status === 'annulled' ? t('annulled.title') : words(result, unit)}
      </Text>
      {status === 'annulled' && ground && !history.length && <Text>{t('annulled.ground', { ground })}</Text>}
      {primaryPoints !== null && <Text>{t('primary-points', { points: primaryPoints })}</Text>}
      <Text size="sm" c="dimmed">
        {t('published', { at: instant(publishedAt) })}
      </Text>
      <History line={line} />
      <OwnAppeals line={line} />
    </Paper>
  );
}
