import { IconChevronRight } from '@tabler/icons-react';
import { useSpeech } from '../figures';
import { choose, onlyOf } from './choice';
import { useBoardContext } from './context';
import styles from './PlaceTrail.module.css';

/** The way down: where the figures are of, and links to the steps above. */
export function PlaceTrail() {
  const { t } = useSpeech();
  const { board, choice, nameOf, link } = useBoardContext();
  const [top] = board.drill;
  if (!top) return null;
  const steps = board.drill.flatMap((name) => {
    const value = onlyOf(choice, name);
    return value === undefined
      ? []
      : [{ name, title: nameOf(name, value), choice: choose(board, choice, name, [value]) }];
  });
  const whole = { name: '', title: wholeOf(board, t('place.all')), choice: choose(board, choice, top, []) };
  const trail = [whole, ...steps];
  return (
    <nav aria-label={t('place')}>
      <ol className={styles.trail}>
        {trail.map((step, at) => (
          <li key={step.name}>
            {at > 0 && <IconChevronRight size={16} aria-hidden />}
            {at < trail.length - 1 ? (
              link(step.choice, step.title)
            ) : (
              <strong aria-current="location">{step.title}</strong>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Where there is but one region, the whole is that region. */
export function wholeOf({ filters, drill }: ReturnType<typeof useBoardContext>['board'], all: string): string {
  const options = filters.find(({ by }) => by === drill[0])?.options ?? [];
  return options.length === 1 ? (options[0]?.title ?? all) : all;
}
