import type { FormCell, FormSection } from '../../shared/forms';
import { VisuallyHidden } from '../elements';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import styles from './Form.module.css';
import { keyOf, useNamed } from './names';
import { formTexts } from './texts';

type Props = {
  section: FormSection;
  wrong: ReadonlySet<string>;
  /** Absent for whoever may see the numbers alone. */
  onOpen?: ((cell: FormCell) => void) | undefined;
};
type Line = FormSection['lines'][number];

/** A section of the form as the paper has it; every number opens what stands behind it. */
export function SectionTable({ section: { code, columns, lines, ...section }, wrong, onOpen }: Props) {
  const t = useTexts(formTexts);
  const named = useNamed();
  const title = t('section', { number: code.slice(1), title: named(section) });
  const look = columns.length < 2 ? styles.short : styles.scroll;
  return (
    /* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */
    <div className={look} role="region" aria-label={title} tabIndex={0}>
      <table>
        <caption>
          <VisuallyHidden>{title}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('line')}</th>
            {columns.map((column) => (
              <th scope="col" key={column.code}>
                {named(column)}
              </th>
            ))}
          </tr>
          <tr className={styles.numbers} aria-hidden>
            <td>1</td>
            <td className={styles.code}>2</td>
            {columns.map((column) => (
              <td key={column.code} className={styles.code}>
                {column.code}
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.code} line={line} wrong={wrong} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ line, wrong, onOpen }: Pick<Props, 'wrong' | 'onOpen'> & { line: Line }) {
  const named = useNamed();
  const note = named({ title: line.note ?? '', titleEn: line.noteEn ?? '' });
  return (
    <tr>
      <th scope="row" data-level={line.level}>
        {named(line)}
        {note && <span className={styles.note}>{note}</span>}
      </th>
      <td className={styles.code}>{line.number}</td>
      {line.cells.map((cell) => (
        <td key={cell.column}>
          <Cell line={line} cell={cell} isWrong={wrong.has(`${line.code}.${cell.column}`)} onOpen={onOpen} />
        </td>
      ))}
    </tr>
  );
}

type CellProps = Pick<Props, 'onOpen'> & { line: Line; cell: Line['cells'][number]; isWrong: boolean };

function Cell({
  line: { code: line, number: said },
  cell: { column, value, isCorrected },
  isWrong,
  onOpen,
}: CellProps) {
  const t = useTexts(formTexts);
  const { number } = useFormats();
  const state = [value === null && t('not-kept'), isCorrected && t('corrected')].filter(Boolean).join(', ');
  const look = {
    className: styles.cell,
    'data-zero': value === 0 || undefined,
    'data-unkept': value === null || undefined,
    'data-corrected': isCorrected || undefined,
    'data-wrong': isWrong || undefined,
  };
  const shown = (
    <>
      {value === null ? '—' : number(value)}
      {state && <VisuallyHidden>, {state}</VisuallyHidden>}
    </>
  );
  if (!onOpen)
    return (
      <span {...look} data-closed>
        {shown}
      </span>
    );
  return (
    <button type="button" id={`cell-${keyOf({ line, column })}`} {...look} onClick={() => onOpen({ line, column })}>
      <VisuallyHidden>{t('cell', { line: said, column })}: </VisuallyHidden>
      {shown}
    </button>
  );
}
