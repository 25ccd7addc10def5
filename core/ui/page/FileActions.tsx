import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { saveFile } from '../api/save-file';
import { notifyProblem } from '../notices/notify';
import styles from './Page.module.css';

type Props = {
  /** Where the file is asked for, and for what. */
  path: string;
  body?: unknown;
  isReady?: boolean;
  file: string;
  print: string;
};

/** Saves what a page shows as a file, and prints it; on paper there are no buttons. */
export function FileActions({ path, body, isReady = true, file, print }: Props) {
  const save = useMutation({ mutationFn: () => saveFile(path, body), onError: notifyProblem });
  return (
    <>
      <Button
        variant="default"
        className={styles.screen ?? ''}
        loading={save.isPending}
        disabled={!isReady}
        onClick={() => save.mutate()}
      >
        {file}
      </Button>
      <Button variant="default" className={styles.screen ?? ''} onClick={() => window.print()}>
        {print}
      </Button>
    </>
  );
}
