import { Button, EmptyState, Page, useApi, useFormats, useParam, useTexts } from '@regiso/core/ui';
import type { DraftView } from '../../shared/timetable';
import { texts } from '../texts';
import { Publish } from '../timetable/Beside';
import { Editor } from '../timetable/Editor';
import { Exchange } from '../timetable/exchange/Exchange';
import { TakenIn } from '../timetable/exchange/TakenIn';
import { timetableTexts } from '../timetable/texts';
import styles from '../timetable/Timetable.module.css';

/** The timetable of a school: what is in force, and the draft of the next. */
export default function TimetablePage() {
  const t = useTexts(timetableTexts);
  const titles = useTexts(texts);
  const { day } = useFormats();
  const { data, error, isPending, refetch } = useApi<DraftView>(`/school/years/${useParam('id')}/draft`);
  const isEmpty = !data?.loads.length || !data.bells.length;
  return (
    <Page
      title={data ? t('title', { from: String(data.firstYear), to: String(data.firstYear + 1) }) : titles('timetable')}
      lead={data && (data.publishedFrom ? t('lead.published', { day: day(data.publishedFrom) }) : t('lead.draft'))}
      breadcrumbs={[
        { title: titles('years'), to: '/school/years' },
        ...(data ? [{ title: titles('year'), to: `/school/years/${data.yearId}` }] : []),
      ]}
      actions={
        data
        && !isEmpty && (
          <>
            <Button variant="default" className={styles.screen} onClick={() => print()}>
              {t('print')}
            </Button>
            {data.mayKeep && <Exchange view={data} />}
            {data.mayKeep && <Publish view={data} />}
          </>
        )
      }
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data && isEmpty && <EmptyState title={t('none')} what={t('none.what')} />}
      {data && !isEmpty && <TakenIn view={data} />}
      {/* Steps that were taken before a file came in cannot be taken back after it. */}
      {data && !isEmpty && <Editor key={data.takenInAt} view={data} />}
    </Page>
  );
}
