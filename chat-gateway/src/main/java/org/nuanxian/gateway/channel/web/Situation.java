package org.nuanxian.gateway.channel.web;

/** The reason behind what a help seeker is told. */
enum Situation {
  BUSY("busy"),
  NEXT("next"),
  ON_CALL_ONLY("onCallOnly"),
  NOBODY("nobody"),
  DEGRADED("degraded"),
  HOLDER_LOST("holderLost"),
  ASIDE("aside"),
  CONNECTING("connecting"),
  TALKING("talking"),
  HANDING("handing"),
  CLOSED("closed");

  private final String wire;

  Situation(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }
}
