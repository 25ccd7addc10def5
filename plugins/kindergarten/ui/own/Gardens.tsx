import { useEffect, useState } from 'react';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import {
  ActionIcon,
  apiQuery,
  Group,
  NativeSelect,
  Stack,
  Text,
  Title,
  useQuery,
  useTexts,
  VisuallyHidden,
} from '@regiso/core/ui';
import { mostChoices } from '../../shared/codes';
import { formTexts } from './form-texts';
import type { Child, Choice, Wanted } from './model';
import styles from './Own.module.css';
import { Search } from './Search';

type Props = {
  wanted: Wanted;
  set: (change: Partial<Wanted>) => void;
  childId: string;
  /** Who may be named as brother or sister; the children of whoever is signed in when absent. */
  siblings?: readonly Pick<Child, 'id' | 'name'>[];
  /** Offers nothing until something is typed: a keyboard passes by at once. */
  isQuiet?: boolean;
};

/** The list of kindergartens in order, kept by buttons, and the search that adds to it. */
export function Gardens({ wanted: { choices, municipalityId }, set, childId, siblings, isQuiet = false }: Props) {
  const own = useQuery({ ...apiQuery<Child[]>('/kindergarten/own/children'), enabled: !siblings });
  const others = (siblings ?? own.data ?? []).filter(({ id }) => id !== childId);
  const t = useTexts(formTexts);
  return (
    <Stack gap="lg">
      <section aria-labelledby="gardens-chosen">
        <Title order={3} mb={4} id="gardens-chosen">
          {t('chosen')}
        </Title>
        <Text c="dimmed" mb="sm">
          {t(choices.length ? 'chosen.hint' : 'chosen.none')}
        </Text>
        <Chosen choices={choices} siblings={others} onChange={(list) => set({ choices: list })} />
      </section>
      <Search
        municipality={choices.length ? municipalityId : null}
        taken={choices.map(({ organisationId }) => organisationId)}
        isFull={choices.length >= mostChoices}
        isQuiet={isQuiet}
        onAdd={({ id, name, municipalityId: its }) =>
          set({
            choices: [...choices, { organisationId: id, name, siblingId: null }],
            municipalityId: choices.length ? municipalityId : its,
          })
        }
      />
    </Stack>
  );
}

type Named = Pick<Child, 'id' | 'name'>;
type ChosenProps = {
  choices: readonly Choice[];
  siblings: readonly Named[];
  onChange: (choices: Choice[]) => void;
};

function Chosen({ choices, siblings, onChange }: ChosenProps) {
  const t = useTexts(formTexts);
  const [moved, setMoved] = useState<{ id: string; by: number; name: string; rank: number }>();
  // The browser drops the focus of a row that moves; at an end of the list the other arrow takes it.
  useEffect(() => {
    if (!moved) return;
    const [first, second] = moved.by < 0 ? ['up', 'down'] : ['down', 'up'];
    const button = (way: string | undefined) => document.querySelector<HTMLButtonElement>(`#${way}-${moved.id}`);
    (button(first)?.disabled ? button(second) : button(first))?.focus();
  }, [moved]);
  const move = (at: number, by: number) => {
    const list = [...choices];
    const [one] = list.splice(at, 1);
    if (!one) return;
    list.splice(at + by, 0, one);
    onChange(list);
    setMoved({ id: one.organisationId, by, name: one.name, rank: at + by + 1 });
  };
  return (
    <>
      <ol className={styles.chosen}>
        {choices.map(({ organisationId: id, name, siblingId }, at) => (
          <li key={id}>
            <Text fw={600} className={styles.name}>{`${at + 1}. ${name}`}</Text>
            <Group gap={4} wrap="nowrap">
              <Arrow id={`up-${id}`} label={t('up', { name })} disabled={at === 0} onClick={() => move(at, -1)} isUp />
              <Arrow
                id={`down-${id}`}
                label={t('down', { name })}
                disabled={at === choices.length - 1}
                onClick={() => move(at, 1)}
              />
              <ActionIcon
                {...{ variant: 'default', size: 40 }}
                aria-label={t('remove', { name })}
                onClick={() => onChange(choices.filter(({ organisationId }) => organisationId !== id))}
              >
                <IconX size={20} />
              </ActionIcon>
            </Group>
            <Sibling
              value={siblingId}
              name={name}
              siblings={siblings}
              onChange={(value) =>
                onChange(choices.map((one) => (one.organisationId === id ? { ...one, siblingId: value } : one)))
              }
            />
          </li>
        ))}
      </ol>
      <VisuallyHidden role="status">{moved && t('moved', moved)}</VisuallyHidden>
    </>
  );
}

type ArrowProps = { id: string; label: string; disabled: boolean; onClick: () => void; isUp?: true };

const Arrow = ({ id, label, disabled, onClick, isUp }: ArrowProps) => (
  <ActionIcon id={id} variant="default" size={40} aria-label={label} disabled={disabled} onClick={onClick}>
    {isUp ? <IconArrowUp size={20} /> : <IconArrowDown size={20} />}
  </ActionIcon>
);

type SiblingProps = {
  value: string | null;
  name: string;
  siblings: readonly Named[];
  onChange: (id: string | null) => void;
};

function Sibling({ value, name, siblings, onChange }: SiblingProps) {
  const t = useTexts(formTexts);
  if (!siblings.length) return null;
  return (
    <NativeSelect
      label={t('sibling')}
      aria-label={`${t('sibling')}: ${name}`}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: t('sibling.no') }, ...siblings.map(({ id, name: label }) => ({ value: id, label }))]}
    />
  );
}
