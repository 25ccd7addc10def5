import { useEffect, useId, useRef } from 'react';
import { Button, Group, Text, useTexts } from '@regiso/core/ui';
import styles from './Outbox.module.css';
import { outboxTexts } from './texts';

type Props = { count: number; end: (leaves: boolean) => void };

/**
 * Signing out empties what this site keeps in the browser: asked while something was not sent; once all is, one leaves. The
 * browser's own dialogue, which is here without a connection and costs the pages of teachers nothing.
 */
export function Leave({ count, end }: Props) {
  const t = useTexts(outboxTexts);
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  useEffect(() => {
    if (!count) end(true);
  }, [count, end]);
  return (
    <dialog ref={box} className={styles.leave} aria-labelledby={id} onClose={() => end(false)}>
      <h2 id={id}>{t('leave.title')}</h2>
      <Text>{t('leave.what', { count })}</Text>
      <Group>
        <Button onClick={() => end(false)}>{t('leave.stay')}</Button>
        <Button variant="default" c="red" onClick={() => end(true)}>
          {t('leave.lose')}
        </Button>
      </Group>
    </dialog>
  );
}
