import styles from './FigureTile.module.css';

type Props = { values: readonly (number | null)[]; marked: number; label: string };

const width = 120;
const height = 32;
const edge = 4;

/** A line without axes; a gap stays a gap, the marked point is the one the figure is of. */
export function Sparkline({ values, marked, label }: Props) {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at: number) => edge + (at / Math.max(values.length - 1, 1)) * (width - 2 * edge);
  const y = (value: number) => height - edge - ((value - low) / (high - low || 1)) * (height - 2 * edge);
  const path = values
    .map((value, at) => {
      if (value === null) return '';
      const isNew = at === 0 || values[at - 1] === null;
      return `${isNew ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  const point = values[marked];
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={path} vectorEffect="non-scaling-stroke" />
      {point !== null && point !== undefined && (
        <path
          className={styles.point}
          d={`M${x(marked).toFixed(1)} ${y(point).toFixed(1)}h0`}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
