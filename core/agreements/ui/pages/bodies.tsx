import { Anchor, EmptyState, List, Page, Paper, Stack, Text, Title } from '@regiso/core/ui';
import { useApi, useLanguage, useTexts } from '@regiso/core/ui';
import { useNames } from '../../../access/ui/names';
import { texts } from '../texts';

type Body = {
  id: string;
  name: string;
  nameEn: string;
  act: string;
  clause: string;
  duties: string[];
  dutiesEn: string[];
  subsystems: string[];
  website: string | null;
};

export default function Bodies() {
  const t = useTexts(texts);
  const list = useApi<Body[]>('/agreements/bodies');
  return (
    <Page
      title={t('bodies')}
      lead={list.data?.[0]?.act}
      narrow
      loading={list.isPending}
      error={list.error}
      retry={() => void list.refetch()}
    >
      {list.data?.length === 0 && <EmptyState title={t('bodies.empty')} />}
      <Stack gap="md">
        {list.data?.map((body) => (
          <BodyCard key={body.id} body={body} />
        ))}
      </Stack>
    </Page>
  );
}

function BodyCard({ body }: { body: Body }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const names = useNames();
  const duties = language === 'en' ? body.dutiesEn : body.duties;
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby={`body-${body.id}`}>
      <Title order={2} size="h3" id={`body-${body.id}`}>
        {language === 'en' ? body.nameEn : body.name}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('bodies.clause', { clause: body.clause })}
        {body.website && (
          <>
            {' · '}
            <Anchor underline="always" href={body.website} rel="noreferrer">
              {body.website.replace(/^https?:\/\//, '')}
            </Anchor>
          </>
        )}
      </Text>
      <List>
        {duties.map((duty) => (
          <List.Item key={duty}>{duty}</List.Item>
        ))}
      </List>
      {body.subsystems.length > 0 && (
        <Text mt="sm">{t('bodies.subsystems', { list: names.subsystems(body.subsystems) })}</Text>
      )}
    </Paper>
  );
}
