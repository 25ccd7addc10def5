import { EmptyState, Page, useApi, useTexts, useUrlState } from '@regiso/core/ui';
import type { KindView } from '../model';
import { Sections } from '../Sections';
import { KindChoice } from '../send/KindChoice';
import { KindPanel } from '../send/KindPanel';
import styles from '../send/send.module.css';
import { texts } from '../texts';
import { sendTexts } from '../texts/send';

/** `/app/imports`: what can be imported, and the place to drop a file. */
export default function SendPage() {
  const t = useTexts(texts);
  const own = useTexts(sendTexts);
  const { data, error, refetch } = useApi<KindView[]>('/imports/kinds');
  const [{ kind }, change] = useUrlState({ kind: '' });
  const chosen = data?.find((one) => one.kind === kind) ?? data?.[0];
  return (
    <Page
      title={t('imports')}
      lead={own('send.lead')}
      loading={!data && !error}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      <Sections />
      {!chosen && <EmptyState title={own('send.none')} what={own('send.none-what')} />}
      {data && chosen && (
        <div className={styles.page}>
          <KindChoice kinds={data} chosen={chosen.kind} onChoose={(next) => change({ kind: next })} />
          <KindPanel key={chosen.kind} kind={chosen} />
        </div>
      )}
    </Page>
  );
}
