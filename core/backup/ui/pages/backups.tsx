import { IconInfoCircle } from '@tabler/icons-react';
import { Alert, Button, List, Page, Paper, Stack, Text, Title, useTexts } from '@regiso/core/ui';
import { isUnderWay, useAsk, useOverview, type Overview } from '../model';
import { Facts } from '../parts/Facts';
import { Backups, Runs } from '../parts/Lists';
import { texts } from '../texts';

/** Copies of everything: how old, whether they open, how to come back from them. */
export default function BackupsPage() {
  const t = useTexts(texts);
  const overview = useOverview();
  const { data } = overview;
  return (
    <Page
      title={t('backups')}
      lead={t('backups.lead')}
      actions={<Create runs={data?.runs ?? []} />}
      loading={overview.isPending}
      error={data ? undefined : overview.error}
      retry={() => void overview.refetch()}
    >
      {data && (
        <Stack gap="xl">
          {data.external && (
            <Alert color="blue" icon={<IconInfoCircle size={20} aria-hidden />} title={t('external')}>
              {t('external.text')}
            </Alert>
          )}
          <Facts overview={data} />
          <Backups overview={data} />
          <section>
            <Title order={2} size="h3" mb="sm">
              {t('runs')}
            </Title>
            <Runs runs={data.runs} />
          </section>
          {!data.external && <HowToRestore />}
        </Stack>
      )}
    </Page>
  );
}

function Create({ runs }: Pick<Overview, 'runs'>) {
  const t = useTexts(texts);
  const ask = useAsk();
  const busy = runs.some((run) => run.kind === 'create' && isUnderWay(run));
  return (
    <Button loading={ask.isPending || busy} onClick={() => ask.mutate({ kind: 'create' })}>
      {t('create')}
    </Button>
  );
}

function HowToRestore() {
  const t = useTexts(texts);
  return (
    <Paper withBorder p="lg" component="section" maw="80ch">
      <Title order={2} size="h3" mb="sm">
        {t('restore')}
      </Title>
      <List type="ordered" spacing="xs">
        <List.Item>{t('restore.1')}</List.Item>
        <List.Item>
          {t('restore.2')}
          <Command says={t('restore.all')} command="regiso backup restore" />
          <Command says={t('restore.moment')} command="regiso backup restore --target-time 2026-09-01T09:30:00+05:00" />
        </List.Item>
        <List.Item>{t('restore.3')}</List.Item>
      </List>
    </Paper>
  );
}

const Command = ({ says, command }: { says: string; command: string }) => (
  <Text size="sm" mt={6}>
    {says} <code style={{ overflowWrap: 'anywhere' }}>{command}</code>
  </Text>
);
