import { IconAlertTriangle, IconClock, IconEye, IconPlayerPause } from '@tabler/icons-react';
import { Alert, useFormats, useTexts } from '@regiso/core/ui';
import type { Agreement, Participant } from './model';
import { paperTexts } from './paper-texts';
import { texts } from './texts';

/** What everybody concerned must see first: a suspension, an agreement without a successor that ends within 60, 30 or 7 days. */
export function Notices({ participant }: { participant: Participant }) {
  const t = useTexts(texts);
  const formats = useFormats();
  const open = participant.suspensions.find(({ liftedAt }) => !liftedAt);
  return (
    <>
      {open && (
        <Alert
          color="red"
          icon={<IconPlayerPause size={20} aria-hidden />}
          title={t('suspended-since', { day: formats.instant(open.suspendedAt) })}
        >
          {open.reason}
        </Alert>
      )}
      {participant.agreements
        .filter(({ isContinued }) => !isContinued)
        .map((agreement) => (
          <Ending key={agreement.id} agreement={agreement} />
        ))}
    </>
  );
}

function Ending({ agreement: { number, status, endsOn, daysLeft, readOnlyDays } }: { agreement: Agreement }) {
  const t = useTexts(paperTexts);
  const formats = useFormats();
  if (!endsOn || daysLeft === null) return null;
  if (status === 'read-only') {
    const day = new Date(`${endsOn}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + readOnlyDays);
    return (
      <Alert color="red" icon={<IconEye size={20} aria-hidden />} title={t('notice.read-only', { number })}>
        {t('notice.read-only-what', { day: formats.day(day.toISOString().slice(0, 10)) })}
      </Alert>
    );
  }
  if (status !== 'expiring') return null;
  const Icon = daysLeft <= 7 ? IconAlertTriangle : IconClock;
  return (
    <Alert
      color={daysLeft <= 7 ? 'red' : 'yellow'}
      icon={<Icon size={20} aria-hidden />}
      title={t('notice.ends', { number, count: daysLeft })}
    >
      {t('notice.ends-what', { day: formats.day(endsOn) })}
    </Alert>
  );
}
