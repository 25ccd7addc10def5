import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Readable } from 'node:stream';

export type Tag = { name: string; attributes: Record<string, string> };
export type XmlListener = { open?(tag: Tag): void; close?(name: string): void; text?(text: string): void };

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** Feeds an XML stream to a listener, yielding after each chunk so that collected results can be handed on. */
export async function* walkXml(input: Readable, listener: XmlListener): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let failed: Error | undefined;
  parser.on('error', (error) => void (failed ??= error));
  parser.on('opentag', (tag: SaxesTagPlain) => listener.open?.({ name: local(tag.name), attributes: tag.attributes }));
  parser.on('closetag', (tag: SaxesTagPlain) => listener.close?.(local(tag.name)));
  parser.on('text', (text) => listener.text?.(text));
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of input) {
    parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    if (failed) throw failed;
    yield;
  }
  parser.close();
  if (failed) throw failed;
}

/** Walks an XML stream to its end. */
export async function readXml(input: Readable, listener: XmlListener): Promise<void> {
  for await (const _ of walkXml(input, listener)) continue;
}
