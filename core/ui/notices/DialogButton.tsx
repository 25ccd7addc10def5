import type { ReactNode } from 'react';
import type { ButtonProps } from '@mantine/core';
import { Button, Modal } from '../elements';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';

type Props = ButtonProps & {
  /** The word on the button. */
  label: string;
  /** The name of the button where the word alone does not say what it is about. */
  'aria-label'?: string;
  title: string;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  /** More room, for a long form. */
  wide?: boolean;
  children: ReactNode;
};

/** A button that opens a dialogue, and the dialogue. */
export function DialogButton({ label, title, isOpen, setOpen, wide = false, children, ...button }: Props) {
  const t = useTexts(shellTexts);
  return (
    <>
      <Button {...button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        {...(wide && { size: 'lg' })}
        closeButtonProps={{ 'aria-label': t('notice.close') }}
      >
        {children}
      </Modal>
    </>
  );
}
