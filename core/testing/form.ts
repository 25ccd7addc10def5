type File = { name: string; content: Buffer; type?: string };

/** A POST of a multipart body as a browser's form sends it, for `call(url, …)`; `type` is what it says of its file. */
export function form(fields: Record<string, string>, file?: File) {
  const boundary = 'regiso-boundary';
  const part = (head: string, body: Buffer) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      body,
      Buffer.from('\r\n'),
    ]);
  const parts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, Buffer.from(value)));
  if (file) {
    const type = file.type ? `\r\nContent-Type: ${file.type}` : '';
    parts.push(part(`name="file"; filename="${file.name}"${type}`, file.content));
  }
  return {
    method: 'POST',
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
