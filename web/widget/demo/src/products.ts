// What the demo shop sells.
export interface Product {
  art: string;
  zh: string;
  en: string;
  /** In Chinese fen and in US cents. */
  fen: number;
  cents: number;
}

export const products: readonly Product[] = [
  { art: "phone", zh: "云帆 X2 手机", en: "Yunfan X2 phone", fen: 329900, cents: 47100 },
  { art: "headphones", zh: "静听降噪耳机", en: "Jingting noise-cancelling headphones", fen: 89900, cents: 12843 },
  { art: "keyboard", zh: "青轴机械键盘", en: "Clicky mechanical keyboard", fen: 45900, cents: 6557 },
  { art: "lamp", zh: "晨光智能台灯", en: "Morning smart desk lamp", fen: 19900, cents: 2843 },
  { art: "backpack", zh: "远山双肩包", en: "Yuanshan backpack", fen: 26900, cents: 3843 },
  { art: "flask", zh: "不锈钢保温杯", en: "Steel vacuum flask", fen: 8900, cents: 1271 },
];
