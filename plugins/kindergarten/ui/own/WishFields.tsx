import { Checkbox, NativeSelect, Stack, TextInput, useTexts } from '@regiso/core/ui';
import { codeOf, languages, orientations, regimes } from '../../shared/codes';
import { useWords } from '../words';
import { formTexts } from './form-texts';
import type { Wanted } from './model';

type Props = { wanted: Wanted; set: (change: Partial<Wanted>) => void; isTransfer: boolean };

/** When, which group, how long a day, in which language, and whether another kindergarten would do. */
export function WishFields({ wanted, set, isTransfer }: Props) {
  const { desiredOn, orientation, regimes: chosen, language, anywhere, swaps } = wanted;
  const t = useTexts(formTexts);
  const words = useWords();
  const options = (list: readonly string[], word: (code: string) => string) =>
    list.map((value) => ({ value, label: word(value) }));
  return (
    <Stack gap="md">
      <TextInput
        type="date"
        required
        label={t('desired')}
        description={t('desired.hint')}
        value={desiredOn}
        onChange={(event) => set({ desiredOn: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('orientation')}
        description={t('orientation.hint')}
        data={options(orientations, words.orientation)}
        value={orientation}
        onChange={(event) => set({ orientation: codeOf(orientations, event.currentTarget.value) })}
      />
      <Checkbox.Group
        label={t('regimes')}
        value={chosen}
        onChange={(list) => list.length && set({ regimes: list.map((one) => codeOf(regimes, one)) })}
      >
        <Stack gap="md" mt="xs">
          {regimes.map((one) => (
            <Checkbox key={one} value={one} label={words.regime(one)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <NativeSelect
        label={t('language')}
        data={[{ value: '', label: t('language.any') }, ...options(languages, words.language)]}
        value={language ?? ''}
        onChange={({ currentTarget: { value } }) => set({ language: value ? codeOf(languages, value) : null })}
      />
      <Checkbox
        label={t('anywhere')}
        checked={anywhere}
        onChange={(event) => set({ anywhere: event.currentTarget.checked })}
      />
      {isTransfer && (
        <Checkbox
          label={t('swaps')}
          description={t('swaps.hint')}
          checked={swaps}
          onChange={(event) => set({ swaps: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
