import { Alert, Link, Page, PageSkeleton, useApi, useFormats, useLanguage, useParam, useTexts } from '@regiso/core/ui';
import type { OwnSource, OwnVersion } from '../../shared/own';
import { menuTexts } from '../menu-texts';
import { OwnForm } from '../own/OwnForm';
import { ownTexts } from '../own/own-texts';
import { Steps } from '../own/Steps';
import styles from '../own/Own.module.css';

/** `/app/dashboards/own/$code`: one indicator to write, to review, to change; `new` begins one. */
export default function OwnIndicatorPage() {
  const code = useParam('code');
  return code === 'new' ? <NewIndicator /> : <KnownIndicator key={code} code={code} />;
}

const useSources = () => {
  const { language } = useLanguage();
  return { language, ...useApi<OwnSource[]>('/dashboards/own/sources', { language }) };
};

function NewIndicator() {
  const t = useTexts(ownTexts);
  const menu = useTexts(menuTexts);
  const { data, error, refetch, language } = useSources();
  return (
    <Page
      title={t('own.new')}
      lead={t('own.lead')}
      breadcrumbs={[{ title: menu('own'), to: '/dashboards/own' }]}
      loading={!data && !error}
      error={error}
      retry={() => void refetch()}
    >
      {data && <OwnForm version={undefined} sources={data} language={language} />}
    </Page>
  );
}

function KnownIndicator({ code }: { code: string }) {
  const t = useTexts(ownTexts);
  const menu = useTexts(menuTexts);
  const versions = useApi<OwnVersion[]>(`/dashboards/own/${encodeURIComponent(code)}`);
  const sources = useSources();
  const [newest] = versions.data ?? [];
  const isOpen = newest?.state === 'draft' || newest?.state === 'returned';
  const isForeign = isOpen && !newest.isMine;
  return (
    <Page
      title={newest?.definition.title ?? menu('own')}
      lead={newest && `${newest.code} · ${t(`state.${newest.state}`)}`}
      breadcrumbs={[{ title: menu('own'), to: '/dashboards/own' }]}
      loading={!newest && !versions.error}
      error={versions.error}
      retry={() => void versions.refetch()}
      actions={newest && <Steps newest={newest} />}
    >
      {newest?.note && <Alert color="yellow">{t('own.note', { note: newest.note })}</Alert>}
      {newest?.state === 'review' && newest.isMine && <Alert>{t('own.waits')}</Alert>}
      {isForeign && <Alert>{t('own.foreign', { author: newest.author })}</Alert>}
      {newest && !sources.data && <PageSkeleton />}
      {newest && sources.data && (
        // A draft that was kept or decided is another one to the form.
        <OwnForm
          key={`${newest.number}-${newest.version}`}
          version={newest}
          sources={sources.data}
          language={sources.language}
        />
      )}
      {versions.data && <Versions versions={versions.data} />}
    </Page>
  );
}

function Versions({ versions }: { versions: readonly OwnVersion[] }) {
  const t = useTexts(ownTexts);
  const { instant } = useFormats();
  return (
    <section aria-labelledby="own-versions">
      <h2 id="own-versions">{t('own.versions')}</h2>
      <ol className={styles.versions}>
        {versions.map(({ code, number, state, changedAt, author, reviewer, why, note }) => (
          <li key={number}>
            {t('own.version', { number, state: t(`state.${state}`), when: instant(changedAt) })}
            <div className={styles.muted}>
              {[
                t('own.by-author', { author }),
                reviewer && t('own.by-reviewer', { reviewer }),
                why,
                note && t('own.note', { note }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {state === 'approved' && <Link to={`/dashboards/catalogue/${code}` as '/'}>{t('own.in-catalogue')}</Link>}
          </li>
        ))}
      </ol>
    </section>
  );
}
