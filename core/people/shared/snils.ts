/** The digits of a SNILS, written with or without hyphens and spaces. */
export const snilsDigits = (written: string) => written.replace(/[\s-]/g, '');

/** The two check digits from the first nine. */
export function snilsCheck(nine: string): string {
  const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (9 - at), 0);
  const rest = sum % 101;
  return String(rest === 100 ? 0 : rest).padStart(2, '0');
}

// Numbers up to 001-001-998 were given out without check digits.
const lastUnchecked = 1_001_998;

/** What is wrong with a SNILS, in a sentence without the number itself; undefined when it is right. */
export function snilsProblem(written: string): string | undefined {
  const digits = snilsDigits(written);
  if (!/^\d{11}$/.test(digits)) return 'СНИЛС состоит из 11 цифр';
  if (Number(digits.slice(0, 9)) <= lastUnchecked) return undefined;
  if (digits.slice(9) === snilsCheck(digits.slice(0, 9))) return undefined;
  return 'Контрольное число СНИЛС не сходится: проверьте, нет ли опечатки';
}

/** `11223344595` → `112-233-445 95`. */
export const writtenSnils = (digits: string) => digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1-$2-$3 $4');

/** Only the last digits, for those who may see that it is known but not what it is. */
export const maskedSnils = (digits: string) => `•••-•••-••${digits.slice(8, 9)} ${digits.slice(9)}`;
