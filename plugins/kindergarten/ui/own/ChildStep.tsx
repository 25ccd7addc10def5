import { Checkbox, EmptyState, Radio, Stack, useApi, useFormats, useTexts } from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { live } from '../../shared/status';
import { formTexts } from './form-texts';
import type { Child } from './model';

type Props = {
  children: readonly Child[];
  childId: string;
  error: string | undefined;
  togetherWith: string | null;
  onChild: (id: string) => void;
  onTogether: (applicationId: string | null) => void;
};

/** Whose application it is; a twin who has one already may be named. */
export function ChildStep({ children, childId, error, togetherWith, onChild, onTogether }: Props) {
  const t = useTexts(formTexts);
  const { day } = useFormats();
  const own = useApi<ApplicationView[]>('/kindergarten/own/applications');
  if (!children.length) return <EmptyState title={t('children.none')} what={t('children.none.what')} />;
  const born = children.find(({ id }) => id === childId)?.birthDate;
  const twins = children.filter(({ id, birthDate }) => id !== childId && birthDate && birthDate === born);
  const standing = (own.data ?? []).filter(
    (one) => (one.status === 'draft' || live.includes(one.status)) && twins.some(({ id }) => id === one.childId),
  );
  return (
    <Stack gap="lg">
      <Radio.Group label={t('child')} required value={childId} onChange={onChild} error={error}>
        <Stack gap="sm" mt="xs">
          {children.map(({ id, name, birthDate, attends }) => (
            <Radio
              key={id}
              value={id}
              label={name}
              description={[
                birthDate && t('child.born', { day: day(birthDate) }),
                attends && t('child.attends', attends),
              ]
                .filter(Boolean)
                .join('. ')}
            />
          ))}
        </Stack>
      </Radio.Group>
      {standing.map(({ id, child }) => (
        <Checkbox
          key={id}
          label={t('together', { child })}
          description={t('together.hint')}
          checked={togetherWith === id}
          onChange={(event) => onTogether(event.currentTarget.checked ? id : null)}
        />
      ))}
    </Stack>
  );
}
