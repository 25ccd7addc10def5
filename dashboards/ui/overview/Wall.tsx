import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { ActionIcon, tokensOf, useTexts } from '@regiso/core/ui';
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { Overview } from '../../shared';
import type { FreshState } from '../board/FreshnessLine';
import { useSpeech } from '../figures';
import { sayRange } from '../sentences';
import { Against, BigFigure, Course } from './OverviewFigure';
import type { Place } from './OverviewCard';
import { overviewTexts } from './overview-texts';
import { slidesOf, type Slide } from './slides';
import { TileMap } from './TileMap';
import styles from './Wall.module.css';

type Props = {
  overview: Overview;
  places: readonly Place[];
  state: FreshState | undefined;
  /** The moment of the figures, in words. */
  at: string;
  /** How long a slide stands. */
  seconds: number;
  onLeave: () => void;
};

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
// A wall is dark whatever the reader has chosen for work.
const dark = Object.fromEntries(Object.entries(tokensOf('dark')).map(([name, value]) => [`--${kebab(name)}`, value]));

/** The overview for people five metres away: one subsystem after another, nothing of persons, nothing to do. */
export default function Wall({ overview, places, state, at, seconds, onLeave }: Props) {
  const t = useTexts(overviewTexts);
  const { t: words } = useSpeech();
  const slides = slidesOf(overview);
  const { now, isPaused, setPaused, step } = useRotation(slides.length, seconds);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    // Not the first button: nobody in front of a wall has asked for a ring around it.
    dialog.current?.focus();
  }, []);
  const slide = slides[now];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === ' ' && event.target === event.currentTarget) setPaused(!isPaused);
    else return;
    event.preventDefault();
  };
  const isLate = state === 'stale' || state === 'lost';
  return (
    <dialog
      ref={dialog}
      className={styles.wall}
      tabIndex={-1}
      style={dark as CSSProperties}
      aria-label={t('wall.title')}
      onCancel={onLeave}
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <h1>{slide?.title}</h1>
        <p className={styles.at} data-late={isLate || undefined} role="status">
          {at && t(state === 'stale' ? 'wall.stale' : state === 'lost' ? 'wall.lost' : 'wall.at', { moment: at })}
        </p>
      </header>
      <div key={slide?.id} className={styles.body}>
        {slide && <Shown slide={slide} places={places} />}
      </div>
      <footer className={styles.foot}>
        <span>{overview.isDemo && words('demo')}</span>
        <span className={styles.tools}>
          {t('wall.place', { at: now + 1, all: slides.length })}
          <Tool label={t('wall.back')} icon={IconChevronLeft} onClick={() => step(-1)} />
          <Tool
            label={t(isPaused ? 'wall.play' : 'wall.pause')}
            icon={isPaused ? IconPlayerPlay : IconPlayerPause}
            onClick={() => setPaused(!isPaused)}
          />
          <Tool label={t('wall.next')} icon={IconChevronRight} onClick={() => step(1)} />
          <Tool label={t('wall.leave')} icon={IconX} onClick={onLeave} />
        </span>
      </footer>
    </dialog>
  );
}

type ToolProps = { label: string; icon: typeof IconX; onClick: () => void };

const Tool = ({ label, icon: Icon, onClick }: ToolProps) => (
  <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={onClick}>
    <Icon size={22} />
  </ActionIcon>
);

function Shown({ slide, places }: { slide: Slide; places: readonly Place[] }) {
  const speech = useSpeech();
  if ('tiles' in slide)
    return (
      <div className={styles.figures} data-count={slide.tiles.length}>
        {slide.tiles.map((tile) => (
          <section key={tile.id} className={styles.figure} aria-label={tile.title} data-tile={tile.id}>
            <h2>{tile.title}</h2>
            <BigFigure tile={tile} />
            <Against tile={tile} />
            <Course tile={tile} />
          </section>
        ))}
      </div>
    );
  const { onMap } = slide;
  return (
    <div className={styles.onMap}>
      <section className={styles.figure} aria-label={onMap.title}>
        <BigFigure tile={onMap} />
        <Against tile={onMap} />
        <p>{sayRange(onMap.places, null, onMap.indicator, speech)}</p>
      </section>
      <TileMap tile={onMap} places={places} chosen="" scheme="dark" />
    </div>
  );
}

/** Which slide is shown; moves on by itself unless paused, and begins its time anew after a step by hand. */
function useRotation(count: number, seconds: number) {
  const [at, setAt] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const now = count ? at % count : 0;
  useEffect(() => {
    if (isPaused || count < 2) return undefined;
    const timer = setTimeout(() => setAt((now + 1) % count), seconds * 1000);
    return () => clearTimeout(timer);
  }, [now, isPaused, count, seconds]);
  const step = (by: number) => setAt(count ? (now + by + count) % count : 0);
  return { now, isPaused, setPaused, step };
}
