import { Checkbox, NumberInput, SimpleGrid, Stack, Textarea, TextInput, useTexts, type useForm } from '@regiso/core/ui';
import { subsystemIds, useNames } from '../../access/ui/names';
import type { AgreementValues } from './agreement-form';
import { texts } from './texts';

type Props = { form: ReturnType<typeof useForm<AgreementValues>> };

// A line between label and field would push fields of one row apart.
const below: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description'];

/** Fields of an agreement; the person fills in number and signatures, the rest has its usual values. */
export function AgreementFields({ form }: Props) {
  const t = useTexts(texts);
  const names = useNames();
  const subsystems = form.field('subsystems');
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('number')} required maxLength={60} {...form.field('number')} />
        <TextInput type="date" label={t('signed-on')} required {...form.field('signedOn')} />
        <TextInput type="date" label={t('starts-on')} required {...form.field('startsOn')} />
        <TextInput
          type="date"
          label={t('ends-on')}
          description={t('ends-on.what')}
          inputWrapperOrder={below}
          {...form.field('endsOn')}
        />
      </SimpleGrid>
      <Checkbox.Group
        label={t('subsystems')}
        required
        value={subsystems.value}
        onChange={subsystems.onChange}
        error={subsystems.error}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
          {subsystemIds.map((id) => (
            <Checkbox key={id} value={id} label={names.subsystem(id)} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('signed-by-operator')} required maxLength={200} {...form.field('signedByOperator')} />
        <TextInput label={t('signed-by-participant')} required maxLength={200} {...form.field('signedByParticipant')} />
      </SimpleGrid>
      <Textarea
        label={t('data-scope')}
        description={t('data-scope.what')}
        inputWrapperOrder={below}
        required
        autosize
        maxLength={500}
        {...form.field('dataScope')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('ground')} required maxLength={500} {...form.field('ground')} />
        <NumberInput
          label={t('read-only')}
          description={t('read-only.what')}
          inputWrapperOrder={below}
          min={0}
          max={366}
          allowDecimal={false}
          {...form.field('readOnlyDays')}
        />
      </SimpleGrid>
    </Stack>
  );
}
