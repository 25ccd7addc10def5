import type { ReactNode } from 'react';
import { api, Button, notifyProblem, Stack, useTexts } from '@regiso/core/ui';
import { useNames } from '../../../access/ui/names';
import { useBodyName } from '../Marks';
import { threadAddress, type Context, type Thread } from '../model';
import styles from '../Support.module.css';
import { threadTexts } from '../thread-texts';
import { Transfer } from './Transfer';
import { useThreadChange } from './use-thread-change';

/** What the desk does with a question, and where it was asked. */
export function DeskSide({ ticket }: { ticket: Thread }) {
  const t = useTexts(threadTexts);
  return (
    <div className={styles.side}>
      <section className={styles.box} aria-labelledby="ticket-work">
        <h2 id="ticket-work">{t('work')}</h2>
        <Work ticket={ticket} />
      </section>
      {ticket.context && (
        <section className={styles.box} aria-labelledby="ticket-context">
          <h2 id="ticket-context">{t('context')}</h2>
          <Asked context={ticket.context} subsystem={ticket.subsystem} />
        </section>
      )}
    </div>
  );
}

function Work({ ticket }: { ticket: Thread }) {
  const t = useTexts(threadTexts);
  const bodyName = useBodyName();
  const { id, state, assignee, isMine } = ticket;
  const take = useThreadChange(id, () => api.post<Thread>(`${threadAddress(id)}/take`), {
    done: () => t('taken'),
    onError: notifyProblem,
  });
  const close = useThreadChange(id, () => api.post<Thread>(`${threadAddress(id)}/close`), {
    done: () => t('desk.closed'),
    onError: notifyProblem,
  });
  return (
    <Stack gap="md">
      <dl className={styles.facts}>
        <Fact name={t('body')}>{bodyName(ticket)}</Fact>
        <Fact name={t('assignee')}>{assignee ?? t('assignee.none')}</Fact>
      </dl>
      <Stack gap="xs" align="flex-start">
        {state === 'new' && (
          <Button loading={take.isPending} onClick={() => take.mutate()}>
            {t('take')}
          </Button>
        )}
        {state !== 'solved' && <Transfer ticket={ticket} />}
        {state === 'waiting-author' && !isMine && (
          <Button variant="default" loading={close.isPending} onClick={() => close.mutate()}>
            {t('close')}
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

function Asked({ context, subsystem }: { context: Context; subsystem: string | null }) {
  const t = useTexts(threadTexts);
  const names = useNames();
  const { screen, recordId, roles, release, errors } = context;
  return (
    <dl className={styles.facts}>
      <Fact name={t('context.subsystem')}>{subsystem ? names.subsystem(subsystem) : t('context.none')}</Fact>
      <Fact name={t('context.screen')}>{screen ?? t('context.none')}</Fact>
      {recordId && <Fact name={t('context.record')}>{recordId}</Fact>}
      {roles.length > 0 && <Fact name={t('context.roles')}>{roles.map((role) => names.role(role)).join(', ')}</Fact>}
      <Fact name={t('context.release')}>{release}</Fact>
      {errors.length > 0 && (
        <Fact name={t('context.errors')}>{errors.map(({ code, status }) => `${code} (${status})`).join(', ')}</Fact>
      )}
    </dl>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
