package org.nuanxian.gateway.channel.hotline;

/** The PBX gave no answer, or it is another node's to speak to it; what was asked may be done. */
public final class PbxAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PbxAway(String what, Throwable cause) {
    super(what, cause);
  }

  PbxAway(String what) {
    super(what);
  }
}
