import { useState } from 'react';
import { Button, Drawer, TextInput, useMay, useTexts } from '@regiso/core/ui';
import { IconSearch } from '@tabler/icons-react';
import type { StagedView } from '../model';
import { RefusedFile } from '../RefusedFile';
import { listTexts } from '../texts/lists';
import styles from '../lists.module.css';
import { About } from './About';
import { Found } from './Found';
import { PersonChoice } from './PersonChoice';
import { useLater } from './use-later';
import { useMatching } from './use-matching';

type Props = { row: StagedView; onClose: () => void };

/** Where somebody says what a waiting row is about: an organisation of the register, or a person's card. */
export function MatchDrawer({ row, onClose }: Props) {
  const t = useTexts(listTexts);
  const maySearch = useMay('participants.read');
  const isPerson = row.aboutWhat === 'people';
  const choice = isPerson ? <PersonChoice row={row} onClose={onClose} /> : <Choice row={row} onClose={onClose} />;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="32rem"
      title={t(isPerson ? 'match.who' : 'match.title')}
      closeButtonProps={{ 'aria-label': t('match.close') }}
    >
      <div className={styles.match}>
        <About row={row} />
        <p className={styles.small}>{row.why}</p>
        {isPerson || maySearch ? choice : <p role="alert">{t('match.no-right')}</p>}
      </div>
    </Drawer>
  );
}

/** Finds the organisation in the register, and settles the row with all alike. */
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
        <Button disabled={!chosen} loading={match.isPending} onClick={() => match.mutate({ organisationId: chosen })}>
          {t('match.send')}
        </Button>
      </div>
    </>
  );
}
