package org.nuanxian.server.browser;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/**
 * The demo on one node, and the people in browsers before it. The tests of a class share it: each
 * has a county of its own, whose contacts stay in it, and its talks are ended after it, so that no
 * test meets another's people.
 */
final class House
    implements BeforeAllCallback, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {
  private final Supplier<Installation> opening;
  private final Screens screens;

  /** The volunteers of the test that runs. */
  private final List<ConsolePage> consoles = new ArrayList<>();

  /** From the first test to the last. */
  private Installation installation;

  private Node node;
  private DemoStaff staff;

  /** A house that is opened, as set here, before the first test. */
  House(Supplier<Installation> opening) {
    this(opening, new Screens());
  }

  /** The same, before such screens. */
  House(Supplier<Installation> opening, Screens screens) {
    this.opening = opening;
    this.screens = screens;
  }

  Installation installation() {
    return installation;
  }

  Node node() {
    return node;
  }

  DemoStaff staff() {
    return staff;
  }

  /** Where its pages are. */
  URI base() {
    return node.base();
  }

  Screen screen(Size size) {
    return screens.open(size);
  }

  Screen screenWithoutScripts(Size size) {
    return screens.openWithoutScripts(size);
  }

  HelpPage seeker(Size size) {
    return new HelpPage(screen(size), base());
  }

  /** One of those who are at desk in a county now, the first is 0. */
  ConsolePage volunteer(String county, int which, Size size) throws Exception {
    ConsolePage console =
        new ConsolePage(screen(size), base()).login(staff.atDesk(county).get(which));
    consoles.add(console);
    return console;
  }

  /** A seeker of the county and the county's first volunteer, who greeted each other. */
  ConsolePage talk(HelpPage seeker, String county) throws Exception {
    seeker.start(county);
    ConsolePage volunteer = volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(staff.countyName(county));
    seeker.talk.say("您好");
    volunteer.talk.awaitWords("您好");
    volunteer.talk.say("在的");
    seeker.talk.awaitWords("在的");
    return volunteer;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    screens.beforeAll(context);
    installation = opening.get();
    node = installation.node("a");
    staff = new DemoStaff(node);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    screens.afterTestExecution(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      consoles.forEach(ConsolePage::finish);
    } finally {
      consoles.clear();
      screens.afterEach(context);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    screens.afterAll(context);
    installation.close();
  }
}
