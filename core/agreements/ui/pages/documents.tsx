import { useState } from 'react';
import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import {
  Anchor,
  api,
  apiAddress,
  Badge,
  Button,
  EmptyState,
  Group,
  Page,
  Paper,
  ReasonDialog,
  Stack,
  Text,
  Title,
} from '@regiso/core/ui';
import { useApi, useFormats, useLanguage, useQueryClient, useTexts } from '@regiso/core/ui';
import { paperTexts } from '../paper-texts';
import { PublishDialog, type PublishedDocument, type PublishedVersion } from '../PublishDialog';
import { texts } from '../texts';

export default function Documents() {
  const menu = useTexts(texts);
  const t = useTexts(paperTexts);
  const list = useApi<PublishedDocument[]>('/agreements/documents');
  return (
    <Page
      title={menu('documents')}
      lead={t('documents.lead')}
      narrow
      loading={list.isPending}
      error={list.error}
      retry={() => void list.refetch()}
      actions={
        <>
          <Button
            component="a"
            href="/documents"
            target="_blank"
            variant="default"
            rightSection={<IconExternalLink size={18} aria-hidden />}
          >
            {t('documents.public')}
          </Button>
          <PublishDialog icon={<IconPlus size={20} aria-hidden />} />
        </>
      }
    >
      {list.data?.length === 0 && <EmptyState title={t('documents.empty')} what={t('documents.empty-what')} />}
      <Stack gap="md">
        {list.data?.map((one) => (
          <DocumentCard key={one.series} document={one} />
        ))}
      </Stack>
    </Page>
  );
}

const useTitle = () => {
  const { language } = useLanguage();
  return ({ title, titleEn }: PublishedVersion) => (language === 'en' ? (titleEn ?? title) : title);
};

function DocumentCard({ document }: { document: PublishedDocument }) {
  const t = useTexts(paperTexts);
  const titleOf = useTitle();
  const [isLong, setLong] = useState(false);
  const { versions, kind, series } = document;
  const main = versions.find(({ state }) => state === 'current') ?? versions[0];
  if (!main) return null;
  const shown = isLong ? versions : versions.filter((one) => one === main || one.state === 'coming');
  return (
    <Paper withBorder p="lg" component="article" aria-labelledby={`document-${series}`}>
      <Group justify="space-between" align="flex-start" mb="sm">
        <div>
          <Title order={2} size="h3" id={`document-${series}`}>
            {titleOf(main)}
          </Title>
          <Text size="sm" c="dimmed">
            {t(`kind.${kind}`)}
          </Text>
        </div>
        <PublishDialog former={document} />
      </Group>
      <Stack gap="sm">
        {shown.map((version) => (
          <VersionLine key={version.id} version={version} />
        ))}
        {shown.length < versions.length && (
          <div>
            <Button size="sm" variant="subtle" onClick={() => setLong(true)}>
              {t('documents.former', { count: versions.length - shown.length })}
            </Button>
          </div>
        )}
      </Stack>
    </Paper>
  );
}

const colours = { current: 'green', coming: 'blue', former: 'gray', withdrawn: 'red' } as const;

function VersionLine({ version }: { version: PublishedVersion }) {
  const menu = useTexts(texts);
  const t = useTexts(paperTexts);
  const formats = useFormats();
  const titleOf = useTitle();
  const queries = useQueryClient();
  const name = titleOf(version);
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: '1 1 18rem', minWidth: 0 }}>
        <Group gap="xs">
          <Badge variant="light" color={colours[version.state]}>
            {t(`version.${version.state}`)}
          </Badge>
          <Text>{t('documents.since', { version: version.version, day: formats.day(version.effectiveOn) })}</Text>
        </Group>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <Anchor size="sm" href={apiAddress(`/agreements/documents/${version.id}/file`)} download>
            {version.fileName}
          </Anchor>
          {' · '}
          {t('documents.size', { size: formats.number(Math.max(Math.round(version.size / 1_024), 1)) })}
        </Text>
        {version.whatChanged && <Text size="sm">{`${t('documents.changed')}: ${version.whatChanged}`}</Text>}
        {version.withdrawReason && <Text size="sm">{version.withdrawReason}</Text>}
      </div>
      {version.state !== 'withdrawn' && (
        <ReasonDialog
          label={t('withdraw')}
          title={t('withdraw.title', { title: name, version: version.version })}
          what={t('withdraw.what')}
          done={t('withdraw.done')}
          reason={menu('reason')}
          send={({ reason }) => api.post(`/agreements/documents/${version.id}/withdraw`, { reason })}
          onDone={() => queries.invalidateQueries({ queryKey: ['/agreements/documents'] })}
        />
      )}
    </Group>
  );
}
