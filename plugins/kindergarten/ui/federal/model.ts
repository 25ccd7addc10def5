import { api, apiQuery, useQuery } from '@regiso/core/ui';
import type { FederalBoard, FederalDetail, FederalQuestion } from '../../shared/federal';

const lookAgainMs = 2_000;

/** Files of the exchange, looked at again while rows are being worked on. */
export const useBoard = () =>
  useQuery({
    ...apiQuery<FederalBoard>('/kindergarten/federal'),
    refetchInterval: ({ state: { data } }) => data?.files.some(({ waiting }) => waiting > 0) && lookAgainMs,
  });

/** What a person has to decide; asked anew as often as the number of such rows changes. */
export const useQuestions = (asked: number) =>
  useQuery({
    queryKey: ['/kindergarten/federal/questions', asked],
    queryFn: ({ signal }) => api.get<FederalQuestion[]>('/kindergarten/federal/questions', {}, signal),
    placeholderData: (before) => before,
  });

/** What became of each row of a file, looked at again while some are being worked on. */
export const useFile = (id: string) =>
  useQuery({
    ...apiQuery<FederalDetail>(`/kindergarten/federal/files/${id}`),
    refetchInterval: ({ state: { data } }) => data?.rows.some(({ state }) => state === 'waiting') && lookAgainMs,
  });
