import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import {
  notifyDone,
  notifyProblem,
  saveFile,
  Skeleton,
  useLanguage,
  useMay,
  useScheme,
  useTexts,
} from '@regiso/core/ui';
import type { Answer, DashboardView, Freshness, TileView } from '../../shared';
import type { Explorable, Pivot } from '../../shared/boards';
import { tablesOf } from '../../shared/pivot';
import { BoardProvider, StatusProvider, type BoardContext, type BoardStatus } from '../board/context';
import { useMoment } from '../board/use-moment';
import { barsOption, mostBars } from '../charts/bars-option';
import { trendOption } from '../charts/trend-option';
import { useExplained } from '../explain/use-explained';
import { measuredIn, titleOf, useSpeech } from '../figures';
import { sayCourse, sayRange } from '../sentences';
import { ChartTile } from '../tiles/ChartTile';
import { SaveButton } from '../tiles/SaveButton';
import { tall } from '../tiles/sizes';
import tableStyles from '../tiles/TableTile.module.css';
import { Failed, hasFigures, Nothing } from '../tiles/TileMessage';
import { TileFrame, TileHeading } from '../tiles/TileFrame';
import { useWidth } from '../tiles/use-width';
import { columnsOf, mostColumns, trendLines } from './pivot-table';
import { pivotTexts } from './pivot-texts';
import { PivotTable } from './PivotTable';
import styles from './Pivot.module.css';
import { usePivot, type PivotAnswers } from './use-pivot';

const ExplainDrawer = lazy(() => import('../explain/ExplainDrawer'));

type Props = {
  id: string;
  title: string;
  width: number;
  pivot: Pivot;
  indicator: Explorable;
  fresh: Freshness | undefined;
  isDemo: boolean;
  tools?: ReactNode;
};

/** A question of the explorer with its answer: a table of figures, or the chart it can be drawn as with the table behind. */
export function PivotTile({ id, title, width, pivot, indicator, fresh, isDemo, tools }: Props) {
  const answers = usePivot(pivot, fresh);
  const { explained, explain, close } = useExplained();
  const moment = useMoment(fresh);
  const words = useFilterWords(pivot, indicator, answers);
  const save = useSave(pivot, words);
  const tile = useMemo(
    (): Table => ({ id, title, width, draw: 'table', indicators: [indicator.id], by: pivot.rows }),
    [id, title, width, indicator.id, pivot.rows],
  );
  const context = useMemo(
    () => contextOf(tile, indicator, isDemo, { choiceWords: words, explain, save }),
    [tile, indicator, isDemo, words, explain, save],
  );
  const { isLoading, failure, retry } = answers;
  const status: BoardStatus = { moment, isLoading, failure, retry };
  const shown = { tile, pivot, indicator, answers, about: words, tools };
  return (
    <BoardProvider value={context}>
      <StatusProvider value={status}>
        {pivot.draw === 'table' ? <AsTable {...shown} /> : <AsChart {...shown} />}
        {explained && (
          <Suspense>
            <ExplainDrawer indicators={explained} onClose={close} />
          </Suspense>
        )}
      </StatusProvider>
    </BoardProvider>
  );
}

type Table = Extract<TileView, { draw: 'table' }>;
type Shown = {
  tile: Table;
  pivot: Pivot;
  indicator: Explorable;
  answers: PivotAnswers;
  about: string;
  tools: ReactNode;
};

/** What the frame of a tile asks its board: here a board of this one tile, without filters of its own. */
function contextOf(
  tile: Table,
  indicator: Explorable,
  isDemo: boolean,
  rest: Pick<BoardContext, 'choiceWords' | 'explain' | 'save'>,
): BoardContext {
  const board: DashboardView = {
    ...{ id: tile.id, title: tile.title, titleEn: null, time: null, filters: [], drill: [], within: null },
    dimensionTitles: indicator.dimensions,
    indicators: [indicator],
    tiles: [tile],
    isDemo,
  };
  const batch = { choice: {}, questions: [], tiles: {}, names: {} };
  return {
    ...{ board, choice: {}, around: {}, batch, ...rest },
    choose: () => undefined,
    nameOf: (_, value) => value ?? '',
    link: (_, text) => text,
  };
}

/** «Год: 2026 · Предмет: Физика, Химия». */
function useFilterWords({ filters }: Pivot, { dimensions }: Explorable, { names }: PivotAnswers): string {
  const { t, formats } = useSpeech();
  const wordsOf = (name: string, value: string | null) =>
    names[name]?.rows.find(({ key }) => (key[0] ?? null) === value)?.titles[0] ?? value ?? t('filters.unknown');
  return Object.entries(filters)
    .map(
      ([name, values]) => `${dimensions[name] ?? name}: ${formats.list(values.map((value) => wordsOf(name, value)))}`,
    )
    .join(' · ');
}

/** Takes the table and its totals out as a workbook; undefined without the right to. */
function useSave(pivot: Pivot, words: string): BoardContext['save'] {
  const { t } = useSpeech();
  const { language } = useLanguage();
  const maySave = useMay('dashboards.export');
  const text = JSON.stringify(tablesOf(pivot));
  return useMemo(() => {
    if (!maySave) return undefined;
    return (title) => {
      const questions = JSON.parse(text) as ReturnType<typeof tablesOf>;
      const sheets = questions.map((_, at) => ({ title: title.slice(0, 200), questions: [at] }));
      const body = { title: [title, words].filter(Boolean).join('. ').slice(0, 200), language, questions, sheets };
      saveFile('/dashboards/export', body)
        .then((name) => notifyDone({ text: t('save.done', { name }) }))
        .catch(notifyProblem);
    };
  }, [maySave, text, words, language, t]);
}

function useNotes({ pivot, answers }: Pick<Shown, 'pivot' | 'answers'>) {
  const t = useTexts(pivotTexts);
  const { cross, columns } = answers;
  const rest = cross && pivot.columns ? columnsOf(cross, columns).length - mostColumns : 0;
  if (pivot.draw !== 'table') return [];
  return [rest > 0 && t('pivot.columns-rest', { count: rest }), Boolean(pivot.columns) && t('pivot.totals')];
}

/** What is counted, where the title does not say it already, and what it is narrowed by. */
function useAbout({ tile, indicator, about }: Pick<Shown, 'tile' | 'indicator' | 'about'>) {
  const speech = useSpeech();
  const { language } = useLanguage();
  const title = titleOf(indicator, language);
  const counted = measuredIn(title, indicator, speech);
  const isSaid = counted === title && tile.title.startsWith(title);
  return [isSaid ? '' : counted, about].filter(Boolean).join(' · ');
}

function AsTable(shown: Shown) {
  const { tile, answers, tools } = shown;
  const { cross, rows, columns, problem, failure } = answers;
  const reason = problem ?? failure;
  const about = useAbout(shown);
  return (
    <TileFrame
      tile={tile}
      asOf={cross?.asOf}
      n={rows?.total?.n}
      figures={[cross, rows, columns].flatMap((answer) => answer?.rows ?? [])}
      notes={useNotes(shown)}
      problem={cross && failure}
      tools={tools}
    >
      <div>
        <div className={tableStyles.head}>
          <TileHeading tile={tile} />
          <div className={tableStyles.tools}>
            <SaveButton tile={tile} />
          </div>
        </div>
        {about && <p className={styles.about}>{about}</p>}
        {cross && !cross.rows.length && <Nothing answer={cross} height={160} />}
        {cross && cross.rows.length > 0 && <PivotTable caption={tile.title} {...shown} />}
        {!cross && (reason === undefined ? <Skeleton h={320} /> : <Failed reason={reason} height={200} />)}
      </div>
    </TileFrame>
  );
}

const mostLines = 6;

function AsChart(shown: Shown) {
  const { tile, answers, indicator, tools } = shown;
  const { cross, rows, problem } = answers;
  const [frame, width] = useWidth<HTMLElement>();
  const { t } = useSpeech();
  const { option, says, rest } = useDrawn(shown, width);
  const about = useAbout(shown);
  return (
    <ChartTile
      frame={frame}
      tile={tile}
      answer={cross}
      problem={problem}
      n={rows?.total?.n}
      says={[about, says].filter(Boolean).join('. ')}
      chart={cross && hasFigures(cross) ? { option } : undefined}
      height={tall}
      twin={<PivotTable caption={tile.title} pivot={shown.pivot} indicator={indicator} answers={answers} />}
      tools={tools}
      notes={[...useNotes(shown), rest > 0 && t('tile.rest', { count: rest })]}
    />
  );
}

const noRows: Answer['rows'] = [];

/** The chart of a pivot, what it says in words, and how much of it stands in the table alone. */
function useDrawn({ pivot, indicator, answers }: Shown, width: number) {
  const speech = useSpeech();
  const scheme = useScheme();
  const t = useTexts(pivotTexts);
  const rows = answers.cross?.rows ?? noRows;
  const total = answers.rows?.total ?? null;
  if (pivot.draw === 'bars') {
    const byValue = [...rows].sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
    const look = { scheme, height: tall, width };
    const bars = { before: new Map(), beforeName: undefined, total, indicator, chosen: undefined, ...look };
    return {
      option: barsOption({ rows: byValue.slice(0, mostBars), ...bars }, speech),
      says: sayRange(rows, total, indicator, speech),
      rest: rows.length - mostBars,
    };
  }
  const lines = answers.cross ? trendLines(answers.cross, pivot, t('pivot.all')) : [];
  const [only] = lines;
  const course = only ? sayCourse(only.points, indicator, speech) : '';
  const look = { chosen: undefined, scheme, isNarrow: width < 400 };
  return {
    option: trendOption({ lines: lines.slice(0, mostLines), indicator, ...look }, speech),
    says: only && lines.length === 1 ? [pivot.columns && only.name, course].filter(Boolean).join(': ') : '',
    rest: lines.length - mostLines,
  };
}
