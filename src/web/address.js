// The URL parser of the place we run in, for address.rs: the same one that will follow the address.

/**
 * The parts of an address, which may be relative to `base`, each on a line of its own, as `Address` in redirect.rs
 * knows them: the parser leaves no line break in any. Nothing of what is no address.
 */
export function parse(address, base) {
  try {
    const { href, protocol, origin, hostname, pathname, search, hash, username, password } = new URL(
      address,
      base,
    );
    return `${href}\n${protocol}\n${origin}\n${hostname}\n${pathname}\n${search + hash}\n${username + password}\n`;
  } catch {}
}
