import { useState } from 'react';
import { Badge, DialogButton, Group, Link, Text, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import type { DeliveryView } from '../../shared/deliveries';
import styles from '../Entries.module.css';
import { titleOf } from '../figures';
import { ChangeDeliveryForm } from './DeliveryForm';
import { deliveryTexts } from './delivery-texts';
import { Act, useSteps } from './steps';

type Props = { delivery: DeliveryView };

/** One delivery: what, when, to whom, how the last one went, and what may be done with it. */
export function DeliveryEntry({ delivery }: Props) {
  const t = useTexts(deliveryTexts);
  const { day, briefInstant } = useFormats();
  const title = useBoardTitle(delivery);
  const { words, plan, people, owner, isMine, isLed, nextAt } = delivery;
  const names = people.map(({ name, hasLeft }) => (hasLeft ? t('list.left', { name }) : name));
  return (
    <li className={styles.entry}>
      <h2>
        {delivery.title === null ? (
          title
        ) : (
          <Link to={`/dashboards/${delivery.dashboard}` as '/'} search={delivery.search as never}>
            {title}
          </Link>
        )}
        <StateMark delivery={delivery} />
      </h2>
      {words && <Text size="sm">{words}</Text>}
      <Text size="sm">
        {usePlanWords(delivery)}, {t('list.until', { day: day(plan.endsOn) })}
        {' · '}
        {plan.formats.map((format) => format.toUpperCase()).join(', ')}
        {nextAt && ` · ${t('list.next', { when: briefInstant(nextAt) })}`}
      </Text>
      {!isMine && <Text size="sm">{t('list.owner', { name: owner })}</Text>}
      {isLed && <Text size="sm">{t('list.people', { names: names.join(', ') })}</Text>}
      {isLed && <LastRun delivery={delivery} />}
      <Tools delivery={delivery} title={title} />
    </li>
  );
}

function useBoardTitle({ title, titleEn }: DeliveryView) {
  const t = useTexts(deliveryTexts);
  const { language } = useLanguage();
  return title === null ? t('list.closed') : titleOf({ title, titleEn }, language);
}

function usePlanWords({ plan: { every, day, hour } }: DeliveryView) {
  const t = useTexts(deliveryTexts);
  if (every === 'daily') return t('plan.daily', { hour });
  if (every === 'monthly') return t('plan.monthly', { day: day ?? 1, hour });
  return t('plan.weekly', { day: t(`day.${(day ?? 1) as 1}`), hour });
}

function StateMark({ delivery: { isActive, nextAt, isLed, isSentToMe, isWanted } }: Props) {
  const t = useTexts(deliveryTexts);
  const state =
    !isLed && isSentToMe && !isWanted ? 'left' : !isActive ? 'stopped' : nextAt === null ? 'ended' : 'active';
  return (
    <Badge variant="light" color={state === 'active' ? 'green' : 'gray'} miw="max-content">
      {t(`state.${state}`)}
    </Badge>
  );
}

function LastRun({ delivery: { last, fault } }: Props) {
  const t = useTexts(deliveryTexts);
  const { briefInstant } = useFormats();
  return (
    <>
      {fault && (
        <Text size="sm" fw={600}>
          {t('list.missed', { why: t(`why.${fault}`) })}
        </Text>
      )}
      <Text size="sm">
        {last ? t('list.last', { when: briefInstant(last.at), sent: last.sent }) : t('list.never')}
        {last && last.waiting > 0 && `, ${t('list.waiting', { count: last.waiting })}`}
      </Text>
      {last?.troubles.map(({ name, why }) => (
        <Text key={name + why} size="sm" fw={600}>
          {t('list.trouble', { name, why: t(`why.${why}`) })}
        </Text>
      ))}
    </>
  );
}

function Tools({ delivery, title }: Props & { title: string }) {
  const t = useTexts(deliveryTexts);
  const { send, turn, remove, want } = useSteps(delivery);
  const [isOpen, setOpen] = useState(false);
  const { isMine, isLed, isSentToMe, isWanted, isActive, nextAt } = delivery;
  const isEnded = isActive && nextAt === null;
  const act = (what: string, mutation: { mutate: () => void; isPending: boolean }) => (
    <Act label={what} name={t('of', { what, title })} mutation={mutation} />
  );
  return (
    <Group gap="xs" mt="sm">
      {isMine && act(t('now'), send)}
      {isMine && (
        <DialogButton
          variant="default"
          size="sm"
          label={t(isEnded ? 'prolong' : 'change-delivery')}
          aria-label={t('of', { what: t(isEnded ? 'prolong' : 'change-delivery'), title })}
          title={title}
          isOpen={isOpen}
          setOpen={setOpen}
          wide
        >
          <ChangeDeliveryForm delivery={delivery} isRenewed={isEnded} onDone={() => setOpen(false)} />
        </DialogButton>
      )}
      {isLed && (isActive || isMine) && act(t(isActive ? 'stop' : 'resume'), turn)}
      {isLed && act(t('remove'), remove)}
      {isSentToMe && act(t(isWanted ? 'leave' : 'back'), want)}
    </Group>
  );
}
