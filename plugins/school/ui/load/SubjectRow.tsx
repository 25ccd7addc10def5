import { IconTrash } from '@tabler/icons-react';
import { ActionIcon, Button, Group, Select, Text, useTexts } from '@regiso/core/ui';
import type { ClassLoadView } from '../../shared/year';
import { HoursInput } from './HoursInput';
import styles from './Load.module.css';
import { loadTexts } from './texts';
import type { Subject, useLoad } from './use-load';

type Props = {
  at: number;
  subject: Subject;
  title: string;
  view: ClassLoadView;
  load: ReturnType<typeof useLoad>;
  readOnly: boolean;
};

/** A subject of the plan: its hours, and the teacher of the class or of each group. */
export function SubjectRow({ at, subject: { hours, loads }, title, view, load, readOnly }: Props) {
  const t = useTexts(loadTexts);
  const isTaught = loads.some((one) => one.isTaught);
  const staff = view.staff.map(({ id, name, post }) => ({
    value: id,
    label: post ? `${name}, ${post.toLowerCase()}` : name,
  }));
  return (
    <div role="group" aria-label={title} className={styles.row}>
      <Text fw={600} className={styles.title}>
        {title}
      </Text>
      <HoursInput
        label={t('hours.of', { subject: title })}
        className={styles.hours}
        disabled={readOnly}
        hours={hours}
        set={(value) => load.setHours(at, value)}
      />
      <div className={styles.loads}>
        {loads.map((one, nth) => (
          <Group key={one.id ?? `new-${nth}`} gap="xs" wrap="nowrap">
            {one.subgroup && (
              <Text size="sm" miw={64}>
                {t('group', { number: one.subgroup })}
              </Text>
            )}
            <Select
              aria-label={
                one.subgroup
                  ? t('teacher.group', { subject: title, number: one.subgroup })
                  : t('teacher', { subject: title })
              }
              className={styles.teacher}
              placeholder={t('no-teacher')}
              data={staff}
              searchable
              clearable
              disabled={readOnly}
              value={one.teacherId}
              onChange={(teacherId) => load.setLoad(at, nth, { teacherId })}
            />
            <HoursInput
              label={
                one.subgroup
                  ? t('hours.group', { subject: title, number: one.subgroup })
                  : t('hours.teacher', { subject: title })
              }
              w={76}
              disabled={readOnly}
              hours={one.hours}
              set={(value) => load.setLoad(at, nth, { hours: value })}
            />
          </Group>
        ))}
      </div>
      {!readOnly && (
        <Group gap="xs" wrap="nowrap" className={styles.acts}>
          {loads.length < 4 && (
            <Button
              variant="subtle"
              size="compact-md"
              aria-label={t(loads.length > 1 ? 'more.of' : 'split.of', { subject: title })}
              onClick={() => load.split(at)}
            >
              {t(loads.length > 1 ? 'more' : 'split')}
            </Button>
          )}
          {loads.length > 1 && !loads.slice(1).some((one) => one.isTaught) && (
            <Button
              variant="subtle"
              size="compact-md"
              aria-label={t('join.of', { subject: title })}
              onClick={() => load.join(at)}
            >
              {t('join')}
            </Button>
          )}
          <ActionIcon
            variant="default"
            size={36}
            disabled={isTaught}
            title={isTaught ? t('taught') : undefined}
            aria-label={t('remove', { subject: title })}
            onClick={() => load.remove(at)}
          >
            <IconTrash size={20} />
          </ActionIcon>
        </Group>
      )}
    </div>
  );
}
