import {
  Badge,
  DataTable,
  Group,
  Link,
  Paper,
  Stack,
  Text,
  Title,
  useFormats,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { RingView } from '../../shared/rings';
import { useWords } from '../words';
import { RingActions } from './RingActions';
import { ringTexts } from './texts';

type Member = RingView['members'][number];
const tone = { offered: 'blue', agreed: 'blue', done: 'green', broken: 'gray' } as const;

/** One ring: its families in the order in which each takes the place of the next, and what can be done. */
export function RingCard({ ring }: { ring: RingView }) {
  const t = useTexts(ringTexts);
  const words = useWords();
  const { day, instant } = useFormats();
  const title = t('title', { count: ring.members.length });
  const { state, orderNumber, startsOn, endGround } = ring;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={`ring-${ring.id}`}>
      <Stack gap="sm">
        <Group gap="sm">
          <Title order={2} id={`ring-${ring.id}`}>
            {title}
          </Title>
          <Badge color={tone[state]} variant="light" miw="max-content">
            {t(`state.${state}`)}
          </Badge>
        </Group>
        <Text c="dimmed">
          {[
            ring.municipality,
            t('found', { at: instant(ring.foundAt) }),
            state === 'offered'
              && t(ring.isProvisional ? 'answer-by-provisional' : 'answer-by', { day: day(ring.answerBy) }),
            endGround && words.ground(endGround).toLowerCase(),
            orderNumber && startsOn && t('order', { number: orderNumber, day: day(startsOn) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        <DataTable caption={title} columns={useColumns(state)} rows={ring.members} rowKey={({ number }) => number} />
        <RingActions ring={ring} />
      </Stack>
    </Paper>
  );
}

function useColumns(ring: RingView['state']): Column<Member>[] {
  const t = useTexts(ringTexts);
  const words = useWords();
  const { day } = useFormats();
  const fixed = { sortable: false } as const;
  const answerOf = ({ state, status, documentsBy }: Member) => {
    if (ring === 'done' || ring === 'broken') return words.direction(state);
    if (status === 'docs') return t('answer.docs');
    if (status === 'directed' && documentsBy) return t('answer.documents', { day: day(documentsBy) });
    return t(state === 'accepted' ? 'answer.accepted' : 'answer.offered');
  };
  return [
    {
      ...{ ...fixed, key: 'child', title: t('child'), isName: true },
      value: ({ child }) => child,
      cell: ({ applicationId, child, number }) => (
        <>
          <Link to={`/kindergarten/queue/${applicationId}` as '/'}>{child}</Link>
          <Text size="sm" c="dimmed">
            {number}
          </Text>
        </>
      ),
    },
    { ...fixed, key: 'from', title: t('from'), value: ({ from }) => from },
    { ...fixed, key: 'to', title: t('to'), value: ({ to, group }) => `${to}, ${group}` },
    { ...fixed, key: 'answer', title: t('answer'), value: answerOf },
  ];
}
