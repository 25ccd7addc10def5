import { IconChevronRight } from '@tabler/icons-react';
import { useSpeech } from '../figures';
import { choose, onlyOf } from '../../shared/choice';
import { useBoardContext, type BoardContext } from './context';
import styles from './PlaceTrail.module.css';

/** The way down: where the figures are of, and links to the steps above. */
export function PlaceTrail() {
  const { t } = useSpeech();
  const { board, choice, around, nameOf, link } = useBoardContext();
  const [top] = board.drill;
  if (!top) return null;
  const isOneRegion = optionsOf(board).length === 1;
  const steps = board.drill.flatMap((name) => {
    const own = onlyOf(choice, name);
    const value = own ?? (isOneRegion && name === top ? undefined : onlyOf(around, name));
    return value === undefined || (value === null && own === undefined)
      ? []
      : [{ name, title: nameOf(name, value), choice: choose(board, choice, name, [value]) }];
  });
  const whole = { name: '', title: wholeOf(board, t), choice: choose(board, choice, top, []) };
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

const optionsOf = ({ filters, drill }: BoardContext['board']) =>
  filters.find(({ by }) => by === drill[0])?.options ?? [];

/** The whole is what a limited right lets see; else the region, where there is but one. */
export function wholeOf(board: BoardContext['board'], t: ReturnType<typeof useSpeech>['t']): string {
  if (board.within) return t('place.within');
  const options = optionsOf(board);
  return options.length === 1 ? (options[0]?.title ?? t('place.all')) : t('place.all');
}
