import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button, Group, type ButtonProps } from '@mantine/core';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import styles from './ConfirmButton.module.css';

type Props = ButtonProps & {
  /** The question: «Удалить группу «Ромашка»?» */
  question: string;
  /** What will happen and whether it can be taken back. */
  consequence?: string;
  /** The word on the button that does it. */
  confirm: string;
  onConfirm: () => void;
  children: ReactNode;
};

/** For what cannot be undone. Where it can, do it at once and offer to undo: `notifyDone`. */
export function ConfirmButton({ question, consequence, confirm, onConfirm, children, ...button }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {children}
      </Button>
      {isOpen && (
        <Question
          question={question}
          consequence={consequence}
          confirm={confirm}
          onConfirm={onConfirm}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

type QuestionProps = {
  question: string;
  consequence: string | undefined;
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
};

function Question({ question, consequence, confirm, onConfirm, onClose }: QuestionProps) {
  const t = useTexts(shellTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  const decide = () => {
    close();
    onConfirm();
  };
  return (
    <dialog ref={dialog} className={styles.dialog} onClose={onClose} aria-labelledby="confirm-question">
      <h2 id="confirm-question" className={styles.question}>
        {question}
      </h2>
      {consequence && <p>{consequence}</p>}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          {t('confirm.cancel')}
        </Button>
        <Button color="red" onClick={decide}>
          {confirm}
        </Button>
      </Group>
    </dialog>
  );
}
