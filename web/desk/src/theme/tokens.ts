// The tokens of the desk: one set of colours for our own CSS (variables on :root) and for Ant Design.
// State colours mean the same everywhere and never stand alone: a word or an icon is beside them.
import { theme as antd, type ThemeConfig } from "antd";

export type ThemeName = "light" | "dark";

const light = {
  bg: "#f4f5f7",
  surface: "#ffffff",
  sunken: "#f8f9fb",
  line: "#e3e6eb",
  text: "#1b2230",
  muted: "#596273",
  accent: "#4f46e5",
  "accent-soft": "#eeefff",
  ok: "#14753a",
  "ok-soft": "#e6f5eb",
  talk: "#1a5fd0",
  "talk-soft": "#e7effd",
  wrap: "#8f5200",
  "wrap-soft": "#fdf2dd",
  grey: "#596273",
  "grey-soft": "#edf0f3",
  bad: "#c02717",
  "bad-soft": "#fdecea",
};
type Palette = typeof light;

const dark: Palette = {
  bg: "#0f1217",
  surface: "#171b22",
  sunken: "#1c212a",
  line: "#2b323d",
  text: "#e5e8ee",
  muted: "#9ca6b5",
  accent: "#a3a6ff",
  "accent-soft": "#25274a",
  ok: "#5fcf8b",
  "ok-soft": "#16301f",
  talk: "#82b1ff",
  "talk-soft": "#182a49",
  wrap: "#e8b25c",
  "wrap-soft": "#372a12",
  grey: "#a5afbc",
  "grey-soft": "#262c36",
  bad: "#ff8d82",
  "bad-soft": "#421d1a",
};

export const palettes: Record<ThemeName, Palette> = { light, dark };

export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, "Helvetica Neue", Arial, sans-serif';

export function applyPalette(name: ThemeName) {
  const root = document.documentElement;
  root.dataset.theme = name;
  root.style.colorScheme = name;
  for (const [key, value] of Object.entries(palettes[name])) root.style.setProperty(`--${key}`, value);
}

export function antdTheme(name: ThemeName): ThemeConfig {
  const p = palettes[name];
  return {
    algorithm: name === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: name === "dark" ? "#6f6cf2" : p.accent,
      colorLink: p.accent,
      colorSuccess: name === "dark" ? "#3fae6c" : p.ok,
      colorWarning: name === "dark" ? "#d39b3f" : "#b56a05",
      colorError: name === "dark" ? "#e5564a" : p.bad,
      colorInfo: name === "dark" ? "#5b93f0" : p.talk,
      colorText: p.text,
      colorTextSecondary: p.muted,
      colorTextTertiary: p.muted,
      colorTextDescription: p.muted,
      colorTextPlaceholder: name === "dark" ? "#8791a1" : "#6b7484",
      colorBgLayout: p.bg,
      colorBgContainer: p.surface,
      colorBgElevated: name === "dark" ? "#1f252e" : "#ffffff",
      colorBorder: name === "dark" ? "#3b4453" : "#cdd2da",
      colorBorderSecondary: p.line,
      borderRadius: 6,
      fontSize: 14,
      fontSizeSM: 12,
      fontFamily,
      controlHeight: 32,
      controlHeightSM: 26,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.15s",
      motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    },
    components: {
      Tabs: { horizontalItemGutter: 20, itemSelectedColor: p.accent, itemHoverColor: p.accent, inkBarColor: p.accent },
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
    },
  };
}
