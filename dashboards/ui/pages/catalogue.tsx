import { Badge, Button, EmptyState, ErrorState, Link, NativeSelect, Page, PageSkeleton } from '@regiso/core/ui';
import { apiQuery, useFormats, useLanguage, useQuery, useTexts, useUrlState } from '@regiso/core/ui';
import type { Catalogue, CatalogueEntry } from '../../shared';
import lists from '../Entries.module.css';
import styles from '../catalogue/Catalogue.module.css';
import { catalogueTexts, unitWords } from '../catalogue/catalogue-texts';
import { SearchBox } from '../catalogue/SearchBox';
import { titleOf } from '../figures';
import { menuTexts } from '../menu-texts';

const nothing = { q: '', plugin: '' };

/** `/app/dashboards/catalogue`: every indicator the reader may ask about, found by words. */
export default function CataloguePage() {
  const t = useTexts(catalogueTexts);
  const menu = useTexts(menuTexts);
  const { language } = useLanguage();
  const [asked, change] = useUrlState(nothing);
  const query = { q: asked.q || undefined, plugin: asked.plugin || undefined, language };
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...apiQuery<Catalogue>('/dashboards/catalogue', query),
    placeholderData: (earlier: Catalogue | undefined) => earlier,
  });
  return (
    <Page title={menu('catalogue')} lead={t('catalogue.lead')}>
      <search className={styles.bar}>
        <SearchBox value={asked.q} onChange={(q) => change({ q })} />
        <NativeSelect
          label={t('catalogue.subsystem')}
          value={asked.plugin}
          onChange={({ currentTarget }) => change({ plugin: currentTarget.value })}
          data={choicesOf(data, asked.plugin, t)}
        />
      </search>
      <p className={styles.found} role="status">
        {data && t('catalogue.found', { count: data.count })}
        {data && data.count > data.items.length && `. ${t('catalogue.part', { shown: data.items.length })}`}
      </p>
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!error && !data && <PageSkeleton />}
      {data?.items.length === 0 && (
        <EmptyState title={t('catalogue.nothing')} what={t('catalogue.nothing-what')}>
          <Button variant="default" onClick={() => change(nothing)}>
            {t('catalogue.clear')}
          </Button>
        </EmptyState>
      )}
      <ul className={lists.entries} aria-busy={isPlaceholderData}>
        {data?.items.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </Page>
  );
}

type Say = ReturnType<typeof useTexts<keyof typeof catalogueTexts.ru>>;

/** The subsystems that have something for these words; the chosen one stays even when it has nothing. */
function choicesOf(data: Catalogue | undefined, chosen: string, t: Say) {
  const known = (data?.subsystems ?? []).map(({ id, title, count }) => ({
    value: id,
    label: t('catalogue.any-of', { title, count }),
  }));
  const isMissing = chosen && !known.some(({ value }) => value === chosen);
  return [
    { value: '', label: t('catalogue.any') },
    ...known,
    ...(isMissing ? [{ value: chosen, label: t('catalogue.any-of', { title: chosen, count: 0 }) }] : []),
  ];
}

function Entry({ entry }: { entry: CatalogueEntry }) {
  const t = useTexts(catalogueTexts);
  const { language } = useLanguage();
  const { instant } = useFormats();
  const { id, formula, act, clause, asOf, boards, isPublic, isOwn, pluginTitle, unit, better } = entry;
  return (
    <li className={lists.entry}>
      <h2>
        <Link to={`/dashboards/catalogue/${id}` as '/'}>{titleOf(entry, language)}</Link>
        {isOwn && (
          <Badge variant="light" color="gray" miw="max-content">
            {t('catalogue.own')}
          </Badge>
        )}
        {isPublic && (
          <Badge variant="light" miw="max-content">
            {t('catalogue.public')}
          </Badge>
        )}
      </h2>
      <p className={styles.formula}>{formula.replace(/ × (\d+) ?(%?)$/, '\u00a0×\u00a0$1\u00a0$2')}</p>
      <ul className={styles.facts}>
        <li>{pluginTitle}</li>
        <li>{t(unitWords[unit])}</li>
        <li>{t(`better.${better}`)}</li>
        <li>{act ? [act, clause].filter(Boolean).join(', ') : t('catalogue.no-act')}</li>
        <li>{asOf.at ? t('catalogue.at', { moment: instant(asOf.at) }) : t('catalogue.filling')}</li>
        {boards > 0 && <li>{t('catalogue.boards', { count: boards })}</li>}
      </ul>
    </li>
  );
}
