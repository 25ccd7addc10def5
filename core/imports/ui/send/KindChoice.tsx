import { useTexts } from '@regiso/core/ui';
import type { KindView } from '../model';
import { sendTexts } from '../texts/send';
import styles from './send.module.css';

type Props = { kinds: readonly KindView[]; chosen: string; onChoose: (kind: string) => void };

/** Kinds of files the reader may import. */
export function KindChoice({ kinds, chosen, onChoose }: Props) {
  const t = useTexts(sendTexts);
  return (
    <fieldset className={styles.kinds}>
      <legend>{t('send.kinds')}</legend>
      {kinds.map(({ kind, title }) => (
        <label key={kind} className={styles.kind}>
          <input type="radio" name="kind" value={kind} checked={kind === chosen} onChange={() => onChoose(kind)} />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
