import { useState, type ReactNode } from 'react';
import {
  api,
  errorsByField,
  FileInput,
  Form,
  DialogButton,
  NativeSelect,
  notifyDone,
  Stack,
  Textarea,
  TextInput,
  type ProblemError,
} from '@regiso/core/ui';
import { useForm, useMutation, useQueryClient, useRegion, useTexts } from '@regiso/core/ui';
import { todayIn } from './model';
import { paperTexts } from './paper-texts';
import { acceptedFiles } from './SignedFile';

export type PublishedVersion = {
  id: string;
  version: number;
  title: string;
  titleEn: string | null;
  effectiveOn: string;
  whatChanged: string | null;
  fileName: string;
  size: number;
  withdrawReason: string | null;
  state: 'current' | 'coming' | 'former' | 'withdrawn';
};
const kinds = ['agreement-form', 'rules', 'regulation', 'security'] as const;
export type PublishedDocument = { series: string; kind: (typeof kinds)[number]; versions: PublishedVersion[] };

type Props = { former?: PublishedDocument; icon?: ReactNode };

/** Publishes a document, or the next version of `former`. */
export function PublishDialog({ former, icon }: Props) {
  const t = useTexts(paperTexts);
  const [isOpen, setOpen] = useState(false);
  const last = former?.versions[0];
  const name = t(former ? 'documents.next' : 'documents.new');
  return (
    <DialogButton
      variant={former ? 'default' : 'filled'}
      leftSection={icon}
      label={name}
      {...(last && { 'aria-label': `${name}: ${last.title}` })}
      title={last ? `${name}: ${last.title}` : name}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <PublishForm former={former} name={name} onDone={() => setOpen(false)} />
    </DialogButton>
  );
}

function PublishForm({
  former,
  name,
  onDone,
}: {
  former: PublishedDocument | undefined;
  name: string;
  onDone: () => void;
}) {
  const t = useTexts(paperTexts);
  const last = former?.versions[0];
  const queries = useQueryClient();
  const form = useForm({
    kind: former?.kind ?? 'agreement-form',
    title: last?.title ?? '',
    titleEn: last?.titleEn ?? '',
    effectiveOn: todayIn(useRegion()?.timeZone),
    whatChanged: '',
    series: former?.series ?? '',
  });
  const [file, setFile] = useState<File | null>(null);
  const publish = useMutation({
    mutationFn: () => api.upload('/agreements/documents', bodyOf(form.values, file)),
    onError: (error) => form.setErrors(errorsByField(error as ProblemError)),
    onSuccess: () => {
      onDone();
      notifyDone({ text: t('documents.published') });
      return queries.invalidateQueries({ queryKey: ['/agreements/documents'] });
    },
  });
  return (
    <Form
      label={name}
      send={t('documents.new')}
      busy={publish.isPending}
      error={publish.error}
      onSend={() => publish.mutate()}
    >
      <Stack gap="md">
        {!former && (
          <NativeSelect
            label={t('documents.kind')}
            required
            data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            {...form.field('kind')}
          />
        )}
        <TextInput label={t('documents.title')} required maxLength={300} {...form.field('title')} />
        <TextInput label={t('documents.title-en')} maxLength={300} {...form.field('titleEn')} />
        <TextInput type="date" label={t('documents.effective')} required {...form.field('effectiveOn')} />
        {former && (
          <Textarea
            label={t('documents.changed')}
            description={t('documents.changed-what')}
            autosize
            minRows={2}
            maxLength={1_000}
            {...form.field('whatChanged')}
          />
        )}
        <FileInput
          label={t('documents.file')}
          placeholder={t('file.choose')}
          description={t('documents.file-what')}
          required
          accept={acceptedFiles}
          value={file}
          error={form.errors['file']}
          onChange={(chosen) => {
            setFile(chosen);
            form.setErrors((old) => ({ ...old, file: '' }));
          }}
        />
      </Stack>
    </Form>
  );
}

function bodyOf(values: Record<string, string>, file: File | null) {
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  if (file) body.append('file', file);
  return body;
}
