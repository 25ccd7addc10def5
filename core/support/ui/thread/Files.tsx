import { IconPaperclip } from '@tabler/icons-react';
import { Anchor, api, apiAddress, Button, FileButton, notifyDone, notifyProblem } from '@regiso/core/ui';
import { useFormats, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { accepted } from '../ChosenFiles';
import { threadAddress, type Thread, type TicketFile } from '../model';
import styles from '../Support.module.css';
import { threadTexts } from '../thread-texts';

/** Files beside the thread; whoever may read it may add one. */
export function Files({ ticket: { id, files } }: { ticket: Thread }) {
  const t = useTexts(threadTexts);
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.append('file', file);
      return api.upload(`${threadAddress(id)}/files`, body);
    },
    onError: notifyProblem,
    onSuccess: () => {
      notifyDone({ text: t('file.added') });
      return queries.invalidateQueries({ queryKey: [threadAddress(id)] });
    },
  });
  return (
    <section aria-label={t('files')}>
      {files.length > 0 && (
        <ul className={styles.messages} style={{ gap: 4, marginBottom: 12 }}>
          {files.map((file) => (
            <One key={file.id} ticketId={id} file={file} />
          ))}
        </ul>
      )}
      <FileButton accept={accepted} onChange={(file) => file && add.mutate(file)}>
        {(button) => (
          <Button
            {...button}
            variant="subtle"
            size="sm"
            loading={add.isPending}
            leftSection={<IconPaperclip size={18} aria-hidden />}
          >
            {t('file.add')}
          </Button>
        )}
      </FileButton>
    </section>
  );
}

function One({ ticketId, file: { id, name, bytes, isGivenOut } }: { ticketId: string; file: TicketFile }) {
  const t = useTexts(threadTexts);
  const { number } = useFormats();
  const size = t('file.size', { size: number(Math.max(1, Math.round(bytes / 1_024))) });
  return (
    <li className={styles.marks}>
      <IconPaperclip size={16} aria-hidden />
      {isGivenOut ? (
        <Anchor
          href={apiAddress(`${threadAddress(ticketId)}/files/${id}`)}
          download
          style={{ overflowWrap: 'anywhere' }}
        >
          {name}
        </Anchor>
      ) : (
        <span style={{ overflowWrap: 'anywhere' }}>{name}</span>
      )}
      <span>{isGivenOut ? size : t('file.checked')}</span>
    </li>
  );
}
