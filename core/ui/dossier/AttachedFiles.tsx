import { useRef, useState } from 'react';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, apiAddress } from '../api/client';
import { Anchor, Button, FileButton, Text } from '../elements';
import { notifyDone, notifyProblem } from '../notices/notify';
import { useFormats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import styles from './Dossier.module.css';
import { dossierTexts } from './texts';

type Props = {
  /** Address of the files, below which each of them has its own. */
  address: string;
  /** What they belong to, for the name of the button. */
  of: string;
  files: readonly { id: string; name: string; bytes: number; isGivenOut: boolean }[];
  mayAdd: boolean;
};

const maxBytes = 10 * 1024 * 1024;
const mostFiles = 10;

/** Scans of a paper: taken by whoever sees it, put by whoever keeps the file; none is removed. */
export function AttachedFiles({ address, of, files, mayAdd }: Props) {
  const t = useTexts(dossierTexts);
  const { size } = useFormats();
  const queries = useQueryClient();
  const reset = useRef<() => void>(null);
  const [tooLarge, setTooLarge] = useState('');
  const add = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return api.upload(address, form);
    },
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('file.done') }),
    onSettled: () => {
      reset.current?.();
      return queries.invalidateQueries();
    },
  });
  const choose = (file: File | null) => {
    if (!file) return;
    setTooLarge(file.size > maxBytes ? file.name : '');
    if (file.size > maxBytes) reset.current?.();
    else add.mutate(file);
  };
  return (
    <>
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map(({ id, name, bytes, isGivenOut }) => (
            <li key={id}>
              <IconPaperclip size={16} aria-hidden />
              {isGivenOut ? (
                <Anchor href={apiAddress(`${address}/${id}`)} download>
                  {name}
                </Anchor>
              ) : (
                <span>{t('file.checking', { name })}</span>
              )}
              <Text span size="sm" c="dimmed">
                {size(bytes)}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && files.length < mostFiles && (
        <FileButton accept="image/jpeg,image/png,.pdf" resetRef={reset} onChange={choose}>
          {(button) => (
            <Button
              {...button}
              className={styles.screen ?? ''}
              size="sm"
              variant="default"
              loading={add.isPending}
              aria-label={t('file.add.of', { kind: of })}
              leftSection={<IconPaperclip size={16} aria-hidden />}
            >
              {t('file.add')}
            </Button>
          )}
        </FileButton>
      )}
      <Text role="alert" c="red" size="sm">
        {tooLarge && t('file.too-large', { name: tooLarge, size: size(maxBytes) })}
      </Text>
    </>
  );
}
