import { useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';

/** Where a tile would land: before or after another one. */
export type Landing = { id: string; isAfter: boolean };

const tileAt = ({ clientX, clientY }: PointerEvent) =>
  document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-own-tile]') ?? undefined;

/** Dragging a tile by its handle: the board shows where it would land, and changes once when it is let go. */
export function useMoving(onLand: (id: string, landing: Landing) => void) {
  const [dragged, setDragged] = useState<string>();
  const [landing, setLanding] = useState<Landing>();
  const end = () => {
    setDragged(undefined);
    setLanding(undefined);
  };
  const handle = (id: string) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged(id);
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragged !== id) return;
      const over = tileAt(event);
      const name = over?.dataset.ownTile;
      if (!over || !name || name === id) return setLanding(undefined);
      const { left, width } = over.getBoundingClientRect();
      setLanding({ id: name, isAfter: event.clientX > left + width / 2 });
    },
    onPointerUp: () => {
      if (dragged === id && landing) onLand(id, landing);
      end();
    },
    onPointerCancel: end,
    onKeyDownCapture: ({ key }: KeyboardEvent) => key === 'Escape' && end(),
  });
  return { dragged, landing, handle };
}

const columns = 4;

/** Dragging the right edge of a tile: as wide as the columns of the board that it covers. */
export function useResizing(grid: RefObject<HTMLElement | null>, onWidth: (id: string, width: number) => void) {
  const [resized, setResized] = useState<{ id: string; left: number; width: number }>();
  const edge = (id: string) => ({
    onPointerDown: (event: PointerEvent) => {
      const tile = event.currentTarget.closest('[data-own-tile]');
      if (event.button !== 0 || !tile || !grid.current) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setResized({ id, left: tile.getBoundingClientRect().left, width: grid.current.clientWidth / columns });
    },
    onPointerMove: ({ clientX }: PointerEvent) => {
      if (resized?.id === id) onWidth(id, (clientX - resized.left) / resized.width);
    },
    onPointerUp: () => setResized(undefined),
    onPointerCancel: () => setResized(undefined),
  });
  return { resized: resized?.id, edge };
}
