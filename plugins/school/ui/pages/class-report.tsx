import { Page, useApi, useParam, useTexts, useUrlState } from '@regiso/core/ui';
import type { ClassReport } from '../../shared/report';
import { Report } from '../report/Report';
import { reportTexts } from '../report/texts';
import { texts } from '../texts';

/** The report of one class, for whoever oversees it. */
export default function ReportOfClass() {
  const t = useTexts(reportTexts);
  const titles = useTexts(texts);
  const id = useParam('class');
  const [{ period }] = useUrlState({ period: '' });
  const address = `/school/classes/${id}/report`;
  const { data } = useApi<ClassReport>(period ? `${address}?period=${period}` : address);
  return (
    <Page
      title={data ? t('title', { name: data.name }) : titles('reports')}
      breadcrumbs={[{ title: titles('reports'), to: '/school/reports' }]}
    >
      <Report classId={id} />
    </Page>
  );
}
