import type qrModule from 'pdfmake/js/qrEnc.js';

/** A QR code as one path of squares of side 1, within a square of `size`; four empty squares belong around it (ISO/IEC 18004). */
export type QrCode = { size: number; path: string };

// What the encoder paints a module with.
const side = 5;

/** The code of an address, by the encoder that paints those of documents. */
export function qrCode(address: string): QrCode {
  // CommonJS without types, read when the first code is made.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { default: encoder } = require('pdfmake/js/qrEnc.js') as { default: typeof qrModule };
  const painted: Parameters<typeof encoder.measure>[0] = { qr: address, eccLevel: 'M' };
  encoder.measure(painted);
  const [, ...modules] = painted._canvas ?? [];
  return {
    size: (painted._width ?? 0) / side,
    path: modules.map(({ x, y }) => `M${x / side} ${y / side}h1v1h-1z`).join(''),
  };
}
