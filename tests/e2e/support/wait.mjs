// Waiting for what the outside shows (a row, a number on a page) where it offers no event to wait for.
export async function until(what, look, limitMs = 15000) {
  const end = Date.now() + limitMs;
  let last;
  for (;;) {
    try {
      const value = await look();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs} ms (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
