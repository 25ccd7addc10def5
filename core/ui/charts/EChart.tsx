import { useRef, useState, type ReactNode } from 'react';
import { ActionIcon, Button, Group, Skeleton } from '@mantine/core';
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import type { EChartsCoreOption } from 'echarts/core';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { download } from './download';
import styles from './EChart.module.css';
import type { ChartCaption } from './picture';
import { useChart, type ChartClick, type ChartMaps, type Renderer } from './use-chart';

type Props = {
  option: EChartsCoreOption;
  /** One sentence for screen readers: what is shown, the extremes, the trend. */
  label: string;
  /** The same figures as a table; a button switches. */
  tableTwin?: ReactNode;
  height?: number;
  renderer?: Renderer;
  maps?: ChartMaps;
  onClick?: (what: ChartClick) => void;
  /** Name of the saved picture, without its ending. */
  fileName?: string;
  /** Written around the saved picture. */
  caption?: ChartCaption;
  /** Stands before the buttons, at the left: the title. */
  heading?: ReactNode;
  /** Between the heading and the chart: what it says. */
  lead?: ReactNode;
  /** Buttons of the owner beside those of the chart. */
  actions?: ReactNode;
  /** The figures are on their way: the place keeps its size. */
  loading?: boolean;
};

/** A chart that loads ECharts when first needed, keeps its size meanwhile, and has a table twin and a picture to save. */
export function EChart({ option, label, tableTwin, height = 320, actions, loading = false, ...rest }: Props) {
  const { renderer = 'canvas', maps, onClick, fileName, caption, heading, lead } = rest;
  const t = useTexts(shellTexts);
  const place = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const { state, picture } = useChart(place, { option, renderer, maps, onClick });
  const save = async () => {
    const made = await picture(caption);
    if (made) download(`${fileName ?? 'chart'}.${made.type}`, made.url);
  };
  const isDrawn = state === 'ready' && !loading;
  return (
    <div className={styles.chart} data-headed={heading !== undefined || undefined}>
      {heading}
      <Group gap="xs" justify="flex-end" className={styles.tools ?? ''}>
        {actions}
        {tableTwin && (
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={isTable ? <IconChartBar size={20} /> : <IconTable size={20} />}
            onClick={() => setTable(!isTable)}
          >
            {t(isTable ? 'chart.chart' : 'chart.table')}
          </Button>
        )}
        {!isTable && (
          <ActionIcon
            variant="subtle"
            size="lg"
            disabled={!isDrawn}
            onClick={() => void save()}
            aria-label={t('chart.download')}
            title={t('chart.download')}
          >
            <IconDownload size={20} />
          </ActionIcon>
        )}
      </Group>
      {lead && <div className={styles.lead}>{lead}</div>}
      {isTable && (
        <div className={styles.twin} style={{ height }}>
          {tableTwin}
        </div>
      )}
      <div className={styles.place} style={{ height }} hidden={isTable} aria-busy={!isDrawn}>
        <div ref={place} className={styles.canvas} role="img" aria-label={label} />
        {!isDrawn && state !== 'failed' && <Skeleton className={styles.cover ?? ''} aria-label={t('chart.loading')} />}
        {state === 'failed' && <p className={styles.failed}>{t('chart.failed')}</p>}
      </div>
    </div>
  );
}
