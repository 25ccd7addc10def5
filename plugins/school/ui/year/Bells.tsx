import { Alert, Button, Fieldset, List, NumberInput, Text, TextInput, useTexts } from '@regiso/core/ui';
import type { BellInput, YearView } from '../../shared/year';
import { bellHints, clock, nextBell } from './bell-hints';
import { Row, type Part } from './Row';
import { yearTexts } from './texts';

/** When the lessons of each shift are. */
export function Bells({ draft: { bells }, set, errors, mayKeep, rest }: Part & { rest: number }) {
  const t = useTexts(yearTexts);
  const change = (bell: BellInput, some: Partial<BellInput>) =>
    set({ bells: bells.map((one) => (one === bell ? { ...one, ...some } : one)) });
  const time = (bell: BellInput, field: 'startsAt' | 'endsAt', label: string) => (
    <TextInput
      type="time"
      label={label}
      value={bell[field]}
      error={errors[`bells.${bells.indexOf(bell)}.${field}`]}
      onChange={({ currentTarget: { value } }) => change(bell, { [field]: value })}
    />
  );
  return (
    <Fieldset legend={t('bells')} disabled={!mayKeep}>
      {([1, 2] as const).map((shift) => {
        const own = bells.filter((bell) => bell.shift === shift);
        const title = t(shift === 1 ? 'bells.first' : 'bells.second');
        return (
          <section key={shift} aria-label={title}>
            <Text fw={600}>{title}</Text>
            {own.length === 0 && <Text c="dimmed">{t('bells.none')}</Text>}
            {own.map((bell, at) => (
              <Row
                key={at}
                list={title}
                nth={at + 1}
                onRemove={() => set({ bells: bells.filter((one) => one !== bell) })}
              >
                <NumberInput
                  label={t('lesson')}
                  w={92}
                  min={1}
                  max={12}
                  value={bell.number}
                  error={errors[`bells.${bells.indexOf(bell)}.number`]}
                  onChange={(value) => change(bell, { number: Number(value) })}
                />
                {time(bell, 'startsAt', t('from'))}
                {time(bell, 'endsAt', t('to'))}
              </Row>
            ))}
            <Button variant="default" my="sm" onClick={() => set({ bells: [...bells, nextBell(bells, shift, rest)] })}>
              {t('add.bell')}
            </Button>
          </section>
        );
      })}
    </Fieldset>
  );
}

/** What of the bells the norms advise against. */
export function Hints({ bells, norms }: Pick<YearView, 'bells' | 'norms'>) {
  const t = useTexts(yearTexts);
  const hints = bellHints(bells, norms);
  if (!hints.length) return null;
  const wordOf = ({ kind, shift, number }: (typeof hints)[number]) => {
    const time = clock(kind === 'early' ? norms.startEarliest : norms.secondShiftEnd);
    return t(`hint.${kind}`, { shift, number, time, minutes: kind === 'long' ? norms.lessonMost : norms.breakLeast });
  };
  return (
    <Alert color="yellow" title={t('hints')}>
      <List>
        {hints.map((hint) => (
          <List.Item key={`${hint.kind}/${hint.shift}/${hint.number}`}>{wordOf(hint)}</List.Item>
        ))}
      </List>
      {!norms.isVerified && (
        <Text size="sm" mt="xs">
          {t('unverified')}
        </Text>
      )}
    </Alert>
  );
}
