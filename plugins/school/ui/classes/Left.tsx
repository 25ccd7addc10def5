import { Badge, Group, Stack, Text, useFormats, useTexts, useToday } from '@regiso/core/ui';
import type { ClassView } from '../../shared/classes';
import { departureTexts } from './departure-texts';

/** That a pupil has left, since when, why and by which order; or to which class they went. */
export function Left({ pupil: { to, departure, movedTo } }: { pupil: ClassView['members'][number] }) {
  const t = useTexts(departureTexts);
  const { day, briefDay } = useFormats();
  const today = useToday();
  if (!to) return '—';
  if (!departure) return movedTo ? t('moved-to', { name: movedTo, day: day(to) }) : day(to);
  const { reason, note, orderNumber, orderOn } = departure;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Badge color="gray" variant="light" miw="max-content">
          {to < today ? t('left') : t('leaves')}
        </Badge>
        {day(to)}
      </Group>
      <Text size="sm">{[t(`reason.${reason}`), note].filter(Boolean).join(': ')}</Text>
      <Text size="sm" c="dimmed">
        {t('by-order', { number: orderNumber, day: briefDay(orderOn) })}
      </Text>
    </Stack>
  );
}
