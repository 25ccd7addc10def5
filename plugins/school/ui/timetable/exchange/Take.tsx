import { useRef, useState } from 'react';
import {
  api,
  Button,
  FileButton,
  notifyDone,
  notifyProblem,
  Stack,
  Text,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { Exchange } from '../../../shared/exchange';
import { Found } from './Found';
import { exchangeTexts } from './texts';

type Checked = { file: File; found: Exchange };

const formOf = (file: File, fields: Readonly<Record<string, string>> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return form;
};

/** Checks a file against the draft, shows what it would do, and takes it in. */
export function Take({ yearId, close }: { yearId: string; close: () => void }) {
  const t = useTexts(exchangeTexts);
  const queries = useQueryClient();
  const reset = useRef<() => void>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const at = `/school/years/${yearId}/draft`;
  const check = useMutation({
    mutationFn: async (file: File): Promise<Checked> => ({
      file,
      found: await api.upload<Exchange>(`${at}/check`, formOf(file)),
    }),
    onMutate: () => setChecked(null),
    onSuccess: setChecked,
    onError: notifyProblem,
    onSettled: () => reset.current?.(),
  });
  const take = useMutation({
    mutationFn: ({ file, found: { seen, unfit } }: Checked) =>
      api.upload<Exchange>(`${at}/take-in`, formOf(file, { seen, partly: unfit ? 'yes' : 'no' })),
    onError: notifyProblem,
    onSuccess: async (done) => {
      close();
      setChecked(null);
      notifyDone({ text: t('done', { put: done.put, moved: done.moved, removed: done.removed }) });
      await queries.invalidateQueries();
    },
  });
  const found = checked?.found;
  const hasChanges = found && found.put + found.moved + found.removed > 0;
  return (
    <section aria-labelledby="exchange-take">
      <h3 id="exchange-take">{t('take')}</h3>
      <Text size="sm" c="dimmed" mb="sm">
        {t('take.what')}
      </Text>
      <Stack gap="md" align="start">
        <FileButton
          accept=".fet,.xml,.csv,.xlsx"
          resetRef={reset}
          onChange={(file) => {
            if (file) check.mutate(file);
          }}
        >
          {(button) => (
            <Button {...button} variant="default" loading={check.isPending}>
              {t('choose')}
            </Button>
          )}
        </FileButton>
        {checked && <Found found={checked.found} name={checked.file.name} />}
        {checked && hasChanges && (
          <Button loading={take.isPending} onClick={() => take.mutate(checked)}>
            {t(checked.found.unfit ? 'apply.partly' : 'apply')}
          </Button>
        )}
      </Stack>
    </section>
  );
}
