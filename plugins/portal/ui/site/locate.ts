import { putInto } from './form-values';

/** Two digits are about a kilometre: enough to look near by, too little to say in which house. */
const rough = (degrees: number) => degrees.toFixed(2);

/** Asks the device where it is when its button is pressed, never before; only the rounded place leaves the page. */
export function locateOnPress(box: HTMLElement) {
  const button = box.querySelector('button');
  const note = box.querySelector('[role=status]');
  const form = box.closest('form');
  if (!button || !note || !form || !('geolocation' in navigator)) return;
  box.hidden = false;
  button.addEventListener('click', () => {
    note.textContent = box.dataset.asking ?? '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        putInto(form, { at: '', lat: rough(coords.latitude), lon: rough(coords.longitude) });
        for (const field of form.querySelectorAll<HTMLInputElement>('input[name=place]')) field.value = '';
        form.submit();
      },
      () => (note.textContent = box.dataset.failed ?? ''),
      { maximumAge: 300_000, timeout: 15_000 },
    );
  });
}
