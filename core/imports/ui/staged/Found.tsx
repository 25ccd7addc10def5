import { ErrorState, Loader, useApi, useTexts } from '@regiso/core/ui';
import { listTexts } from '../texts/lists';
import styles from '../lists.module.css';

type Organisation = {
  id: string;
  shortName: string;
  inn: string | null;
  address: string | null;
  settlement: string | null;
  municipality: { name: string } | null;
  region: { name: string; isHome: boolean };
};
type Page = { items: Organisation[]; total: number; didYouMean: string | null };
type Props = { words: string; chosen: string; onChoose: (id: string) => void };

const shown = 10;

/** Organisations of the register that fit the words, one to be chosen. */
export function Found({ words, chosen, onChoose }: Props) {
  const t = useTexts(listTexts);
  const { data, error, refetch, isFetching } = useApi<Page>('/participants/organisations', {
    text: words,
    limit: shown,
  });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Loader aria-label={t('match.looking')} />;
  return (
    <div className={styles.match} aria-busy={isFetching}>
      <p role="status" className={styles.small}>
        {data.didYouMean && t('match.instead', { words: data.didYouMean })}{' '}
        {data.items.length === 0 && `${t('match.nothing')}. ${t('match.nothing-what')}`}
        {data.total > data.items.length && t('match.total', { shown: data.items.length, total: data.total })}
      </p>
      <fieldset className={styles.found} aria-label={t('match.found')}>
        {data.items.map((one) => (
          <label key={one.id} className={styles.one}>
            <input
              type="radio"
              name="organisation"
              value={one.id}
              checked={one.id === chosen}
              onChange={() => onChoose(one.id)}
            />
            <span>
              {one.shortName}
              <span className={styles.small}>
                <br />
                {placeOf(one, t)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

const placeOf = (
  { inn, address, settlement, municipality, region }: Organisation,
  t: (key: 'match.inn', values: { inn: string }) => string,
) =>
  [region.isHome ? null : region.name, municipality?.name, address ?? settlement, inn && t('match.inn', { inn })]
    .filter(Boolean)
    .join(' · ');
