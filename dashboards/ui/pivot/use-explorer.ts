import { apiQuery, useLanguage, useQuery } from '@regiso/core/ui';
import type { Explorer } from '../../shared/boards';

/** The indicators that the reader may divide, with the words of their divisions. */
export const useExplorer = () => {
  const { language } = useLanguage();
  return useQuery({ ...apiQuery<Explorer>('/dashboards/explorer', { language }), staleTime: 60_000 });
};
