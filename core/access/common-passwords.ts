import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The words that lists of leaked passwords begin with, Latin and Russian, typed in; digits and marks around them are cut off
// before comparing, so that one word stands for hundreds of entries of such lists.
const words = `
password passwort passw0rd p@ssword p@ssw0rd pass passwd qwerty qwertyuiop qwertyui qwerty1 qwert asdfgh asdfghjkl asdf
zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc qwaszx q1w2e3r4 q1w2e3r4t5 q1w2e3 1q2w3e4r 1q2w3e4r5t 1q2w3e 1qaz2wsx
zaq12wsx zaq1xsw2 abc123 abcd1234 a1b2c3d4 abcdef abcdefgh abcdefg iloveyou love lovely loveyou princess prince sunshine
monkey dragon master football baseball basketball soccer hockey superman batman spiderman pokemon starwars shadow michael
jordan jennifer ashley jessica nicole daniel matthew andrew joshua thomas charlie robert george hunter killer ranger
buster soccer harley tigger trustno1 letmein welcome login admin administrator root toor user guest test tester testing
demo default changeme secret access service server manager computer internet samsung google facebook youtube instagram
whatsapp telegram freedom whatever mustang corvette ferrari porsche mercedes flower summer winter spring autumn cheese
cookie pepper ginger banana orange purple silver golden diamond angel angels blessed forever friends family mother father
hello hello123 helloworld nothing money matrix phoenix junior maggie jasmine peanut chocolate butterfly november december
october september august january february naruto minecraft fortnite liverpool chelsea arsenal barcelona realmadrid
marina natasha nastya natalia katya ekaterina elena olga irina svetlana tatiana sergey aleksandr alexander dmitry maxim
nikita andrey roman vladimir marusya lubov lyubov parol parolparol qwertyparol rossiya russia moskva moscow tyumen tumen
spartak zenit dinamo lokomotiv cska solnyshko zvezda privet kotenok kiska zaika krasotka vladivostok gfhjkm ghbdtn
yfcnz rjntyjr ytrewq fyfcnfcbz vfhbyf cjkysirj rhfcjnrf k.,jdm yfnfif fktrcfylh ntcnbhjdfybt regiso citto togirro
пароль парольпароль йцукен йцукенг йцукенгшщзх фывапролджэ фывапрол ячсмить привет здравствуй любовь любимая солнышко
котенок котёнок наташа настя марина светлана екатерина александр сергей дмитрий андрей максим владимир россия москва
тюмень спартак зенит динамо звезда школа учитель директор детсад ученик регисо система администратор оператор тест
`;

const common = new Set(words.split(/\s+/).filter(Boolean));
const runs = [
  '01234567890',
  '09876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'йцукенгшщзхъфывапролджэячсмитьбю',
];

let frequent: Set<string> | undefined;

// Read when the first password is chosen, and kept.
const frequentPasswords = () =>
  (frequent ??= new Set(
    readFileSync(join(__dirname, 'common-passwords.txt'), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('# ')),
  ));

/** Whether the password is among the most frequent ones, a word everybody tries, with digits and marks around it, a run of keys or one piece repeated. */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase().normalize('NFKC');
  if (common.has(plain) || frequentPasswords().has(plain)) return true;
  if (/^(.{1,4})\1+$/u.test(plain)) return true;
  if (/^\d{1,12}$/.test(plain)) return true;
  if (runs.some((run) => run.includes(plain) || run.includes([...plain].reverse().join('')))) return true;
  const core = plain.replace(/^[^a-zа-яё]+|[^a-zа-яё]+$/gu, '');
  return common.has(core) && plain.length - core.length <= 6;
}
