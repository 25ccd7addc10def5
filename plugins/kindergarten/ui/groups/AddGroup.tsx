import {
  api,
  DialogButton,
  Form,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Text,
  TextInput,
  useForm,
  useSent,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { GroupView } from '../../shared/groups';
import { languages, orientations, regimes } from '../../shared/codes';
import { useWords } from '../words';
import { groupTexts } from './texts';

/** Opens a group in a kindergarten of the actor's; the area sets how many children fit. */
export function AddGroup({ groups }: { groups: readonly GroupView[] }) {
  const t = useTexts(groupTexts);
  const gardens = [...new Map(groups.map(({ organisationId, organisation }) => [organisationId, organisation]))];
  const today = useToday();
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);
  const form = useForm<Values>({
    ...{ organisationId: gardens[0]?.[0] ?? '', schoolYear: year as number | string, name: '' },
    ...{
      ageFrom: 3 as number | string,
      ageTo: 3 as number | string,
      orientation: 'general',
      regime: 'full',
      language: 'ru',
    },
    ...{ areaM2: '' as number | string, ownLimit: '' as number | string, ownLimitGround: '' },
  });
  const add = useSent({
    form,
    send: () => {
      const { ownLimit, ownLimitGround, organisationId, ...given } = form.values;
      return api.post('/kindergarten/groups', {
        ...given,
        organisationId: organisationId ?? gardens[0]?.[0],
        areaM2: Number(given.areaM2),
        ...(ownLimit !== '' && { ownLimit: Number(ownLimit) }),
        ...(ownLimitGround && { ownLimitGround }),
      });
    },
    done: () => t('add.done'),
    after: () => form.reset(),
  });
  return (
    <DialogButton label={t('add')} title={t('add')} wide {...add.dialog}>
      <Form label={t('add')} send={t('add.send')} {...add.form}>
        <Fields form={form} gardens={gardens} />
        <Text size="sm" c="dimmed">
          {t('planned.what')}
        </Text>
      </Form>
    </DialogButton>
  );
}

type Values = Record<string, string | number>;
type Fields = { form: ReturnType<typeof useForm<Values>>; gardens: readonly (readonly [string, string])[] };

function Fields({ form, gardens }: Fields) {
  const t = useTexts(groupTexts);
  const words = useWords();
  const field = (name: string) =>
    form.field(name) as { value: string; error: string | undefined; onChange: (given: unknown) => void };
  const choice = (label: string, name: string, options: readonly string[], word: (code: string) => string) => (
    <NativeSelect label={label} data={options.map((value) => ({ value, label: word(value) }))} {...field(name)} />
  );
  return (
    <>
      <NativeSelect
        label={t('organisation')}
        data={gardens.map(([value, label]) => ({ value, label }))}
        {...field('organisationId')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t('name')} required maxLength={80} {...field('name')} />
        <NumberInput label={t('year')} min={2015} max={2100} thousandSeparator="" {...field('schoolYear')} />
        <NumberInput label={t('age-from')} min={0} max={7} {...field('ageFrom')} />
        <NumberInput label={t('age-to')} min={0} max={7} {...field('ageTo')} />
        {choice(t('orientation'), 'orientation', orientations, words.orientation)}
        {choice(t('regime'), 'regime', regimes, words.regime)}
        {choice(t('language'), 'language', languages, words.language)}
        <NumberInput label={t('area.field')} required min={1} max={2000} decimalScale={2} {...field('areaM2')} />
        <NumberInput label={t('own-limit')} min={0} max={60} {...field('ownLimit')} />
        <TextInput label={t('own-limit-ground')} maxLength={200} {...field('ownLimitGround')} />
      </SimpleGrid>
    </>
  );
}
