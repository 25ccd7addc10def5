import { useState } from 'react';
import {
  api,
  DialogButton,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  ProblemError,
  Text,
  Textarea,
  TextInput,
  useForm,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import { portfolioLevels } from '../../shared/codes';
import type { PortfolioItem, PortfolioKind } from '../../shared/portfolio';
import { useWords } from '../journal/words';
import { portfolioTexts } from './texts';

type Props = {
  /** Address of the portfolio. */
  address: string;
  kinds: readonly PortfolioKind[];
  /** What is changed; without it something new is added. */
  item?: PortfolioItem;
};

/** A button that opens the form of an achievement. */
export function ItemForm(props: Props) {
  const t = useTexts(portfolioTexts);
  const [isOpen, setOpen] = useState(false);
  const { item } = props;
  const title = item ? t('change.of', { title: item.title }) : t('add');
  return (
    <DialogButton
      {...(item && { variant: 'default', size: 'compact-md', 'aria-label': title })}
      label={item ? t('change') : t('add')}
      title={title}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Fields {...props} title={title} close={() => setOpen(false)} />
    </DialogButton>
  );
}

function Fields({ address, kinds, item, title, close }: Props & { title: string; close: () => void }) {
  const t = useTexts(portfolioTexts);
  const words = useWords();
  const today = useToday();
  const queries = useQueryClient();
  const form = useForm({
    kind: item?.kind ?? kinds[0]?.code ?? 'other',
    title: item?.title ?? '',
    heldOn: item?.heldOn ?? today,
    level: item?.level ?? 'school',
    result: item?.result ?? '',
    description: item?.description ?? '',
  });
  const send = useMutation({
    mutationFn: () => {
      const { result, description, ...values } = form.values;
      const content = { ...values, result: result.trim() || null, description: description.trim() || null };
      return item
        ? api.put(`${address}/items/${item.id}`, { ...content, version: item.version })
        : api.post(`${address}/items`, content);
    },
    onError: (error) => error instanceof ProblemError && form.setErrors(errorsByField(error)),
    onSuccess: () => {
      notifyDone({ text: t(item ? 'change.done' : 'add.done') });
      close();
      return queries.invalidateQueries({ queryKey: [address] });
    },
  });
  const needsFile = kinds.find(({ code }) => code === form.values.kind)?.needsFile;
  return (
    <Form label={title} send={t('send')} busy={send.isPending} error={send.error} onSend={() => send.mutate()}>
      {item && <Text size="sm">{t('change.what')}</Text>}
      <NativeSelect
        label={t('kind')}
        data={kinds.map((kind) => ({ value: kind.code, label: words(kind) }))}
        {...form.field('kind')}
      />
      <TextInput label={t('title')} description={t('title.hint')} required maxLength={200} {...form.field('title')} />
      <TextInput type="date" label={t('heldOn')} required max={today} {...form.field('heldOn')} />
      <NativeSelect
        label={t('level')}
        data={portfolioLevels.map((value) => ({ value, label: t(`level.${value}`) }))}
        {...form.field('level')}
      />
      <TextInput label={t('result')} description={t('result.hint')} maxLength={100} {...form.field('result')} />
      <Textarea
        label={t('description')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        {...form.field('description')}
      />
      {!item && needsFile && <Text size="sm">{t('needs-file')}</Text>}
    </Form>
  );
}
