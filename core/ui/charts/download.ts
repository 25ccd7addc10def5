/** Saves a data: address as a file. The content policy allows no fetch of data:, so it is decoded here. */
export function download(name: string, dataUrl: string) {
  const comma = dataUrl.indexOf(',');
  const head = dataUrl.slice(5, comma);
  const body = dataUrl.slice(comma + 1);
  const bytes = head.endsWith(';base64')
    ? Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0))
    : new TextEncoder().encode(decodeURIComponent(body));
  const address = URL.createObjectURL(new Blob([bytes], { type: head.split(';')[0] ?? '' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
