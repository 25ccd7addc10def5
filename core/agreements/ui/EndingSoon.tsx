import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { Alert, Link, List, useApi, useFormats, useTexts, type Formats } from '@regiso/core/ui';
import { texts } from './texts';

type Ending = {
  participantId: string;
  name: string;
  number: string;
  endsOn: string;
  daysLeft: number;
  daysToClose: number;
};

const shown = 5;

/** Agreements within reach that end within sixty days or can only be read; nothing when there are none. */
export default function EndingSoon() {
  const t = useTexts(texts);
  const formats = useFormats();
  const { data = [] } = useApi<Ending[]>('/agreements/ending');
  if (!data.length) return null;
  const isUrgent = data.some(({ daysLeft }) => daysLeft <= 7);
  const Icon = isUrgent ? IconAlertTriangle : IconClock;
  return (
    <Alert
      color={isUrgent ? 'red' : 'yellow'}
      icon={<Icon size={20} aria-hidden />}
      title={t('ending', { count: data.length })}
    >
      <List>
        {data.slice(0, shown).map((one) => (
          <List.Item key={`${one.participantId} ${one.number}`}>
            <Link to={`/agreements/participants/${one.participantId}` as '/'}>{one.name}</Link>
            {`: № ${one.number}, ${left(one)}`}
          </List.Item>
        ))}
      </List>
      {data.length > shown && t('ending.more', { count: data.length - shown })}
    </Alert>
  );

  function left(one: Ending) {
    if (one.daysLeft >= 0) return t('ending.left', { count: one.daysLeft, day: formats.day(one.endsOn) });
    return t('ending.read-only', { day: closingDay(one, formats) });
  }
}

function closingDay({ endsOn, daysToClose, daysLeft }: Ending, formats: Formats) {
  const day = new Date(`${endsOn}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + daysToClose - daysLeft);
  return formats.day(day.toISOString().slice(0, 10));
}
