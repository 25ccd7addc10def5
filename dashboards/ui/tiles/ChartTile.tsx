import type { ComponentProps, ReactNode, Ref } from 'react';
import { EChart, Skeleton } from '@regiso/core/ui';
import type { Answer, TileView } from '../../shared';
import { useBoardContext, useBoardStatus } from '../board/context';
import type { LegendEntry } from '../charts/map-colours';
import { useSpeech } from '../figures';
import { SaveButton } from './SaveButton';
import styles from './Tile.module.css';
import { Failed, hasFigures, Nothing } from './TileMessage';
import { figuresOf, TileFrame, TileHeading } from './TileFrame';

type Chart = Pick<ComponentProps<typeof EChart>, 'option' | 'maps' | 'onClick'>;

type Props = {
  tile: TileView;
  /** The tile's element, for its owner to measure. */
  frame: Ref<HTMLElement>;
  answer: Answer | undefined;
  problem: string | undefined;
  n: number | null | undefined;
  /** What the chart says, in a sentence: under the title, for screen readers, under the picture. */
  says: string;
  /** Undefined while what it is drawn on is on its way. */
  chart: Chart | undefined;
  twin: ReactNode;
  height: number;
  actions?: ReactNode;
  legend?: readonly LegendEntry[];
  notes?: readonly (string | false | undefined)[];
  /** Stands under the chart and its legend, and under its table. */
  below?: ReactNode;
  /** What of that a picture says too. */
  remarks?: readonly string[];
  tools?: ReactNode;
  /** Whom the picture credits. */
  credit?: string | undefined;
};

/** A tile with a chart and its table; keeps its height whatever it has to show. */
export function ChartTile(props: Props) {
  const { tile, answer, problem, n, says, twin, height, legend, notes = [], credit } = props;
  const { formats, t } = useSpeech();
  const { board, choiceWords } = useBoardContext();
  const { moment, failure } = useBoardStatus();
  const lead = <p className={styles.says}>{answer ? says : '\u00a0'}</p>;
  const facts = [
    n === null || n === undefined ? '' : t('n', { n: formats.number(n, 0) }),
    answer?.asOf.at ? t('fresh.at', { moment: moment(answer.asOf) }) : '',
  ].filter(Boolean);
  const caption = {
    title: tile.title,
    lead: [board.isDemo && t('demo'), choiceWords].filter(Boolean).join(' '),
    legend: (legend ?? []).map(({ label, colour, hatch }) => ({ label, colour, isHatched: hatch !== undefined })),
    notes: [says, ...(props.remarks ?? []), facts.join('; '), credit ?? ''].filter(Boolean),
  };
  const canDraw = answer && hasFigures(answer) && props.chart;
  return (
    <TileFrame
      frame={props.frame}
      tile={tile}
      asOf={answer?.asOf}
      n={n}
      figures={figuresOf(answer)}
      notes={notes}
      problem={answer && problem}
      tools={props.tools}
    >
      {canDraw ? (
        <EChart
          {...canDraw}
          heading={<TileHeading tile={tile} />}
          lead={lead}
          label={`${tile.title}. ${choiceWords}. ${says}`}
          tableTwin={twin}
          height={height}
          fileName={tile.title}
          caption={caption}
          actions={
            <>
              {props.actions}
              <SaveButton tile={tile} />
            </>
          }
        />
      ) : (
        <div>
          <div className={styles.bare}>
            <TileHeading tile={tile} />
          </div>
          {lead}
          <Instead answer={answer} reason={answer ? undefined : (problem ?? failure)} height={height} />
        </div>
      )}
      {legend && <Legend entries={canDraw ? legend : []} />}
      {props.below}
    </TileFrame>
  );
}

type InsteadProps = { answer: Answer | undefined; reason: string | undefined; height: number };

function Instead({ answer, reason, height }: InsteadProps) {
  if (reason !== undefined) return <Failed reason={reason} height={height} />;
  if (!answer || hasFigures(answer)) return <Skeleton h={height} />;
  return <Nothing answer={answer} height={height} />;
}

const Legend = ({ entries }: { entries: readonly LegendEntry[] }) => (
  <ul className={styles.legend}>
    {entries.map(({ label, colour, hatch, shape }) => (
      <li key={label}>
        <span
          className={styles.swatch}
          data-hatch={hatch}
          data-shape={shape}
          style={hatch ? {} : shape === 'dashes' ? { borderColor: colour } : { background: colour }}
          aria-hidden
        />
        {label}
      </li>
    ))}
  </ul>
);
