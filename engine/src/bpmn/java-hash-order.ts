/** The order in which the real engine lists what it keeps in a hash map by text. */

/**
 * As a `java.util.HashMap` gives them back that was filled in the given order. In which order the real engine fills it
 * is not known, so keys that share a bucket may still stand otherwise there.
 */
export function javaHashOrder<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  let size = 16;
  while (items.length > size * 0.75) size *= 2;
  const bucketOf = (item: T): number => {
    const hash = javaHash(keyOf(item));
    return (hash ^ (hash >>> 16)) & (size - 1);
  };
  return [...items].sort((a, b) => bucketOf(a) - bucketOf(b));
}

/** `String.hashCode()`. */
function javaHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}
