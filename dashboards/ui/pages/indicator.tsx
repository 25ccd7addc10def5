import type { ReactNode } from 'react';
import { Badge, Link, Page, useApi, useFormats, useLanguage, useParam, useTexts } from '@regiso/core/ui';
import type { IndicatorCard } from '../../shared';
import styles from '../catalogue/Catalogue.module.css';
import { catalogueTexts, unitWords } from '../catalogue/catalogue-texts';
import { Explanation } from '../explain/Explanation';
import { titleOf } from '../figures';
import { menuTexts } from '../menu-texts';

/** `/app/dashboards/catalogue/$id`: how an indicator is computed, how it was, and where it is shown. */
export default function IndicatorPage() {
  const id = useParam('id');
  const menu = useTexts(menuTexts);
  const { language } = useLanguage();
  const { data, error, refetch } = useApi<IndicatorCard>(`/dashboards/catalogue/${encodeURIComponent(id)}`, {
    language,
  });
  return (
    <Page
      title={data ? titleOf(data, language) : menu('catalogue')}
      lead={data?.plugin}
      breadcrumbs={[{ title: menu('catalogue'), to: '/dashboards/catalogue' }]}
      loading={!data && !error}
      error={error}
      retry={() => void refetch()}
    >
      {data && <Card card={data} />}
    </Page>
  );
}

function Card({ card }: { card: IndicatorCard }) {
  const t = useTexts(catalogueTexts);
  const { language } = useLanguage();
  const { list } = useFormats();
  const { unit, better, dimensionTitles, boards, isPublic } = card;
  return (
    <div className={styles.card}>
      <Explanation about={card} isTitled={false} />
      <div className={styles.beside}>
        <Section title={t('catalogue.used')}>
          <ul className={styles.plain}>
            {boards.map((board) => (
              <li key={board.id}>
                <Link to={`/dashboards/${board.id}` as '/'}>{titleOf(board, language)}</Link>
              </li>
            ))}
            {isPublic && <li>{t('catalogue.used.public')}</li>}
            {boards.length === 0 && !isPublic && <li>{t('catalogue.used.none')}</li>}
          </ul>
        </Section>
        <Section title={t('catalogue.unit')}>
          <p>{t(unitWords[unit])}</p>
        </Section>
        <Section title={t('catalogue.better')}>
          <p>{t(`better.${better}`)}</p>
        </Section>
        <Section title={t('catalogue.by')}>
          <p>{dimensionTitles.length ? list(dimensionTitles) : t('catalogue.by.none')}</p>
        </Section>
        <Section title={t('catalogue.history')}>
          <History versions={card.history} />
        </Section>
      </div>
    </div>
  );
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
);

function History({ versions }: { versions: IndicatorCard['history'] }) {
  const t = useTexts(catalogueTexts);
  const { instant, list } = useFormats();
  return (
    <ol className={styles.history}>
      {versions.map(({ version, since, formula, changed, isSilent }, at) => (
        <li key={since + formula}>
          <p>
            {t('catalogue.history.version', { version, since: instant(since) })}
            {at === 0 && (
              <Badge variant="light" color="green" miw="max-content">
                {t('catalogue.history.now')}
              </Badge>
            )}
          </p>
          <p className={styles.muted}>
            {changed.length
              ? t('catalogue.history.changed', { parts: list(changed.map((part) => t(`part.${part}`))) })
              : t('catalogue.history.first')}
            {isSilent && `. ${t('catalogue.history.silent')}`}
          </p>
          <code>{formula}</code>
        </li>
      ))}
    </ol>
  );
}
