import { useState } from 'react';
import {
  api,
  Button,
  Drawer,
  notifyDone,
  TextInput,
  useMay,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { IconSearch } from '@tabler/icons-react';
import type { Matched, StagedView } from '../model';
import { RefusedFile } from '../RefusedFile';
import { listTexts } from '../texts/lists';
import styles from '../lists.module.css';
import { About } from './About';
import { Found } from './Found';
import { useLater } from './use-later';

type Props = { row: StagedView; onClose: () => void };

/** Finds the organisation of a waiting row in the register, and settles it with all rows alike. */
export function MatchDrawer({ row, onClose }: Props) {
  const t = useTexts(listTexts);
  const maySearch = useMay('participants.read');
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="32rem"
      title={t('match.title')}
      closeButtonProps={{ 'aria-label': t('match.close') }}
    >
      <div className={styles.match}>
        <About row={row} />
        <p className={styles.small}>{row.why}</p>
        {maySearch ? <Choice row={row} onClose={onClose} /> : <p role="alert">{t('match.no-right')}</p>}
      </div>
    </Drawer>
  );
}

function Choice({ row, onClose }: Props) {
  const t = useTexts(listTexts);
  const [words, setWords] = useState(row.search);
  const [chosen, setChosen] = useState('');
  const match = useMatching(row, onClose);
  const search = (text: string) => {
    setWords(text);
    setChosen('');
  };
  return (
    <>
      <TextInput
        data-autofocus
        type="search"
        label={t('match.search')}
        description={t('match.search-what')}
        leftSection={<IconSearch size={20} aria-hidden />}
        maxLength={200}
        value={words}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <Found words={useLater(words.trim())} chosen={chosen} onChoose={setChosen} />
      {match.error !== null && <RefusedFile error={match.error} />}
      <div className={styles.bar}>
        <span className={styles.small}>
          {t('match.rows', { count: row.rows })} {t('match.later')}
        </span>
        <Button disabled={!chosen} loading={match.isPending} onClick={() => match.mutate(chosen)}>
          {t('match.send')}
        </Button>
      </div>
    </>
  );
}

function useMatching({ id }: StagedView, onDone: () => void) {
  const t = useTexts(listTexts);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (organisationId: string) => api.post<Matched>(`/imports/staged/${id}/match`, { organisationId }),
    onSuccess: async ({ settled, waiting, why }) => {
      const rest = waiting > 0 && why ? `. ${t('match.part', { why })}` : '';
      notifyDone({ text: `${t('match.done', { count: settled })}${rest}` });
      onDone();
      await queries.invalidateQueries();
    },
  });
}
