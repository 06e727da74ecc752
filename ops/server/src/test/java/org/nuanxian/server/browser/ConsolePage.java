package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.util.List;

/** The page of a volunteer. */
final class ConsolePage implements AutoCloseable {
  /** Words that are there show within this, on a slow, shared machine as well. */
  private static final double LOOK_MILLIS = 3_000;

  private static final int TRIES = 10;

  final Screen screen;
  final TalkParts talk;

  ConsolePage(Screen screen, URI base) {
    this.screen = screen;
    this.talk = new TalkParts(screen.page);
    screen.page.navigate(base + "/console");
  }

  ConsolePage login(DemoStaff.Account account) {
    screen.page.locator("[name=username]").fill(account.username());
    screen.page.locator("[name=password]").fill(account.password());
    screen.page.locator("form button.main").click();
    screen.page.locator("header.bar").waitFor();
    return this;
  }

  /** A device that may keep its screen awake: whoever becomes ready here sits at a desk. */
  ConsolePage awake() {
    screen.context.grantPermissions(List.of("notifications", "screen-wake-lock"));
    return this;
  }

  ConsolePage ready() {
    return check().passed();
  }

  /** Begins the check of the device, up to the question whether the sound was heard. */
  ConsolePage check() {
    button("可接待").click();
    button("听到了").waitFor();
    return this;
  }

  /** The sound was heard. */
  ConsolePage passed() {
    button("听到了").click();
    screen.page.locator(".state-word[data-status=ready]").waitFor();
    return this;
  }

  /** The offer of somebody from this county, once it rings. */
  Locator offer(String county) {
    Locator offer =
        screen.page.locator(".offer", new Page.LocatorOptions().setHasText(county)).first();
    offer.waitFor();
    return offer;
  }

  /** Waits for an offer from this county and takes it; the chat is open then. */
  void accept(String county) {
    offer(county).locator("button.main").click();
    screen.page.locator(".chat .composer").waitFor();
  }

  /** The same without a hand on the mouse; a key takes the first offer, which must be this one. */
  void acceptByKey(String county) {
    offer(county);
    assertThat(screen.page.locator(".offer").first()).containsText(county);
    screen.page.keyboard().press("Alt+j");
    screen.page.locator(".chat .composer").waitFor();
  }

  /** Picks a canned line by some of its words; it stands in the field then. */
  void canned(String words) {
    screen.page.locator(".composer textarea").press("Control+k");
    screen.page.locator("dialog.canned input").fill(words);
    screen.page.locator("dialog.canned input").press("Enter");
    screen.page.locator("dialog.canned").waitFor(gone());
  }

  /** One of the acts that are not in everybody's way. */
  void more(String act) {
    screen.page.locator(".chat-head .menu summary").click();
    button(act).click();
  }

  /** Opens the conversation in which these words were said, whichever it is. */
  void open(String words) {
    Locator chats = screen.page.locator(".chat-entry");
    chats.first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    for (int i = 0; ; i++) {
      Locator back = screen.page.locator(".chat-head .back");
      if (back.count() > 0 && back.isVisible()) {
        back.click();
      }
      chats.nth(i % chats.count()).click();
      Locator said = screen.page.locator("[data-seq]", new Page.LocatorOptions().setHasText(words));
      try {
        said.first().waitFor(new Locator.WaitForOptions().setTimeout(LOOK_MILLIS));
        return;
      } catch (TimeoutError elsewhere) {
        if (i > TRIES) {
          throw elsewhere;
        }
      }
    }
  }

  /** Ends the talk that is open and writes the record. */
  void closeAndWrapUp(String summary) {
    String contact =
        screen.page.locator(".chat-entry[aria-current=true]").getAttribute("data-contact");
    if (screen.page.locator("[name=facts]").count() == 0 || !wrappingUp()) {
      tab("交接和结束").click();
      Locator safe = screen.page.locator("#end-of-talk [type=checkbox]");
      if (safe.count() > 0) {
        safe.check();
      }
      screen.page.locator("#end-of-talk button.main").click();
    }
    screen.page.locator(".panel button.main").getByText("写好了").waitFor();
    screen.page.locator("[name=facts]").fill(summary);
    screen.page.locator(".panel button.main").click();
    screen.page.locator(".chat-entry[data-contact='" + contact + "']").waitFor(gone());
  }

  /** Ends every talk, so that nobody waits for the next test's volunteers. */
  void finish() {
    Locator chats = screen.page.locator(".chat-entry");
    while (!screen.page.isClosed() && chats.count() > 0) {
      if (screen.page.locator(".chat").count() == 0) {
        chats.first().click();
      }
      closeAndWrapUp("test");
    }
  }

  Locator button(String name) {
    return screen.page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A part of the open conversation. */
  Locator tab(String name) {
    return screen.page.getByRole(
        AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private boolean wrappingUp() {
    return screen.page.locator(".panel button.main").getByText("写好了").count() > 0;
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  @Override
  public void close() {
    screen.close();
  }
}
