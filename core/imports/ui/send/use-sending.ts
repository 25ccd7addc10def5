import { useEffect, useRef, useState } from 'react';
import { api, useNavigate, useQueryClient } from '@regiso/core/ui';
import { limits } from '../../shared/limits';
import { runKey, type RunDetail } from '../model';

export type Sending =
  | { step: 'none'; error?: unknown; stopped?: boolean }
  | { step: 'too-large'; name: string }
  | { step: 'sending'; file: File; share: number; isOneOfMany: boolean };

/** Sends a file and opens its run; says how much has gone, and stops when asked or when the page is left. */
export function useSending(kind: string, participantId: string | null) {
  const [sending, setSending] = useState<Sending>({ step: 'none' });
  const stop = useRef<AbortController>(undefined);
  const navigate = useNavigate();
  const queries = useQueryClient();
  useEffect(() => () => stop.current?.abort(), []);

  const send = async (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    if (file.size > limits.upload) return setSending({ step: 'too-large', name: file.name });
    const abort = new AbortController();
    stop.current = abort;
    const isOneOfMany = files.length > 1;
    const onProgress = (share: number) => setSending({ step: 'sending', file, share, isOneOfMany });
    onProgress(0);
    try {
      const run = await api.upload<RunDetail>('/imports/files', formOf(kind, participantId, file), {
        onProgress,
        signal: abort.signal,
      });
      queries.setQueryData(runKey(run.id), run);
      await navigate({ to: `/imports/runs/${run.id}` } as never);
    } catch (error) {
      setSending(abort.signal.aborted ? { step: 'none', stopped: true } : { step: 'none', error });
    }
  };
  return { sending, send, stop: () => stop.current?.abort() };
}

function formOf(kind: string, participantId: string | null, file: File) {
  const form = new FormData();
  form.append('kind', kind);
  if (participantId) form.append('participantId', participantId);
  form.append('file', file, file.name);
  return form;
}
