export type Move = (dx: number, dy: number, steps?: number, at?: { x: number; y: number }) => void;
type Finger = { x: number; y: number };

const keys: Record<string, string> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '−': 'out',
  '0': 'whole',
  ArrowUp: 'north',
  ArrowDown: 'south',
  ArrowLeft: 'west',
  ArrowRight: 'east',
};

/** Buttons, keys, wheel, drag and pinch; while fingers move the picture is only shifted, on release it is drawn anew. */
export function gestures(box: HTMLElement, svg: SVGSVGElement, moves: Record<string, () => void>, move: Move) {
  svg.tabIndex = 0;
  box.addEventListener('click', (event) => {
    const name = (event.target as Element).closest<HTMLElement>('[data-move]')?.dataset.move;
    if (!name || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moves[name]?.();
  });
  svg.addEventListener('keydown', (event) => {
    const name = keys[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moves[name]?.();
  });
  const within = ({ clientX, clientY }: MouseEvent) => {
    const { left, top } = svg.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  let turned = 0;
  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      turned += event.deltaY * (event.deltaMode === 1 ? 30 : 1);
      if (Math.abs(turned) < 60) return;
      move(0, 0, turned < 0 ? 1 : -1, within(event));
      turned = 0;
    },
    { passive: false },
  );
  svg.addEventListener('dblclick', (event) => move(0, 0, 1, within(event)));
  dragging(svg, move, within);
}

function dragging(svg: SVGSVGElement, move: Move, within: (event: MouseEvent) => Finger) {
  const fingers = new Map<number, Finger>();
  let begin: Finger[] = [];
  let last = { dx: 0, dy: 0, scale: 1 };
  let isDragged = false;
  const middle = (points: Finger[]) => ({
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  });
  const spread = ([one, two]: Finger[]) => (one && two ? Math.hypot(one.x - two.x, one.y - two.y) : 0);

  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, within(event));
    begin = [...fingers.values()];
    isDragged = false;
    last = { dx: 0, dy: 0, scale: 1 };
  });
  svg.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, within(event));
    const now = [...fingers.values()];
    const [from, to] = [middle(begin), middle(now)];
    last = { dx: to.x - from.x, dy: to.y - from.y, scale: spread(begin) ? spread(now) / spread(begin) : 1 };
    if (!isDragged && Math.hypot(last.dx, last.dy) < 4 && last.scale === 1) return;
    // Capture only a real drag: a captured pointer would take the click away from the marks.
    if (!isDragged) svg.setPointerCapture(event.pointerId);
    isDragged = true;
    const { dx, dy, scale } = last;
    svg
      .querySelector('.stage')
      ?.setAttribute(
        'transform',
        `translate(${from.x + dx} ${from.y + dy}) scale(${scale}) translate(${-from.x} ${-from.y})`,
      );
  });
  const release = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || !isDragged) return;
    const from = middle(begin);
    fingers.clear();
    const steps = Math.log2(last.scale);
    move(-last.dx, -last.dy, steps, { x: from.x + last.dx, y: from.y + last.dy });
    addEventListener('click', stopClick, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', stopClick, { capture: true }), 50);
  };
  svg.addEventListener('pointerup', release);
  svg.addEventListener('pointercancel', release);
}

const stopClick = (event: Event) => {
  event.preventDefault();
  event.stopPropagation();
};
