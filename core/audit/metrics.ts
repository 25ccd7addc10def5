import { inTransaction } from '../server/database';
import { gauge } from '../server/metrics';
import { sealState } from './seal-state';

const present = () => inTransaction({ process: 'metrics', readOnly: true }, sealState);

gauge('audit_blocks', 'Sealed blocks of the audit log', [], async (own) => own.set((await present()).block ?? 0));
gauge('audit_unsealed_seconds', 'Age of the oldest audit row that is not sealed yet', [], async (own) => {
  const { waitsSince } = await present();
  own.set(waitsSince ? Math.max(0, Date.now() - Date.parse(waitsSince)) / 1_000 : 0);
});
