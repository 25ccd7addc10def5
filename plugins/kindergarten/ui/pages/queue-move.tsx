import { Page, useApi, useNavigate, useParam, useTexts } from '@regiso/core/ui';
import { MoveForm } from '../own/MoveForm';
import { texts } from '../texts';
import type { Whole } from './application';

const queue = '/kindergarten/queue';

/** The officer hands an application over to another municipality; it then stands in that register alone. */
export default function QueueMove() {
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const id = useParam('id');
  const whole = useApi<Whole>(`/kindergarten/applications/${id}`);
  const application = whole.data?.application;
  return (
    <Page
      narrow
      title={titles('queue-move')}
      lead={application?.child}
      breadcrumbs={[
        { title: titles('queue'), to: queue },
        { title: titles('application'), to: `${queue}/${id}` },
      ]}
      loading={whole.isPending}
      error={application ? undefined : whole.error}
      retry={() => void whole.refetch()}
    >
      {application && (
        <MoveForm
          application={application}
          address={`/kindergarten/applications/${id}/move`}
          siblings={[]}
          onDone={() => navigate({ to: queue as '/' })}
        />
      )}
    </Page>
  );
}
