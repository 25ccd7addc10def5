import { Badge, useTexts } from '@regiso/core/ui';
import type { AlertState } from '../../shared/alerts';
import { alertTexts } from './alert-texts';

const colours: Readonly<Record<AlertState, string>> = {
  raised: 'red',
  assigned: 'yellow',
  explained: 'blue',
  closed: 'gray',
};

/** Where an alert stands between being raised and closed. */
export function StateMark({ state }: { state: AlertState }) {
  const t = useTexts(alertTexts);
  return (
    <Badge variant="light" color={colours[state]} miw="max-content">
      {t(`state.${state}`)}
    </Badge>
  );
}
