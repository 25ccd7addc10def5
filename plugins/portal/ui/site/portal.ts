import { locateOnPress } from './locate';
import { lookOnPage } from './look';
import { suggestions } from './suggest';
import { waitForTurn } from './wait';

document.documentElement.classList.add('scripted');
lookOnPage();
for (const box of document.querySelectorAll<HTMLElement>('[data-locate]')) locateOnPress(box);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) suggestions(input);
for (const place of document.querySelectorAll<HTMLElement>('[data-wait]')) waitForTurn(place);
