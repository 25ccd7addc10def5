import { Badge, Group, Stack, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { Request } from './model';
import { texts } from './texts';

const colours = { waiting: 'yellow', done: 'green', refused: 'gray' } as const;

/** One request: what, when, by when, and the answer. */
export function RequestBody({ request, who }: { request: Request; who?: string }) {
  const t = useTexts(texts);
  const { day, instant } = useFormats();
  const { kind, text, state, answer, answeredAt, receivedOn, dueOn, isProvisional } = request;
  const dates = [
    `${t('received')}: ${day(receivedOn)}`,
    ...(state === 'waiting' ? [`${t('due')}: ${day(dueOn)}${isProvisional ? ` (${t('due.provisional')})` : ''}`] : []),
  ];
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text fw={600}>{[t(`kind.${kind}`), who].filter(Boolean).join(' · ')}</Text>
        <Badge color={colours[state]} variant="light" miw="max-content">
          {t(`state.${state}`)}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {dates.join(' · ')}
      </Text>
      <Text>{text}</Text>
      {answer && (
        <>
          <Text fw={600} size="sm">
            {answeredAt ? t('answer.on', { when: instant(answeredAt) }) : t('answer')}
          </Text>
          <Text>{answer}</Text>
        </>
      )}
    </Stack>
  );
}
