import { useRef, useState } from 'react';
import { IconPaperclip, IconTrash } from '@tabler/icons-react';
import {
  ActionIcon,
  Anchor,
  api,
  apiAddress,
  Button,
  FileButton,
  notifyProblem,
  Text,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { mostBytes, mostFiles } from '../../shared/codes';
import type { HomeworkFile } from '../../shared/homework';
import { homeworkTexts } from './homework-texts';
import styles from './Homework.module.css';

type Props = {
  /** Address of the files, below which each of them has its own. */
  address: string;
  /** The homework for some pupils that new files belong to. */
  part?: string;
  files: readonly HomeworkFile[];
  /** What is read anew when a file is put or taken away; a reader can do neither without it. */
  changes?: string | undefined;
  /** What is put stays: nobody takes it away. */
  isKept?: boolean;
};

/** Files of a homework: taken by everybody who sees it, put and removed by the teacher. */
export function TaskFiles({ address, part, files, changes, isKept = false }: Props) {
  const t = useTexts(homeworkTexts);
  const queries = useQueryClient();
  const { size } = useFormats();
  const [tooLarge, setTooLarge] = useState('');
  const reset = useRef<() => void>(null);
  const onSettled = () => {
    reset.current?.();
    return queries.invalidateQueries({ queryKey: [changes] });
  };
  const add = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return api.upload(part ? `${address}?part=${part}` : address, form);
    },
    onError: notifyProblem,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`${address}/${id}`),
    onError: notifyProblem,
    onSettled,
  });
  const choose = (file: File | null) => {
    if (!file) return;
    const isTooLarge = file.size > mostBytes;
    setTooLarge(isTooLarge ? file.name : '');
    if (isTooLarge) reset.current?.();
    else add.mutate(file);
  };
  if (!files.length && !changes) return null;
  return (
    <div>
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map(({ id, name, isGivenOut }) => (
            <li key={id}>
              <IconPaperclip size={16} aria-hidden />
              {isGivenOut ? (
                <Anchor href={apiAddress(`${address}/${id}`)} download>
                  {name}
                </Anchor>
              ) : (
                <span>{t('file.checking', { name })}</span>
              )}
              {changes && !isKept && (
                <ActionIcon
                  variant="subtle"
                  aria-label={t('file.remove', { name })}
                  title={t('file.remove', { name })}
                  loading={remove.isPending && remove.variables === id}
                  onClick={() => remove.mutate(id)}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {changes && files.length < mostFiles && (
        <FileButton accept="image/jpeg,image/png,.pdf,.docx,.xlsx,.odt,.ods" resetRef={reset} onChange={choose}>
          {(button) => (
            <Button
              {...button}
              variant="subtle"
              size="compact-md"
              loading={add.isPending}
              leftSection={<IconPaperclip size={18} aria-hidden />}
            >
              {t('file.add')}
            </Button>
          )}
        </FileButton>
      )}
      <Text role="alert" c="red" size="sm">
        {tooLarge && t('file.too-large', { name: tooLarge, size: size(mostBytes) })}
      </Text>
    </div>
  );
}
