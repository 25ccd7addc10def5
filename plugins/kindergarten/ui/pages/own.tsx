import { IconHorseToy } from '@tabler/icons-react';
import { Button, EmptyState, Link, Page, Text, useApi, useTexts } from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { StatusBadge } from '../Marks';
import { NextStep } from '../own/NextStep';
import { useStamp } from '../own/model';
import styles from '../own/Own.module.css';
import { ownTexts } from '../own-texts';
import { texts } from '../texts';

/** The applications of one's children: where each stands and what to do next. */
export default function Own() {
  const t = useTexts(ownTexts);
  const titles = useTexts(texts);
  const own = useApi<ApplicationView[]>('/kindergarten/own/applications');
  const others = (
    <>
      <Button component={Link} {...{ to: '/kindergarten/own/dossier' as '/' }} variant="default">
        {t('dossier')}
      </Button>
      <Button component={Link} {...{ to: '/kindergarten/own/absence' as '/' }} variant="default">
        {titles('own-absence')}
      </Button>
    </>
  );
  const file = (
    <Button component={Link} {...{ to: '/kindergarten/own/new' as '/' }}>
      {t('file')}
    </Button>
  );
  return (
    <Page
      title={titles('own')}
      loading={own.isPending}
      error={own.data ? undefined : own.error}
      retry={() => void own.refetch()}
      actions={
        own.data?.length ? (
          <>
            {others} {file}
          </>
        ) : (
          others
        )
      }
    >
      {own.data?.length === 0 && (
        <EmptyState icon={IconHorseToy} title={t('none')} what={t('none.what')}>
          {file}
        </EmptyState>
      )}
      <ul className={styles.list}>
        {own.data?.map((application) => (
          <Card key={application.id} application={application} />
        ))}
      </ul>
    </Page>
  );
}

function Card({ application }: { application: ApplicationView }) {
  const t = useTexts(ownTexts);
  const stamp = useStamp();
  const { id, status, number, filedAt, child, choices } = application;
  const isDraft = status === 'draft';
  const label = t(isDraft ? 'continue' : 'open');
  return (
    <li className={styles.card} data-urgent={status === 'offered' || undefined}>
      <StatusBadge status={status} />
      <h2>{child}</h2>
      <Text c="dimmed">
        {[number && t('number', { number }), filedAt && t('filed', { at: stamp(filedAt) })].filter(Boolean).join(' · ')
          || choices.map(({ name }) => name).join(', ')}
      </Text>
      <NextStep application={application} />
      <Button
        component={Link}
        {...{ to: `/kindergarten/own/${id}${isDraft ? '/edit' : ''}` as '/' }}
        variant={status === 'offered' || isDraft ? 'filled' : 'default'}
        aria-label={`${label}: ${child}`}
        mt="xs"
      >
        {label}
      </Button>
    </li>
  );
}
