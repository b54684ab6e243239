const SHAPE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of canonical base64 (RFC 4648, section 4): padded, unused bits zero; or undefined. */
export function bytesOfBase64(text: string): Buffer | undefined {
  if (!SHAPE.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  // Without this a flipped bit in the padding of a signature would go unnoticed.
  return bytes.toString('base64') === text ? bytes : undefined;
}
