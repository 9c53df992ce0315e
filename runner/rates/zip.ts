import { crc32, inflateRawSync } from "node:zlib";

const MAX_BYTES = 100_000_000;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;

export const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04";

/** What the only file of a zip archive holds. @throws when there is not exactly one, or when it is damaged */
export function unzipOne(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(marker(END));
  if (end < 0 || end + END_BYTES > zip.length) throw new Error("the zip archive is cut off: fetch it again");
  if (zip.readUInt16LE(end + 10) !== 1) throw new Error("the zip archive must hold exactly one file");
  const entry = zip.readUInt32LE(end + 16);
  if (entry + 46 > zip.length || zip.readUInt32LE(entry) !== ENTRY) throw damaged();
  const method = zip.readUInt16LE(entry + 10);
  const packed = contentOf(zip, zip.readUInt32LE(entry + 42), zip.readUInt32LE(entry + 20));
  if (method !== 0 && method !== 8) throw new Error("the zip archive is packed in another way than deflate");
  const bytes = method === 0 ? packed : inflate(packed);
  if (crc32(bytes) !== zip.readUInt32LE(entry + 16)) throw damaged();
  return bytes;
}

/** The local header repeats the name, with extra fields of its own length. */
function contentOf(zip: Buffer, header: number, size: number): Buffer {
  if (header + 30 > zip.length) throw damaged();
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  if (start + size > zip.length) throw damaged();
  return zip.subarray(start, start + size);
}

function inflate(packed: Buffer): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_BYTES });
  } catch (cause) {
    throw damaged(cause);
  }
}

function marker(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const damaged = (cause?: unknown) => new Error("the zip archive is damaged: fetch it again", { cause });
