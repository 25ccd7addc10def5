import type { z } from 'zod';
import { Text, useFormats, useTexts } from '@regiso/core/ui';
import type { HistoryLine } from '../../shared/applications';
import { useWords } from '../words';
import styles from './History.module.css';
import { queueTexts } from './texts';

type Line = z.infer<typeof HistoryLine>;

/** Everything that happened to an application, the newest first. */
export function History({ lines }: { lines: readonly Line[] }) {
  const t = useTexts(queueTexts);
  const words = useWords();
  const { instant } = useFormats();
  return (
    <ol className={styles.lines} reversed>
      {[...lines].reverse().map((line) => (
        <li key={`${line.at}${line.kind}${line.status}`}>
          <Text fw={600} component="div">
            {line.status ? words.status(line.status as 'draft') : t(`kind.${line.kind}` as 'kind.wishes')}
          </Text>
          {line.ground && <Text component="div">{words.ground(line.ground)}</Text>}
          {line.comment && <Text component="div">{line.comment}</Text>}
          <Text size="sm" c="dimmed">
            {`${instant(line.at)} · ${t(`who.${line.who}`)}`}
          </Text>
        </li>
      ))}
    </ol>
  );
}
