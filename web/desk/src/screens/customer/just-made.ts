// A customer that was made with one click has no real name yet: its name is opened for typing once.
let made: string | null = null;

export function justMade(customer: string) {
  made = customer;
}
export function wasJustMade(customer: string): boolean {
  if (made !== customer) return false;
  made = null;
  return true;
}
