import { IconCalendarOff } from '@tabler/icons-react';
import { Button, EmptyState, Link, Page, Text, useApi, useTexts } from '@regiso/core/ui';
import { AbsenceForm } from '../absence/AbsenceForm';
import type { AttendingChild } from '../absence/model';
import { absenceTexts } from '../absence/texts';
import { Told } from '../absence/Told';
import styles from '../own/Own.module.css';
import { texts } from '../texts';

/** The family tells of days when a child will not come, and takes them back. */
export default function OwnAbsence() {
  const t = useTexts(absenceTexts);
  const titles = useTexts(texts);
  const { data, error, isPending, refetch } = useApi<AttendingChild[]>('/kindergarten/own/absences');
  return (
    <Page
      title={titles('own-absence')}
      lead={data?.length ? t('lead') : undefined}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data?.length === 0 && (
        <EmptyState icon={IconCalendarOff} title={t('none')} what={t('none.what')}>
          <Button component={Link} {...{ to: '/kindergarten/own' as '/' }}>
            {t('apply')}
          </Button>
        </EmptyState>
      )}
      {Boolean(data?.length) && (
        <div className={styles.columns}>
          <AbsenceForm childs={data ?? []} />
          <ul className={styles.list}>
            {data?.map((child) => (
              <li key={child.childId} className={`${styles.card} ${styles.wide}`}>
                <h2>{child.child}</h2>
                <Text c="dimmed">{t('where', { organisation: child.organisation, group: child.group })}</Text>
                <Text fw={600}>{t('told')}</Text>
                <Told child={child} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Page>
  );
}
