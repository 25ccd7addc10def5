import { useState } from 'react';
import {
  api,
  Button,
  ErrorState,
  Loader,
  notifyDone,
  notifyProblem,
  Stack,
  Text,
  Textarea,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { gridTexts } from './grid-texts';

type Topic = { title: string; givenOn: string | null };

/** The calendar plan of a journal: what was given, and what is still to come, a topic a line. */
export function Plan({ journalId, isOwn }: { journalId: string; isOwn: boolean }) {
  const t = useTexts(gridTexts);
  const [isOpen, open] = useState(false);
  return (
    <Stack gap="xs" align="start">
      <Button variant="default" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        {t('plan')}
      </Button>
      {isOpen && <Topics address={`/school/journals/${journalId}/plan`} isOwn={isOwn} />}
    </Stack>
  );
}

type Props = { address: string; isOwn: boolean };

function Topics({ address, isOwn }: Props) {
  const t = useTexts(gridTexts);
  const { briefDay } = useFormats();
  const { data, error, refetch } = useApi<Topic[]>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Loader size="sm" />;
  const given = data.filter(({ givenOn }) => givenOn);
  const left = data.filter(({ givenOn }) => !givenOn).map(({ title }) => title);
  return (
    <Stack gap="xs" w="100%" maw={640}>
      {given.length > 0 && <Text c="dimmed">{t('plan.given', { count: given.length })}</Text>}
      <ol style={{ margin: 0 }}>
        {given.map(({ title, givenOn }) => (
          <li key={`${title}${givenOn}`}>
            {title} <Text span c="dimmed">{`· ${briefDay(givenOn ?? '')}`}</Text>
          </li>
        ))}
      </ol>
      {isOwn ? (
        <Editor key={left.join('\n')} address={address} left={left} />
      ) : (
        <Text>{left.join('; ') || (given.length ? '' : t('plan.none'))}</Text>
      )}
    </Stack>
  );
}

function Editor({ address, left }: { address: string; left: readonly string[] }) {
  const t = useTexts(gridTexts);
  const queries = useQueryClient();
  const [text, setText] = useState(left.join('\n'));
  const save = useMutation({
    mutationFn: () =>
      api.put<{ topics: number }>(address, {
        topics: text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      }),
    onError: notifyProblem,
    onSuccess: async ({ topics }) => {
      notifyDone({ text: t('plan.done', { count: topics }) });
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Textarea
        label={t('plan')}
        description={t('plan.what')}
        autosize
        minRows={4}
        maxRows={16}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div>
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t('plan.save')}
        </Button>
      </div>
    </>
  );
}
