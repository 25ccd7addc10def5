import { lookOnPage } from './look';
import { suggestions } from './suggest';

document.documentElement.classList.add('scripted');
lookOnPage();
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) suggestions(input);
