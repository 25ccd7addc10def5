import { NativeSelect, SimpleGrid, useLanguage, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

export type Narrowing = { id: string; title: string; titleEn: string; least: number; most: number };
export type Ranges = Readonly<Record<string, { from: number; to: number }>>;

type Props = {
  narrowings: readonly Narrowing[];
  ranges: Ranges;
  errors: Readonly<Record<string, string>>;
  onChange: (ranges: Ranges) => void;
};

/** To what the right is narrowed within its place, as the plugin of the role declares it: all unless chosen. */
export function NarrowFields({ narrowings, ranges, errors, onChange }: Props) {
  return narrowings.map((narrowing) => (
    <Ends
      key={narrowing.id}
      narrowing={narrowing}
      range={ranges[narrowing.id]}
      error={Object.entries(errors).find(([field]) => `${field}.`.startsWith(`narrowing.${narrowing.id}.`))?.[1]}
      onChange={(range) => {
        const { [narrowing.id]: _, ...others } = ranges;
        onChange(range ? { ...others, [narrowing.id]: range } : others);
      }}
    />
  ));
}

type EndsProps = {
  narrowing: Narrowing;
  range: Ranges[string] | undefined;
  error: string | undefined;
  onChange: (range: Ranges[string] | undefined) => void;
};

function Ends({ narrowing: { title, titleEn, least, most }, range, error, onChange }: EndsProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const words = { title: language === 'en' ? titleEn : title };
  const numbers = Array.from({ length: most - least + 1 }, (_, nth) => `${least + nth}`);
  const data = [{ value: '', label: t('narrow.all') }, ...numbers];
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label={t('narrow.from', words)}
        data={data}
        value={range ? `${range.from}` : ''}
        error={error}
        onChange={({ currentTarget: { value } }) =>
          onChange(value ? { from: Number(value), to: Math.max(range?.to ?? most, Number(value)) } : undefined)
        }
      />
      <NativeSelect
        label={t('narrow.to', words)}
        data={data}
        value={range ? `${range.to}` : ''}
        onChange={({ currentTarget: { value } }) =>
          onChange(value ? { from: Math.min(range?.from ?? least, Number(value)), to: Number(value) } : undefined)
        }
      />
    </SimpleGrid>
  );
}
