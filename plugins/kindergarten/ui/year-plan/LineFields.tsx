import { IconTrash } from '@tabler/icons-react';
import {
  ActionIcon,
  Fieldset,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Text,
  TextInput,
  useLanguage,
  useTexts,
} from '@regiso/core/ui';
import { languages, orientations, regimes } from '../../shared/codes';
import type { simulate } from '../../shared/year-plan-count';
import type { YearPlanView } from '../../shared/year-plans';
import { useWords } from '../words';
import { childrenOf, type Line } from './model';
import { planTexts } from './texts';

type Props = {
  line: Line;
  counted: ReturnType<typeof simulate>['lines'][number] | undefined;
  plan: Pick<YearPlanView, 'present' | 'growth'>;
  /** Groups of this year that go on elsewhere. */
  taken: ReadonlySet<string>;
  change: (part: Partial<Line>) => void;
  remove: () => void;
};

/** A group of the plan: the room, the age, who goes on in it, and what that leaves free. */
export function LineFields({ line, counted, plan, taken, change, remove }: Props) {
  const t = useTexts(planTexts);
  const words = useWords();
  const { language } = useLanguage();
  const number = (label: string, name: 'ageFrom' | 'ageTo' | 'areaM2', max: number) => (
    <NumberInput
      label={label}
      min={name === 'areaM2' ? 1 : 0}
      max={max}
      decimalSeparator={language === 'ru' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      value={line[name]}
      onChange={(value) => change({ [name]: Number(value) })}
    />
  );
  const choice = (
    label: string,
    name: 'orientation' | 'regime' | 'language',
    codes: readonly string[],
    word: (code: string) => string,
  ) => (
    <NativeSelect
      label={label}
      data={codes.map((value) => ({ value, label: word(value) }))}
      value={line[name]}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
    />
  );
  return (
    <Fieldset legend={line.name || t('name')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <TextInput
          label={t('name')}
          maxLength={80}
          value={line.name}
          onChange={({ currentTarget: { value } }) => change({ name: value })}
        />
        {number(t('age-from'), 'ageFrom', 7)}
        {number(t('age-to'), 'ageTo', 7)}
        {number(t('area'), 'areaM2', 2000)}
        {choice(t('orientation'), 'orientation', orientations, words.orientation)}
        {choice(t('regime'), 'regime', regimes, words.regime)}
        {choice(t('language'), 'language', languages, words.language)}
        <NumberInput
          label={t('limit')}
          min={0}
          max={60}
          value={line.ownLimit ?? ''}
          onChange={(value) => change({ ownLimit: value === '' ? null : Number(value) })}
        />
        {line.ownLimit !== null && (
          <TextInput
            label={t('limit.ground')}
            maxLength={200}
            value={line.ownLimitGround ?? ''}
            onChange={({ currentTarget: { value } }) => change({ ownLimitGround: value || null })}
          />
        )}
      </SimpleGrid>
      <MultiSelect
        mt="sm"
        label={t('grows')}
        data={plan.present
          .filter(({ id }) => !taken.has(id) || line.growsFrom.includes(id))
          .map(({ id, name }) => ({
            value: id,
            label: t('grows.option', { name, count: childrenOf(id, plan.growth) }),
          }))}
        value={line.growsFrom}
        onChange={(growsFrom) => change({ growsFrom })}
      />
      <Group justify="space-between" align="flex-start" wrap="nowrap" mt="sm">
        <Text fw={600}>
          {t('line', { capacity: line.capacity, growing: counted?.growing ?? 0, free: counted?.free ?? 0 })}
          {Boolean(counted?.unfit) && ` · ${t('unfit', { count: counted?.unfit ?? 0 })}`}
          {Boolean(counted?.over) && ` · ${t('over', { count: counted?.over ?? 0 })}`}
        </Text>
        <ActionIcon variant="subtle" color="red" aria-label={t('remove', { name: line.name })} onClick={remove}>
          <IconTrash size={20} aria-hidden />
        </ActionIcon>
      </Group>
    </Fieldset>
  );
}
