import { crc32 } from 'node:zlib';

type Part = {
  name: string;
  content: Buffer;
  /** The content is deflated already. */
  deflated?: boolean;
  /** The unpacked size to claim. */
  size?: number;
  /** Left out of the list at the end. */
  hidden?: boolean;
};

const checksum = crc32 as ((data: Buffer) => number) | undefined;

/** A zip file made by hand, so that it may lie. */
export function zip(parts: readonly Part[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content, deflated, size = content.length, hidden } of parts) {
    const names = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(deflated ? 0 : (checksum?.(content) ?? 0), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(names.length, 22);
    local.push(Buffer.from('PK\u0003\u0004', 'latin1'), common, names, content);
    if (!hidden) {
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(at, 10);
      central.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, tail, names);
    }
    at += 30 + names.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  const listed = parts.filter(({ hidden }) => !hidden).length;
  end.writeUInt16LE(listed, 8);
  end.writeUInt16LE(listed, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}
