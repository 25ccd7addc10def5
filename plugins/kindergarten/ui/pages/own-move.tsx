import { Page, useApi, useNavigate, useParam, useTexts } from '@regiso/core/ui';
import { MoveForm } from '../own/MoveForm';
import type { Whole } from '../own/model';
import { texts } from '../texts';

/** A family moves to another municipality: its application goes on there. */
export default function OwnMove() {
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const id = useParam('id');
  const whole = useApi<Whole>(`/kindergarten/own/applications/${id}`);
  const application = whole.data?.application;
  const back = `/kindergarten/own/${id}`;
  return (
    <Page
      narrow
      title={titles('own-move')}
      lead={application?.child}
      breadcrumbs={[
        { title: titles('own'), to: '/kindergarten/own' },
        { title: titles('application'), to: back },
      ]}
      loading={whole.isPending}
      error={application ? undefined : whole.error}
      retry={() => void whole.refetch()}
    >
      {application && (
        <MoveForm
          application={application}
          address={`/kindergarten/own/applications/${id}/move`}
          onDone={() => navigate({ to: back as '/' })}
        />
      )}
    </Page>
  );
}
