import { useEffect } from 'react';
import { Page, useFormats, useParam, useQueryClient, useTexts, WhySeen } from '@regiso/core/ui';
import { Due, StateBadge } from '../Marks';
import { useThread, type Thread } from '../model';
import { AnswerForm } from '../thread/AnswerForm';
import { DeskSide } from '../thread/DeskSide';
import { Files } from '../thread/Files';
import { Messages } from '../thread/Messages';
import { ReplyForm } from '../thread/ReplyForm';
import styles from '../Support.module.css';
import { texts } from '../texts';
import { threadTexts } from '../thread-texts';

/** One question: its thread, for the author to write on and for the desk to answer. */
export default function TicketPage() {
  const t = useTexts(texts);
  const thread = useThread(useParam('id'));
  useReadNotices(thread.isSuccess);
  const ticket = thread.data;
  const isDesk = ticket?.mayAnswer === true && !ticket.isMine;
  return (
    <Page
      title={ticket?.subject ?? t('ticket')}
      breadcrumbs={[
        isDesk ? { title: t('desk'), to: '/support/desk' } : { title: t('own'), to: '/support' },
        ...(ticket ? [{ title: t('number', { number: ticket.number }) }] : []),
      ]}
      actions={ticket?.mayAnswer && <WhySeen kind="support.ticket" id={ticket.id} />}
      loading={thread.isPending}
      error={ticket ? undefined : thread.error}
      retry={() => void thread.refetch()}
    >
      {ticket && (
        <div className={styles.thread} data-desk={ticket.mayAnswer || undefined}>
          <div className={styles.main}>
            <Marks ticket={ticket} />
            <Messages ticket={ticket} />
            <Files ticket={ticket} />
            {ticket.isMine && <ReplyForm ticket={ticket} />}
            {ticket.mayAnswer && <AnswerForm ticket={ticket} />}
          </div>
          {ticket.mayAnswer && <DeskSide ticket={ticket} />}
        </div>
      )}
    </Page>
  );
}

// The server has marked what is about this thread as read: the bell is to show it.
function useReadNotices(isOpen: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (isOpen) void queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => isNotices(path) });
  }, [isOpen, queries]);
}

const isNotices = (path: unknown) => typeof path === 'string' && path.startsWith('/notices/own');

function Marks({ ticket }: { ticket: Thread }) {
  const t = useTexts(texts);
  const words = useTexts(threadTexts);
  const { instant } = useFormats();
  return (
    <div className={styles.marks}>
      <StateBadge state={ticket.state} />
      <Due ticket={ticket} forAuthor={!ticket.mayAnswer} />
      <span>{t(`kind.${ticket.kind}`)}</span>
      <span>{words('asked', { at: instant(ticket.createdAt) })}</span>
    </div>
  );
}
