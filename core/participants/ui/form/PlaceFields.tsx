import { useMemo, useState, type ClipboardEvent } from 'react';
import { NativeSelect, Text, Textarea, TextInput, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import { settlementKinds } from '../choices';
import { SmallMap } from '../card/SmallMap';
import { distanceKm, steps } from '../card/small-map';
import { useMunicipalities } from '../list/use-register';
import { wordTexts } from '../word-texts';
import { pointOf } from './check';
import styles from './Form.module.css';
import { FormSection } from './FormSection';
import { formTexts } from './texts';
import type { Editor } from './use-editor';
import { numberOf } from './values';

type Props = { editor: Editor };

/** Municipality, address and coordinates, with the point on a map as it is typed. */
export function PlaceFields({ editor: { form, card } }: Props) {
  const t = useTexts(formTexts);
  const words = useTexts(wordTexts);
  const { language } = useLanguage();
  const municipalities = useMunicipalities() ?? [];
  const isForeign = card?.region.isHome === false;
  const paste = (event: ClipboardEvent) => {
    const point = pointOf(event.clipboardData.getData('text'));
    if (!point) return;
    event.preventDefault();
    form.set('lat', point.lat);
    form.set('lon', point.lon);
  };
  return (
    <FormSection title={t('form.section.place')}>
      {!isForeign && (
        <NativeSelect
          label={words('field.municipality')}
          data={[
            { value: '', label: t('form.none') },
            ...municipalities.map(({ id, shortName, nameEn }) => ({
              value: id,
              label: language === 'en' ? nameEn : shortName,
            })),
          ]}
          {...form.field('municipalityId')}
        />
      )}
      <TextInput label={words('field.settlement')} maxLength={200} {...form.field('settlement')} />
      <NativeSelect
        label={words('field.settlementKind')}
        data={[
          { value: '', label: t('form.none') },
          ...settlementKinds.map((value) => ({ value, label: words(`settlement.${value}`) })),
        ]}
        {...form.field('settlementKind')}
      />
      <Textarea
        className={styles.wide ?? ''}
        label={words('field.address')}
        autosize
        maxRows={4}
        maxLength={1_000}
        {...form.field('address')}
      />
      <TextInput
        label={words('field.lat')}
        description={t('form.hint.point')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputMode="decimal"
        autoComplete="off"
        onPaste={paste}
        {...form.field('lat')}
      />
      <TextInput
        label={words('field.lon')}
        inputMode="decimal"
        autoComplete="off"
        onPaste={paste}
        {...form.field('lon')}
      />
      <Preview editor={{ form }} />
    </FormSection>
  );
}

function Preview({ editor: { form } }: { editor: Pick<Editor, 'form'> }) {
  const t = useTexts(formTexts);
  const { number } = useFormats();
  const [step, setStep] = useState(1);
  const { lat, lon, municipalityId, shortName } = form.values;
  const point = useMemo(() => wholePoint(lat, lon), [lat, lon]);
  const centre = useMunicipalities()?.find(({ id }) => id === municipalityId);
  if (!point) return null;
  const away = centre ? distanceKm(point, { lat: centre.centreLat, lon: centre.centreLon }) : 0;
  return (
    <div className={styles.wide}>
      {away > farKm && (
        <Text c="yellow" role="status" mb="xs">
          {t('form.far', { km: number(away, 0) })}
        </Text>
      )}
      <div className={styles.map}>
        <SmallMap
          name={shortName}
          point={point}
          buildings={noBuildings}
          widthKm={steps[step] ?? steps[0]}
          onNear={step < steps.length - 1 ? () => setStep(step + 1) : undefined}
          onFar={step > 0 ? () => setStep(step - 1) : undefined}
        />
      </div>
    </div>
  );
}

// The longest municipality stretches about 250 km away from its centre.
const farKm = 250;
const noBuildings: never[] = [];

function wholePoint(latText: string, lonText: string) {
  const [lat, lon] = [numberOf(latText), numberOf(lonText)];
  if (lat === null || lon === null || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return undefined;
  return { lat, lon };
}
