// Addresses in a message become links; nothing else of what a person typed means anything.
import type { ComponentChildren } from "preact";

const address = /(https?:\/\/[^\s<>"'，。；！？、）】》]+)/;

export function linked(text: string): ComponentChildren {
  return text.split(address).map((part, i) =>
    i % 2 === 1 ? (
      <a key={i} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
