// What people do on the screens, shared by the tests.
import { newPage } from './browser.mjs';
import { until } from './wait.mjs';

// The demo shop, as a visitor whose name contains `person`, or as the page chooses.
export async function openShop(browser, program, person, options = {}) {
  const page = await newPage(browser, { viewport: { width: 1280, height: 800 }, ...options });
  await page.goto(`${program.http}/demo/`);
  await page.getByTestId('widget-launcher').waitFor();
  if (!person) return page;
  const names = page.getByTestId('demo-person').locator('option');
  const label = await until(`${person} is among the shop's people`, async () => (await names.allInnerTexts()).find((name) => name.includes(person)));
  await page.getByTestId('demo-person').selectOption({ label });
  return page;
}

// One option of a select: the one that contains `text`, or the first.
export async function choose(desk, testId, text = '') {
  await desk.getByTestId(testId).click();
  const list = desk.locator('.ant-select-dropdown:visible');
  await list.locator('.ant-select-item-option').filter({ hasText: text }).first().click();
  await list.waitFor({ state: 'hidden' });
}

// The wrap-up on the screen: the first code of the list, then done. `newCase` opens a case, `oldCase` goes on with one.
// `all`: whatever waits for its wrap-up, one after another.
export async function finishWrapUp(desk, { all = false, note = '', newCase = null, oldCase = null } = {}) {
  const items = desk.getByTestId('conversation-item');
  const left = await items.count();
  if (all && left === 0) return;
  if (all) await items.first().click();
  if (all && (await desk.getByTestId('chat-end').count())) await endChat(desk);
  await desk.getByTestId('wrapup-submit').waitFor();
  if (note) await desk.getByTestId('wrapup-note').fill(note);
  await choose(desk, 'wrapup-code');
  if (newCase) {
    await desk.getByTestId('wrapup-case-choice').getByText(/新建工单|New case/).click();
    await desk.getByTestId('wrapup-case-subject').fill(newCase.subject);
    await choose(desk, 'wrapup-case-type', newCase.type);
  }
  if (oldCase) {
    await desk.getByTestId('wrapup-case-choice').getByText(/更新工单|Update case/).click();
    await choose(desk, 'wrapup-case-existing', `#${oldCase.number}`);
    await choose(desk, 'wrapup-case-status', oldCase.status);
  }
  await desk.getByTestId('wrapup-submit').click();
  await until('wrap-up is over', async () => (await items.count()) < Math.max(left, 1));
  if (all) await finishWrapUp(desk, { all });
}

export async function endChat(desk) {
  await desk.getByTestId('chat-end').click();
  const confirm = desk.locator('.ant-popconfirm .ant-btn-primary, .ant-popover .ant-btn-primary, .ant-modal .ant-btn-primary');
  await confirm.first().click({ timeout: 1500 }).catch(() => {});
}

// Both ends of a browser's sound, from getStats: what came in since the call began.
export async function visitorSound(shop) {
  const { inbound } = (await shop.evaluate(() => window.Tandem.stats())) ?? {};
  return { packets: inbound?.packets ?? 0, energy: inbound?.energy ?? 0 };
}

export async function agentSound(desk) {
  const [leg] = await desk.evaluate(() => window.__tandem_phone());
  return { packets: leg?.packetsReceived ?? 0, energy: leg?.totalAudioEnergy ?? 0 };
}

// A customer's page, found through the palette.
export async function openCustomer(desk, text) {
  await desk.keyboard.press('Control+k');
  await desk.getByTestId('palette-input').fill(text);
  await desk.getByTestId('palette-customer').filter({ hasText: text }).first().click();
  await desk.getByTestId('customer-detail').waitFor();
  return desk.getByTestId('customer-detail');
}

// "Call us", until the greeting is heard; then keys, on the widget's keypad.
export async function callFromThePage(shop, keys = '') {
  await shop.getByTestId('demo-call').click();
  await until('the greeting plays', async () => (await visitorSound(shop)).packets > 20, 20000);
  if (!keys) return;
  if (!(await shop.getByTestId('widget-digits').isVisible())) await shop.getByTestId('widget-keypad').click();
  for (const key of keys) await shop.getByTestId(`widget-keypad-${{ '#': 'hash', '*': 'star' }[key] ?? key}`).click();
}
