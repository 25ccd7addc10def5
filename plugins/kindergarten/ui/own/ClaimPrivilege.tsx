import {
  api,
  DialogButton,
  Form,
  NativeSelect,
  Text,
  TextInput,
  useApi,
  useForm,
  useLanguage,
  useSent,
  useTexts,
} from '@regiso/core/ui';
import { useWords } from '../words';
import { formTexts } from './form-texts';

type Category = { code: string; title: string; titleEn: string; class: number; act: string; verified: boolean };

/** Names a privilege with its document, at the address of an application; it ranks nothing until somebody has seen the paper. */
export function ClaimPrivilege({ address }: { address: string }) {
  const t = useTexts(formTexts);
  const form = useForm({ category: '', document: '', validTo: '' });
  const { category, document, validTo } = form.values;
  const act = useSent({
    form,
    send: () => api.post(`${address}/privileges`, { category, document, validTo: validTo || null }),
    done: () => t('claim.done'),
    after: () => form.reset(),
  });
  return (
    <div>
      <DialogButton variant="default" label={t('claim')} title={t('claim')} {...act.dialog}>
        <Text mb="md">{t('privileges.note')}</Text>
        <Form label={t('claim')} send={t('claim')} {...act.form}>
          <CategorySelect field={form.field('category')} code={category} />
          <TextInput label={t('document')} required maxLength={200} {...form.field('document')} />
          <TextInput type="date" label={t('validTo')} description={t('validTo.hint')} {...form.field('validTo')} />
        </Form>
      </DialogButton>
    </div>
  );
}

type SelectProps = {
  field: object;
  code: string;
  /** What no privilege is called, where none is fine. */ none?: string;
};

/** Privileges by class, with the act of the chosen one. */
export function CategorySelect({ field, code, none }: SelectProps) {
  const t = useTexts(formTexts);
  const words = useWords();
  const { language } = useLanguage();
  const { data = [] } = useApi<Category[]>('/kindergarten/privilege-categories');
  const chosen = data.find((one) => one.code === code);
  const groups = [...new Set(data.map((one) => one.class))].map((rank) => ({
    group: words.class(rank),
    items: data
      .filter((one) => one.class === rank)
      .map((one) => ({ value: one.code, label: language === 'en' ? one.titleEn : one.title })),
  }));
  const description = chosen && `${t('act', { act: chosen.act })} ${chosen.verified ? '' : t('unverified')}`;
  return (
    <NativeSelect
      label={t('category')}
      required={none === undefined}
      description={description}
      data={[{ value: '', label: none ?? t('category.pick') }, ...groups]}
      {...field}
    />
  );
}
