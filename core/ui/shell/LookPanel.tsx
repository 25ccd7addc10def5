import { useEffect, useRef, type MouseEvent } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { lookChoices, type LookChoice } from '../../shared/look';
import { useTexts } from '../texts/i18n';
import { shellTexts, type ShellText } from '../texts/shell-texts';
import { useLook } from './look';
import styles from './LookPanel.module.css';

const forImpaired = ['size', 'scheme', 'spacing', 'font', 'pictures', 'motion'] as const;

/** Theme and the choices for the visually impaired; each shows at once and is kept. */
export function LookPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(shellTexts);
  const { look, reset } = useLook();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const onBackdrop = (event: MouseEvent) => event.target === dialog.current && dialog.current.close();
  const isOrdinary = forImpaired.every((name) => look[name] === lookChoices[name][0]);
  return (
    // A click beside the dialog closes it; keyboards have Escape and the button.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog ref={dialog} className={styles.panel} onClose={onClose} onClick={onBackdrop} aria-labelledby="look-title">
      <div className={styles.inside}>
        <div className={styles.head}>
          <h2 id="look-title">{t('look')}</h2>
          <ActionIcon variant="subtle" size="lg" aria-label={t('look.close')} onClick={() => dialog.current?.close()}>
            <IconX size={20} />
          </ActionIcon>
        </div>
        <Choice name="theme" />
        <h3>{t('look.impaired')}</h3>
        {forImpaired.map((name) => (
          <Choice key={name} name={name} />
        ))}
        <p className={styles.example}>{t('look.example')}</p>
        <Button variant="default" onClick={reset} disabled={isOrdinary}>
          {t('look.reset')}
        </Button>
      </div>
    </dialog>
  );
}

function Choice({ name }: { name: keyof LookChoice }) {
  const t = useTexts(shellTexts);
  const { look, choose } = useLook();
  return (
    <fieldset className={styles.choice}>
      <legend>{t(`look.${name}`)}</legend>
      <div className={styles.options}>
        {lookChoices[name].map((value) => (
          <label key={value} className={styles.option}>
            <input
              type="radio"
              name={`look-${name}`}
              checked={look[name] === value}
              onChange={() => choose({ [name]: value })}
            />
            <span>{t(`look.${name}.${value}` as ShellText as 'look')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
