import { useTexts, VisuallyHidden } from '@regiso/core/ui';
import type { RunDetail } from '../model';
import { setupTexts } from '../texts/setup';
import styles from './run.module.css';

type Props = { shape: NonNullable<RunDetail['shape']>; used: ReadonlySet<string> };

/** The first rows as they were read, under the headings of the file. */
export function Preview({ shape: { headings, preview }, used }: Props) {
  const t = useTexts(setupTexts);
  const title = t('table.preview');
  if (!preview.length) return <p className={styles.hint}>{t('table.preview-gone')}</p>;
  return (
    <section className={styles.part} aria-labelledby="preview">
      <h2 id="preview">{title}</h2>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={`${styles.box} ${styles.preview}`} role="region" aria-labelledby="preview" tabIndex={0}>
        <table>
          <caption>
            <VisuallyHidden>{title}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('table.line')}</th>
              {headings.map((heading, at) => (
                <th key={at} scope="col" data-unused={!used.has(heading) || undefined}>
                  {heading || t('table.no-heading')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map(({ line, cells }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                {headings.map((_, at) => (
                  <td key={at}>{cells[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
