import { useState } from 'react';
import {
  Button,
  ErrorState,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  useApi,
  useFormats,
  useTexts,
} from '@regiso/core/ui';
import { useWords } from '../words';
import type { Move, Position } from './model';
import { moveTexts, useCause } from './move-texts';
import styles from './Own.module.css';

const spans = ['week', 'month', 'filing'] as const;
type Span = (typeof spans)[number];
const days = { week: 7, month: 30 } as const;

type Props = { id: string; position: Position; filedAt: string };

/** Opens the list of what moved the child here since a moment. */
export function Moves(props: Props) {
  const t = useTexts(moveTexts);
  const [isOpen, setOpen] = useState(false);
  const { organisation } = props.position;
  return (
    <>
      <Button
        variant="default"
        aria-expanded={isOpen}
        aria-label={t('why.at', { organisation })}
        onClick={() => setOpen(!isOpen)}
      >
        {t('why')}
      </Button>
      {isOpen && <Since {...props} />}
    </>
  );
}

function Since({ id, position, filedAt }: Props) {
  const t = useTexts(moveTexts);
  const [span, setSpan] = useState<Span>('week');
  // Rounded to a day, so the same question keeps its answer while the page stands.
  const [now] = useState(() => Date.now());
  const since =
    span === 'filing' ? new Date(filedAt).toISOString() : new Date(now - days[span] * 86_400_000).toISOString();
  const moves = useApi<{ moves: Move[]; isWhole: boolean }>(
    `/kindergarten/own/applications/${id}/moves/${position.organisationId}`,
    { since },
  );
  const data = spans.map((value) => ({ value, label: t(value) }));
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t('since')}
        data={data}
        value={span}
        onChange={(value) => setSpan(value as Span)}
        fullWidth
      />
      {moves.error && <ErrorState error={moves.error} retry={() => void moves.refetch()} />}
      {moves.isPending && <Skeleton h={80} />}
      {moves.data && <Sum {...moves.data} span={span} position={position.position} />}
    </Stack>
  );
}

type SumProps = { moves: readonly Move[]; isWhole: boolean; span: Span; position: number };

function Sum({ moves, isWhole, span, position }: SumProps) {
  const t = useTexts(moveTexts);
  const sum = moves.reduce((all, { by }) => all + by, 0);
  const headline = sum ? t(`for.${span}`, { from: position - sum, to: position }) : t(`same.${span}`, { to: position });
  return (
    <div role="status">
      <Text fw={600} size="lg" mb="xs">
        {headline}
      </Text>
      {!isWhole && <Text c="dimmed">{t('part')}</Text>}
      {moves.length === 0 ? <Text>{t('nothing')}</Text> : <Lines moves={moves} />}
    </div>
  );
}

function Lines({ moves }: { moves: readonly Move[] }) {
  const t = useTexts(moveTexts);
  const words = useWords();
  const cause = useCause();
  const { instant } = useFormats();
  const said = (move: Move) =>
    `${cause(move)}${move.class < 3 && !move.own ? ` (${words.class(move.class).toLowerCase()})` : ''}`;
  return (
    <>
      <ul className={styles.lines}>
        {grouped(moves, said).map(({ text, by }) => (
          <Line key={text} by={by} text={text} />
        ))}
      </ul>
      <Text size="sm" c="dimmed" my="xs">
        {t('how')}
      </Text>
      <details>
        <summary>{t('lines', { count: moves.length })}</summary>
        <ol className={styles.lines}>
          {moves.map((move, at) => (
            <Line key={`${move.at}-${at}`} by={move.by} text={`${instant(move.at)} — ${said(move)}`} />
          ))}
        </ol>
      </details>
    </>
  );
}

const Line = ({ by, text }: { by: number; text: string }) => (
  <li>
    <span className={styles.by}>{useFormats().change(by, 0)}</span>
    <span>{text}</span>
  </li>
);

function grouped(moves: readonly Move[], said: (move: Move) => string) {
  const sums = new Map<string, number>();
  for (const move of moves) sums.set(said(move), (sums.get(said(move)) ?? 0) + move.by);
  return [...sums].map(([text, by]) => ({ text, by })).sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
}
