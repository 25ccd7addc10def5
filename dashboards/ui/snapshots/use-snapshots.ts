import { useApi, useUrlState } from '@regiso/core/ui';
import type { SnapshotSummary } from '../../shared/snapshots';

/** Which figures the page shows: live ones when `snapshot` is empty; `against` is `live` or another snapshot. */
export const useShown = () => useUrlState({ snapshot: '', against: '' });

/** What was reported by a board, as far as the right of the reader covers it. */
export const useSnapshots = (dashboard: string): SnapshotSummary[] =>
  useApi<SnapshotSummary[]>('/dashboards/snapshots', { dashboard }).data ?? [];
