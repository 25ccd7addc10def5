import {
  Badge,
  EmptyState,
  ErrorState,
  Group,
  Paper,
  Skeleton,
  Stack,
  Text,
  Title,
  useApi,
  useFormats,
  useLanguage,
  useTexts,
} from '@regiso/core/ui';
import type { Release, ReleaseNote } from '../model';
import { texts } from '../texts';

/** Releases that have run here: in Russian in short with the changelog below, in English the changelog alone. */
export function Releases() {
  const t = useTexts(texts);
  const list = useApi<Release[]>('/system/releases');
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {t('releases')}
      </Title>
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton h={120} />}
      {list.data?.length === 0 && <EmptyState title={t('releases.none')} />}
      <Stack gap="sm">
        {list.data?.map((release) => (
          <OneRelease key={release.version} release={release} />
        ))}
      </Stack>
    </section>
  );
}

function OneRelease({ release: { version, since, isPresent, summary, notes } }: { release: Release }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const { language } = useLanguage();
  const isShort = language === 'ru' && summary.length > 0;
  return (
    <Paper withBorder p="md">
      <Group gap="sm" mb={notes.length ? 'xs' : 0}>
        <Title order={3} size="h4">
          {version}
        </Title>
        {isPresent && (
          <Badge variant="light" color="green">
            {t('releases.present')}
          </Badge>
        )}
        {since && (
          <Text size="sm" c="dimmed">
            {t('releases.since', { at: instant(since) })}
          </Text>
        )}
      </Group>
      {isShort ? (
        <Stack gap="xs">
          <Notes notes={summary} lang="ru" />
          {notes.length > 0 && (
            <details>
              <Text component="summary" size="sm" mb="xs">
                {t('releases.in-full')}
              </Text>
              <Notes notes={notes} lang="en" />
            </details>
          )}
        </Stack>
      ) : (
        <Notes notes={notes} lang="en" />
      )}
    </Paper>
  );
}

function Notes({ notes, lang }: { notes: readonly ReleaseNote[]; lang: 'ru' | 'en' }) {
  return (
    <Stack gap="xs" maw="75ch" lang={lang}>
      {notes.map(({ title, text }) => (
        <Text key={text} size="sm">
          {title && (
            <Text span fw={600} size="sm">
              {title}.{' '}
            </Text>
          )}
          {text}
        </Text>
      ))}
    </Stack>
  );
}
