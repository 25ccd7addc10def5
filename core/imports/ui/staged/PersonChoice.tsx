import { useState } from 'react';
import { Button, ErrorState, Loader, useApi, useFormats, useTexts } from '@regiso/core/ui';
import type { CandidateView, StagedView } from '../model';
import { RefusedFile } from '../RefusedFile';
import { listTexts } from '../texts/lists';
import styles from '../lists.module.css';
import { useMatching } from './use-matching';

type Props = { row: StagedView; onClose: () => void };
const nobody = 'new';

/** Cards that a row may be of, with what is alike, and the answer that it is somebody else. */
export function PersonChoice({ row, onClose }: Props) {
  const t = useTexts(listTexts);
  const [chosen, setChosen] = useState('');
  const match = useMatching(row, onClose);
  const { data, error, refetch } = useApi<CandidateView[]>(`/imports/staged/${row.id}/candidates`);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Loader aria-label={t('match.looking')} />;
  return (
    <>
      <fieldset className={styles.found}>
        <legend className={styles.small}>{t('match.cards')}</legend>
        {data.map((one, at) => (
          <Candidate key={one.id ?? at} candidate={one} isChosen={chosen === one.id} onChoose={setChosen} />
        ))}
        <label className={styles.one}>
          <input type="radio" name="person" checked={chosen === nobody} onChange={() => setChosen(nobody)} />
          <span>
            {t('match.new')}
            <span className={styles.small}>
              <br />
              {t('match.new-what')}
            </span>
          </span>
        </label>
      </fieldset>
      {match.error !== null && <RefusedFile error={match.error} title={t('match.refused')} />}
      <div className={styles.bar}>
        <span className={styles.small}>{t('match.kept')}</span>
        <Button
          disabled={!chosen}
          loading={match.isPending}
          onClick={() => match.mutate(chosen === nobody ? { isNew: true } : { personId: chosen })}
        >
          {t('match.send')}
        </Button>
      </div>
    </>
  );
}

type CandidateProps = { candidate: CandidateView; isChosen: boolean; onChoose: (id: string) => void };

function Candidate({ candidate: { id, likeness, person }, isChosen, onChoose }: CandidateProps) {
  const t = useTexts(listTexts);
  const formats = useFormats();
  const born = person?.birthDate ? t('match.born', { day: formats.day(person.birthDate) }) : null;
  const places = person?.organisations.map(({ name }) => name).join(', ');
  const facts = person
    ? [born, person.snils && t('match.snils', { snils: person.snils }), places]
    : [t('match.hidden')];
  return (
    <label className={styles.one} data-off={id === null || undefined}>
      <input type="radio" name="person" disabled={id === null} checked={isChosen} onChange={() => id && onChoose(id)} />
      <span>
        {person ? [person.surname, person.name, person.patronymic].filter(Boolean).join(' ') : t('match.elsewhere')}
        {[facts.filter(Boolean).join(' · '), likeness.map((one) => t(`like.${one}`)).join(', ')]
          .filter(Boolean)
          .map((line) => (
            <span key={line} className={styles.small}>
              <br />
              {line}
            </span>
          ))}
      </span>
    </label>
  );
}
