// The few drawings the widget needs.
import type { ComponentChildren } from "preact";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8"
      stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const ChatIcon = () => (
  <Icon>
    <path d="M4 5.5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8.5L7 21v-3.5H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z" />
    <path d="M8 10h8M8 13.5h5" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="M5 9l7 7 7-7" />
  </Icon>
);
export const PhoneIcon = () => (
  <Icon>
    <path d="M6 3.5h3l1.7 4.3-2.2 1.7a12 12 0 0 0 6 6l1.7-2.2 4.3 1.7v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4 5.7a2 2 0 0 1 2-2.2z" />
  </Icon>
);
export const HangUpIcon = () => (
  <Icon>
    <path d="M3 14.5c0-1.2.4-2 1.3-2.6 4.6-3.2 10.8-3.2 15.4 0 .9.6 1.3 1.4 1.3 2.6v1.3l-4.6.6-.7-2.7a11 11 0 0 0-7.4 0l-.7 2.7-4.6-.6z" />
  </Icon>
);
export const MicIcon = ({ off }: { off: boolean }) => (
  <Icon>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    {off && <path d="M4 4l16 16" />}
  </Icon>
);
export const KeypadIcon = () => (
  <Icon>
    <path d="M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01" stroke-width="3" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M4 12l16-8-5 16-3.5-6.5z" />
  </Icon>
);
