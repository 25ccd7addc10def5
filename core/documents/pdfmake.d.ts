declare module 'pdfmake' {
  const pdfmake: {
    virtualfs: { writeFileSync(name: string, content: Buffer): void };
    setFonts(fonts: Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>): void;
    setUrlAccessPolicy(isAllowed: (url: string) => boolean): void;
    setLocalAccessPolicy(isAllowed: (path: string) => boolean): void;
    createPdf(definition: object): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
}

declare module 'pdfmake/js/qrEnc.js' {
  type Painted = { qr: string; eccLevel: 'L' | 'M' | 'Q' | 'H'; _width?: number; _canvas?: { x: number; y: number }[] };
  const encoder: { measure(painted: Painted): void };
  export default encoder;
}
