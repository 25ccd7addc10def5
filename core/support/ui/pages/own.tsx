import { useState } from 'react';
import { IconMessageQuestion, IconPlus } from '@tabler/icons-react';
import { Button, EmptyState, Link, Page, Stack, useFormats, useKeyset, useTexts } from '@regiso/core/ui';
import AskDialog from '../AskDialog';
import { Due, StateBadge } from '../Marks';
import { ownAddress, type Ticket } from '../model';
import styles from '../Support.module.css';
import { texts } from '../texts';

/** What the reader has asked support, and how it stands. */
export default function OwnTickets() {
  const t = useTexts(texts);
  const list = useKeyset<Ticket>(ownAddress);
  const [isAsking, setAsking] = useState(false);
  return (
    <Page
      title={t('own')}
      lead={t('own.lead')}
      narrow
      loading={!list.rows && !list.error}
      error={list.rows ? undefined : list.error}
      retry={list.retry}
      actions={
        <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => setAsking(true)}>
          {t('ask')}
        </Button>
      }
    >
      {list.rows?.length === 0 && (
        <EmptyState icon={IconMessageQuestion} title={t('own.empty')} what={t('own.empty-what')} />
      )}
      <Stack gap="md">
        {list.rows && list.rows.length > 0 && (
          <ul className={styles.list}>
            {list.rows.map((ticket) => (
              <Card key={ticket.id} ticket={ticket} />
            ))}
          </ul>
        )}
        {list.more && (
          <div>
            <Button variant="default" loading={list.more.loading} onClick={list.more.load}>
              {t('more')}
            </Button>
          </div>
        )}
      </Stack>
      {isAsking && <AskDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function Card({ ticket }: { ticket: Ticket }) {
  const t = useTexts(texts);
  const { instant } = useFormats();
  const { id, number, subject, state, kind, createdAt } = ticket;
  return (
    <li>
      <Link to={`/support/tickets/${id}` as '/'} className={styles.card ?? ''}>
        <span className={styles.subject}>{subject}</span>
        <span className={styles.marks}>
          <StateBadge state={state} />
          <span>{t('number', { number })}</span>
          <span>{t(`kind.${kind}`)}</span>
          <span>{instant(createdAt)}</span>
        </span>
        {ticket.dueOn && (
          <span className={styles.marks}>
            <Due ticket={ticket} forAuthor />
          </span>
        )}
      </Link>
    </li>
  );
}
