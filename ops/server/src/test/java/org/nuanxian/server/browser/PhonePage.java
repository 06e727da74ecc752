package org.nuanxian.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** The page of a volunteer who answers callers. */
final class PhonePage {
  /** Keeps what this page hears where a test finds it. */
  private static final String EAR =
      """
      const Plain = RTCPeerConnection;
      window.RTCPeerConnection = class extends Plain {
        constructor(...how) {
          super(...how);
          this.addEventListener('track', ({ track }) => {
            const audio = new AudioContext();
            const ear = audio.createAnalyser();
            ear.fftSize = 8192;
            audio.createMediaStreamSource(new MediaStream([track])).connect(ear);
            window.loudest = () => {
              const all = new Float32Array(ear.frequencyBinCount);
              ear.getFloatFrequencyData(all);
              const most = all.reduce((best, one, i) => (one > all[best] ? i : best), 0);
              return all[most] < -60 ? 0 : (most * audio.sampleRate) / ear.fftSize;
            };
          });
        }
      };
      """;

  /** As finely as the page's ear tells tones apart, and some more. */
  private static final double HERTZ = 15;

  final ConsolePage console;
  final Page page;

  private PhonePage(ConsolePage console) {
    this.console = console;
    this.page = console.screen.page;
  }

  /** At a desk, with a microphone, and rung by the PBX. */
  static PhonePage atDesk(ConsolePage console) {
    console.screen.context.addInitScript(EAR);
    console.awake().screen.context.grantPermissions(List.of("microphone"));
    console.screen.page.reload();
    PhonePage phone = new PhonePage(console);
    phone.awaitLine();
    console.ready();
    assertThat(phone.page.locator(".oncall")).hasCount(0);
    return phone;
  }

  /** Whoever calls would reach this page now. */
  void awaitLine() {
    assertThat(page.locator(".phone-line")).containsText("●");
  }

  /** The card of a caller. */
  Locator rings(String county) {
    Locator offer = console.offer(county);
    assertThat(offer).containsText("来电");
    return offer;
  }

  /** Answers by this word; the call is on screen then. */
  void answer(String county, String word) {
    rings(county);
    console.button(word).click();
    assertThat(page.locator(".phone-state")).containsText("通话中");
  }

  /** Whether the loudest of what the page hears is about this tone. */
  boolean hears(int hertz) {
    Object loudest = page.evaluate("loudest()");
    return Math.abs(((Number) loudest).doubleValue() - hertz) < HERTZ;
  }
}
