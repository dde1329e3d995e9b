// A customer that was made with one click has no real name yet: its name is opened for typing once. The live stream
// may show the customer before the answer of the request says that it was ours, or after.
import { useEffect, useState } from "react";

const event = "tandem:just-made";
let made: string | null = null;

export function justMade(customer: string) {
  made = customer;
  window.dispatchEvent(new Event(event));
}

export function useNameEditing(customer: string): [boolean, (on: boolean) => void] {
  const [editing, setEditing] = useState(false);
  useEffect(() => {
    const check = () => {
      if (made !== customer) return;
      made = null;
      setEditing(true);
    };
    check();
    window.addEventListener(event, check);
    return () => window.removeEventListener(event, check);
  }, [customer]);
  return [editing, setEditing];
}
