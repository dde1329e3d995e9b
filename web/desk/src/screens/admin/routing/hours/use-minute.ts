// The server's time, a new value once a minute: whoever shows when something opens needs no seconds.
import { useNow } from "../../../../hooks/use-now";

const minuteMs = 60_000;

export const useMinute = (): number => Math.floor(useNow() / minuteMs) * minuteMs;
