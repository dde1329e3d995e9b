// An admin's work with people: a new account, a new password, an account that is closed; each seen from the other side.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPage, openBrowser, openDesk, signIn } from './support/browser.mjs';
import { Program } from './support/program.mjs';
import { choose } from './support/screens.mjs';

let program, browser;

before(async () => {
  program = await Program.start();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

test('a new person can sign in, until the password changes and the account is closed', { timeout: 60000 }, async () => {
  const admin = await openDesk(browser, program, 'admin', { duty: false });
  await admin.getByTestId('nav-admin').click();
  await admin.getByTestId('user-new').click();
  await admin.getByTestId('user-name').fill('钱多多');
  await admin.getByTestId('user-login').fill('li');
  await admin.getByTestId('user-password').fill('first-password');
  await choose(admin, 'user-role', '班组长');
  await admin.getByTestId('user-save').click();
  await admin.getByText('此工号已被使用').waitFor();
  await admin.getByTestId('user-login').fill('qian');
  await admin.getByTestId('user-save').click();
  const row = admin.locator('[data-testid=user-row][data-login=qian]');
  assert.match(await row.innerText(), /钱多多[^]*班组长[^]*启用/);

  const page = await newPage(browser);
  await page.goto(program.http);
  await refused(page, 'qian', 'wrong-password');
  await signIn(page, 'qian', 'first-password');
  assert.match(await page.getByTestId('user-menu').innerText(), /钱多多/);
  await page.getByTestId('nav-wallboard').waitFor();

  await row.getByTestId('user-reset').click();
  await admin.getByTestId('user-password').fill('second-password');
  await admin.getByTestId('user-save').click();
  await page.getByTestId('sign-in').waitFor();
  await refused(page, 'qian', 'first-password');
  await signIn(page, 'qian', 'second-password');

  await row.getByTestId('user-change').click();
  await admin.getByTestId('user-enabled').click();
  await admin.getByTestId('user-save').click();
  await row.getByText('停用').waitFor();
  await page.getByTestId('sign-in').waitFor();
  await refused(page, 'qian', 'second-password');
  await inTheLog(admin);
  assert.deepEqual(admin.problems, []);
  assert.deepEqual(page.problems, []);
});

async function refused(page, login, password) {
  await page.getByTestId('login').fill(login);
  await page.getByTestId('password').fill(password);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('sign-in-error').waitFor();
}

// In words, with names: no code of the program is left for people to read.
async function inTheLog(admin) {
  await admin.getByRole('menuitem', { name: '操作日志' }).click();
  await admin.locator('[data-testid=audit-row][data-action="user.created"]').filter({ hasText: '钱多多' }).waitFor();
  const rows = await admin.getByTestId('audit-row').allInnerTexts();
  assert.ok(rows.some((row) => /管理员[^]*修改人员[^]*钱多多[^]*停用/.test(row)), rows.join('\n'));
  for (const row of rows) assert.doesNotMatch(row, /[{}"]|\w+\.(created|changed|password_set|refused|revoked)/);
}
