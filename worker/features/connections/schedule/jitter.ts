/** Always the same for the same text: whole seconds from 0 to less than `spreadMs`, in milliseconds. */
export function jitterMs(text: string, spreadMs: number): number {
  return Math.floor((fnv1a(text) / 2 ** 32) * Math.floor(spreadMs / 1000)) * 1000;
}

/** FNV-1a with murmur's last mix: neighbouring ids come out far apart. 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
