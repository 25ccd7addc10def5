import { useEffect, useRef, useState } from 'react';
import { Button, ErrorState, Loader, Text, TextInput, useApi, useTexts } from '@regiso/core/ui';
import { formTexts } from './form-texts';
import type { Kindergarten } from './model';
import styles from './Own.module.css';

type Props = {
  municipality: string | null;
  taken: readonly string[];
  isFull: boolean;
  isQuiet: boolean;
  onAdd: (one: Kindergarten) => void;
};

const shown = 20;

/** Finds kindergartens by words; what is in the list already is not offered again. */
export function Search({ municipality, taken, isFull, isQuiet, onAdd }: Props) {
  const t = useTexts(formTexts);
  const [text, setText] = useState('');
  const asked = useLater(text);
  const found = useApi<Kindergarten[]>('/kindergarten/kindergartens', {
    ...{ text: asked, municipality },
    limit: shown + taken.length,
  });
  const field = useRef<HTMLInputElement>(null);
  const isSilent = isFull || (isQuiet && !text.trim());
  const rows = (found.data ?? []).filter(({ id }) => !taken.includes(id)).slice(0, shown);
  return (
    <div>
      <TextInput
        ref={field}
        type="search"
        label={t('search')}
        description={municipality ? `${t('search.hint')}. ${t('search.where')}` : t('search.hint')}
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.currentTarget.value)}
        // Enter searches; it must not send the step.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        rightSection={found.isFetching ? <Loader size={16} /> : undefined}
        mb="sm"
      />
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {isFull && <Text>{t('full')}</Text>}
      {found.data && !isSilent && rows.length === 0 && <Text c="dimmed">{t('found.none')}</Text>}
      <ul className={styles.found} aria-label={t('found')}>
        {(isSilent ? [] : rows).map((one) => (
          <li key={one.id}>
            <div className={styles.name}>
              <Text fw={600}>{one.name}</Text>
              <Text size="sm" c="dimmed">
                {[one.municipality, one.address].filter(Boolean).join(' · ')}
              </Text>
            </div>
            <Button
              variant="default"
              aria-label={t('add.to', { name: one.name })}
              onClick={() => {
                // Its button goes with the row; the search takes the focus.
                field.current?.focus();
                onAdd(one);
              }}
            >
              {t('add')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useLater(text: string) {
  const [later, setLater] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLater(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
}
