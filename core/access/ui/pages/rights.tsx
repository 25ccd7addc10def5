import { EmptyState, Page, Stack, useApi, useLanguage, useTexts, useUrlState } from '@regiso/core/ui';
import { GrantCard } from '../GrantCard';
import type { Grant } from '../model';
import { texts } from '../texts';

type Why = { participant: { name: string }; because: Grant[] };
type WhyRecord = { title: string; titleEn: string; because: Grant[] };

export default function Rights() {
  const [{ participant, kind, record }] = useUrlState({ participant: '', kind: '', record: '' });
  if (kind && record) return <WhyThisRecord kind={kind} id={record} />;
  return participant ? <WhyISee participant={participant} /> : <OwnRights />;
}

function OwnRights() {
  const t = useTexts(texts);
  const list = useApi<Grant[]>('/access/own/rights');
  return (
    <Page
      title={t('rights')}
      lead={t('rights.lead')}
      narrow
      loading={list.isPending}
      error={list.error}
      retry={() => void list.refetch()}
    >
      <Grants grants={list.data ?? []} />
    </Page>
  );
}

function WhyISee({ participant }: { participant: string }) {
  const t = useTexts(texts);
  const why = useApi<Why>(`/access/why/${participant}`);
  return (
    <Page
      title={why.data ? t('rights.for', { name: why.data.participant.name }) : t('rights')}
      lead={t('rights.lead')}
      narrow
      breadcrumbs={[{ title: t('rights'), to: '/access/rights' }]}
      loading={why.isPending}
      error={why.error}
      retry={() => void why.refetch()}
    >
      <Grants grants={why.data?.because ?? []} />
    </Page>
  );
}

function WhyThisRecord({ kind, id }: { kind: string; id: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const why = useApi<WhyRecord>(`/access/why/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`);
  const name = language === 'en' ? why.data?.titleEn : why.data?.title;
  return (
    <Page
      title={name ? t('rights.record', { name }) : t('rights')}
      lead={t('rights.lead')}
      narrow
      breadcrumbs={[{ title: t('rights'), to: '/access/rights' }]}
      loading={why.isPending}
      error={why.error}
      retry={() => void why.refetch()}
    >
      <Grants grants={why.data?.because ?? []} />
    </Page>
  );
}

function Grants({ grants }: { grants: readonly Grant[] }) {
  const t = useTexts(texts);
  if (!grants.length) return <EmptyState title={t('rights.empty')} what={t('rights.empty-what')} />;
  return (
    <Stack gap="md">
      {grants.map((grant) => (
        <GrantCard key={grant.id} grant={grant} />
      ))}
    </Stack>
  );
}
