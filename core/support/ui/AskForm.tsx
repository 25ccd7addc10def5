import type { ReactNode } from 'react';
import { api, errorsByField, Form, lastPageProblems, NativeSelect, Textarea, TextInput } from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useTexts, type ProblemError, type Screen } from '@regiso/core/ui';
import { subsystemIds, useNames } from '../../access/ui/names';
import { askTexts } from './ask-texts';
import { Attached } from './Attached';
import { ChosenFiles } from './ChosenFiles';
import { kinds, ownAddress, threadAddress } from './model';
import { texts } from './texts';

export type Asked = { id: string; number: number; dueOn: string; refused: string[] };

type Values = { kind: string; subsystem: string; subject: string; text: string; files: File[] };

type Props = { screen: Screen; beside: ReactNode; onAsked: (asked: Asked) => void };

/** The question, and what goes along with it, said before it is sent. */
export function AskForm({ screen, beside, onAsked }: Props) {
  const t = useTexts(askTexts);
  const words = useTexts(texts);
  const names = useNames();
  const queries = useQueryClient();
  const form = useForm<Values>({ kind: 'fault', subsystem: '', subject: '', text: '', files: [] });
  const ask = useMutation({
    mutationFn: () => send(form.values, screen),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: async (asked) => {
      await queries.invalidateQueries({ queryKey: [ownAddress] });
      onAsked(asked);
    },
  });
  // The page behind may have fields of the same names.
  const field = <K extends 'kind' | 'subsystem' | 'subject' | 'text'>(name: K) => ({
    ...form.field(name),
    id: `ask-${name}`,
  });
  return (
    <Form
      label={t('title')}
      send={t('send')}
      busy={ask.isPending}
      error={ask.error}
      onSend={() => ask.mutate()}
      beside={beside}
    >
      <NativeSelect
        label={t('kind')}
        data-autofocus
        data={kinds.map((value) => ({ value, label: words(`kind.${value}`) }))}
        {...field('kind')}
      />
      <NativeSelect
        label={t('subsystem')}
        data={[
          { value: '', label: t('subsystem.none') },
          ...subsystemIds.map((value) => ({ value, label: names.subsystem(value) })),
        ]}
        {...field('subsystem')}
      />
      <TextInput label={t('subject')} description={t('subject.what')} required maxLength={200} {...field('subject')} />
      <Textarea
        label={t('text')}
        description={t('text.what')}
        required
        autosize
        minRows={4}
        maxRows={12}
        maxLength={4000}
        {...field('text')}
      />
      <ChosenFiles files={form.values.files} onChange={(files) => form.set('files', files)} />
      <Attached screen={screen} />
    </Form>
  );
}

// A file that is refused does not take the question with it.
async function send({ files, subsystem, ...question }: Values, { path, recordId }: Screen): Promise<Asked> {
  const asked = await api.post<Omit<Asked, 'refused'>>('/support/tickets', {
    ...question,
    ...(subsystem && { subsystem }),
    screen: path,
    ...(recordId && { recordId }),
    errors: lastPageProblems(),
  });
  const refused: string[] = [];
  for (const file of files) {
    const body = new FormData();
    body.append('file', file);
    await api.upload(`${threadAddress(asked.id)}/files`, body).catch(() => refused.push(file.name));
  }
  return { ...asked, refused };
}
