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
  useTexts,
} from '@regiso/core/ui';
import type { Release } from '../model';
import { texts } from '../texts';

/** Releases that have run here, with what the changelog says of them. */
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

function OneRelease({ release: { version, since, isPresent, notes } }: { release: Release }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
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
      <Stack gap="xs" maw="75ch" lang="en">
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
    </Paper>
  );
}
