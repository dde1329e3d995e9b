// Money, shares and the server's two-language texts.
import type { Code, Words } from "../api/types";

export const words = (text: Words | null | undefined, language: string): string =>
  text ? (language === "en" ? text.en || text.zh : text.zh || text.en) : "";

export function codeName(codes: Code[] | undefined, code: string | null | undefined, language: string): string {
  if (!code) return "";
  return words(codes?.find((c) => c.code === code), language) || code;
}

/** `amount` in minor units; how many of them make one comes from the currency. */
export function money(amount: number, currency: string, language: string): string {
  try {
    const format = new Intl.NumberFormat(language === "en" ? "en" : "zh-CN", {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(amount / 10 ** digits);
  } catch {
    return `${amount / 100} ${currency}`;
  }
}

/** 0.8113 -> "81%"; an empty interval has no value and never reads 100%. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? "–" : `${Math.round(share * 100)}%`;

export const isMasked = (text: string) => text.includes("*");

/** A number in groups for reading aloud: "+86 138 **** 6721". */
export function phoneGroups(phone: string): string {
  const chinese = /^\+86(1[\d*]{2})([\d*]{4})([\d*]{4})$/.exec(phone);
  return chinese ? `${chinese[1]} ${chinese[2]} ${chinese[3]}` : phone;
}

/** What tells a nameless visitor from another: of "v-e1…" the part that differs. */
export const visitorMark = (text: string) => text.replace(/^v-/, "").replace(/…$/, "").toUpperCase();
