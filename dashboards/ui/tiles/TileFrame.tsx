import type { ReactNode, Ref } from 'react';
import { ActionIcon, Button } from '@regiso/core/ui';
import { IconAlertTriangle, IconMathFunction } from '@tabler/icons-react';
import type { Answer, AsOf, TileView } from '../../shared';
import { useBoardContext, useBoardStatus } from '../board/context';
import { ignoredBy, indicatorIdsOf } from '../../shared/questions';
import { marksIn, useSpeech, type Figure } from '../figures';
import styles from './Tile.module.css';

type Props = {
  tile: TileView;
  frame?: Ref<HTMLElement>;
  asOf: AsOf | undefined;
  /** How many observations stand behind the figures. */
  n?: number | null | undefined;
  /** Figures whose marks are explained below. */
  figures?: readonly Pick<Figure, 'flags'>[];
  notes?: readonly (string | false | undefined)[];
  /** Why the newest figures did not come though earlier ones are shown. */
  problem?: string | undefined;
  /** Buttons beside "how computed". */
  tools?: ReactNode;
  children: ReactNode;
};

/** What every tile has: its place, n, moment, the way to "how computed", and an honest word when figures are old. */
export function TileFrame({ tile, frame, asOf, n, figures = [], notes = [], problem, tools, children }: Props) {
  const speech = useSpeech();
  const { t } = speech;
  const { board, choice, nameOf } = useBoardContext();
  const { isLoading } = useBoardStatus();
  const ignored = ignoredBy(board, tile, choice).map((name) => board.dimensionTitles[name] ?? nameOf(name, null));
  const said = [
    ...marksIn(figures, speech),
    ...notes,
    ignored.length > 0 && t('filters.ignored', { names: speech.formats.list(ignored) }),
  ].filter((note): note is string => Boolean(note));
  return (
    <section
      ref={frame}
      className={styles.tile}
      data-draw={tile.draw}
      data-width={tile.width ?? 1}
      data-tile={tile.id}
      data-loading={isLoading || undefined}
      aria-busy={isLoading}
      aria-labelledby={`tile-${tile.id}`}
    >
      {children}
      <Kept problem={problem} asOf={asOf} />
      {said.length > 0 && <p className={styles.notes}>{said.join('. ')}</p>}
      <Foot tile={tile} asOf={asOf} n={n} tools={tools} />
    </section>
  );
}

function Kept({ problem, asOf }: { problem: string | undefined; asOf: AsOf | undefined }) {
  const { t } = useSpeech();
  const { moment, retry } = useBoardStatus();
  if (problem === undefined || !asOf) return null;
  return (
    <p className={styles.kept} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{t('tile.kept', { reason: problem, moment: asOf.at ? moment({ ...asOf, tick: -1 }) : '' })}</span>
      <Button variant="subtle" size="compact-sm" onClick={retry}>
        {t('tile.retry')}
      </Button>
    </p>
  );
}

function Foot({ tile, asOf, n, tools }: Pick<Props, 'tile' | 'asOf' | 'n' | 'tools'>) {
  const { t, formats } = useSpeech();
  const { explain } = useBoardContext();
  const { moment } = useBoardStatus();
  const words = t('how.of', { title: tile.title });
  const open = () => explain(indicatorIdsOf(tile));
  return (
    <div className={styles.foot}>
      <span className={styles.facts}>
        {n !== null && n !== undefined && <span title={t('n.means')}>{t('n', { n: formats.number(n, 0) })}</span>}
        {asOf?.at && <span title={t('at.means')}>{t('at', { moment: moment(asOf) })}</span>}
      </span>
      <span className={styles.buttons}>
        {tools}
        {tile.draw === 'figure' ? (
          <ActionIcon variant="subtle" aria-label={words} title={t('how')} aria-haspopup="dialog" onClick={open}>
            <IconMathFunction size={18} />
          </ActionIcon>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconMathFunction size={18} />}
            aria-label={words}
            aria-haspopup="dialog"
            onClick={open}
          >
            {t('how')}
          </Button>
        )}
      </span>
    </div>
  );
}

export const TileHeading = ({ tile }: { tile: TileView }) => (
  <h2 id={`tile-${tile.id}`} className={styles.title}>
    {tile.title}
  </h2>
);

/** The answers whose rows a tile explains. */
export const figuresOf = (...answers: readonly (Answer | undefined)[]) =>
  answers.flatMap((answer) => answer?.rows ?? []);
