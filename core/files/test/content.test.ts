import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { ProblemError } from '../../server/errors';
import { inspectFile } from '../inspect';
import { cleanJpeg } from '../jpeg';
import { contentDisposition, shownName } from '../name';
import { cleanPng } from '../png';
import { fileTypes, type FileType } from '../types';
import { archive, docx, jpeg, odt, part, pdf, png } from './samples';

describe('The content of a sent file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const rules = { types: Object.keys(fileTypes) as FileType[], maxBytes: 1_000_000, isPersonal: false };
  const inspect = (filename: string, content: Buffer, given = rules) => {
    const path = join(folder, 'sent');
    writeFileSync(path, content);
    return inspectFile({ path, filename }, given);
  };
  const refusal = (filename: string, content: Buffer, given = rules) =>
    inspect(filename, content, given).then(
      () => 'taken',
      (error: unknown) => (error as ProblemError).problem.code,
    );

  it.each([
    ['договор.pdf', pdf(), 'pdf'],
    ['ФОТО.JPG', jpeg(), 'jpeg'],
    ['скан.png', png(), 'png'],
    ['приказ.docx', docx(), 'docx'],
    ['приказ.odt', odt(), 'odt'],
  ])('says what %s is', async (name, content, type) => {
    expect(await inspect(name, content)).toMatchObject({ type });
  });

  it('is refused when it is something else than its name says, or than the feature takes', async () => {
    expect(await refusal('договор.pdf.exe', pdf())).toBe('file-wrong-ending');
    expect(await refusal('договор.docx', pdf())).toBe('file-wrong-ending');
    expect(await refusal('договор.pdf', png())).toBe('file-wrong-ending');
    expect(await refusal('page.pdf', Buffer.from('<html><script>alert(1)</script>'))).toBe('file-unknown-type');
    expect(await refusal('a.pdf', Buffer.from('MZ\x90\0 a program'))).toBe('file-unknown-type');
    expect(await refusal('a.docx', archive())).toBe('file-unknown-type');
    expect(await refusal('фото.png', png(), { ...rules, types: ['pdf'] })).toBe('file-unknown-type');
    expect(await refusal('a.pdf', Buffer.alloc(0))).toBe('file-empty');
    expect(await refusal('a.pdf', pdf('x'.repeat(2_000_000)))).toBe('file-too-large');
    expect(await refusal('a.pdf', pdf().subarray(0, 20))).toBe('file-damaged');
    expect(await refusal('a.pdf', Buffer.concat([Buffer.from(' '), pdf()]))).toBe('file-unknown-type');
  });

  it('is refused when a second file hides in it', async () => {
    expect(await refusal('a.pdf', Buffer.concat([pdf(), docx()]))).toBe('file-two-in-one');
    expect(await refusal('a.docx', Buffer.concat([docx(), pdf()]))).not.toBe('taken');
    const padded = docx();
    const gap = Buffer.concat([
      padded.subarray(0, padded.indexOf('PK\u0001\u0002', 'latin1')),
      Buffer.alloc(200),
      padded,
    ]);
    expect(await refusal('a.docx', gap)).not.toBe('taken');
    const trailer = { after: archive() };
    for (const [name, content] of [
      ['a.jpg', jpeg(trailer)],
      ['a.png', png(trailer)],
    ] as const) {
      expect((await inspect(name, content)).cleaned?.includes('readme.txt')).toBe(false);
    }
  });

  it('is refused when it holds a program', async () => {
    expect(await refusal('a.pdf', pdf('3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj'))).toBe('file-active');
    expect(await refusal('a.pdf', pdf('3 0 obj<</S/J#61vaScript>>endobj'))).toBe('file-active');
    expect(await refusal('a.pdf', pdf('3 0 obj<</S/Launch>>endobj'))).toBe('file-active');
    expect(await refusal('a.docx', docx(part('word/vbaProject.bin')))).toBe('file-active');
  });

  it('is refused when it is a bomb, or lies about its size', async () => {
    const bomb = deflateRawSync(Buffer.alloc(120_000_000));
    const packed = { name: 'word/media/a.bin', content: bomb, deflated: true, size: 120_000_000 };
    expect(await refusal('a.docx', docx(packed))).toBe('file-too-large-unpacked');
    expect(await refusal('a.docx', docx({ ...packed, size: 10 }))).toBe('file-damaged');
    const many = Array.from({ length: 1_000 }, (_, at) => part(`word/${at}.xml`));
    expect(await refusal('a.docx', docx(...many))).toBe('file-too-many-entries');
    expect(await refusal('a.png', png({ width: 60_000, height: 60_000 }))).toBe('file-too-many-pixels');
    expect(await refusal('a.jpg', jpeg({ width: 20_000, height: 20_000 }))).toBe('file-too-many-pixels');
  }, 60_000);

  it('loses what a photo tells about its author, and keeps colours and orientation', () => {
    for (const order of ['II', 'MM'] as const) {
      const cleaned = cleanJpeg(jpeg({ order, orientation: 6 }));
      for (const word of ['GPS', 'xmpmeta', 'By-line', 'remark']) expect(cleaned.includes(word)).toBe(false);
      for (const word of ['JFIF', 'ICC_PROFILE']) expect(cleaned.includes(word)).toBe(true);
      const tag = cleaned.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]));
      expect(cleaned[tag + 9]).toBe(6);
      expect(cleanJpeg(cleaned)).toEqual(cleaned);
    }
    expect(cleanJpeg(jpeg({ orientation: 1 })).includes('Exif')).toBe(false);
    expect(cleanJpeg(jpeg()).subarray(-9).toString('hex')).toBe('12ff0034ffd056ffd9');
    expect(cleanPng(png()).includes('Somebody')).toBe(false);
    expect(cleanPng(cleanPng(png()))).toEqual(cleanPng(png()));
  });

  it('never breaks on damaged images: each is either cleaned or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(jpeg(), png()),
        fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 6 }),
        fc.nat(300),
        (whole, changes, cut) => {
          const file = Buffer.from(whole.subarray(0, whole.length - cut));
          for (const [at, value] of changes) if (at > 2 && at < file.length) file[at] = value;
          try {
            (whole[0] === 0x89 ? cleanPng : cleanJpeg)(file);
          } catch (error) {
            if (file.length >= 2 && !(error instanceof ProblemError)) throw error;
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\я\\Договор № 5.PDF', 'Договор № 5.pdf'],
    ['договор', 'договор.pdf'],
    ['договор от 1 сент. 2026 г.', 'договор от 1 сент. 2026 г.pdf'],
    ['дело \u202efdp.pdf', 'дело fdp.pdf'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['договор 01.09.2026', 'договор 01.09.2026.pdf'],
    ['...', 'файл.pdf'],
    ['', 'файл.pdf'],
    [`${'я'.repeat(500)}.pdf`, `${'я'.repeat(150)}.pdf`],
    ['con<>:"|?*.pdf', 'con_______.pdf'],
  ])('has a name to show: %s', (given, shown) => {
    expect(shownName(given, 'pdf')).toBe(shown);
  });

  it('has a header that every browser reads, whatever the name', () => {
    expect(contentDisposition('plan.pdf')).toBe(`attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`);
    expect(contentDisposition('Договор (2).pdf')).toBe(
      `attachment; filename="file.pdf"; filename*=UTF-8''%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%20%282%29.pdf`,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(contentDisposition(name)).toMatch(
          /^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[A-Za-z0-9%!#$&+.^_`|~-]*$/,
        );
      }),
    );
  });
});
