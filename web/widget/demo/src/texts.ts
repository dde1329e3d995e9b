// The shop's words. Both languages have the same keys; the type holds it.
const zh = {
  title: "云帆商城",
  brand: "云帆商城",
  nav: "主导航",
  products: "热卖商品",
  order: "我的订单",
  help: "服务保障",
  i_am: "我是",
  stranger: "陌生访客",
  other_language: "English",
  eyebrow: "十一月新品",
  headline: "云帆 X2，轻装远行",
  lead: "168 克机身，两天续航。今天下单，明天送达，七天无理由退换。",
  call: "语音通话",
  chat: "在线咨询",
  add: "加入购物车",
  added: "已加入",
  hint: "拨通后按 1，再输入订单号 {order}，以 # 结束。",
  hint_stranger: "拨通后按 1 可查询订单，例如 {order}，以 # 结束。",
  order_text: "{name}，您最近的订单号是：",
  order_text_stranger: "登录后可查看自己的订单。试试演示订单号：",
  step_1: "点击「语音通话」，允许使用麦克风。",
  step_2: "听到语音导航后按 1 查询订单。",
  step_3: "在键盘上输入 {order}#。",
  step_4: "音乐响起，请稍候，客服马上接听。",
  p1: "正品直发",
  p1_text: "品牌授权，假一赔三。",
  p2: "七天退换",
  p2_text: "不满意随时寄回，运费我们承担。",
  p3: "真人客服",
  p3_text: "电话与在线咨询是同一个团队，不用重复说明。",
  footer: "云帆商城是 Tandem 的演示站点，商品与订单均为虚构。也可用 SIP 话机拨打 4001。",
};

export type Key = keyof typeof zh;

const en: Record<Key, string> = {
  title: "Yunfan Store",
  brand: "Yunfan Store",
  nav: "Main",
  products: "Bestsellers",
  order: "My order",
  help: "Our promise",
  i_am: "I am",
  stranger: "a stranger",
  other_language: "中文",
  eyebrow: "New in November",
  headline: "Yunfan X2. Travel light.",
  lead: "168 grams, two days on one charge. Order today, delivered tomorrow, seven days to return it.",
  call: "Call us",
  chat: "Chat",
  add: "Add to cart",
  added: "Added",
  hint: "Once connected press 1, then key in order {order} and #.",
  hint_stranger: "Once connected press 1 to ask about an order, for example {order} and #.",
  order_text: "{name}, the number of your latest order is:",
  order_text_stranger: "Sign in to see your own orders. Try this demo order number:",
  step_1: "Press “Call us” and allow the microphone.",
  step_2: "When you hear the menu, press 1 for an order.",
  step_3: "Key in {order}#.",
  step_4: "There will be music while you wait. An agent is with you soon.",
  p1: "Straight from the maker",
  p1_text: "Authorised by every brand we sell.",
  p2: "Seven days to return",
  p2_text: "Not happy? Send it back, we pay the postage.",
  p3: "Real people",
  p3_text: "Phone and chat are one team: you never explain twice.",
  footer: "Yunfan Store is the demo site of Tandem; goods and orders are made up. You can also dial 4001 from a SIP phone.",
};

export type Language = "zh-CN" | "en";
const all: Record<Language, Record<Key, string>> = { "zh-CN": zh, en };

export function say(language: Language, key: Key, values: Record<string, string> = {}): string {
  return all[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
